//! Generators of load over HTTP, and what they saw.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use serde_json::Value;
use tokio::{sync::Mutex, task::JoinSet};

use crate::Fault;

/// What came back of many requests.
#[derive(Debug, Default)]
pub(crate) struct Answers {
    /// How long those took that were answered with what was expected.
    pub(crate) admitted: Vec<Duration>,
    /// How long those took that were answered with 503.
    pub(crate) refused: Vec<Duration>,
    /// Everything else: it should not be there.
    pub(crate) failed: usize,
}

/// One operation, and who asks it.
#[derive(Clone, Debug)]
pub(crate) struct Asking {
    http: reqwest::Client,
    url: Arc<str>,
    token: Arc<str>,
    body: fn(u32) -> Value,
    is_good: fn(&str) -> bool,
}

impl Asking {
    /// `body` makes the request of each turn; `is_good` looks at the text of an answer with status 200.
    pub(crate) fn new(
        address: &str,
        token: &str,
        body: fn(u32) -> Value,
        is_good: fn(&str) -> bool,
    ) -> Result<Self, Fault> {
        let http = reqwest::Client::builder().pool_max_idle_per_host(2000).timeout(Duration::from_secs(20)).build()?;
        Ok(Self { http, url: format!("http://{address}/graphql").into(), token: token.into(), body, is_good })
    }

    async fn once(&self, turn: u32, answers: &mut Answers) {
        let begun = Instant::now();
        match self.ask(turn).await {
            Ok((200, text)) if (self.is_good)(&text) => answers.admitted.push(begun.elapsed()),
            Ok((503, _)) => answers.refused.push(begun.elapsed()),
            Ok(_) | Err(_) => answers.failed += 1,
        }
    }

    async fn ask(&self, turn: u32) -> Result<(u16, String), reqwest::Error> {
        let request = self.http.post(&*self.url).bearer_auth(&self.token).header("content-type", "application/json");
        let request = request.header("accept", "application/graphql-response+json");
        let answer = request.body((self.body)(turn).to_string()).send().await?;
        Ok((answer.status().as_u16(), answer.text().await?))
    }
}

/// One connection that asks again as soon as it is answered.
pub(crate) async fn sequential(asking: &Asking, time: Duration) -> Answers {
    let (begun, mut answers, mut turn) = (Instant::now(), Answers::default(), 0);
    while begun.elapsed() < time {
        turn += 1;
        asking.once(turn, &mut answers).await;
    }
    answers
}

/// Answers a second, of so many connections that are never idle.
pub(crate) async fn sustained(asking: &Asking, connections: usize, time: Duration) -> Result<f64, Fault> {
    let mut tasks = JoinSet::new();
    for _ in 0..connections {
        let asking = asking.clone();
        tasks.spawn(async move { sequential(&asking, time).await.admitted.len() });
    }
    let mut all = 0;
    while let Some(count) = tasks.join_next().await {
        all += count?;
    }
    Ok(f64::from(u32::try_from(all)?) / time.as_secs_f64())
}

/// Sends at a rate, whether earlier requests were answered or not. Answers how many it sent, and what came back.
pub(crate) async fn open_loop(asking: &Asking, rate: f64, time: Duration) -> Result<(usize, Answers), Fault> {
    let all = Arc::new(Mutex::new(Answers::default()));
    let mut tick = tokio::time::interval(Duration::from_millis(2));
    let (begun, mut sent) = (Instant::now(), 0_u32);
    while begun.elapsed() < time {
        tick.tick().await;
        while f64::from(sent) < rate * begun.elapsed().as_secs_f64() {
            sent += 1;
            let turn = sent;
            let (asking, all) = (asking.clone(), Arc::clone(&all));
            tokio::spawn(async move {
                let mut one = Answers::default();
                asking.once(turn, &mut one).await;
                let mut all = all.lock().await;
                all.admitted.append(&mut one.admitted);
                all.refused.append(&mut one.refused);
                all.failed += one.failed;
            });
        }
    }
    let sent = usize::try_from(sent)?;
    loop {
        tokio::time::sleep(Duration::from_millis(100)).await;
        let mut all = all.lock().await;
        if all.admitted.len() + all.refused.len() + all.failed >= sent {
            return Ok((sent, std::mem::take(&mut all)));
        }
        if begun.elapsed() > time + Duration::from_secs(30) {
            return Err("requests were not answered at all".into());
        }
    }
}

/// The time that half of them are below.
pub(crate) fn median(times: &[Duration]) -> Duration {
    percentile(times, 50)
}

/// The time that so many of a hundred are below.
pub(crate) fn percentile(times: &[Duration], percent: usize) -> Duration {
    let mut sorted = times.to_vec();
    sorted.sort_unstable();
    sorted.get(sorted.len() * percent / 100).or(sorted.last()).copied().unwrap_or_default()
}
