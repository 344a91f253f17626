//! `Accept-Language`: which of our languages somebody prefers.
//!
//! Source: RFC 9110, section 12.5.4, and the basic filtering of RFC 4647, section 3.3.1.

use domain::settings::environment::Language;

/// The longest header that is looked at, in bytes; browsers send a tenth of it.
const LONGEST: usize = 1024;

/// The language that a header prefers among ours; none where it asks for none of them.
///
/// `pt-BR` and every other variant is its language. `*` is no preference. What is not well-formed is passed over.
#[must_use]
pub fn preferred(header: Option<&str>) -> Option<Language> {
    let header = header.filter(|header| header.len() <= LONGEST)?;
    let mut best: Option<(u16, Language)> = None;
    for range in header.split(',') {
        let mut parts = range.split(';').map(|part| part.trim_matches([' ', '\t']));
        let language = parts.next().and_then(language);
        let weight = match parts.next() {
            None => Some(1000),
            Some(weight) => {
                weight.strip_prefix(['q', 'Q']).and_then(|rest| rest.strip_prefix('=')).and_then(thousandths)
            }
        };
        if let (Some(language), Some(weight), None) = (language, weight, parts.next())
            && weight > 0
            && best.is_none_or(|(heaviest, _)| weight > heaviest)
        {
            best = Some((weight, language));
        }
    }
    best.map(|(_, language)| language)
}

/// The language of a range such as `es-419`: letters, then groups of letters and digits, 1 to 8 of them each.
fn language(range: &str) -> Option<Language> {
    let (primary, variants) = range.split_once('-').map_or((range, None), |(primary, rest)| (primary, Some(rest)));
    let is_variant =
        |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if variants.is_some_and(|variants| !variants.split('-').all(is_variant)) {
        return None;
    }
    [("pt", Language::Pt), ("es", Language::Es), ("en", Language::En)]
        .into_iter()
        .find_map(|(tag, language)| primary.eq_ignore_ascii_case(tag).then_some(language))
}

/// A weight, `0` to `1` with at most three decimals, in thousandths.
fn thousandths(text: &str) -> Option<u16> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let is_number = decimals.len() <= 3 && decimals.bytes().all(|byte| byte.is_ascii_digit());
    let decimals: u16 = is_number.then(|| format!("{decimals:0<3}"))?.parse().ok()?;
    match whole {
        "0" => Some(decimals),
        "1" if decimals == 0 => Some(1000),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::hostile::texts;

    #[test]
    fn the_heaviest_of_our_languages_is_preferred_and_the_first_of_equals() {
        for (header, expected) in [
            ("pt-BR,pt;q=0.9,en;q=0.8", Some(Language::Pt)),
            ("es-419", Some(Language::Es)),
            ("EN", Some(Language::En)),
            ("fr, en;q=0.2, es;q=0.3", Some(Language::Es)),
            ("en, pt", Some(Language::En)),
            ("en;q=0.001, pt;q=0", Some(Language::En)),
            ("en ; q=0.5 , es ; Q=0.6", Some(Language::Es)),
            ("de;q=1.0,es;q=1.000", Some(Language::Es)),
            ("fr, *", None),
            ("*", None),
            ("", None),
            ("en;q=0", None),
            ("en;q=2, en;q=1.5, en;q=x, en;q=0.1234, en;level=1", None),
            ("es;q=1.001, es;q=0.+1, es;q=.5, es;q=-0, es;q=1;q=1, en;q=0.", None),
            ("en;q = 1, en;q= 1, en;, en q=1", None),
            ("en;q=0.1,\tpt-BR\t;\tq=0.2", Some(Language::Pt)),
            ("en-, en--US, en-!!, en-abcdefghi, en_US, es;q=0.1", Some(Language::Es)),
            ("zh-Hant-TW, es-Latn-MX;q=0.3", Some(Language::Es)),
            ("pt;q=0, en;q=0.1, *;q=0.9", Some(Language::En)),
            ("english", None),
            (",,;;==,-", None),
        ] {
            assert_eq!(preferred(Some(header)), expected, "{header}");
        }
        assert_eq!(preferred(None), None);
        assert_eq!(preferred(Some(&format!("en{}", ",".repeat(LONGEST - 2)))), Some(Language::En), "just short enough");
        assert_eq!(preferred(Some(&format!("en{}", ",".repeat(LONGEST - 1)))), None, "too long to be looked at");
    }

    /// Headers of browsers.
    const HEADERS: &[&str] =
        &["pt-BR,pt;q=0.9,en;q=0.8", "es-419;q=0.301, *;q=0.1", "EN", "zh-Hant-TW, es-Latn-MX;q=0"];

    proptest! {
        #[test]
        fn no_header_makes_it_panic_and_a_language_is_only_preferred_where_it_is_named(header in texts(HEADERS)) {
            if let Some(language) = preferred(Some(&header)) {
                let tag = match language {
                    Language::Pt => "pt",
                    Language::Es => "es",
                    Language::En => "en",
                };
                prop_assert!(header.to_ascii_lowercase().contains(tag), "{:?}", header);
                // Nothing is heavier than what weighs all, and the first of equals counts.
                let heaviest = format!("en;q=1,{header}");
                prop_assert!(heaviest.len() > LONGEST || preferred(Some(&heaviest)) == Some(Language::En));
            }
        }
    }
}
