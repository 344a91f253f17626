//! How much is worked on at once. Beyond that requests wait, and beyond that they are turned away at once.
//!
//! Whoever waits is served in turn, as long as all who wait find room. Once they do not, more is asked for than can be
//! done, and a queue served in turn would make every answer late by its whole length. So from then on, until nobody had
//! to be turned away for a while, the newest is served first, and who has waited for a moment is turned away: what is
//! served is served in time, and what is not, is told soon.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::{
    sync::oneshot,
    time::{Instant, timeout},
};

/// What is worked on at once.
#[derive(Clone, Debug)]
pub struct Capacity {
    /// Requests until it is known what they are, and queries: they keep a processor busy.
    pub operations: Line,
    /// Mutations: most of their time they wait, for the database or for each other.
    pub changes: Line,
}

impl Capacity {
    /// How many operations keep the processors of this machine busy, with a database that is near: one for each, and
    /// two at least, so that one may wait. More would only make each other late.
    #[must_use]
    pub fn of_machine() -> usize {
        std::thread::available_parallelism().map_or(2, usize::from).max(2)
    }

    /// As many operations as that at once.
    #[must_use]
    pub fn new(operations: usize) -> Self {
        Self { operations: Line::new(operations, 512), changes: Line::new(64, 1024) }
    }
}

/// The longest that anybody waits.
const PATIENCE: Duration = Duration::from_secs(1);

/// The longest that anybody waits while there is no room for all.
const LATE: Duration = Duration::from_millis(20);

/// So long nobody has to be turned away until all are served in turn again.
const CALM: Duration = Duration::from_secs(1);

/// Places, and those who wait for one. Clones share everything.
#[derive(Clone, Debug)]
pub struct Line(Arc<Mutex<Places>>);

#[derive(Debug)]
struct Places {
    free: usize,
    waiting: VecDeque<Waiting>,
    /// So many can wait.
    room: usize,
    /// Until when the newest are served first.
    overrun_until: Option<Instant>,
}

impl Places {
    /// Turns away who has waited too long where there is no room for all. Answers whether that is so.
    fn are_overrun(&mut self, now: Instant) -> bool {
        if self.overrun_until.is_none_or(|until| now >= until) {
            self.overrun_until = None;
            return false;
        }
        while self.waiting.front().is_some_and(|oldest| now.duration_since(oldest.since) > LATE) {
            self.turn_away_oldest(now);
        }
        true
    }

    fn turn_away_oldest(&mut self, now: Instant) {
        // Dropping what was to tell them tells them.
        self.waiting.pop_front();
        self.overrun_until = Some(now + CALM);
    }
}

#[derive(Debug)]
struct Waiting {
    since: Instant,
    /// Dropping it turns them away.
    turn: oneshot::Sender<Pass>,
}

/// A place, until it is dropped.
#[derive(Debug)]
pub struct Pass(Option<Line>);

/// There is no place, and no room to wait for one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overrun;

impl Line {
    /// So many places, and so much room to wait.
    #[must_use]
    pub fn new(places: usize, room: usize) -> Self {
        Self(Arc::new(Mutex::new(Places { free: places, waiting: VecDeque::new(), room, overrun_until: None })))
    }

    /// Takes a place, waiting for one if need be.
    ///
    /// # Errors
    ///
    /// There was none in time.
    pub async fn enter(&self) -> Result<Pass, Overrun> {
        let turn = {
            let mut places = self.lock();
            if places.free > 0 {
                places.free -= 1;
                return Ok(Pass(Some(self.clone())));
            }
            let now = Instant::now();
            places.are_overrun(now);
            if places.waiting.len() >= places.room {
                places.turn_away_oldest(now);
            }
            let (turn, told) = oneshot::channel();
            places.waiting.push_back(Waiting { since: now, turn });
            told
        };
        match timeout(PATIENCE, turn).await {
            Ok(Ok(pass)) => Ok(pass),
            Ok(Err(_)) | Err(_) => Err(Overrun),
        }
    }

    /// How many wait, gone or not.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.lock().waiting.len()
    }

    fn leave(&self) {
        let mut places = self.lock();
        let are_overrun = places.are_overrun(Instant::now());
        loop {
            let next = if are_overrun { places.waiting.pop_back() } else { places.waiting.pop_front() };
            let Some(next) = next else {
                places.free += 1;
                return;
            };
            match next.turn.send(Pass(Some(self.clone()))) {
                Ok(()) => return,
                // They did not wait so long: the place is for the next, and this pass gives none back.
                Err(mut pass) => pass.0 = None,
            }
        }
    }

    /// A lock that outlives a panic of another holder: what it guards is whole at every step.
    fn lock(&self) -> MutexGuard<'_, Places> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Pass {
    fn drop(&mut self) {
        if let Some(line) = self.0.take() {
            line.leave();
        }
    }
}

#[cfg(test)]
mod tests {
    use tokio::task::JoinHandle;

    use super::*;

    async fn wait(line: &Line) -> JoinHandle<Result<Pass, Overrun>> {
        let (line, before) = (line.clone(), line.waiting());
        let entering = line.clone();
        let waiting = tokio::spawn(async move { entering.enter().await });
        while line.waiting() == before && !waiting.is_finished() {
            tokio::task::yield_now().await;
        }
        waiting
    }

    #[tokio::test]
    async fn those_who_find_room_are_served_in_turn() {
        let line = Line::new(1, 2);
        let place = line.enter().await.unwrap();
        let (first, second) = (wait(&line).await, wait(&line).await);
        drop(place);
        let place = first.await.unwrap().unwrap();
        assert!(!second.is_finished());
        drop(place);
        drop(second.await.unwrap().unwrap());
        assert_eq!(line.lock().free, 1);
        assert_eq!(line.waiting(), 0);
    }

    #[tokio::test(start_paused = true)]
    async fn when_there_is_no_room_the_oldest_is_turned_away_and_the_newest_is_served() {
        let line = Line::new(1, 2);
        let place = line.enter().await.unwrap();
        let (first, second) = (wait(&line).await, wait(&line).await);
        let third = {
            let line = line.clone();
            tokio::spawn(async move { line.enter().await })
        };
        assert_eq!(first.await.unwrap().unwrap_err(), Overrun);
        drop(place);
        let place = third.await.unwrap().unwrap();
        assert!(!second.is_finished());
        tokio::time::advance(LATE * 2).await;
        drop(place);
        assert_eq!(second.await.unwrap().unwrap_err(), Overrun, "they waited too long");
        // Nobody was turned away for a while, so those who come now are served in turn again.
        tokio::time::advance(CALM).await;
        let place = line.enter().await.unwrap();
        let (first, _second) = (wait(&line).await, wait(&line).await);
        drop(place);
        assert!(first.await.unwrap().is_ok());
    }

    #[tokio::test]
    async fn a_place_is_not_lost_with_those_who_no_longer_wait() {
        let line = Line::new(1, 8);
        let place = line.enter().await.unwrap();
        let (gone, patient) = (wait(&line).await, wait(&line).await);
        gone.abort();
        assert!(gone.await.unwrap_err().is_cancelled());
        drop(place);
        drop(patient.await.unwrap().unwrap());
        assert_eq!(line.lock().free, 1);
    }

    #[tokio::test(start_paused = true)]
    async fn nobody_waits_for_ever() {
        let line = Line::new(1, 8);
        let _place = line.enter().await.unwrap();
        assert_eq!(line.enter().await.unwrap_err(), Overrun);
    }
}
