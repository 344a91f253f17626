//! The operations that run over one connection.

use std::{collections::HashMap, sync::Arc};

use async_graphql::{Response as Outcome, parser::types::OperationType};
use futures_util::{
    StreamExt as _,
    stream::{AbortHandle, Abortable, BoxStream, SelectAll, abortable, iter},
};

use super::super::stream::Panicked;

/// The operations that run, by the client's ids. Dropping it drops their streams.
#[derive(Default)]
pub(super) struct Operations {
    open: HashMap<Arc<str>, Open>,
    running: SelectAll<Running>,
    started: u64,
}

type Running = Abortable<BoxStream<'static, (Arc<str>, u64, Event)>>;

struct Open {
    /// Which operation of this id it is: an id may be used again while events of its predecessor are on their way.
    number: u64,
    /// Whether it has an end of its own.
    is_finite: bool,
    handle: AbortHandle,
}

/// What happens to an operation.
#[derive(Debug)]
pub(super) enum Event {
    /// It has a result.
    Outcome(Box<Outcome>),
    /// A resolver panicked.
    Panicked,
    /// It is over, and its id free.
    Ended,
}

impl Operations {
    /// Whether an operation of this id runs.
    pub(super) fn contains(&self, id: &str) -> bool {
        self.open.contains_key(id)
    }

    /// How many run.
    pub(super) fn len(&self) -> usize {
        self.open.len()
    }

    /// Runs the events of an operation, whose id must be free.
    pub(super) fn start(
        &mut self,
        id: String,
        kind: OperationType,
        events: BoxStream<'static, Result<Outcome, Panicked>>,
    ) {
        let is_finite = match kind {
            OperationType::Query | OperationType::Mutation => true,
            OperationType::Subscription => false,
        };
        self.started += 1;
        let number = self.started;
        let id: Arc<str> = id.into();
        let of = Arc::clone(&id);
        let events = events
            .map(|event| match event {
                Ok(outcome) => Event::Outcome(Box::new(outcome)),
                Err(Panicked) => Event::Panicked,
            })
            .chain(iter([Event::Ended]))
            .map(move |event| (Arc::clone(&of), number, event));
        let (events, handle) = abortable(events.boxed());
        self.running.push(events);
        self.open.insert(id, Open { number, is_finite, handle });
    }

    /// Drops an operation; one that does not run is ended already.
    pub(super) fn stop(&mut self, id: &str) {
        if let Some(open) = self.open.remove(id) {
            open.handle.abort();
        }
    }

    /// Drops the operations that have no end of their own.
    pub(super) fn stop_endless(&mut self) {
        self.open.retain(|_, open| {
            if !open.is_finite {
                open.handle.abort();
            }
            open.is_finite
        });
    }

    /// What happens next to any of them. Where none runs, nothing ever does.
    ///
    /// Nothing is lost when this is dropped before it comes back.
    pub(super) async fn next(&mut self) -> (Arc<str>, Event) {
        loop {
            match self.running.next().await {
                Some((id, number, event)) => {
                    if self.open.get(&id).is_some_and(|open| open.number == number) {
                        if matches!(event, Event::Ended) {
                            self.open.remove(&id);
                        }
                        return (id, event);
                    }
                }
                None => std::future::pending().await,
            }
        }
    }
}
