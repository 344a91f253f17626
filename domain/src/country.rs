//! Countries, named as ISO 3166-1 names them with two letters.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::user_error::Problem;

/// An alpha-2 code of ISO 3166-1, such as `BR`.
///
/// Serialised as its two letters. Reading it back checks the form but not the list, so that what was stored can
/// still be read after ISO has withdrawn a code.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CountryCode([u8; 2]);

impl CountryCode {
    /// Brazil.
    pub const BR: Self = Self(*b"BR");
    /// Portugal.
    pub const PT: Self = Self(*b"PT");
    /// The United States of America.
    pub const US: Self = Self(*b"US");
    /// Colombia.
    pub const CO: Self = Self(*b"CO");
    /// Chile.
    pub const CL: Self = Self(*b"CL");
    /// Argentina.
    pub const AR: Self = Self(*b"AR");
    /// Mexico.
    pub const MX: Self = Self(*b"MX");
    /// Peru.
    pub const PE: Self = Self(*b"PE");
    /// Spain.
    pub const ES: Self = Self(*b"ES");
}

/// Reads one of the officially assigned alpha-2 codes of ISO 3166-1, in either case, with white space around it.
///
/// # Errors
///
/// [`Problem::Required`] when nothing is typed, [`Problem::InvalidCountry`] for anything but such a code; codes
/// that are only reserved (`UK`, `EU`) or free to use (`XK`) are none.
pub fn parse(typed: &str) -> Result<CountryCode, Problem> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(Problem::Required);
    }
    let code = CountryCode::from_letters(&typed.to_ascii_uppercase()).ok_or(Problem::InvalidCountry)?;
    if assigned().any(|assigned| assigned == code) { Ok(code) } else { Err(Problem::InvalidCountry) }
}

/// The 249 officially assigned codes, in alphabetical order. Source: ISO 3166-1 as the ISO Online Browsing Platform
/// publishes it.
const ASSIGNED: &str = "
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ
    BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
    CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ
    DE DJ DK DM DO DZ
    EC EE EG EH ER ES ET
    FI FJ FK FM FO FR
    GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY
    HK HM HN HR HT HU
    ID IE IL IM IN IO IQ IR IS IT
    JE JM JO JP
    KE KG KH KI KM KN KP KR KW KY KZ
    LA LB LC LI LK LR LS LT LU LV LY
    MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ
    NA NC NE NF NG NI NL NO NP NR NU NZ
    OM
    PA PE PF PG PH PK PL PM PN PR PS PT PW PY
    QA
    RE RO RS RU RW
    SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ
    TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ
    UA UG UM US UY UZ
    VA VC VE VG VI VN VU
    WF WS
    YE YT
    ZA ZM ZW
";

fn assigned() -> impl Iterator<Item = CountryCode> {
    ASSIGNED.split_ascii_whitespace().filter_map(CountryCode::from_letters)
}

impl CountryCode {
    /// The code of two capital letters, whether it is assigned or not.
    fn from_letters(letters: &str) -> Option<Self> {
        let letters: [u8; 2] = letters.as_bytes().try_into().ok()?;
        letters.iter().all(u8::is_ascii_uppercase).then_some(Self(letters))
    }
}

impl fmt::Display for CountryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [first, second] = self.0.map(char::from);
        write!(f, "{first}{second}")
    }
}

impl fmt::Debug for CountryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CountryCode({self})")
    }
}

impl From<CountryCode> for String {
    fn from(code: CountryCode) -> Self {
        code.to_string()
    }
}

impl TryFrom<String> for CountryCode {
    type Error = String;

    fn try_from(stored: String) -> Result<Self, Self::Error> {
        Self::from_letters(&stored).ok_or_else(|| format!("{stored:?} is not two capital letters"))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn there_are_249_countries_in_alphabetical_order() {
        let codes: Vec<CountryCode> = assigned().collect();
        assert_eq!(codes.len(), 249);
        assert!(codes.is_sorted_by(|one, next| one < next));
        assert_eq!(codes.len(), ASSIGNED.split_ascii_whitespace().count());
    }

    #[test]
    fn the_countries_with_rules_of_their_own_are_assigned() {
        for (code, letters) in [
            (CountryCode::BR, "BR"),
            (CountryCode::PT, "PT"),
            (CountryCode::US, "US"),
            (CountryCode::CO, "CO"),
            (CountryCode::CL, "CL"),
            (CountryCode::AR, "AR"),
            (CountryCode::MX, "MX"),
            (CountryCode::PE, "PE"),
            (CountryCode::ES, "ES"),
        ] {
            assert_eq!(parse(letters), Ok(code));
            assert_eq!(code.to_string(), letters);
        }
    }

    #[test]
    fn a_code_is_read_in_either_case_and_trimmed() {
        for typed in ["BR", "br", "Br", " br\t", "\u{a0}BR"] {
            assert_eq!(parse(typed), Ok(CountryCode::BR), "{typed:?}");
        }
        for typed in ["AX", "BQ", "CW", "GB", "SS", "TL", "UM", "ZW"] {
            assert!(parse(typed).is_ok(), "{typed}");
        }
    }

    #[test]
    fn anything_else_is_no_country() {
        for typed in
            ["UK", "EU", "XK", "AN", "ZZ", "B", "BRA", "076", "B R", "Brasil", "ＢＲ", "ıs", "ñ", "🇧🇷", "\u{0}"]
        {
            assert_eq!(parse(typed), Err(Problem::InvalidCountry), "{typed:?}");
        }
        assert_eq!(parse(""), Err(Problem::Required));
        assert_eq!(parse(" \n"), Err(Problem::Required));
    }

    #[test]
    fn a_code_is_stored_as_its_letters() {
        assert_eq!(serde_json::to_string(&CountryCode::BR).unwrap(), "\"BR\"");
        assert_eq!(serde_json::from_str::<CountryCode>("\"BR\"").unwrap(), CountryCode::BR);
        assert!(serde_json::from_str::<CountryCode>("\"br\"").is_err());
        assert!(serde_json::from_str::<CountryCode>("\"ñ\"").is_err());
        assert!(serde_json::from_str::<CountryCode>("76").is_err());
    }

    proptest! {
        #[test]
        fn what_is_read_is_read_again_unchanged(typed in "\\PC*|[a-zA-Z]{2}") {
            if let Ok(code) = parse(&typed) {
                prop_assert_eq!(parse(&code.to_string()), Ok(code));
                let stored = serde_json::to_string(&code).unwrap();
                prop_assert_eq!(serde_json::from_str::<CountryCode>(&stored).unwrap(), code);
            }
        }
    }
}
