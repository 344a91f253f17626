//! A courier that goes nowhere: tests say what it meets, and see what it was given.

use std::{
    collections::{HashMap, HashSet},
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
    slow: Mutex<HashSet<String>>,
    under_way: AtomicUsize,
    most: AtomicUsize,
}

impl Default for Post {
    fn default() -> Self {
        Self {
            sent: Mutex::default(),
            answers: Mutex::default(),
            doors: Semaphore::new(0),
            slow: Mutex::default(),
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

    /// How much was sent to a host and not looked at yet.
    pub(crate) fn count(&self, host: &str) -> usize {
        self.sent.lock().unwrap().iter().filter(|parcel| parcel.url.host_str() == Some(host)).count()
    }

    /// The numbers of the revisions that were sent since this was asked last.
    pub(crate) fn numbers(&self) -> Vec<i64> {
        let number = |parcel: &Parcel| body(parcel)["data"]["revision"]["number"].as_i64().unwrap_or(-1);
        self.sent().iter().map(number).collect()
    }

    /// Has what is sent to a host from now on wait, until [`Self::open`].
    pub(crate) fn close(&self, host: &str) {
        self.slow.lock().unwrap().insert(host.to_owned());
    }

    /// Lets go what waits, and nothing waits any more.
    pub(crate) fn open(&self) {
        self.slow.lock().unwrap().clear();
        self.doors.add_permits(1000);
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
            let host = parcel.url.host_str().unwrap().to_owned();
            let waits = self.slow.lock().unwrap().contains(&host);
            if waits {
                self.doors.acquire().await.unwrap().forget();
            }
            self.under_way.fetch_sub(1, Ordering::SeqCst);
            self.sent.lock().unwrap().push(parcel);
            let taken = Receipt { status: Some(200), response: Some(String::new()), ..Receipt::default() };
            self.answers.lock().unwrap().get(&host).cloned().unwrap_or(taken)
        })
    }
}
