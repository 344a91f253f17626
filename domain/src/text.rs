//! What text is: trimmed, in Unicode's form NFC, without control characters, and of a bounded length.
//!
//! Lengths are counted in Unicode scalar values, as people are told them, not in bytes.

use unicode_normalization::UnicodeNormalization;

use crate::user_error::Problem;

/// The most that a name takes: of a company, a person, an activity, a profile.
pub const NAME_MAX: usize = 128;
/// The most that a label takes, which tells one of several addresses or contacts from the others.
pub const LABEL_MAX: usize = 64;
/// The most that one line of a postal address takes.
pub const LINE_MAX: usize = 128;
/// The most that an e-mail address takes (RFC 5321, 4.5.3.1.3, less the two angle brackets).
pub const EMAIL_MAX: usize = 254;
/// The most that a web address takes.
pub const URL_MAX: usize = 2048;
/// The most that the reason for a change takes.
pub const REASON_MAX: usize = 500;

/// The text as it is kept: tabs and line breaks are spaces, other control characters (category Cc) are gone,
/// it is in NFC and trimmed of Unicode white space. `None` when nothing is left.
#[must_use]
pub fn clean(text: &str) -> Option<String> {
    let visible = text.chars().filter_map(|character| match character {
        '\t' | '\r' | '\n' => Some(' '),
        control if control.is_control() => None,
        other => Some(other),
    });
    let composed: String = visible.nfc().collect();
    let trimmed = composed.trim();
    (!trimmed.is_empty()).then(|| trimmed.to_owned())
}

/// The text as [`clean`] keeps it, if it is at most `max` Unicode scalar values long.
///
/// # Errors
///
/// [`Problem::TooLong`] when it is longer.
pub fn limited(text: &str, max: usize) -> Result<Option<String>, Problem> {
    match clean(text) {
        Some(kept) if is_longer(&kept, max) => Err(Problem::TooLong { max }),
        kept => Ok(kept),
    }
}

/// The text as [`limited`] keeps it, which must not be empty.
///
/// # Errors
///
/// [`Problem::Required`] when nothing is left of it, [`Problem::TooLong`] when it is longer than `max`.
pub fn required(text: &str, max: usize) -> Result<String, Problem> {
    limited(text, max)?.ok_or(Problem::Required)
}

/// The form in which two names are equal without regard to case: Unicode's lower case, in NFC.
///
/// Lower case is not case folding: "ß" and "ss" stay different names.
#[must_use]
pub fn key(text: &str) -> String {
    // Lower case can undo NFC: a capital J with a caron has no letter of its own, the small one has.
    text.nfc().collect::<String>().to_lowercase().nfc().collect()
}

/// The first text after all those that begin with a prefix, in the order of their bytes; none where there is no such
/// text, as after the empty prefix.
pub(crate) fn after_prefix(prefix: &str) -> Option<String> {
    let mut characters: Vec<char> = prefix.chars().collect();
    while let Some(last) = characters.pop() {
        // No scalar value lies between U+D7FF and U+E000.
        let next = if last == '\u{D7FF}' { Some('\u{E000}') } else { char::from_u32(u32::from(last) + 1) };
        if let Some(next) = next {
            characters.push(next);
            return Some(characters.into_iter().collect());
        }
    }
    None
}

/// Whether the text has more than `max` Unicode scalar values. Looks no further than it must.
pub(crate) fn is_longer(text: &str, max: usize) -> bool {
    text.chars().nth(max).is_some()
}

/// The characters written into a pattern, if they fit: in place of `9` goes a digit, of `A` a capital letter (both
/// ASCII), of `#` any character; the pattern's other characters are written as they are.
pub(crate) fn fill(pattern: &str, characters: &str) -> Option<String> {
    let mut rest = characters.chars();
    let place = |sign| match sign {
        '9' => rest.next().filter(char::is_ascii_digit),
        'A' => rest.next().filter(char::is_ascii_uppercase),
        '#' => rest.next(),
        written => Some(written),
    };
    let filled: Option<String> = pattern.chars().map(place).collect();
    filled.filter(|_| rest.next().is_none())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn text_is_trimmed_composed_and_free_of_control_characters() {
        for (typed, kept) in [
            ("  Acme  ", Some("Acme")),
            ("\u{a0}\u{3000}Acme\u{2003}", Some("Acme")),
            ("Cafe\u{301}", Some("Café")),
            ("Ac\u{0}me\u{7f}\u{85}", Some("Acme")),
            ("e\u{0}\u{301}", Some("é")),
            ("one\ttwo\rthree\nfour", Some("one two three four")),
            ("one\r\ntwo", Some("one  two")),
            ("\n\t\u{b}\u{c}", None),
            ("", None),
            ("   ", None),
            ("0", Some("0")),
        ] {
            assert_eq!(clean(typed).as_deref(), kept, "{typed:?}");
        }
    }

    #[test]
    fn length_is_counted_in_scalar_values_of_the_kept_text() {
        assert_eq!(limited(" ñandú ", 5), Ok(Some("ñandú".to_owned())));
        assert_eq!(limited("n\u{303}andu\u{301}", 5), Ok(Some("ñandú".to_owned())));
        assert_eq!(limited("ñandús", 5), Err(Problem::TooLong { max: 5 }));
        assert_eq!(limited(&"😀".repeat(NAME_MAX), NAME_MAX), Ok(Some("😀".repeat(NAME_MAX))));
        assert_eq!(limited(&"😀".repeat(NAME_MAX + 1), NAME_MAX), Err(Problem::TooLong { max: NAME_MAX }));
        assert_eq!(limited(" \u{0} ", 5), Ok(None));
    }

    #[test]
    fn required_text_is_not_empty() {
        assert_eq!(required(" Acme", 5), Ok("Acme".to_owned()));
        assert_eq!(required("\r\n", 5), Err(Problem::Required));
        assert_eq!(required("Acme Inc", 5), Err(Problem::TooLong { max: 5 }));
    }

    #[test]
    fn names_are_compared_without_regard_to_case() {
        for (one, other) in [
            ("ACME", "acme"),
            ("ÁÉÍÕÜÇÑ", "áéíõüçñ"),
            ("CAFE\u{301}", "café"),
            ("ΟΔΟΣ", "οδος"),
            ("J\u{30c}", "\u{1f0}"),
        ] {
            assert_eq!(key(one), key(other), "{one} {other}");
        }
        assert_ne!(key("Acme"), key("Acné"));
        assert_ne!(key("straße"), key("strasse"));
    }

    #[test]
    fn all_that_begins_with_a_prefix_lies_before_the_text_after_it() {
        assert_eq!(after_prefix("ab").as_deref(), Some("ac"));
        assert_eq!(after_prefix("a\u{10FFFF}").as_deref(), Some("b"));
        assert_eq!(after_prefix("\u{D7FF}").as_deref(), Some("\u{E000}"));
        assert_eq!((after_prefix(""), after_prefix("\u{10FFFF}")), (None, None));
    }

    #[test]
    fn a_pattern_is_filled_only_by_characters_that_fit() {
        assert_eq!(fill("##.#-9A", "1ñ34Z").as_deref(), Some("1ñ.3-4Z"));
        for misfit in ["1", "123", "AA", "1a", "1ñ", "１A", ""] {
            assert_eq!(fill("9A", misfit), None, "{misfit}");
        }
    }

    proptest! {
        #[test]
        fn kept_text_is_kept_unchanged(typed: String) {
            if let Some(kept) = clean(&typed) {
                prop_assert!(!kept.chars().any(char::is_control));
                prop_assert_eq!(kept.trim(), kept.as_str());
                prop_assert_eq!(clean(&kept), Some(kept));
            }
        }

        #[test]
        fn a_key_is_its_own_key(typed: String) {
            prop_assert_eq!(key(&key(&typed)), key(&typed));
        }

        #[test]
        fn a_text_lies_in_the_range_of_its_prefix_and_no_other_does(prefix: String, rest: String, other: String) {
            let holds = |text: &str| {
                text >= prefix.as_str() && after_prefix(&prefix).is_none_or(|end| text < end.as_str())
            };
            prop_assert!(holds(&[prefix.as_str(), &rest].concat()));
            prop_assert_eq!(holds(&other), other.starts_with(&prefix));
        }

        #[test]
        fn the_limit_holds(typed: String, max in 0_usize..40) {
            match limited(&typed, max) {
                Ok(Some(kept)) => prop_assert!((1..=max).contains(&kept.chars().count())),
                Ok(None) => prop_assert_eq!(clean(&typed), None),
                Err(problem) => {
                    prop_assert_eq!(problem, Problem::TooLong { max });
                    prop_assert!(clean(&typed).is_some_and(|kept| kept.chars().count() > max));
                }
            }
        }
    }
}
