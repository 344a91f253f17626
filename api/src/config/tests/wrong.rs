//! What is said of wrong values and wrong files.

use proptest::prelude::*;

use super::*;
use crate::hostile::texts;

#[test]
fn a_wrong_value_is_told_with_the_spelling_that_was_used() {
    let (_folder, path) = file("listen = 'localhost'");
    let reason = "must be an IP address with a port, such as 127.0.0.1:8080, not `localhost`.";
    assert_eq!(flag("--listen=localhost").problem(), format!("--listen {reason}"));
    assert_eq!(variable("CUENTA_LISTEN", "localhost").problem(), format!("CUENTA_LISTEN {reason}"));
    assert_eq!(flag("--config").flag(&path).problem(), format!("`listen` in {path} {reason}"));
}

const NO_PROVIDER: &str =
    "must be an https URL without user information, such as https://id.example (http only on this machine)";

#[test]
fn wrong_values_are_refused() {
    for (name, value, problem) in [
        ("CUENTA_LISTEN", "8080", "must be an IP address with a port, such as 127.0.0.1:8080, not `8080`"),
        ("CUENTA_LISTEN", "a\nb", "must be an IP address with a port, such as 127.0.0.1:8080, not `a\\nb`"),
        ("CUENTA_DATABASE_URL", "mysql://x", "must begin with sqlite://, postgres:// or postgresql://"),
        ("CUENTA_DATABASE_URL", "postgres:x", "must begin with sqlite://, postgres:// or postgresql://"),
        ("CUENTA_DATABASE_URL", "sqlite://", "must name a file after sqlite:// and have no parameters"),
        ("CUENTA_DATABASE_URL", "sqlite://x.db?mode=ro", "must name a file after sqlite:// and have no parameters"),
        (
            "CUENTA_DATABASE_URL",
            "sqlite::memory:",
            "must name a file: the connections of Cuenta share no database in memory",
        ),
        ("CUENTA_DATABASE_URL", "postgres://u:p@h:port/d", "is no URL: invalid port number"),
        ("CUENTA_JWKS_URL", "http://id.example/keys", NO_PROVIDER),
        ("CUENTA_JWKS_URL", "https://user@id.example/keys", NO_PROVIDER),
        ("CUENTA_JWKS_URL", "file:///keys.json", NO_PROVIDER),
        ("CUENTA_OIDC_ISSUER", "id.example", NO_PROVIDER),
        ("CUENTA_OIDC_ISSUER", " https://id.example", NO_PROVIDER),
        ("CUENTA_OIDC_ISSUER", "https://id.example/\n", NO_PROVIDER),
        ("CUENTA_OIDC_ISSUER", "https:id.example", NO_PROVIDER),
        ("CUENTA_OIDC_ISSUER", "https:\\\\id.example", NO_PROVIDER),
        ("CUENTA_OIDC_ISSUER", "http://127.0.0.1.example", NO_PROVIDER),
        ("CUENTA_OIDC_ISSUER", "http://localhost.example", NO_PROVIDER),
        ("CUENTA_OIDC_ISSUER", "https://id.example/?a", "must be a URL without a query and a fragment"),
        ("CUENTA_JWT_ISSUER", " ", "must not be blank"),
        ("CUENTA_JWT_AUDIENCE", "\t", "must not be blank"),
        ("CUENTA_LOG_FORMAT", "JSON", "must be text or json, not `JSON`"),
        ("CUENTA_GRAPHIQL", "yes", "must be true or false, not `yes`"),
        ("CUENTA_PUBLIC_INTROSPECTION", "1", "must be true or false, not `1`"),
        ("CUENTA_CALLER_RATE", "0", "must be a whole number from 1 to 4294967295, or off, not `0`"),
        ("CUENTA_STRANGER_RATE", "OFF", "must be a whole number from 1 to 4294967295, or off, not `OFF`"),
        ("CUENTA_OPERATIONS", "0", "must be a whole number of at least 1, not `0`"),
        ("CUENTA_CONNECTIONS", "-1", "must be a whole number of at least 1, not `-1`"),
        ("CUENTA_CONNECTIONS_PER_ADDRESS", "1.5", "must be a whole number of at least 1, not `1.5`"),
        (
            "CUENTA_CORS_ORIGINS",
            "https://app.example, https://app.example/",
            "must be origins such as https://app.example, as browsers spell them, and `https://app.example/` is none",
        ),
        (
            "CUENTA_CORS_ORIGINS",
            "*",
            "must be origins such as https://app.example, as browsers spell them, and `*` is none",
        ),
        (
            "CUENTA_TRUSTED_DOCUMENTS",
            "no/such.json",
            "must be the path of a JSON file, and `no/such.json` cannot be read: No such file or directory (os error 2)",
        ),
        (
            "CUENTA_LOG",
            "api=loud",
            "must be a level or a list of directives, such as info or info,api=debug, not `api=loud`",
        ),
    ] {
        assert_eq!(variable(name, value).problem(), format!("{name} {problem}."));
    }
}

#[test]
fn a_public_url_is_an_http_url_whose_last_slash_is_dropped() {
    for (typed, is) in [
        ("https://cuenta.example", "https://cuenta.example"),
        ("https://cuenta.example/", "https://cuenta.example"),
        ("http://Cuenta.example:8080/base/", "http://cuenta.example:8080/base"),
        ("https://[::1]:8443", "https://[::1]:8443"),
    ] {
        assert_eq!(PublicUrl::new(typed).map(|url| url.as_str().to_owned()), Ok(is.to_owned()));
    }
    for typed in [
        "cuenta.example",
        "/cuenta",
        "ftp://cuenta.example",
        "https:cuenta.example",
        "https:///cuenta.example",
        "https://",
        "https://cuenta.example?a",
        "https://cuenta.example/?",
        "https://cuenta.example#a",
        "https://user@cuenta.example",
        "https://@cuenta.example",
        "https://cuenta.example\\a",
        " https://cuenta.example",
        "https://cuenta.example/a b",
    ] {
        assert!(PublicUrl::new(typed).is_err(), "{typed}");
    }
}

#[test]
fn a_short_secret_is_refused_without_showing_it() {
    let problem = variable("CUENTA_JWT_SECRET", &"s".repeat(31)).problem();
    assert_eq!(problem, "CUENTA_JWT_SECRET must have at least 32 bytes, or it can be guessed, and has 31.");
    assert!(variable("CUENTA_JWT_SECRET", &"s".repeat(32)).config().token_key.is_some());
    // Bytes count, not characters.
    assert!(variable("CUENTA_JWT_SECRET", &"ñ".repeat(16)).config().token_key.is_some());
}

#[test]
fn a_public_key_is_a_pem_or_the_path_of_one() {
    let (_folder, path) = file(PUBLIC_KEY);
    for value in [PUBLIC_KEY, path.as_str()] {
        let config = variable("CUENTA_JWT_PUBLIC_KEY", value).config();
        let Some(TokenKey::PublicKey(key)) = config.token_key else { panic!("{value}") };
        assert_eq!(key.algorithm().name(), "EdDSA");
    }
    let private = include_str!("../../auth/test_keys/ed25519_private.pem");
    let why = "this holds a private key, but only the public key is needed (`openssl pkey -pubout` makes it).";
    assert_eq!(
        variable("CUENTA_JWT_PUBLIC_KEY", private).problem(),
        format!("CUENTA_JWT_PUBLIC_KEY is refused: {why}")
    );
    let (_folder, path) = file(private);
    assert_eq!(
        flag("--jwt-public-key").flag(&path).problem(),
        format!("--jwt-public-key names the file `{path}`, which is refused: {why}")
    );
    assert_eq!(
        flag("--jwt-public-key=nowhere.pem").problem(),
        "--jwt-public-key must be a PEM or the path of a PEM file, and the file `nowhere.pem` cannot be read: \
         No such file or directory (os error 2)."
    );
}

#[test]
fn a_secret_and_a_public_key_are_not_both_set() {
    let (_folder, path) = file(&format!("jwt_public_key = '''{PUBLIC_KEY}'''"));
    assert_eq!(
        flag("--config").flag(&path).variable("CUENTA_JWT_SECRET", SECRET).problem(),
        format!(
            "CUENTA_JWT_SECRET and `jwt_public_key` in {path} are both set, but tokens are verified with one key: \
             set only one of them."
        )
    );
}

#[test]
fn a_provider_is_set_instead_of_a_key_and_not_for_the_demo() {
    let start = variable("CUENTA_JWKS_URL", "https://id.example/keys");
    assert!(matches!(start.config().serving_key(), Ok(ServingKey::Set(TokenKey::Provider(_)))));
    assert_eq!(
        start.load(Mode::Demo).unwrap().serving_key().unwrap_err().to_string(),
        "CUENTA_JWKS_URL cannot be set with --demo, which signs tokens: set CUENTA_JWT_SECRET instead, or neither."
    );
    assert_eq!(
        start.config().signing_secret().unwrap_err().to_string(),
        "CUENTA_JWKS_URL only verifies tokens: `cuenta token` signs with CUENTA_JWT_SECRET."
    );
    assert_eq!(
        variable("CUENTA_JWKS_URL", "https://id.example/keys").variable("CUENTA_JWT_PUBLIC_KEY", PUBLIC_KEY).problem(),
        "CUENTA_JWT_PUBLIC_KEY and CUENTA_JWKS_URL are both set, but tokens are verified with one key: \
         set only one of them."
    );
}

#[test]
fn the_service_needs_a_key_and_the_demo_makes_a_secret() {
    let start = Start::new();
    assert_eq!(
        start.config().serving_key().unwrap_err().to_string(),
        "Cuenta needs a key to verify tokens with: set CUENTA_JWT_SECRET, CUENTA_JWT_PUBLIC_KEY, \
         CUENTA_JWKS_URL or CUENTA_OIDC_ISSUER, or try it with `cuenta serve --demo`."
    );
    assert!(matches!(start.load(Mode::Demo).unwrap().serving_key(), Ok(ServingKey::MadeByDemo)));
    for mode in [Mode::Service, Mode::Demo] {
        let config = variable("CUENTA_JWT_SECRET", SECRET).load(mode).unwrap();
        let Ok(ServingKey::Set(TokenKey::Secret(secret))) = config.serving_key() else { panic!("{mode:?}") };
        assert_eq!(secret.as_bytes(), SECRET.as_bytes());
    }
    let start = variable("CUENTA_JWT_PUBLIC_KEY", PUBLIC_KEY);
    assert!(matches!(start.config().serving_key(), Ok(ServingKey::Set(TokenKey::PublicKey(_)))));
    assert_eq!(
        start.load(Mode::Demo).unwrap().serving_key().unwrap_err().to_string(),
        "CUENTA_JWT_PUBLIC_KEY cannot be set with --demo, which signs tokens: set CUENTA_JWT_SECRET instead, or neither."
    );
}

#[test]
fn the_demo_listens_on_loopback_only() {
    for address in ["127.0.0.1:8080", "127.9.9.9:1", "[::1]:8080", "[::ffff:127.0.0.1]:80"] {
        let config = variable("CUENTA_LISTEN", address).load(Mode::Demo).unwrap();
        assert_eq!(config.serving_address(), Ok(address.parse().unwrap()));
    }
    for address in ["0.0.0.0:8080", "[::]:8080", "192.0.2.1:80", "[::ffff:192.0.2.1]:80"] {
        let start = flag("--listen").flag(address);
        assert_eq!(
            start.load(Mode::Demo).unwrap().serving_address().unwrap_err().to_string(),
            "--listen must be a loopback address such as 127.0.0.1:8080 with --demo, which hands out tokens to everybody."
        );
        assert_eq!(start.config().serving_address(), Ok(address.parse().unwrap()));
    }
}

#[test]
fn tokens_are_signed_with_a_secret_and_not_with_a_public_key() {
    assert!(matches!(Start::new().config().signing_secret(), Ok(None)));
    let config = variable("CUENTA_JWT_SECRET", SECRET).config();
    assert_eq!(config.signing_secret().unwrap().map(Secret::as_bytes), Some(SECRET.as_bytes()));
    assert_eq!(
        variable("CUENTA_JWT_PUBLIC_KEY", PUBLIC_KEY).config().signing_secret().unwrap_err().to_string(),
        "CUENTA_JWT_PUBLIC_KEY only verifies tokens: `cuenta token` signs with CUENTA_JWT_SECRET."
    );
}

#[test]
fn a_file_with_an_unknown_key_is_refused() {
    for (text, key) in
        [("listn = '127.0.0.1:80'", "listn"), ("[server]\nlisten = 'x'", "server"), ("CUENTA_LOG = 'x'", "CUENTA_LOG")]
    {
        let (_folder, path) = file(text);
        assert_eq!(
            flag("--config").flag(&path).problem(),
            format!(
                "The configuration file {path} has the unknown key `{key}`; the keys are listen, database_url, \
                 jwt_secret, jwt_public_key, jwks_url, oidc_issuer, jwt_issuer, jwt_audience, public_url, trusted_proxies, \
                 webhook_allowed_networks, cors_origins, trusted_documents, public_introspection, caller_rate, \
                 stranger_rate, operations, callers_cache, settings_cache, answers_cache, documents_cache, connections, \
                 connections_per_address, log, \
                 log_format, metrics_listen, otlp_endpoint, graphiql, console, \
                 oidc_client_id, oidc_scopes."
            )
        );
    }
}

#[test]
fn a_file_with_a_value_of_another_type_is_refused() {
    for (text, problem) in [
        ("listen = 8080", "`listen` in {} must be a string, not an integer."),
        ("jwt_issuer = ['cuenta']", "`jwt_issuer` in {} must be a string, not an array."),
        ("log = true", "`log` in {} must be a string, not a boolean."),
        ("operations = 1.5", "`operations` in {} must be a whole number, not a float."),
        ("operations = -1", "`operations` in {} must be a whole number of at least 1, not `-1`."),
        (
            "settings_cache = 0",
            "`settings_cache` in {} must be a whole number of mebibytes from 1 to 1048576, or off, not `0`.",
        ),
        ("graphiql = 'true'", "`graphiql` in {} must be a boolean, not a string."),
        ("graphiql = 1.0", "`graphiql` in {} must be a boolean, not a float."),
        ("[listen]\nport = 1", "`listen` in {} must be a string, not a table."),
        ("public_url = 2026-11-23", "`public_url` in {} must be a string, not a date or time."),
    ] {
        let (_folder, path) = file(text);
        // A stronger source does not hide it.
        let start = flag("--config").flag(&path).flag("--listen=127.0.0.1:1").flag("--graphiql");
        assert_eq!(start.problem(), problem.replace("{}", &path));
    }
}

#[test]
fn a_file_that_is_no_toml_is_refused_without_showing_what_is_in_it() {
    let (_folder, path) = file(&format!("log = 'info'\njwt_secret = {SECRET}\n"));
    let problem = flag("--config").flag(&path).problem();
    assert_eq!(problem, format!("The configuration file {path} is no TOML from line 2 on."));
    let (_folder, path) = file("log = 'info'\nlog = 'warn'");
    assert!(flag("--config").flag(&path).problem().ends_with("is no TOML from line 2 on."));
}

#[test]
fn a_file_that_is_not_there_is_told() {
    let why = "cannot be read: No such file or directory (os error 2).";
    assert_eq!(
        flag("--config=nowhere.toml").problem(),
        format!("The configuration file nowhere.toml of --config {why}")
    );
    assert_eq!(
        variable("CUENTA_CONFIG", "nowhere.toml").problem(),
        format!("The configuration file nowhere.toml of CUENTA_CONFIG {why}")
    );
}

#[test]
fn metrics_are_served_at_an_address_or_not_at_all() {
    for address in ["9464", ":9464", "localhost:9464", "127.0.0.1", "127.0.0.1:99999", "Off", "false"] {
        assert_eq!(
            flag("--metrics-listen").flag(address).problem(),
            format!(
                "--metrics-listen must be an IP address with a port, such as 127.0.0.1:9464, or off, not `{address}`."
            )
        );
    }
}

#[test]
fn a_collectors_address_is_a_plain_url() {
    for url in ["collector:4318", "grpc://collector:4317", "http://user:hush@collector", "http://collector?x=1", "off"]
    {
        assert_eq!(
            variable("CUENTA_OTLP_ENDPOINT", url).problem(),
            "CUENTA_OTLP_ENDPOINT must be an http or https URL without user information, query and fragment, such as \
             http://127.0.0.1:4318."
        );
    }
}

/// Values of options of every type.
const VALUES: &[&str] = &[
    "127.0.0.1:8080",
    "sqlite://cuenta-data/cuenta.db",
    "postgres://cuenta:secret@db/cuenta?sslmode=require",
    "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA\n-----END PUBLIC KEY-----",
    "https://id.example/realms/cuenta",
    "10.0.0.0/8, fd00::/8",
    "https://app.example, http://localhost:3000",
    "info,api=debug",
    "true",
    "json",
    "5000",
    "off",
];

proptest! {
    #[test]
    fn no_value_makes_loading_panic(setting in prop::sample::select(Setting::ALL.to_vec()), value in texts(VALUES)) {
        let name: &'static str = setting.variable().leak();
        if let Err(error) = variable(name, &value).load(Mode::Service) {
            prop_assert!(error.to_string().starts_with(name), "{}", error);
        }
    }
}
