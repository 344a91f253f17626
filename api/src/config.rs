//! The options of the process: what they are worth, where each value came from, and what a wrong one is told.
//!
//! An option is declared once, in `options.rs`: its flag, its variable, its key in a file, the reference and the help
//! follow from that.

mod options;
mod reference;
mod sources;
#[cfg(test)]
mod tests;
mod values;

use std::{ffi::OsString, net::SocketAddr, sync::Arc};

use domain::{cache::CacheSizes, webhook::Reach};

pub use self::{
    options::Flags,
    reference::reference,
    values::{DatabaseUrl, LogFormat, OtlpEndpoint, PublicUrl, Secret, TokenKey},
};

use self::{
    options::Setting,
    sources::{Given, Sources},
};
use crate::{
    auth::{
        Verifier,
        jwks::{HttpSource, Location, Provider},
        jwt::Keys,
    },
    browser::Origins,
    client_address::TrustedProxies,
    graphql::{capacity::Capacity, documents::TrustedDocuments},
    networks::networks,
    pages::console::SignIn,
    rates::Allowances,
    server::ConnectionLimits,
};

/// The options of a process.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where HTTP is served.
    pub listen: SocketAddr,
    /// The database.
    pub database_url: DatabaseUrl,
    /// What tokens are verified with, if that is set.
    pub token_key: Option<TokenKey>,
    /// The `iss` that a token must have; not blank.
    pub jwt_issuer: String,
    /// The `aud` that a token must name; not blank.
    pub jwt_audience: String,
    /// What addresses in answers begin with; without it they are relative.
    pub public_url: Option<PublicUrl>,
    /// The proxies that are believed where a client's address is asked for.
    pub trusted_proxies: TrustedProxies,
    /// Where webhooks are delivered to beside the Internet.
    pub webhook_reach: Reach,
    /// The origins whose pages may ask from a browser.
    pub cors_origins: Origins,
    /// The only documents that are run for people, if that is set.
    pub trusted_documents: Option<TrustedDocuments>,
    /// Whether strangers may ask about the schema.
    pub public_introspection: bool,
    /// How often somebody may ask.
    pub allowances: Allowances,
    /// How many operations are worked on at once.
    pub operations: usize,
    /// How much is remembered between requests.
    pub caches: Sizes,
    /// How many connections are held at once.
    pub connections: ConnectionLimits,
    /// What is logged: directives of tracing-subscriber's `EnvFilter`, which were tried.
    pub log: String,
    /// How it is logged.
    pub log_format: LogFormat,
    /// Where the metrics are read, if anywhere.
    pub metrics_listen: Option<SocketAddr>,
    /// Where traces are sent, if anywhere.
    pub otlp_endpoint: Option<OtlpEndpoint>,
    /// Whether GraphiQL is served.
    pub graphiql: bool,
    /// Whether the console is served.
    pub console: bool,
    /// How people sign in to the console, where that is set.
    pub sign_in: Option<SignIn>,
    mode: Mode,
    shown: Vec<Shown>,
}

/// How many bytes are remembered of each kind; none switches it off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sizes {
    /// Tokens that were verified.
    pub tokens: Option<u64>,
    /// What the domain looks up.
    pub domain: CacheSizes,
    /// Whole answers.
    pub answers: Option<u64>,
    /// Documents that were parsed.
    pub documents: Option<u64>,
}

impl Sizes {
    /// Of what is for callers, a third is for their tokens.
    fn new(callers: Option<u64>, settings: Option<u64>, answers: Option<u64>, documents: Option<u64>) -> Self {
        let tokens = callers.map(|bytes| bytes / 3);
        let callers = callers.map(|bytes| bytes - bytes / 3);
        Self { tokens, domain: CacheSizes { callers, settings }, answers, documents }
    }
}

/// Whether the process is the demo, whose defaults and rules are others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// The service itself, or a command beside it.
    Service,
    /// `serve --demo`.
    Demo,
}

/// Where the key of the tokens comes from when Cuenta serves.
#[derive(Clone, Copy, Debug)]
pub enum ServingKey<'a> {
    /// It is set.
    Set(&'a TokenKey),
    /// The demo makes a secret for itself.
    MadeByDemo,
}

impl Config {
    /// Takes every option from the strongest source that has it: flag, environment, file, default.
    ///
    /// `environment` answers a variable by its name; an empty variable counts as none.
    ///
    /// # Errors
    /// The first thing that is wrong, in one sentence that names the option as it was spelled and shows no secret.
    pub fn load(
        flags: &Flags,
        environment: impl Fn(&str) -> Option<OsString>,
        mode: Mode,
    ) -> Result<Self, ConfigError> {
        let sources = Sources::gather(flags, environment, mode)?;
        let (token_key, jwt_issuer) = token_key(&sources)?;
        Ok(Self {
            listen: sources.required(Setting::Listen, values::address)?,
            database_url: sources.required(Setting::DatabaseUrl, DatabaseUrl::new)?,
            token_key,
            jwt_issuer,
            jwt_audience: sources.required(Setting::JwtAudience, values::not_blank)?,
            public_url: sources.optional(Setting::PublicUrl, PublicUrl::new)?,
            trusted_proxies: sources.optional(Setting::TrustedProxies, str::parse)?.unwrap_or_default(),
            webhook_reach: sources
                .optional(Setting::WebhookAllowedNetworks, networks)?
                .map(Reach::new)
                .unwrap_or_default(),
            cors_origins: sources.optional(Setting::CorsOrigins, str::parse)?.unwrap_or_default(),
            trusted_documents: sources.optional(Setting::TrustedDocuments, values::trusted_documents)?,
            public_introspection: sources.required(Setting::PublicIntrospection, values::boolean)?,
            allowances: Allowances {
                caller: sources.required(Setting::CallerRate, values::rate)?,
                stranger: sources.required(Setting::StrangerRate, values::rate)?,
            },
            operations: sources.optional(Setting::Operations, values::count)?.unwrap_or_else(Capacity::of_machine),
            caches: Sizes::new(
                sources.required(Setting::CallersCache, values::cache)?,
                sources.required(Setting::SettingsCache, values::cache)?,
                sources.required(Setting::AnswersCache, values::cache)?,
                sources.required(Setting::DocumentsCache, values::cache)?,
            ),
            connections: ConnectionLimits {
                all: sources.required(Setting::Connections, values::count)?,
                of_an_address: sources.required(Setting::ConnectionsPerAddress, values::count)?,
            },
            log: sources.required(Setting::Log, values::log_filter)?,
            log_format: sources.required(Setting::LogFormat, LogFormat::named)?,
            metrics_listen: sources.required(Setting::MetricsListen, values::address_or_off)?,
            otlp_endpoint: sources.optional(Setting::OtlpEndpoint, OtlpEndpoint::new)?,
            graphiql: sources.required(Setting::Graphiql, values::boolean)?,
            console: sources.required(Setting::Console, values::boolean)?,
            sign_in: sign_in(&sources)?,
            mode,
            shown: Setting::ALL.into_iter().map(|setting| Shown::of(setting, sources.given(setting))).collect(),
        })
    }

    /// Each value and where it came from, as a TOML file with comments. Secrets and passwords are masked.
    #[must_use]
    pub fn printed(&self) -> String {
        self.shown.iter().map(Shown::line).collect()
    }

    /// The key that `serve` verifies tokens with.
    ///
    /// # Errors
    /// Without `--demo` a key must be set; with it, a key that only verifies is of no use.
    pub fn serving_key(&self) -> Result<ServingKey<'_>, ConfigError> {
        match (self.mode, &self.token_key) {
            (Mode::Service, None) => Err(ConfigError::NoTokenKey),
            (Mode::Demo, None) => Ok(ServingKey::MadeByDemo),
            (Mode::Demo, Some(key @ (TokenKey::PublicKey(_) | TokenKey::Provider(_)))) => {
                Err(ConfigError::DemoWithPublicKey(self.spelling(setting_of(key))))
            }
            (Mode::Service, Some(key)) | (Mode::Demo, Some(key @ TokenKey::Secret(_))) => Ok(ServingKey::Set(key)),
        }
    }

    /// The address that `serve` listens on.
    ///
    /// # Errors
    /// The demo hands out tokens to whoever asks, so it listens on loopback only.
    pub fn serving_address(&self) -> Result<SocketAddr, ConfigError> {
        match self.mode {
            Mode::Demo if !self.listen.ip().to_canonical().is_loopback() => {
                Err(ConfigError::DemoListensOutside(self.spelling(Setting::Listen)))
            }
            Mode::Demo | Mode::Service => Ok(self.listen),
        }
    }

    /// What verifies tokens of this key, with the configured issuer and audience.
    ///
    /// # Errors
    /// TLS cannot be set up to ask a provider.
    pub fn verifier(&self, key: &TokenKey) -> Result<Verifier, reqwest::Error> {
        let (issuer, audience) = (self.jwt_issuer.as_str(), self.jwt_audience.as_str());
        Ok(match key {
            TokenKey::Secret(secret) => Verifier::configured(Keys::hs256(secret.as_bytes(), issuer, audience)),
            TokenKey::PublicKey(key) => Verifier::configured(Keys::public(key.clone(), issuer, audience)),
            TokenKey::Provider(location) => {
                let source = HttpSource::new(location.clone())?;
                Verifier::of_provider(Arc::new(Provider::new(Arc::new(source), issuer, audience)))
            }
        }
        .with_memory(self.caches.tokens))
    }

    /// The secret that `cuenta token` signs with, if one is set.
    ///
    /// # Errors
    /// A public key is set instead.
    pub fn signing_secret(&self) -> Result<Option<&Secret>, ConfigError> {
        match &self.token_key {
            None => Ok(None),
            Some(TokenKey::Secret(secret)) => Ok(Some(secret)),
            Some(key @ (TokenKey::PublicKey(_) | TokenKey::Provider(_))) => {
                Err(ConfigError::SignsWithPublicKey(self.spelling(setting_of(key))))
            }
        }
    }

    fn spelling(&self, setting: Setting) -> String {
        let shown = self.shown.iter().find(|shown| shown.setting == setting);
        shown.map_or_else(|| setting.variable(), Shown::spelling)
    }
}

/// What is wrong with the options, in one sentence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    /// A value that is wrong.
    #[error("{spelling} {problem}.")]
    Value {
        /// The option as it was spelled.
        spelling: String,
        /// What it must be.
        problem: String,
    },
    /// The file cannot be read, or is no TOML.
    #[error("The configuration file {file} {problem}.")]
    File {
        /// Its path.
        file: String,
        /// What is wrong with it.
        problem: String,
    },
    /// Two keys are set.
    #[error("{one} and {other} are both set, but tokens are verified with one key: set only one of them.")]
    TwoTokenKeys {
        /// One of them, as it was spelled.
        one: String,
        /// Another, as it was spelled.
        other: String,
    },
    /// Tokens cannot name two issuers.
    #[error("{issuer} must not be set to another issuer than {provider}, which tokens must name.")]
    TwoIssuers {
        /// The issuer, as it was spelled.
        issuer: String,
        /// The provider, as it was spelled.
        provider: String,
    },
    /// Nobody can be signed in by a provider that is not known.
    #[error(
        "{0} is set, but the console signs people in only where {issuer} says by whom.",
        issuer = Setting::OidcIssuer.variable()
    )]
    ClientWithoutIssuer(String),
    /// No key is set.
    #[error(
        "Cuenta needs a key to verify tokens with: set {}, {}, {} or {}, or try it with `cuenta serve --demo`.",
        Setting::JwtSecret.variable(),
        Setting::JwtPublicKey.variable(),
        Setting::JwksUrl.variable(),
        Setting::OidcIssuer.variable()
    )]
    NoTokenKey,
    /// The demo cannot sign with a public key.
    #[error(
        "{0} cannot be set with --demo, which signs tokens: set {secret} instead, or neither.",
        secret = Setting::JwtSecret.variable()
    )]
    DemoWithPublicKey(String),
    /// The demo would be reached from outside.
    #[error("{0} must be a loopback address such as 127.0.0.1:8080 with --demo, which hands out tokens to everybody.")]
    DemoListensOutside(String),
    /// A public key signs nothing.
    #[error(
        "{0} only verifies tokens: `cuenta token` signs with {secret}.",
        secret = Setting::JwtSecret.variable()
    )]
    SignsWithPublicKey(String),
}

/// How people sign in to the console: by the provider whose tokens are taken.
fn sign_in(sources: &Sources) -> Result<Option<SignIn>, ConfigError> {
    let scopes = sources.required(Setting::OidcScopes, values::not_blank)?;
    let Some(client_id) = sources.optional(Setting::OidcClientId, values::not_blank)? else { return Ok(None) };
    match sources.optional(Setting::OidcIssuer, values::oidc_issuer)? {
        Some(Location::Issuer(issuer)) => Ok(Some(SignIn { issuer, client_id, scopes })),
        Some(Location::Set(_)) | None => Err(ConfigError::ClientWithoutIssuer(sources.spelling(Setting::OidcClientId))),
    }
}

/// What tokens are verified with, and which issuer they must name: the provider's where it has one.
fn token_key(sources: &Sources) -> Result<(Option<TokenKey>, String), ConfigError> {
    let jwt_issuer = sources.required(Setting::JwtIssuer, values::not_blank)?;
    let keys = [
        (Setting::JwtSecret, sources.optional(Setting::JwtSecret, Secret::new)?.map(TokenKey::Secret)),
        (Setting::JwtPublicKey, sources.optional(Setting::JwtPublicKey, values::public_key)?.map(TokenKey::PublicKey)),
        (Setting::JwksUrl, sources.optional(Setting::JwksUrl, values::jwks_url)?.map(TokenKey::Provider)),
        (Setting::OidcIssuer, sources.optional(Setting::OidcIssuer, values::oidc_issuer)?.map(TokenKey::Provider)),
    ];
    let mut set = keys.into_iter().filter_map(|(setting, key)| key.map(|key| (setting, key)));
    match (set.next(), set.next()) {
        (Some((one, _)), Some((other, _))) => {
            Err(ConfigError::TwoTokenKeys { one: sources.spelling(one), other: sources.spelling(other) })
        }
        (Some((_, TokenKey::Provider(Location::Issuer(issuer)))), None) => {
            if !sources.is_default(Setting::JwtIssuer) && jwt_issuer != issuer {
                return Err(ConfigError::TwoIssuers {
                    issuer: sources.spelling(Setting::JwtIssuer),
                    provider: sources.spelling(Setting::OidcIssuer),
                });
            }
            Ok((Some(TokenKey::Provider(Location::Issuer(issuer.clone()))), issuer))
        }
        (key, _) => Ok((key.map(|(_, key)| key), jwt_issuer)),
    }
}

/// The option that holds a key.
fn setting_of(key: &TokenKey) -> Setting {
    match key {
        TokenKey::Secret(_) => Setting::JwtSecret,
        TokenKey::PublicKey(_) => Setting::JwtPublicKey,
        TokenKey::Provider(Location::Set(_)) => Setting::JwksUrl,
        TokenKey::Provider(Location::Issuer(_)) => Setting::OidcIssuer,
    }
}

/// An option as it may be shown.
#[derive(Clone, Debug)]
struct Shown {
    setting: Setting,
    given: Option<Given>,
}

impl Shown {
    /// Keeps a value that may be seen; another one is masked.
    fn of(setting: Setting, given: Option<&Given>) -> Self {
        let mask = |given: &Given| Given { text: setting.declaration().secrecy.mask(&given.text), ..given.clone() };
        Self { setting, given: given.map(mask) }
    }

    fn spelling(&self) -> String {
        self.given.as_ref().map_or_else(|| self.setting.variable(), |given| given.origin.spelling(self.setting))
    }

    fn line(&self) -> String {
        let key = self.setting.declaration().key;
        match &self.given {
            None => format!("# {key} is not set\n"),
            Some(Given { text, origin }) => {
                format!("{key} = {} # {}\n", self.setting.as_toml(text), origin.described(self.setting))
            }
        }
    }
}
