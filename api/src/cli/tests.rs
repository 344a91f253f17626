//! What the command line takes and refuses.

use super::*;

fn read(words: &str) -> Result<Command, clap::Error> {
    Cli::read(std::iter::once("cuenta").chain(words.split_ascii_whitespace())).map(|cli| cli.command)
}

fn refused(words: &str) -> clap::Error {
    let error = read(words).unwrap_err();
    assert_eq!(error.exit_code(), 2, "{error}");
    error
}

#[test]
fn the_command_line_is_sound() {
    Cli::command().debug_assert();
}

#[test]
fn the_demo_is_served_with_the_rules_of_the_demo() {
    let Command::Serve(serve) = read("serve --demo --print-config").unwrap() else { panic!() };
    assert!(serve.print_config);
    assert_eq!(serve.mode(), Mode::Demo);
    let Command::Serve(serve) = read("serve").unwrap() else { panic!() };
    assert!(!serve.print_config);
    assert_eq!(serve.mode(), Mode::Service);
}

#[test]
fn one_migration_is_taken_back_unless_more_are_asked_for() {
    for (words, migration) in [
        ("migrate up", Migration::Up),
        ("migrate down", Migration::Down { steps: 1 }),
        ("migrate down --steps 3", Migration::Down { steps: 3 }),
        ("migrate status", Migration::Status),
    ] {
        let Command::Migrate(migrate) = read(words).unwrap() else { panic!() };
        assert_eq!(migrate.migration, migration);
    }
    for words in ["migrate", "migrate down --steps 0", "migrate down --steps x", "migrate up --steps 1"] {
        refused(words);
    }
}

#[test]
fn an_account_needs_a_slug_a_name_and_a_language() {
    let whole = "account create --slug aurora --trade-name Aurora --language pt --time-zone America/Bogota";
    let Command::Account(Account::Create(account)) = read(whole).unwrap() else { panic!() };
    assert_eq!(account.slug, "aurora");
    assert_eq!(account.trade_name, "Aurora");
    assert_eq!(account.language, Language::Pt);
    assert_eq!(account.time_zone.as_deref(), Some("America/Bogota"));
    let least = "account create --slug aurora --trade-name Aurora --language es";
    let Command::Account(Account::Create(account)) = read(least).unwrap() else { panic!() };
    assert_eq!(account.time_zone, None);
    refused("account create --slug aurora --trade-name Aurora");
    refused("account create --slug aurora --language es");
    refused("account create --trade-name Aurora --language es");
    refused("account create --slug aurora --trade-name Aurora --language fr");
}

#[test]
fn a_token_is_good_for_an_hour_unless_told_otherwise() {
    let Command::Token(token) = read("token --role agent --account aurora --subject a-1").unwrap() else { panic!() };
    assert_eq!(token.role, TokenRole::Agent);
    assert_eq!(token.account.as_deref(), Some("aurora"));
    assert_eq!((token.subject.as_str(), token.name, token.email), ("a-1", None, None));
    assert_eq!(token.lifetime, TimeDelta::hours(1));
    for (text, is) in [
        ("1s", TimeDelta::seconds(1)),
        ("90m", TimeDelta::minutes(90)),
        ("36h", TimeDelta::hours(36)),
        ("7d", TimeDelta::days(7)),
    ] {
        assert_eq!(lifetime(text), Ok(is));
    }
    for text in
        ["", "1", "h", "0h", "-1h", "+1h", "1.5h", "1w", "1 h", "1é", "99999999999999999999s", "9223372036854775807d"]
    {
        assert!(lifetime(text).is_err(), "{text}");
    }
}

#[test]
fn every_role_can_have_a_token_with_the_account_that_it_needs() {
    for role in TokenRole::ALL.map(TokenRole::name) {
        let with = format!("token --role {role} --subject s --account aurora");
        let without = format!("token --role {role} --subject s");
        if role == "platform" {
            assert!(refused(&with).to_string().contains("leave --account out"));
            assert!(read(&without).is_ok());
        } else {
            assert!(read(&with).is_ok());
            assert!(refused(&without).to_string().contains("name it with --account SLUG"));
        }
    }
    refused("token --role root --subject s");
    refused("token --role Admin --subject s --account aurora");
    refused("token --role admin --account aurora");
}

#[test]
fn every_command_that_opens_the_database_takes_the_flags_of_the_configuration() {
    for command in [
        "serve",
        "migrate up",
        "demo",
        "verify",
        "account create --slug aurora --trade-name Aurora --language es",
        "token --role platform --subject s",
    ] {
        read(&format!("{command} --config cuenta.toml --database-url sqlite://x.db --graphiql")).unwrap();
    }
    for command in ["schema", "config"] {
        read(command).unwrap();
        refused(&format!("{command} --database-url sqlite://x.db"));
    }
}

#[test]
fn the_flags_of_migrate_stand_before_or_after_the_direction() {
    for words in ["migrate --database-url sqlite://x.db up", "migrate up --database-url sqlite://x.db"] {
        let Command::Migrate(migrate) = read(words).unwrap() else { panic!() };
        assert_eq!(format!("{:?}", migrate.flags), "{DatabaseUrl}", "{words}");
    }
}

#[test]
fn what_is_no_command_ends_with_status_2() {
    for words in ["", "run", "serve --port 1", "serve --listen a --listen b", "account"] {
        refused(words);
    }
    for words in ["--version", "--help", "serve --help", "migrate down --help"] {
        assert_eq!(read(words).unwrap_err().exit_code(), 0, "{words}");
    }
}
