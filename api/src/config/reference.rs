//! The reference of the options, which is made of their declarations.

use std::fmt::Write;

use super::{
    options::{Declaration, FILE_FLAG, FILE_VARIABLE, Kind, Setting},
    values::Secrecy,
};

/// The reference of the options, in Markdown: `docs/configuration.md`.
#[must_use]
pub fn reference() -> String {
    let mut page = format!(
        "\
# Configuration

This page is printed by `cuenta config`.

An option is taken from its flag, else from its environment variable, else from the configuration file, else it has its default.
An environment variable that is empty counts as not set.
The configuration file is a TOML file, named by `{FILE_FLAG} FILE` or `{FILE_VARIABLE}`.
In it, an unknown key and a value of the wrong type are errors.
Relative paths begin at the folder in which Cuenta is started.

`cuenta serve --print-config` prints each value and where it came from, with secrets and passwords masked.
A wrong value is told in one sentence, and Cuenta ends with status 2.

`cuenta serve` needs something to verify tokens with: one of `{secret}`, `{public_key}`, `{jwks_url}` and `{oidc_issuer}`.
`cuenta serve --demo` makes a secret for itself unless `{secret}` is set, and listens on loopback addresses only.

## Options
",
        secret = Setting::JwtSecret.variable(),
        public_key = Setting::JwtPublicKey.variable(),
        jwks_url = Setting::JwksUrl.variable(),
        oidc_issuer = Setting::OidcIssuer.variable(),
    );
    for setting in Setting::ALL {
        page.push_str(&section(setting));
    }
    page.push_str("\n## A file with every default\n\n```toml\n");
    for setting in Setting::ALL {
        page.push_str(&example(setting));
    }
    page.push_str("```\n");
    page
}

fn section(setting: Setting) -> String {
    let Declaration { key, kind, default, demo_default, secrecy, description } = setting.declaration();
    let value = match kind {
        Kind::Text(value) | Kind::Number(value) => format!(" {value}"),
        Kind::Boolean => "[=true|false]".to_owned(),
    };
    let mut default = default.map_or_else(|| "none".to_owned(), |default| format!("`{default}`"));
    if let Some(demo_default) = demo_default {
        // Writing to a string does not fail.
        let _ = write!(default, ", and `{demo_default}` in the demo");
    }
    let masked = match secrecy {
        Secrecy::Open => "",
        Secrecy::Password => "A password in it is masked when it is printed.\n",
        Secrecy::Secret => "It is masked when it is printed.\n",
    };
    format!(
        "\n### {key}\n\n{sentences}\n{masked}\n- Flag: `{flag}{value}`\n- Variable: `{variable}`\n- Default: {default}\n",
        sentences = description.replace(". ", ".\n"),
        flag = setting.flag(),
        variable = setting.variable(),
    )
}

fn example(setting: Setting) -> String {
    let Declaration { key, default, .. } = setting.declaration();
    match default {
        Some(default) => format!("{key} = {}\n", setting.as_toml(default)),
        None => format!("# {key} = \"\"\n"),
    }
}
