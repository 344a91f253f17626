//! Pages of a list, as Relay's cursor connections ask for them.
//!
//! Source: <https://relay.dev/graphql/connections.htm>.

use crate::error::{BadInput, Refusal};

/// The most elements of a page.
pub const SIZE_MAX: i32 = 100;

/// From which end a page is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// The first elements after the cursor.
    First,
    /// The last elements before the cursor.
    Last,
}

/// Which page is wanted, by a cursor of type `C`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageRequest<C> {
    /// From which end.
    pub direction: Direction,
    /// 1 to [`SIZE_MAX`].
    pub size: u64,
    /// Only what comes after this element.
    pub after: Option<C>,
    /// Only what comes before this element.
    pub before: Option<C>,
}

/// A page, in the list's order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// The elements.
    pub items: Vec<T>,
    /// Whether there are elements after them.
    pub has_next: bool,
    /// Whether there are elements before them.
    pub has_previous: bool,
}

impl<C> PageRequest<C> {
    /// The page that a connection's arguments ask for.
    ///
    /// # Errors
    /// [`BadInput::PageSize`] unless exactly one of `first` and `last` is given, 1 to 100.
    pub fn new(first: Option<i32>, last: Option<i32>, after: Option<C>, before: Option<C>) -> Result<Self, Refusal> {
        let (direction, size) = match (first, last) {
            (Some(size), None) => (Direction::First, size),
            (None, Some(size)) => (Direction::Last, size),
            (None, None) | (Some(_), Some(_)) => return Err(Refusal::BadInput(BadInput::PageSize)),
        };
        let size = u64::try_from(size)
            .ok()
            .filter(|_| (1..=SIZE_MAX).contains(&size))
            .ok_or(Refusal::BadInput(BadInput::PageSize))?;
        Ok(Self { direction, size, after, before })
    }

    /// From `size + 1` rows read in the direction's order: those of the page, in the list's order, and whether there
    /// was one more.
    pub(crate) fn cut<R>(&self, mut rows: Vec<R>) -> (Vec<R>, bool) {
        let size = usize::try_from(self.size).unwrap_or(usize::MAX);
        let more = rows.len() > size;
        rows.truncate(size);
        if self.direction == Direction::Last {
            rows.reverse();
        }
        (rows, more)
    }

    /// The page, from what lies ahead in the direction of reading and what lies behind the cursor.
    pub(crate) fn page<T>(&self, items: Vec<T>, ahead: bool, behind: bool) -> Page<T> {
        match self.direction {
            Direction::First => Page { items, has_next: ahead, has_previous: behind },
            Direction::Last => Page { items, has_next: behind, has_previous: ahead },
        }
    }
}
