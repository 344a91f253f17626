//! Pages of a list, as Relay's cursor connections ask for them.
//!
//! Source: <https://relay.dev/graphql/connections.htm>.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect, Select, Value};

use crate::error::{BadInput, Error, Refusal};

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

    /// Reads the rows of the page, in the list's order: `order` of `column`, which `query` does not order. `key` is what
    /// a cursor says of the column.
    ///
    /// What lies behind the cursor is asked only where there is a cursor.
    pub(crate) async fn read<E: EntityTrait, D: ConnectionTrait>(
        &self,
        database: &D,
        query: Select<E>,
        (column, order): (E::Column, Order),
        key: impl Fn(&C) -> Value,
    ) -> Result<Page<E::Model>, Error> {
        let is_ascending = matches!(order, Order::Asc);
        let beyond = |cursor: &C| if is_ascending { column.gt(key(cursor)) } else { column.lt(key(cursor)) };
        let short_of = |cursor: &C| if is_ascending { column.lt(key(cursor)) } else { column.gt(key(cursor)) };
        let mut wanted = query.clone();
        for bound in self.after.iter().map(beyond).chain(self.before.iter().map(short_of)) {
            wanted = wanted.filter(bound);
        }
        let from_the_front = self.direction == Direction::First;
        let direction = if from_the_front == is_ascending { Order::Asc } else { Order::Desc };
        let rows = wanted.order_by(column, direction).limit(self.size + 1).all(database).await?;
        let (rows, ahead) = self.cut(rows);
        // Not the opposite of `beyond` by a NOT, for which SQLite reads every row.
        let bound = match (self.direction, is_ascending) {
            (Direction::First, true) => self.after.as_ref().map(|after| column.lte(key(after))),
            (Direction::First, false) => self.after.as_ref().map(|after| column.gte(key(after))),
            (Direction::Last, true) => self.before.as_ref().map(|before| column.gte(key(before))),
            (Direction::Last, false) => self.before.as_ref().map(|before| column.lte(key(before))),
        };
        let behind = match bound {
            Some(bound) => query.filter(bound).limit(1).one(database).await?.is_some(),
            None => false,
        };
        Ok(match self.direction {
            Direction::First => Page { items: rows, has_next: ahead, has_previous: behind },
            Direction::Last => Page { items: rows, has_next: behind, has_previous: ahead },
        })
    }

    /// From `size + 1` rows read in the direction's order: those of the page, in the list's order, and whether there
    /// was one more.
    fn cut<R>(&self, mut rows: Vec<R>) -> (Vec<R>, bool) {
        let size = usize::try_from(self.size).unwrap_or(usize::MAX);
        let more = rows.len() > size;
        rows.truncate(size);
        if self.direction == Direction::Last {
            rows.reverse();
        }
        (rows, more)
    }
}

impl<T> Page<T> {
    /// The same page of what was read of its rows, one by one.
    pub(crate) async fn try_map<U, F: Future<Output = Result<Vec<U>, Error>>>(
        self,
        read: impl FnOnce(Vec<T>) -> F,
    ) -> Result<Page<U>, Error> {
        let Self { items, has_next, has_previous } = self;
        Ok(Page { items: read(items).await?, has_next, has_previous })
    }
}
