//! E-mail addresses, as HTML's `input type=email` takes them, with a dot in the domain.
//!
//! The rule is written out here because the crate `email_address` has another one, that of RFC 5322 and 6531: it takes
//! `"quoted words"@example.com`, letters outside of ASCII and `a@exa_mple.com`, and refuses `a..b@example.com` and
//! names of more than 64 characters before the `@`, all of it unlike what the browser in front of the user does.

use crate::text::{EMAIL_MAX, is_longer};
use crate::user_error::Problem;

/// Reads an address, which is kept as typed, trimmed.
///
/// The rule is "valid e-mail address" of the HTML Standard
/// (<https://html.spec.whatwg.org/multipage/input.html#valid-e-mail-address>), and a dot in the domain besides.
///
/// # Errors
///
/// [`Problem::Required`] when nothing is typed, [`Problem::TooLong`] over 254 characters, else
/// [`Problem::InvalidEmail`].
pub fn parse(typed: &str) -> Result<String, Problem> {
    let address = typed.trim();
    if address.is_empty() {
        return Err(Problem::Required);
    }
    if is_longer(address, EMAIL_MAX) {
        return Err(Problem::TooLong { max: EMAIL_MAX });
    }
    match address.split_once('@') {
        Some((name, domain)) if is_name(name) && is_domain(domain) => Ok(address.to_owned()),
        Some(_) | None => Err(Problem::InvalidEmail),
    }
}

/// The form in which two addresses are equal without regard to case.
#[must_use]
pub fn key(address: &str) -> String {
    address.to_lowercase()
}

fn is_name(name: &str) -> bool {
    let is_taken = |byte: u8| byte.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&byte);
    !name.is_empty() && name.bytes().all(is_taken)
}

fn is_domain(domain: &str) -> bool {
    domain.contains('.') && domain.split('.').all(is_label)
}

/// A label as RFC 1034 (3.5) and RFC 1123 (2.1) have it: 1 to 63 letters, digits and inner hyphens.
fn is_label(label: &str) -> bool {
    (1..=63).contains(&label.len())
        && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && !label.starts_with('-')
        && !label.ends_with('-')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_the_browser_takes_is_kept_as_typed() {
        for typed in [
            "contato@example.com",
            "Contato.Vendas@Example.COM.br",
            "a@b.c",
            "1@2.3",
            "a..b@example.com",
            ".a.@example.com",
            "!#$%&'*+/=?^_`{|}~-@example.com",
            "a@xn--caf-dma.example",
            "a@1-2.example",
            "a@127.0.0.1",
        ] {
            assert_eq!(parse(typed).as_deref(), Ok(typed));
            assert_eq!(parse(&format!(" \t{typed}\n")).as_deref(), Ok(typed));
        }
        let long_name = format!("{}@example.com", "a".repeat(100));
        assert_eq!(parse(&long_name), Ok(long_name));
        let long_label = format!("a@{}.com", "b".repeat(63));
        assert_eq!(parse(&long_label), Ok(long_label));
    }

    #[test]
    fn what_the_browser_refuses_is_no_address() {
        for typed in [
            "example.com",
            "@example.com",
            "a@",
            "@",
            "a@b@example.com",
            "a b@example.com",
            "a@exam ple.com",
            "a@exa_mple.com",
            "a@.example.com",
            "a@example..com",
            "a@example.com.",
            "a@-example.com",
            "a@example-.com",
            "a@[127.0.0.1]",
            "\"a b\"@example.com",
            "\"a\"@example.com",
            "a(b)@example.com",
            "Ana <a@example.com>",
            "<a@example.com>",
            "mailto:a@example.com",
            "a,b@example.com",
            "a;b@example.com",
            "a@example.com,b@example.com",
            "ñ@example.com",
            "a@ñ.com",
            "a@example.com\u{0}",
            "a\n@example.com",
            "a@ｅxample.com",
            "😀@example.com",
        ] {
            assert_eq!(parse(typed), Err(Problem::InvalidEmail), "{typed:?}");
        }
        assert_eq!(parse(&format!("a@{}.com", "b".repeat(64))), Err(Problem::InvalidEmail));
    }

    #[test]
    fn the_domain_has_a_dot() {
        assert_eq!(parse("root@localhost"), Err(Problem::InvalidEmail));
    }

    #[test]
    fn an_address_is_neither_empty_nor_longer_than_254_characters() {
        assert_eq!(parse(""), Err(Problem::Required));
        assert_eq!(parse(" \u{a0}\n"), Err(Problem::Required));
        let longest = format!("{}@example.com", "a".repeat(242));
        assert_eq!(parse(&longest), Ok(longest.clone()));
        assert_eq!(parse(&format!("a{longest}")), Err(Problem::TooLong { max: 254 }));
    }

    #[test]
    fn addresses_are_compared_without_regard_to_case() {
        assert_eq!(key("Contato@Example.COM"), key("contato@example.com"));
        assert_ne!(key("contato@example.com"), key("contatos@example.com"));
    }

    /// The domain of the standard's regular expression, with the dot that we ask for.
    const LABEL: &str = "[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?";

    proptest! {
        #[test]
        fn what_the_standards_expression_makes_is_taken(
            name in "[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]{1,60}",
            labels in prop::collection::vec(LABEL, 2..4),
        ) {
            let address = format!("{name}@{}", labels.join("."));
            prop_assume!(address.len() <= EMAIL_MAX);
            prop_assert_eq!(parse(&address), Ok(address));
        }

        #[test]
        fn what_is_taken_is_taken_again_unchanged(typed in "\\PC*|[a-z@. -]{1,12}@[a-z@. -]{1,12}") {
            if let Ok(address) = parse(&typed) {
                prop_assert_eq!(parse(&address), Ok(address.clone()));
                prop_assert_eq!(address.as_str(), typed.trim());
            }
        }
    }
}
