//! How tickets are numbered: 1, 2, 3 … or by a pattern, from the day and a sequence.

use std::fmt;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::{
    errors::Errors,
    patch::Patch,
    text,
    user_error::{Problem, UserError},
};

/// The most characters of a number.
const NUMBER_MAX: usize = 30;
/// The most digits that a sequence is filled up to.
const WIDTH_MAX: u8 = 18;

/// How a ticket's number looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum NumberingStyle {
    /// 1, 2, 3 …
    Simple,
    /// By the pattern.
    Protocol,
}

/// When the sequence begins again at 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum SequenceReset {
    /// It goes on for ever.
    Never,
    /// Each year.
    Yearly,
    /// Each month.
    Monthly,
    /// Each day.
    Daily,
}

/// How an account's tickets are numbered. The pattern names what the reset needs, whatever the style.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TicketNumbering {
    /// Whether the pattern is used.
    pub style: NumberingStyle,
    /// What a protocol is made from.
    pub pattern: Pattern,
    /// When the sequence begins again.
    pub reset: SequenceReset,
}

impl Default for TicketNumbering {
    /// Simple, with [`Pattern::default`] and a daily reset in store.
    fn default() -> Self {
        Self { style: NumberingStyle::Simple, pattern: Pattern::default(), reset: SequenceReset::Daily }
    }
}

/// Changes the numbering; what is not mentioned stays.
#[derive(Clone, Debug, Default)]
pub struct UpdateNumbering {
    /// Cannot be emptied.
    pub style: Patch<NumberingStyle>,
    /// Null is the default pattern.
    pub pattern: Patch<String>,
    /// Null is the default reset.
    pub reset: Patch<SequenceReset>,
}

impl TicketNumbering {
    /// Applies an edit.
    ///
    /// # Errors
    /// Everything that is wrong with the edit; nothing has changed then.
    pub fn update(&mut self, edit: &UpdateNumbering) -> Result<(), Vec<UserError>> {
        let mut errors = Errors::default();
        let default = Self::default();
        let mut next = self.clone();
        errors.must("style", &edit.style, &mut next.style, |style| Ok(*style));
        next.reset = match edit.reset {
            Patch::Keep => self.reset,
            Patch::Clear => default.reset,
            Patch::Set(reset) => reset,
        };
        let pattern = match &edit.pattern {
            Patch::Keep => Ok(self.pattern.clone()),
            Patch::Clear => Ok(default.pattern),
            Patch::Set(text) => Pattern::parse(text),
        };
        let fits = |pattern: &Pattern| pattern.names_what_reset_needs(next.reset);
        let pattern = pattern.and_then(|pattern| fits(&pattern).then_some(pattern).ok_or(Problem::InvalidPattern));
        if let Some(pattern) = errors.take("pattern", pattern) {
            next.pattern = pattern;
        }
        errors.finish()?;
        *self = next;
        Ok(())
    }
}

/// Why a ticket has no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberRefused {
    /// Sequences begin at 1.
    SequenceBelowOne,
    /// The number would have more than 30 characters.
    LongerThan30,
}

/// The number of the ticket that has this sequence: a plain decimal, or the protocol of that day.
///
/// # Errors
/// A sequence below 1, or a number over 30 characters.
pub fn ticket_number(numbering: &TicketNumbering, day: NaiveDate, sequence: i32) -> Result<String, NumberRefused> {
    if sequence < 1 {
        return Err(NumberRefused::SequenceBelowOne);
    }
    let number = match numbering.style {
        NumberingStyle::Simple => sequence.to_string(),
        NumberingStyle::Protocol => numbering.pattern.fill(day, sequence),
    };
    if text::is_longer(&number, NUMBER_MAX) { Err(NumberRefused::LongerThan30) } else { Ok(number) }
}

/// What protocols are made from: letters, digits and `-./_` as they are, `{YYYY}`, `{YY}`, `{MM}` and `{DD}` for the
/// day, and exactly one `{SEQ:n}` for the sequence, filled up with zeros to n digits (1 to 18).
///
/// Letters are those of any script (Unicode's property Alphabetic), digits 0 to 9. A sequence that is longer than n
/// is written in full, and so is a year after 9999.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Pattern(Vec<Part>);

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Part {
    Literal(String),
    Year,
    YearOfCentury,
    Month,
    Day,
    Sequence { width: u8 },
}

impl Pattern {
    /// Reads a pattern as it was typed: white space around it does not count.
    ///
    /// # Errors
    /// [`Problem::InvalidPattern`] for everything that is not one, the empty text and a pattern whose shortest number
    /// has more than 30 characters included.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let text = text::clean(text).ok_or(Problem::InvalidPattern)?;
        let mut parts = Vec::new();
        let mut rest = text.as_str();
        while !rest.is_empty() {
            let (part, after) = next_part(rest).ok_or(Problem::InvalidPattern)?;
            parts.push(part);
            rest = after;
        }
        let sequences = parts.iter().filter(|part| matches!(part, Part::Sequence { .. })).count();
        let shortest = parts.iter().map(Part::shortest).sum::<usize>();
        if sequences == 1 && shortest <= NUMBER_MAX { Ok(Self(parts)) } else { Err(Problem::InvalidPattern) }
    }

    /// Whether no number comes again after the sequence has begun again.
    #[must_use]
    pub fn names_what_reset_needs(&self, reset: SequenceReset) -> bool {
        let year = self.0.contains(&Part::Year) || self.0.contains(&Part::YearOfCentury);
        let month = self.0.contains(&Part::Month);
        let day = self.0.contains(&Part::Day);
        match reset {
            SequenceReset::Never => true,
            SequenceReset::Yearly => year,
            SequenceReset::Monthly => year && month,
            SequenceReset::Daily => year && month && day,
        }
    }

    fn fill(&self, day: NaiveDate, sequence: i32) -> String {
        let written = self.0.iter().map(|part| match part {
            Part::Literal(literal) => literal.clone(),
            Part::Year => format!("{:04}", day.year()),
            Part::YearOfCentury => format!("{:02}", day.year().rem_euclid(100)),
            Part::Month => format!("{:02}", day.month()),
            Part::Day => format!("{:02}", day.day()),
            Part::Sequence { width } => format!("{sequence:0width$}", width = usize::from(*width)),
        });
        written.collect()
    }
}

impl Default for Pattern {
    /// `{YYYY}{MM}{DD}{SEQ:6}`.
    fn default() -> Self {
        Self(vec![Part::Year, Part::Month, Part::Day, Part::Sequence { width: 6 }])
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|part| match part {
            Part::Literal(literal) => formatter.write_str(literal),
            Part::Year => formatter.write_str("{YYYY}"),
            Part::YearOfCentury => formatter.write_str("{YY}"),
            Part::Month => formatter.write_str("{MM}"),
            Part::Day => formatter.write_str("{DD}"),
            Part::Sequence { width } => write!(formatter, "{{SEQ:{width}}}"),
        })
    }
}

/// A stored text is no pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is no pattern for ticket numbers")]
pub struct NotAPattern;

impl TryFrom<String> for Pattern {
    type Error = NotAPattern;

    fn try_from(text: String) -> Result<Self, NotAPattern> {
        Self::parse(&text).map_err(|_| NotAPattern)
    }
}

impl From<Pattern> for String {
    fn from(pattern: Pattern) -> Self {
        pattern.to_string()
    }
}

impl Part {
    /// The fewest characters that are written in its place.
    fn shortest(&self) -> usize {
        match self {
            Self::Literal(literal) => literal.chars().count(),
            Self::Year => 4,
            Self::YearOfCentury | Self::Month | Self::Day => 2,
            Self::Sequence { width } => usize::from(*width),
        }
    }
}

/// The part that a text begins with, and what comes after it; none if that is no part of a pattern.
fn next_part(text: &str) -> Option<(Part, &str)> {
    if let Some(placeholder) = text.strip_prefix('{') {
        let (name, after) = placeholder.split_once('}')?;
        let part = match name {
            "YYYY" => Part::Year,
            "YY" => Part::YearOfCentury,
            "MM" => Part::Month,
            "DD" => Part::Day,
            sequence => Part::Sequence { width: width(sequence.strip_prefix("SEQ:")?)? },
        };
        return Some((part, after));
    }
    let (literal, after) = text.split_at(text.find('{').unwrap_or(text.len()));
    let allowed = |letter: char| letter.is_alphabetic() || letter.is_ascii_digit() || "-./_".contains(letter);
    literal.chars().all(allowed).then(|| (Part::Literal(literal.to_owned()), after))
}

/// A width as it is written in a placeholder: without a sign, and without zeros before it.
fn width(digits: &str) -> Option<u8> {
    let plain = digits.starts_with(|first: char| ('1'..='9').contains(&first));
    digits.parse().ok().filter(|width| plain && *width <= WIDTH_MAX)
}

#[cfg(test)]
mod tests;
