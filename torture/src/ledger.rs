//! Writers that note what was acknowledged, and the look whether it is all there.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use serde_json::{Value, json};
use tokio::task::JoinHandle;

use crate::{
    Fault,
    service::{Node, command, token_of},
};

/// A change of a name that was acknowledged: the number of its revision, and the name.
type Acknowledged = (i64, String);

/// What one account was told, and what of it was looked at already.
#[derive(Debug)]
pub(crate) struct Ledger {
    pub(crate) token: String,
    name: usize,
    acknowledged: Vec<Acknowledged>,
    /// The newest number that was looked at.
    seen: i64,
    total: Totals,
}

/// What came of all changes.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Totals {
    /// Changes that were acknowledged.
    pub(crate) acknowledged: usize,
    /// Those of them that are not there.
    pub(crate) lost: usize,
    /// Names that two revisions have.
    pub(crate) doubled: usize,
    /// Numbers that no revision has.
    pub(crate) gaps: usize,
    /// Revisions that are there although nobody was told.
    pub(crate) unacknowledged: usize,
}

impl Totals {
    pub(crate) fn add(&mut self, other: Self) {
        self.acknowledged += other.acknowledged;
        self.lost += other.lost;
        self.doubled += other.doubled;
        self.gaps += other.gaps;
        self.unacknowledged += other.unacknowledged;
    }

    /// Whether nothing was lost, doubled or left out.
    pub(crate) fn are_clean(self) -> bool {
        self.lost + self.doubled + self.gaps == 0
    }

    pub(crate) fn line(self) -> String {
        let Self { acknowledged, lost, doubled, gaps, unacknowledged } = self;
        format!(
            "Changes that were acknowledged: {acknowledged}; of them lost: {lost}; made twice: {doubled}; numbers left \
             out: {gaps}. Changes that were made and not acknowledged, since the end came between: {unacknowledged}."
        )
    }
}

impl Ledger {
    /// A new account, and somebody who may change it.
    pub(crate) fn open(database: &str, slug: &str) -> Result<Self, Fault> {
        command(database, &["account", "create", "--slug", slug, "--trade-name", slug, "--language", "en"])?;
        let token = token_of(database, "admin", slug)?;
        Ok(Self { token, name: 0, acknowledged: Vec::new(), seen: 1, total: Totals::default() })
    }

    /// Changes the name again and again, until it is told to stop.
    pub(crate) fn write(mut self, addresses: Vec<String>, going: Arc<AtomicBool>) -> JoinHandle<Self> {
        tokio::spawn(async move {
            let http = reqwest::Client::new();
            let mut turn = 0;
            while going.load(Ordering::Relaxed) {
                self.name += 1;
                let name = format!("Name {}", self.name);
                let address = &addresses[turn % addresses.len()];
                if let Ok(number) = rename(&http, address, &self.token, &name).await {
                    self.acknowledged.push((number, name));
                } else {
                    turn += 1;
                    tokio::time::sleep(Duration::from_millis(5)).await;
                }
            }
            self
        })
    }

    /// Looks at every revision since the last look.
    pub(crate) async fn check(&mut self, node: &Node, http: &reqwest::Client) -> Result<Totals, Fault> {
        let mut revisions = Vec::new();
        let mut before = Value::Null;
        loop {
            let query = "query($before: String) { account { revisions(first: 100, after: $before) {
                nodes { number changes { after } } pageInfo { endCursor hasNextPage } } } }";
            let answer = node.ask(http, &self.token, query, &json!({"before": before})).await?;
            let page = &answer["account"]["revisions"];
            let nodes = page["nodes"].as_array().ok_or("revisions")?;
            let numbered = nodes.iter().map(|node| {
                let name = node["changes"][0]["after"].as_str().unwrap_or_default().to_owned();
                (node["number"].as_i64().unwrap_or_default(), name)
            });
            let known = numbered.clone().any(|(number, _)| number <= self.seen);
            revisions.extend(numbered.filter(|(number, _)| *number > self.seen));
            if known || page["pageInfo"]["hasNextPage"] != true {
                break;
            }
            before = page["pageInfo"]["endCursor"].clone();
        }
        revisions.sort_unstable();
        let mut totals = Totals { acknowledged: self.acknowledged.len(), ..Totals::default() };
        let last = revisions.last().map_or(self.seen, |(number, _)| *number);
        totals.gaps = usize::try_from(last - self.seen)?.saturating_sub(revisions.len());
        let mut names: Vec<&str> = revisions.iter().map(|(_, name)| name.as_str()).collect();
        names.sort_unstable();
        totals.doubled = names.windows(2).filter(|pair| pair[0] == pair[1]).count();
        totals.lost = self.acknowledged.iter().filter(|known| revisions.binary_search(known).is_err()).count();
        totals.unacknowledged = (revisions.len() + totals.lost).saturating_sub(self.acknowledged.len());
        self.acknowledged.clear();
        self.seen = last;
        self.total.add(totals);
        Ok(totals)
    }

    /// What came of all that was looked at.
    pub(crate) fn total(&self) -> Totals {
        self.total
    }
}

async fn rename(http: &reqwest::Client, address: &str, token: &str, name: &str) -> Result<i64, Fault> {
    let query = "mutation($name: String!) { updateCompany(input: {tradeName: $name}) { revision { number } } }";
    let body = json!({"query": query, "variables": {"name": name}});
    let request = http.post(format!("http://{address}/graphql")).bearer_auth(token);
    let request = request.header("content-type", "application/json").body(body.to_string());
    let request = request.timeout(Duration::from_secs(20));
    let answer: Value = serde_json::from_str(&request.send().await?.text().await?)?;
    let number = answer["data"]["updateCompany"]["revision"]["number"].as_i64();
    number.ok_or_else(|| "a change was not acknowledged".into())
}
