//! The command line: what can be asked of `cuenta`. What a command does is written elsewhere.

#[cfg(test)]
mod tests;

use std::ffi::OsString;

use chrono::TimeDelta;
use clap::{
    Args, CommandFactory, Parser, Subcommand, ValueEnum,
    builder::{PossibleValuesParser, TypedValueParser},
    error::ErrorKind,
};

use crate::{
    auth::jwt::TokenRole,
    config::{Flags, Mode},
};

/// The account-configuration service of a customer-service platform.
#[derive(Debug, Parser)]
#[command(name = "cuenta", version, disable_help_subcommand = true)]
pub struct Cli {
    /// What is asked for.
    #[command(subcommand)]
    pub command: Command,
}

/// A command.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Migrates the database, then serves HTTP.
    Serve(Serve),
    /// Changes the schema of the database, or tells how it stands.
    Migrate(Migrate),
    /// Makes the demo account with a filled page, unless it is there.
    Demo(Configured),
    /// Manages accounts.
    #[command(subcommand)]
    Account(Account),
    /// Prints a token for development, signed with the configured secret.
    Token(Token),
    /// Prints the GraphQL schema.
    Schema,
    /// Asks the process that serves with this configuration whether it is ready, for those who watch over it.
    Health(Configured),
    /// Compares the stored settings of every account with their rows.
    Verify(Configured),
    /// Prints the reference of the configuration, in Markdown.
    Config,
}

/// A command that takes nothing but the configuration.
#[derive(Debug, Args)]
pub struct Configured {
    /// The flags of the configuration.
    #[command(flatten)]
    pub flags: Flags,
}

/// `cuenta serve`
#[derive(Debug, Args)]
pub struct Serve {
    /// Serves the demo account and hands out tokens for it, on a loopback address only.
    #[arg(long)]
    pub demo: bool,
    /// Prints each option's value and where it came from, and ends.
    #[arg(long)]
    pub print_config: bool,
    /// The flags of the configuration.
    #[command(flatten)]
    pub flags: Flags,
}

impl Serve {
    /// With which defaults and rules the configuration is read.
    #[must_use]
    pub fn mode(&self) -> Mode {
        if self.demo { Mode::Demo } else { Mode::Service }
    }
}

/// `cuenta migrate`
#[derive(Debug, Args)]
pub struct Migrate {
    /// What to do.
    #[command(subcommand)]
    pub migration: Migration,
    /// The flags of the configuration.
    #[command(flatten)]
    pub flags: Flags,
}

/// What `cuenta migrate` does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Subcommand)]
pub enum Migration {
    /// Applies every migration that is pending.
    Up,
    /// Takes back the last migrations. What they stored is lost.
    Down {
        /// How many migrations are taken back.
        #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
        steps: u32,
    },
    /// Lists the migrations and whether each is applied.
    Status,
}

/// `cuenta account`
#[derive(Debug, Subcommand)]
pub enum Account {
    /// Creates an account.
    Create(CreateAccount),
}

/// `cuenta account create`
#[derive(Debug, Args)]
pub struct CreateAccount {
    /// The account's name in tokens: 3 to 63 of a-z, 0-9 and inner hyphens. It never changes.
    #[arg(long)]
    pub slug: String,
    /// The company's trade name.
    #[arg(long, value_name = "NAME")]
    pub trade_name: String,
    /// The language of the support centre.
    #[arg(long)]
    pub language: Language,
    /// The time zone of the business hours, by its IANA name; UTC when it is not given.
    #[arg(long, value_name = "ZONE")]
    pub time_zone: Option<String>,
    /// The flags of the configuration.
    #[command(flatten)]
    pub flags: Flags,
}

/// The languages of the support centre.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Language {
    /// Portuguese.
    Pt,
    /// Spanish.
    Es,
    /// English.
    En,
}

/// `cuenta token`
#[derive(Debug, Args)]
pub struct Token {
    /// The role.
    #[arg(long, value_parser = role_parser())]
    pub role: TokenRole,
    /// The slug of the account: for every role but platform.
    #[arg(long, value_name = "SLUG")]
    pub account: Option<String>,
    /// Who it is: the claim `sub`.
    #[arg(long)]
    pub subject: String,
    /// The person's name.
    #[arg(long)]
    pub name: Option<String>,
    /// The person's e-mail address.
    #[arg(long)]
    pub email: Option<String>,
    /// How long the token is good: a whole number with s, m, h or d.
    #[arg(long, value_name = "TIME", default_value = "1h", value_parser = lifetime)]
    pub lifetime: TimeDelta,
    /// The flags of the configuration.
    #[command(flatten)]
    pub flags: Flags,
}

impl Cli {
    /// Reads a command line, whose first word is the program.
    ///
    /// # Errors
    /// What is wrong with it, or the text that `--help` or `--version` asks for. [`clap::Error::exit`] prints either,
    /// with status 2 for what is wrong.
    pub fn read<I, T>(words: I) -> Result<Self, clap::Error>
    where
        I: IntoIterator<Item = T>,
        T: Into<OsString> + Clone,
    {
        let cli = Self::try_parse_from(words)?;
        if let Command::Token(token) = &cli.command {
            token.check()?;
        }
        Ok(cli)
    }
}

impl Token {
    /// The platform's staff belong to no account, everybody else to one.
    fn check(&self) -> Result<(), clap::Error> {
        match (self.role, &self.account) {
            (TokenRole::Platform, Some(_)) => Err(Cli::command()
                .error(ErrorKind::ArgumentConflict, "the role platform belongs to no account: leave --account out")),
            (TokenRole::Admin | TokenRole::Operator | TokenRole::Agent | TokenRole::Customer, None) => {
                let role = self.role.name();
                Err(Cli::command().error(
                    ErrorKind::MissingRequiredArgument,
                    format!("the role {role} belongs to an account: name it with --account SLUG"),
                ))
            }
            (TokenRole::Platform, None)
            | (TokenRole::Admin | TokenRole::Operator | TokenRole::Agent | TokenRole::Customer, Some(_)) => Ok(()),
        }
    }
}

fn role_parser() -> impl TypedValueParser<Value = TokenRole> {
    let names = PossibleValuesParser::new(TokenRole::ALL.map(TokenRole::name));
    names.try_map(|name| TokenRole::named(&name).ok_or("no such role"))
}

/// Reads `90s`, `30m`, `1h` or `7d`: at least a second.
fn lifetime(text: &str) -> Result<TimeDelta, String> {
    let wrong = || "a lifetime is a whole number above 0 with s, m, h or d, such as 1h".to_owned();
    let unit = text.chars().next_back().ok_or_else(wrong)?;
    let seconds = match unit {
        's' => 1,
        'm' => 60,
        'h' => 60 * 60,
        'd' => 24 * 60 * 60,
        _ => return Err(wrong()),
    };
    let number = text.strip_suffix(unit).unwrap_or_default();
    if !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(wrong());
    }
    let number: i64 = number.parse().map_err(|_| wrong())?;
    let seconds = number.checked_mul(seconds).filter(|seconds| *seconds > 0).ok_or_else(wrong)?;
    TimeDelta::try_seconds(seconds).ok_or_else(wrong)
}
