//! The declarations of the options, and what follows from them: names, flags and help.

use std::{collections::BTreeMap, fmt, path::PathBuf};

use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches, builder::PossibleValuesParser, value_parser};

use super::values::Secrecy;

/// An option.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Setting {
    Listen,
    DatabaseUrl,
    JwtSecret,
    JwtPublicKey,
    JwksUrl,
    OidcIssuer,
    JwtIssuer,
    JwtAudience,
    PublicUrl,
    TrustedProxies,
    WebhookAllowedNetworks,
    CorsOrigins,
    TrustedDocuments,
    PublicIntrospection,
    CallerRate,
    StrangerRate,
    Operations,
    CallersCache,
    SettingsCache,
    AnswersCache,
    DocumentsCache,
    Connections,
    ConnectionsPerAddress,
    Log,
    LogFormat,
    MetricsListen,
    OtlpEndpoint,
    Graphiql,
    Console,
    OidcClientId,
    OidcScopes,
}

/// All that is said of an option.
pub(super) struct Declaration {
    /// Its name, which is its key in a file. The flag and the variable are other spellings of it.
    pub(super) key: &'static str,
    /// Its type.
    pub(super) kind: Kind,
    /// Its value where no source has one.
    pub(super) default: Option<&'static str>,
    /// The same in the demo, where that is another.
    pub(super) demo_default: Option<&'static str>,
    /// How much of it may be seen.
    pub(super) secrecy: Secrecy,
    /// What it is, in sentences.
    pub(super) description: &'static str,
}

/// The type of an option: a string, an integer or a boolean in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A text; help calls it by this name.
    Text(&'static str),
    /// A whole number, or a word in its place; help calls it by this name.
    Number(&'static str),
    /// True or false; the flag alone means true.
    Boolean,
}

impl Setting {
    /// Every option, in the order of the reference.
    pub(super) const ALL: [Self; 31] = [
        Self::Listen,
        Self::DatabaseUrl,
        Self::JwtSecret,
        Self::JwtPublicKey,
        Self::JwksUrl,
        Self::OidcIssuer,
        Self::JwtIssuer,
        Self::JwtAudience,
        Self::PublicUrl,
        Self::TrustedProxies,
        Self::WebhookAllowedNetworks,
        Self::CorsOrigins,
        Self::TrustedDocuments,
        Self::PublicIntrospection,
        Self::CallerRate,
        Self::StrangerRate,
        Self::Operations,
        Self::CallersCache,
        Self::SettingsCache,
        Self::AnswersCache,
        Self::DocumentsCache,
        Self::Connections,
        Self::ConnectionsPerAddress,
        Self::Log,
        Self::LogFormat,
        Self::MetricsListen,
        Self::OtlpEndpoint,
        Self::Graphiql,
        Self::Console,
        Self::OidcClientId,
        Self::OidcScopes,
    ];

    /// The one place where an option is described.
    #[expect(clippy::too_many_lines, reason = "a list of all options, which is read as one")]
    pub(super) const fn declaration(self) -> Declaration {
        match self {
            Self::Listen => Declaration {
                default: Some("127.0.0.1:8080"),
                ..text("listen", "ADDRESS", "The IP address and port where HTTP is served.")
            },
            Self::DatabaseUrl => Declaration {
                default: Some("sqlite://cuenta-data/cuenta.db"),
                secrecy: Secrecy::Password,
                ..text(
                    "database_url",
                    "URL",
                    "The database: `sqlite://PATH`, a file that is made when it is missing, or `postgres://…`.",
                )
            },
            Self::JwtSecret => Declaration {
                secrecy: Secrecy::Secret,
                ..text(
                    "jwt_secret",
                    "SECRET",
                    "The secret that tokens are signed with (HS256), at least 32 bytes. \
                     A flag can be seen by other users of the machine, so a variable or a file is the better place.",
                )
            },
            Self::JwtPublicKey => text(
                "jwt_public_key",
                "PEM",
                "The public key that tokens are verified with, in PEM, or the path of a PEM file: \
                 RSA of at least 2048 bits (RS256), P-256 (ES256) or Ed25519 (EdDSA).",
            ),
            Self::JwksUrl => text(
                "jwks_url",
                "URL",
                "The https URL of the identity provider's JSON Web Key Set, with whose keys tokens are verified: RSA \
                 (RS256), P-256 (ES256) and Ed25519 (EdDSA). It is fetched again when it has become old, and when a \
                 token names a key that is not in it, at most once a minute; while it cannot be fetched, the keys that \
                 are known stay good.",
            ),
            Self::OidcIssuer => text(
                "oidc_issuer",
                "URL",
                "The identity provider's issuer, an https URL below whose `/.well-known/openid-configuration` the URL \
                 of its keys stands. Tokens must have it as `iss`, letter by letter.",
            ),
            Self::JwtIssuer => Declaration {
                default: Some("cuenta"),
                ..text("jwt_issuer", "NAME", "The issuer (`iss`) that a token must have.")
            },
            Self::JwtAudience => Declaration {
                default: Some("cuenta"),
                ..text("jwt_audience", "NAME", "The audience (`aud`) that a token must name.")
            },
            Self::PublicUrl => text(
                "public_url",
                "URL",
                "The http or https URL under which clients reach Cuenta; addresses in answers begin with it. \
                 Without it they are relative.",
            ),
            Self::TrustedProxies => text(
                "trusted_proxies",
                "NETWORKS",
                "The IP addresses and networks of proxies whose `X-Forwarded-For` is believed, with commas between \
                 them. Without it the connection alone tells a client's address.",
            ),
            Self::WebhookAllowedNetworks => text(
                "webhook_allowed_networks",
                "NETWORKS",
                "The IP addresses and networks, with commas between them, that webhooks are delivered to although they \
                 are not of the Internet, and to which they are delivered without TLS too. Without it webhooks go to \
                 public addresses only, and only by https.",
            ),
            Self::CorsOrigins => text(
                "cors_origins",
                "ORIGINS",
                "The origins whose pages may ask from a browser, such as `https://app.example`, with commas between \
                 them. Without it only pages of Cuenta's own address may.",
            ),
            Self::TrustedDocuments => text(
                "trusted_documents",
                "FILE",
                "A JSON file of the only GraphQL documents that are run for people, by id: an object of texts, or \
                 Apollo's manifest. Integrations with an API key, and strangers, may run others too. Without it \
                 everybody may run any.",
            ),
            Self::PublicIntrospection => Declaration {
                kind: Kind::Boolean,
                default: Some("false"),
                demo_default: Some("true"),
                ..text(
                    "public_introspection",
                    "",
                    "Whether who is not signed in may ask about the schema over GraphQL. It stands at \
                     `/schema.graphql` for everybody.",
                )
            },
            Self::CallerRate => Declaration {
                default: Some("50000"),
                ..number(
                    "caller_rate",
                    "COST",
                    "How much a person or an API key may ask a second, in the cost that answers tell in \
                     `extensions.cost`, or `off`. What two seconds allow may be asked at once; beyond that the answer \
                     is 429 with `Retry-After`.",
                )
            },
            Self::StrangerRate => Declaration {
                default: Some("5000"),
                ..number(
                    "stranger_rate",
                    "COST",
                    "The same for all who are not signed in and ask from one IP address (in IPv6, from one /64).",
                )
            },
            Self::Operations => number(
                "operations",
                "NUMBER",
                "How many queries are worked on at once; others wait a moment, and beyond that the answer is 503. \
                 Without it one for each processor and two at least, which suits a database that is near; with one \
                 that is far away more are worked on in the same time.",
            ),
            Self::CallersCache => Declaration {
                default: Some("24"),
                ..number(
                    "callers_cache",
                    "MEBIBYTES",
                    "How much is remembered of tokens that were verified, of the accounts that they name and of the \
                     keys that secrets open, about, or `off`. What is remembered is never older than what this process has heard of changes, and \
                     counts only while it hears of them.",
                )
            },
            Self::SettingsCache => Declaration {
                default: Some("64"),
                ..number("settings_cache", "MEBIBYTES", "The same of the current settings of accounts.")
            },
            Self::AnswersCache => Declaration {
                default: Some("64"),
                ..number(
                    "answers_cache",
                    "MEBIBYTES",
                    "The same of whole answers, where they are made of nothing but the settings of the caller's \
                     account. Half as much on top is remembered of parts of other answers: what they tell of one \
                     account's settings.",
                )
            },
            Self::DocumentsCache => Declaration {
                default: Some("8"),
                ..number(
                    "documents_cache",
                    "MEBIBYTES",
                    "How much is remembered of documents that were parsed and found to be valid, about, or `off`.",
                )
            },
            Self::Connections => Declaration {
                default: Some("20000"),
                ..number("connections", "NUMBER", "How many connections are held at once.")
            },
            Self::ConnectionsPerAddress => Declaration {
                default: Some("1000"),
                ..number(
                    "connections_per_address",
                    "NUMBER",
                    "How many of them come from one IP address, unless it is that of a trusted proxy.",
                )
            },
            Self::Log => Declaration {
                default: Some("info"),
                ..text(
                    "log",
                    "FILTER",
                    "What is logged: a level (`error`, `warn`, `info`, `debug`, `trace`, `off`), or a list of \
                     directives such as `info,api=debug`.",
                )
            },
            Self::LogFormat => Declaration {
                default: Some("text"),
                ..text("log_format", "FORMAT", "How it is logged: `text` or `json`.")
            },
            Self::MetricsListen => Declaration {
                default: Some("127.0.0.1:9464"),
                demo_default: Some("off"),
                ..text(
                    "metrics_listen",
                    "ADDRESS",
                    "The IP address and port where Prometheus reads the metrics, at `/metrics`, or `off`. \
                     They are told to whoever asks, so it is no address of the Internet.",
                )
            },
            Self::OtlpEndpoint => text(
                "otlp_endpoint",
                "URL",
                "The http or https URL of an OpenTelemetry collector, such as http://127.0.0.1:4318, to which traces \
                 are sent, as OTLP over HTTP at `/v1/traces`. Without it there are none.",
            ),
            Self::Graphiql => Declaration {
                kind: Kind::Boolean,
                default: Some("false"),
                demo_default: Some("true"),
                ..text("graphiql", "", "Whether a browser that opens `/graphql` gets GraphiQL.")
            },
            Self::Console => Declaration {
                kind: Kind::Boolean,
                default: Some("true"),
                ..text("console", "", "Whether a browser that opens `/` gets the console, the settings screen.")
            },
            Self::OidcClientId => text(
                "oidc_client_id",
                "ID",
                "By what the identity provider at `oidc_issuer` knows the console: a public client, which signs people \
                 in by the authorization code flow with PKCE and comes back to `/sign-in/callback`. The access tokens \
                 that it gets must be such that Cuenta takes them. Without it people bring a token to the console.",
            ),
            Self::OidcScopes => Declaration {
                default: Some("openid profile email"),
                ..text("oidc_scopes", "SCOPES", "What the console asks the identity provider for, with spaces between.")
            },
        }
    }

    /// The option with this key in a file.
    pub(super) fn with_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|setting| setting.declaration().key == key)
    }

    /// The flag, with its dashes.
    pub(super) fn flag(self) -> String {
        format!("--{}", self.long())
    }

    /// The environment variable.
    pub(super) fn variable(self) -> String {
        format!("CUENTA_{}", self.declaration().key.to_ascii_uppercase())
    }

    /// A value as a file spells it.
    pub(super) fn as_toml(self, value: &str) -> String {
        match self.declaration().kind {
            Kind::Number(_) if value.bytes().all(|byte| byte.is_ascii_digit()) => value.to_owned(),
            Kind::Text(_) | Kind::Number(_) => toml::Value::from(value).to_string(),
            Kind::Boolean => value.to_owned(),
        }
    }

    fn long(self) -> String {
        self.declaration().key.replace('_', "-")
    }

    fn arg(self) -> Arg {
        let declaration = self.declaration();
        let arg = Arg::new(declaration.key)
            .long(self.long())
            .help(help(&declaration, &self.variable()))
            .help_heading("Options of the configuration")
            .global(true);
        match declaration.kind {
            Kind::Text(value) | Kind::Number(value) => arg.value_name(value),
            Kind::Boolean => arg
                .value_name("BOOLEAN")
                .value_parser(PossibleValuesParser::new(["true", "false"]))
                .hide_possible_values(true)
                .num_args(0..=1)
                .require_equals(true)
                .default_missing_value("true"),
        }
    }
}

/// A text without default that may be seen: what most options begin as.
const fn text(key: &'static str, value: &'static str, description: &'static str) -> Declaration {
    Declaration { key, kind: Kind::Text(value), default: None, demo_default: None, secrecy: Secrecy::Open, description }
}

/// The same, whose value is a number.
const fn number(key: &'static str, value: &'static str, description: &'static str) -> Declaration {
    Declaration { kind: Kind::Number(value), ..text(key, value, description) }
}

/// The first sentence of the description, the variable and the default.
fn help(declaration: &Declaration, variable: &str) -> String {
    let sentence = declaration.description.split_inclusive(". ").next().unwrap_or_default().trim_end();
    let mut notes = vec![variable.to_owned()];
    notes.extend(declaration.default.map(|default| format!("default {default}")));
    notes.extend(declaration.demo_default.map(|default| format!("{default} in the demo")));
    format!("{sentence} [{}]", notes.join(", "))
}

/// The flags of the configuration, as they stand on the command line: `--config` and one for every option.
#[derive(Clone, Default)]
pub struct Flags {
    /// The configuration file.
    pub(super) file: Option<PathBuf>,
    /// The values as they were typed.
    pub(super) values: BTreeMap<Setting, String>,
}

/// Says which flags are set, but not to what: there may be secrets among the values.
impl fmt::Debug for Flags {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_set().entries(self.file.iter()).entries(self.values.keys()).finish()
    }
}

/// How the flag for the file is spelled.
pub(super) const FILE_FLAG: &str = "--config";
/// The variable for the file.
pub(super) const FILE_VARIABLE: &str = "CUENTA_CONFIG";

/// The id of the flag for the file, which is none of the options' keys.
const FILE_ID: &str = "config";

impl Args for Flags {
    fn augment_args(command: Command) -> Command {
        let file = Arg::new(FILE_ID)
            .long(FILE_ID)
            .value_name("FILE")
            .help(format!("A TOML file with options. [{FILE_VARIABLE}]"))
            .help_heading("Options of the configuration")
            .value_parser(value_parser!(PathBuf))
            .action(ArgAction::Set)
            .global(true);
        command.arg(file).args(Setting::ALL.map(Setting::arg))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for Flags {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let value = |setting: Setting| {
            let value = matches.get_one::<String>(setting.declaration().key)?;
            Some((setting, value.clone()))
        };
        Ok(Self {
            file: matches.get_one::<PathBuf>(FILE_ID).cloned(),
            values: Setting::ALL.into_iter().filter_map(value).collect(),
        })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        let newer = Self::from_arg_matches(matches)?;
        self.file = newer.file.or(self.file.take());
        self.values.extend(newer.values);
        Ok(())
    }
}
