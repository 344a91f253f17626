//! Settings as they are shown: current, as of a revision, or as they would be.

use std::fmt::Display;

use async_graphql::ID;
use domain::{Snapshot, settings::Settings};

/// Settings, and the mark that their ids carry.
///
/// One id has one value, so that no client's cache is ever wrong: only what is current carries live ids.
#[derive(Clone, Debug)]
pub(crate) struct View {
    pub(crate) snapshot: Snapshot,
    pub(crate) mark: Mark,
}

/// What is appended to the ids of settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Mark {
    /// Current settings: nothing.
    Live,
    /// Settings as of a revision: `@12`.
    At(i32),
    /// What a dry run answers: `@preview`.
    Preview,
}

impl View {
    pub(crate) fn live(snapshot: Snapshot) -> Self {
        Self { snapshot, mark: Mark::Live }
    }

    pub(crate) fn at_revision(snapshot: Snapshot) -> Self {
        Self { mark: Mark::At(snapshot.revision), snapshot }
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.snapshot.settings
    }
}

impl Mark {
    /// An id as these settings show it.
    pub(crate) fn id(self, live: impl Display) -> ID {
        ID(match self {
            Self::Live => live.to_string(),
            Self::At(number) => format!("{live}@{number}"),
            Self::Preview => format!("{live}@preview"),
        })
    }

    /// The live id behind one that these settings showed; other ids stay as they are.
    pub(crate) fn without(self, shown: &str) -> &str {
        let suffix = match self {
            Self::Live => return shown,
            Self::At(number) => format!("@{number}"),
            Self::Preview => "@preview".to_owned(),
        };
        shown.strip_suffix(&suffix).unwrap_or(shown)
    }

    /// The live id and the mark of an id that somebody sent; none for a mark that nothing is found by.
    pub(crate) fn split(sent: &str) -> Option<(&str, Self)> {
        let Some((live, mark)) = sent.split_once('@') else {
            return Some((sent, Self::Live));
        };
        let number: i32 = mark.parse().ok()?;
        // One spelling only: no sign, no leading zero.
        (number > 0 && number.to_string() == mark).then_some((live, Self::At(number)))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::hostile::texts;

    /// Ids as they are sent.
    const SENT: &[&str] =
        &["con_01k9tk@3", "con_01k9tk@preview", "con_01k9tk", "@2147483647", "a@2147483648", "a@@1", "a@+1", "a@01"];

    proptest! {
        #[test]
        fn an_id_that_is_sent_has_one_spelling(sent in texts(SENT), number in 1..=i32::MAX) {
            if let Some((live, mark)) = Mark::split(&sent) {
                prop_assert_eq!(mark.id(live).0, sent.as_str());
                prop_assert_eq!(mark.without(&sent), live);
                let shown = Mark::At(number).id(live).0;
                prop_assert!(Mark::split(&shown) == Some((live, Mark::At(number))), "{}", shown);
            }
        }
    }
}
