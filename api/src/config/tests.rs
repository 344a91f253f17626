//! Which value counts, and that no secret is shown; beside them what is said of a wrong value.

mod wrong;

use std::fs;

use clap::{Args, Command, FromArgMatches};
use tempfile::TempDir;

use super::*;
use crate::auth::{
    jwks::NotVerified,
    jwt::{self, NewToken, TokenRefused, TokenRole},
};

const SECRET: &str = "a secret of the tests, long enough";
const PUBLIC_KEY: &str = include_str!("../auth/test_keys/ed25519_public.pem");

/// What a process is started with.
#[derive(Default)]
struct Start {
    flags: Vec<String>,
    variables: Vec<(&'static str, String)>,
}

impl Start {
    fn new() -> Self {
        Self::default()
    }

    fn flag(mut self, flag: &str) -> Self {
        self.flags.push(flag.to_owned());
        self
    }

    fn variable(mut self, name: &'static str, value: &str) -> Self {
        self.variables.push((name, value.to_owned()));
        self
    }

    fn load(&self, mode: Mode) -> Result<Config, ConfigError> {
        let command = Flags::augment_args(Command::new("cuenta").no_binary_name(true));
        let flags = Flags::from_arg_matches(&command.try_get_matches_from(&self.flags).unwrap()).unwrap();
        let environment = |name: &str| {
            let variable = self.variables.iter().find(|(variable, _)| *variable == name);
            variable.map(|(_, value)| OsString::from(value))
        };
        Config::load(&flags, environment, mode)
    }

    fn config(&self) -> Config {
        self.load(Mode::Service).unwrap()
    }

    fn problem(&self) -> String {
        self.load(Mode::Service).unwrap_err().to_string()
    }
}

fn flag(flag: &str) -> Start {
    Start::new().flag(flag)
}

fn variable(name: &'static str, value: &str) -> Start {
    Start::new().variable(name, value)
}

/// A file with this text, for as long as the folder is kept.
fn file(text: &str) -> (TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cuenta.toml");
    fs::write(&path, text).unwrap();
    (folder, path.display().to_string())
}

#[test]
fn without_anything_every_option_has_its_default() {
    let config = Start::new().config();
    assert_eq!(config.listen, "127.0.0.1:8080".parse().unwrap());
    assert_eq!(config.database_url.as_str(), "sqlite://cuenta-data/cuenta.db");
    assert!(config.token_key.is_none());
    assert_eq!((config.jwt_issuer.as_str(), config.jwt_audience.as_str()), ("cuenta", "cuenta"));
    assert_eq!(config.public_url, None);
    assert_eq!((config.log.as_str(), config.log_format), ("info", LogFormat::Text));
    assert_eq!(config.metrics_listen, Some("127.0.0.1:9464".parse().unwrap()));
    assert_eq!(config.otlp_endpoint, None);
    assert!(!config.graphiql && !config.public_introspection);
    let allowances = [config.allowances.caller, config.allowances.stranger].map(|rate| rate.unwrap().get());
    assert_eq!(allowances, [50_000, 5_000]);
    assert_eq!(config.operations, std::thread::available_parallelism().unwrap().get().max(2));
    assert_eq!(config.connections, ConnectionLimits { all: 20_000, of_an_address: 1_000 });
    assert_eq!(config.cors_origins, Origins::default());
    assert!(config.trusted_documents.is_none());
}

#[test]
fn a_flag_is_stronger_than_a_variable_and_a_variable_stronger_than_the_file() {
    let (_folder, path) = file("jwt_issuer = 'file'\njwt_audience = 'file'\nlog = 'debug'");
    let config = flag("--config")
        .flag(&path)
        .flag("--jwt-issuer=flag")
        .variable("CUENTA_JWT_ISSUER", "variable")
        .variable("CUENTA_JWT_AUDIENCE", "variable")
        .config();
    assert_eq!(config.jwt_issuer, "flag");
    assert_eq!(config.jwt_audience, "variable");
    assert_eq!(config.log, "debug");
    assert_eq!(config.log_format, LogFormat::Text);
}

#[test]
fn the_file_of_the_flag_is_taken_before_that_of_the_variable() {
    let (_one, by_flag) = file("log = 'debug'");
    let (_other, by_variable) = file("log = 'warn'");
    let both = flag("--config").flag(&by_flag).variable("CUENTA_CONFIG", &by_variable);
    assert_eq!(both.config().log, "debug");
    assert_eq!(variable("CUENTA_CONFIG", &by_variable).config().log, "warn");
}

#[test]
fn every_option_has_a_flag_a_variable_and_a_key() {
    let (_documents, documents) = file(r#"{"1": "{ viewer { subject } }"}"#);
    let values = [
        ("listen", "0.0.0.0:80"),
        ("database_url", "postgres://cuenta@db/cuenta"),
        ("jwt_secret", SECRET),
        ("jwt_public_key", PUBLIC_KEY),
        ("jwks_url", "https://id.example/keys"),
        ("oidc_issuer", "https://id.example"),
        ("jwt_issuer", "https://id.example"),
        ("jwt_audience", "settings"),
        ("public_url", "https://cuenta.example"),
        ("trusted_proxies", "10.0.0.0/8"),
        ("webhook_allowed_networks", "10.1.0.0/16, fd00::/8"),
        ("cors_origins", "https://app.example, http://localhost:3000"),
        ("trusted_documents", documents.as_str()),
        ("public_introspection", "true"),
        ("caller_rate", "off"),
        ("stranger_rate", "10"),
        ("operations", "8"),
        ("callers_cache", "off"),
        ("settings_cache", "128"),
        ("answers_cache", "off"),
        ("documents_cache", "16"),
        ("connections", "10"),
        ("connections_per_address", "10"),
        ("log", "debug"),
        ("log_format", "json"),
        ("metrics_listen", "0.0.0.0:9464"),
        ("otlp_endpoint", "http://collector.example:4318"),
        ("graphiql", "true"),
        ("console", "false"),
        ("oidc_client_id", "console"),
        ("oidc_scopes", "openid offline_access"),
    ];
    assert_eq!(values.map(|(key, _)| Some(key)), Setting::ALL.map(|setting| Some(setting.declaration().key)));
    let line = |config: &Config, key: &str| {
        let line = |line: &&str| line.starts_with(&format!("{key} = ")) || line.starts_with(&format!("# {key} "));
        config.printed().lines().find(line).map(str::to_owned).unwrap()
    };
    for (key, value) in values {
        let by_flag = format!("--{}={value}", key.replace('_', "-"));
        let by_variable: &'static str = format!("CUENTA_{}", key.to_uppercase()).leak();
        let is_bare = matches!(value, "true" | "false") || value.bytes().all(|byte| byte.is_ascii_digit());
        let text = if is_bare { value.to_owned() } else { format!("'''{value}'''") };
        let (_folder, path) = file(&format!("{key} = {text}"));
        let unset = line(&Start::new().config(), key);
        for start in [flag(&by_flag), variable(by_variable, value), flag("--config").flag(&path)] {
            // The console signs nobody in by a provider that is not known.
            let start = if key == "oidc_client_id" {
                start.variable("CUENTA_OIDC_ISSUER", "https://id.example")
            } else {
                start
            };
            assert_ne!(line(&start.config(), key), unset, "{key}");
        }
    }
}

#[test]
fn an_empty_variable_counts_as_none() {
    let config = variable("CUENTA_LISTEN", "").variable("CUENTA_CONFIG", "").variable("CUENTA_JWT_SECRET", "").config();
    assert_eq!(config.listen, "127.0.0.1:8080".parse().unwrap());
    assert!(config.token_key.is_none());
}

#[test]
fn the_issuer_of_a_provider_is_the_one_that_tokens_must_name() {
    let issuer = "https://id.example/realms/cuenta/";
    let config = variable("CUENTA_OIDC_ISSUER", issuer).config();
    assert_eq!(config.jwt_issuer, issuer);
    assert!(matches!(config.token_key, Some(TokenKey::Provider(Location::Issuer(known))) if known == issuer));
    assert_eq!(
        variable("CUENTA_OIDC_ISSUER", issuer).variable("CUENTA_JWT_ISSUER", "https://id.example").problem(),
        "CUENTA_JWT_ISSUER must not be set to another issuer than CUENTA_OIDC_ISSUER, which tokens must name."
    );
    let config = variable("CUENTA_JWKS_URL", "http://localhost:8081/keys").config();
    assert_eq!(config.jwt_issuer, "cuenta");
    assert!(matches!(config.token_key, Some(TokenKey::Provider(Location::Set(_)))));
}

#[test]
fn graphiql_is_on_in_the_demo_unless_told_otherwise() {
    assert!(Start::new().load(Mode::Demo).unwrap().graphiql);
    assert!(!flag("--graphiql=false").load(Mode::Demo).unwrap().graphiql);
    assert!(flag("--graphiql").config().graphiql);
    assert!(variable("CUENTA_GRAPHIQL", "true").config().graphiql);
}

#[test]
fn the_console_signs_people_in_by_the_provider_whose_tokens_are_taken() {
    let config = Start::new().config();
    assert!(config.console && config.sign_in.is_none());
    assert!(!flag("--console=false").config().console);
    let set = || variable("CUENTA_OIDC_CLIENT_ID", "console");
    let sign_in = set().variable("CUENTA_OIDC_ISSUER", "https://id.example/a/").config().sign_in.unwrap();
    assert_eq!(sign_in.issuer, "https://id.example/a/");
    assert_eq!((sign_in.client_id.as_str(), sign_in.scopes.as_str()), ("console", "openid profile email"));
    assert_eq!(
        set().problem(),
        "CUENTA_OIDC_CLIENT_ID is set, but the console signs people in only where CUENTA_OIDC_ISSUER says by whom."
    );
}

#[test]
fn the_demo_serves_no_metrics_unless_told_to() {
    assert_eq!(Start::new().load(Mode::Demo).unwrap().metrics_listen, None);
    assert_eq!(flag("--metrics-listen=off").config().metrics_listen, None);
    let told = variable("CUENTA_METRICS_LISTEN", "127.0.0.1:9999");
    assert_eq!(told.load(Mode::Demo).unwrap().metrics_listen, Some("127.0.0.1:9999".parse().unwrap()));
}

#[test]
fn traces_are_posted_below_the_collectors_address() {
    for (endpoint, traces) in [
        ("http://127.0.0.1:4318", "http://127.0.0.1:4318/v1/traces"),
        ("https://collector.example/otlp/", "https://collector.example/otlp/v1/traces"),
    ] {
        let config = variable("CUENTA_OTLP_ENDPOINT", endpoint).config();
        assert_eq!(config.otlp_endpoint.unwrap().traces(), traces);
    }
}

#[test]
fn the_configured_key_issuer_and_audience_verify_tokens() {
    let config = variable("CUENTA_JWT_SECRET", SECRET)
        .variable("CUENTA_JWT_ISSUER", "https://id.example")
        .variable("CUENTA_JWT_AUDIENCE", "settings")
        .config();
    let issued_at = chrono::DateTime::from_timestamp(1_790_000_000, 0).unwrap();
    let token = NewToken {
        subject: "staff-1",
        role: TokenRole::Platform,
        account: None,
        name: None,
        email: None,
        issuer: "https://id.example",
        audience: "settings",
        issued_at,
        lifetime: chrono::TimeDelta::hours(1),
    };
    let signed = jwt::sign(SECRET.as_bytes(), &token).unwrap();
    let keys = config.verifier(config.token_key.as_ref().unwrap()).unwrap();
    assert_eq!(keys.verify(&signed, issued_at).map(|good| good.token.subject.clone()), Ok("staff-1".to_owned()));
    let others = variable("CUENTA_JWT_SECRET", SECRET).config();
    let keys = others.verifier(others.token_key.as_ref().unwrap()).unwrap();
    assert_eq!(keys.verify(&signed, issued_at).map(drop), Err(NotVerified::Refused(TokenRefused::Issuer)));
    let others = variable("CUENTA_JWT_PUBLIC_KEY", PUBLIC_KEY).config();
    let keys = others.verifier(others.token_key.as_ref().unwrap()).unwrap();
    assert_eq!(keys.verify(&signed, issued_at).map(drop), Err(NotVerified::Refused(TokenRefused::Algorithm)));
}

#[test]
fn each_value_is_printed_with_its_origin_and_secrets_are_masked() {
    let (_folder, path) = file("jwt_issuer = 'https://id.example'\ndatabase_url = 'postgres://cuenta:hush@db/cuenta'");
    let config = variable("CUENTA_JWT_SECRET", SECRET)
        .variable("CUENTA_CONFIG", &path)
        .flag("--log")
        .flag("debug")
        .load(Mode::Demo)
        .unwrap();
    assert_eq!(
        config.printed(),
        format!(
            "\
listen = \"127.0.0.1:8080\" # default
database_url = \"postgres://cuenta:***@db/cuenta\" # file {path}
jwt_secret = \"***\" # environment CUENTA_JWT_SECRET
# jwt_public_key is not set
# jwks_url is not set
# oidc_issuer is not set
jwt_issuer = \"https://id.example\" # file {path}
jwt_audience = \"cuenta\" # default
# public_url is not set
# trusted_proxies is not set
# webhook_allowed_networks is not set
# cors_origins is not set
# trusted_documents is not set
public_introspection = true # default of the demo
caller_rate = 50000 # default
stranger_rate = 5000 # default
# operations is not set
callers_cache = 24 # default
settings_cache = 64 # default
answers_cache = 64 # default
documents_cache = 8 # default
connections = 20000 # default
connections_per_address = 1000 # default
log = \"debug\" # flag --log
log_format = \"text\" # default
metrics_listen = \"off\" # default of the demo
# otlp_endpoint is not set
graphiql = true # default of the demo
console = true # default
# oidc_client_id is not set
oidc_scopes = \"openid profile email\" # default
"
        )
    );
}

#[test]
fn what_is_printed_is_a_file_again() {
    let printed =
        variable("CUENTA_JWT_PUBLIC_KEY", PUBLIC_KEY).variable("CUENTA_JWT_ISSUER", "a\"'\\#\n").config().printed();
    let (_folder, path) = file(&printed);
    let config = flag("--config").flag(&path).config();
    assert_eq!(config.jwt_issuer, "a\"'\\#\n");
    assert!(matches!(config.token_key, Some(TokenKey::PublicKey(_))));
}

#[test]
fn a_password_is_masked_wherever_it_stands() {
    for (url, shown) in [
        ("postgres://u:hush@db/d", "postgres://u:***@db/d"),
        ("postgresql://:hush@db/d", "postgresql://:***@db/d"),
        ("postgres://u:hush%40@db:5432/d?sslmode=require", "postgres://u:***@db:5432/d?sslmode=require"),
        ("postgres://db/d?user=u&password=hush", "postgres://db/d?user=u&password=***"),
        ("postgres://db/d?p%61ssword=hush", "postgres://db/d?password=***"),
        ("postgres://u@db/d", "postgres://u@db/d"),
        ("sqlite://data/x y.db", "sqlite://data/x y.db"),
    ] {
        let database_url = DatabaseUrl::new(url).unwrap();
        assert_eq!(database_url.to_string(), shown);
        assert_eq!(format!("{database_url:?}"), shown);
        assert_eq!(database_url.as_str(), url);
    }
}

#[test]
fn nothing_that_may_be_logged_shows_a_secret() {
    let start = flag("--jwt-secret").flag(SECRET).variable("CUENTA_DATABASE_URL", "postgres://u:hush@db/d");
    let config = start.config();
    let command = Flags::augment_args(Command::new("cuenta").no_binary_name(true));
    let flags = Flags::from_arg_matches(&command.try_get_matches_from(&start.flags).unwrap()).unwrap();
    for shown in [format!("{config:?}"), config.printed(), format!("{flags:?}")] {
        assert!(!shown.contains(SECRET) && !shown.contains("hush"), "{shown}");
    }
}

#[test]
fn the_reference_names_every_spelling_and_default() {
    let reference = reference();
    for setting in Setting::ALL {
        let declaration = setting.declaration();
        for spelling in [format!("### {}\n", declaration.key), setting.flag(), setting.variable()] {
            assert!(reference.contains(&spelling), "{spelling}");
        }
        if let Some(default) = declaration.default {
            assert!(reference.contains(&format!("- Default: `{default}`")), "{default}");
        }
    }
}

#[test]
fn the_example_of_the_reference_sets_every_default() {
    let reference = reference();
    let example = reference.split("```toml\n").nth(1).unwrap().split("```").next().unwrap();
    let (_folder, path) = file(example);
    let origin = format!("file {path}");
    let config = flag("--config").flag(&path).config();
    assert_eq!(config.printed().replace(&origin, "default"), Start::new().config().printed());
}
