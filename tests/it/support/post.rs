//! A courier that goes nowhere: tests say what it meets, and see what it was given.

use std::{
    collections::HashMap,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use domain::webhook::{Courier, Parcel, Receipt};
use futures_util::future::BoxFuture;
use serde_json::Value;
use tokio::sync::Semaphore;
use url::Url;

/// Reaches every host but those under `inside.example`. Each takes what it is sent, unless a test says otherwise.
#[derive(Debug)]
pub(crate) struct Post {
    sent: Mutex<Vec<Parcel>>,
    answers: Mutex<HashMap<String, Receipt>>,
    doors: Semaphore,
    under_way: AtomicUsize,
    most: AtomicUsize,
}

impl Default for Post {
    fn default() -> Self {
        Self {
            sent: Mutex::default(),
            answers: Mutex::default(),
            doors: Semaphore::new(Semaphore::MAX_PERMITS),
            under_way: AtomicUsize::new(0),
            most: AtomicUsize::new(0),
        }
    }
}

impl Post {
    /// Has a host answer with a status from now on.
    pub(crate) fn answers(&self, host: &str, status: u16) {
        self.meets(host, Receipt { status: Some(status), response: Some("said".to_owned()), ..Receipt::default() });
    }

    /// Has whoever sends to a host meet this from now on.
    pub(crate) fn meets(&self, host: &str, receipt: Receipt) {
        self.answers.lock().unwrap().insert(host.to_owned(), receipt);
    }

    /// What was sent since this was asked last.
    pub(crate) fn sent(&self) -> Vec<Parcel> {
        std::mem::take(&mut *self.sent.lock().unwrap())
    }

    /// The numbers of the revisions that were sent since this was asked last.
    pub(crate) fn numbers(&self) -> Vec<i64> {
        let number = |parcel: &Parcel| body(parcel)["data"]["revision"]["number"].as_i64().unwrap_or(-1);
        self.sent().iter().map(number).collect()
    }

    /// Has everything that is sent from now on wait, until [`Self::open`].
    pub(crate) fn close(&self) {
        self.doors.forget_permits(Semaphore::MAX_PERMITS);
    }

    /// Lets go what waits.
    pub(crate) fn open(&self) {
        self.doors.add_permits(Semaphore::MAX_PERMITS);
    }

    /// How much is under way.
    pub(crate) fn under_way(&self) -> usize {
        self.under_way.load(Ordering::SeqCst)
    }

    /// The most that was ever under way at once.
    pub(crate) fn most(&self) -> usize {
        self.most.load(Ordering::SeqCst)
    }
}

/// The body of a parcel.
pub(crate) fn body(parcel: &Parcel) -> Value {
    serde_json::from_str(&parcel.body).unwrap()
}

impl Courier for Post {
    fn may_reach<'a>(&'a self, url: &'a Url) -> BoxFuture<'a, bool> {
        let reaches = url.scheme() == "https" && !url.host_str().unwrap().ends_with("inside.example");
        Box::pin(std::future::ready(reaches))
    }

    fn deliver(&self, parcel: Parcel) -> BoxFuture<'_, Receipt> {
        Box::pin(async move {
            let under_way = self.under_way.fetch_add(1, Ordering::SeqCst) + 1;
            self.most.fetch_max(under_way, Ordering::SeqCst);
            drop(self.doors.acquire().await.unwrap());
            self.under_way.fetch_sub(1, Ordering::SeqCst);
            let host = parcel.url.host_str().unwrap().to_owned();
            self.sent.lock().unwrap().push(parcel);
            let taken = Receipt { status: Some(200), response: Some(String::new()), ..Receipt::default() };
            self.answers.lock().unwrap().get(&host).cloned().unwrap_or(taken)
        })
    }
}
