//! Mixed load for an hour, on both databases at once: what grows, leaks.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
    task::JoinSet,
};

use crate::{
    Fault, Length,
    report::Report,
    service::{Database, Node, command, token_of},
    socket::Socket,
};

/// Until here caches and pools fill up; what grows later is looked at.
const WARM: f64 = 0.2;

const ACCOUNTS: usize = 10;

pub(crate) async fn run(length: Length) -> Result<(), Fault> {
    let time = length.pick(Duration::from_hours(1), Duration::from_secs(5));
    let each = length.pick(Duration::from_secs(10), Duration::from_secs(1));
    let mut report = Report::new(
        "soak",
        length,
        "An hour of mixed load",
        &format!(
            "For an hour, on SQLite and on PostgreSQL at once, each with a node of its own and {ACCOUNTS} \
             accounts: a second about 100 reads of the page, 10 changes, an API key that is made, used and revoked, a \
             subscription that comes and goes, a photo, an export, a webhook for each revision of one account, and 20 \
             requests that are refused.\nMemory, open files and threads are looked at each 10 s; growth is the slope of a \
             line through what was seen after the first fifth of the time."
        ),
    );
    let (sqlite, postgres) = (Database::sqlite()?, Database::postgres().await?);
    let (on_sqlite, on_postgres) = tokio::join!(soak(&sqlite, time, each), soak(&postgres, time, each));
    let mut wrong = 0;
    for (name, soaked) in [("SQLite", on_sqlite?), ("PostgreSQL", on_postgres?)] {
        report.heading(name);
        soaked.tell(&mut report);
        wrong += soaked.failed.len();
    }
    report.write()?;
    if wrong == 0 { Ok(()) } else { Err(format!("{wrong} were answered otherwise than expected").into()) }
}

/// What was seen of a node.
struct Soaked {
    samples: Vec<Sample>,
    done: Vec<(&'static str, usize)>,
    failed: Vec<String>,
}

/// Something of what a process held.
type Figure = fn(&Sample) -> f64;

/// What a process held at one moment.
#[derive(Clone, Copy)]
struct Sample {
    seconds: f64,
    memory: u64,
    files: usize,
    threads: usize,
}

impl Soaked {
    fn tell(&self, report: &mut Report) {
        let done: Vec<String> = self.done.iter().map(|(what, count)| format!("{what}: {count}")).collect();
        report.line(&format!("- Done: {}.", done.join(", ")));
        report.line(&format!(
            "- Answered otherwise than expected: {}{}",
            self.failed.len(),
            self.failed.first().map_or_else(|| ".".to_owned(), |first| format!("; the first: {first}"))
        ));
        report.line(&format!("- Memory at the tenths of the time: {} MiB.", self.tenths()));
        let from = self.samples.last().map_or(0.0, |last| last.seconds) * WARM;
        let late: Vec<&Sample> = self.samples.iter().filter(|sample| sample.seconds >= from).collect();
        #[expect(clippy::cast_precision_loss, reason = "mebibytes, files and threads are small")]
        let figures: [(&str, &str, Figure); 3] = [
            ("Memory", " (MiB)", |sample| sample.memory as f64),
            ("Open files", "", |sample| sample.files as f64),
            ("Threads", "", |sample| sample.threads as f64),
        ];
        for (what, unit, of) in figures {
            let values: Vec<(f64, f64)> = late.iter().map(|sample| (sample.seconds, of(sample))).collect();
            let (first, last) =
                (values.first().map_or(0.0, |value| value.1), values.last().map_or(0.0, |value| value.1));
            let most = values.iter().map(|value| value.1).fold(0.0, f64::max);
            report.line(&format!("- {what}: {first:.0} after the first fifth, {last:.0} at the end, {most:.0} at most{unit}; growth {:.1} an hour.", 3600.0 * slope(&values)));
        }
    }
}

impl Soaked {
    /// What was held at each tenth of the time: what fills up flattens, what leaks does not.
    fn tenths(&self) -> String {
        let last = self.samples.len().saturating_sub(1);
        let at = |tenth: usize| self.samples.get(last * tenth / 10).map(|sample| sample.memory.to_string());
        (0..=10).filter_map(at).collect::<Vec<_>>().join(", ")
    }
}

/// The slope of the line that is nearest to points, by least squares.
fn slope(points: &[(f64, f64)]) -> f64 {
    let count = f64::from(u32::try_from(points.len().max(1)).unwrap_or(u32::MAX));
    let mean_x = points.iter().map(|point| point.0).sum::<f64>() / count;
    let mean_y = points.iter().map(|point| point.1).sum::<f64>() / count;
    let along: f64 = points.iter().map(|(x, y)| (x - mean_x) * (y - mean_y)).sum();
    let spread: f64 = points.iter().map(|(x, _)| (x - mean_x).powi(2)).sum();
    if spread == 0.0 { 0.0 } else { along / spread }
}

/// Loads a node for a time, and looks at it at each turn of a shorter one.
async fn soak(database: &Database, time: Duration, each: Duration) -> Result<Soaked, Fault> {
    let folder = tempfile::tempdir()?;
    let mut tokens = Vec::new();
    for number in 0..ACCOUNTS {
        let slug = format!("account-{number}");
        command(&database.url, &["account", "create", "--slug", &slug, "--trade-name", &slug, "--language", "en"])?;
        tokens.push(token_of(&database.url, "admin", &slug)?);
    }
    let options = ["--webhook-allowed-networks", "127.0.0.0/8"];
    let node = Node::serve_with(&database.url, &folder.path().join("log"), &options).await?;
    let received = Arc::new(AtomicUsize::new(0));
    let hook = receiver(Arc::clone(&received)).await?;
    let user = User {
        http: reqwest::Client::builder().timeout(Duration::from_secs(30)).build()?,
        address: node.address.clone(),
        tokens: tokens.into(),
    };
    let made = user.ask(0, "mutation($url: String!) { createWebhookEndpoint(input: {url: $url}) { webhookEndpoint { id } userErrors { code } } }", &json!({"url": hook})).await?;
    if !made["createWebhookEndpoint"]["webhookEndpoint"]["id"].is_string() {
        return Err(format!("no webhook endpoint: {made}").into());
    }

    let going = Arc::new(AtomicBool::new(true));
    let mut tasks = JoinSet::new();
    for (what, each) in ACTIONS {
        let (user, going) = (user.clone(), Arc::clone(&going));
        tasks.spawn(async move { repeat(&user, what, each, &going).await });
    }
    let (begun, mut samples) = (Instant::now(), Vec::new());
    while begun.elapsed() < time {
        samples.push(Sample {
            seconds: begun.elapsed().as_secs_f64(),
            memory: node.process.memory()?.0,
            files: node.process.files()?,
            threads: node.process.threads()?,
        });
        tokio::time::sleep(each).await;
    }
    going.store(false, Ordering::Relaxed);
    let (mut done, mut failed) = (Vec::new(), Vec::new());
    while let Some(repeated) = tasks.join_next().await {
        let (what, count, mut wrong) = repeated?;
        done.push((what.name(), count));
        failed.append(&mut wrong);
    }
    done.push(("webhooks received", received.load(Ordering::Relaxed)));
    done.sort_unstable();
    Ok(Soaked { samples, done, failed })
}

#[derive(Clone, Copy)]
enum Action {
    Read,
    Change,
    Key,
    Subscription,
    Photo,
    Export,
    Refused,
}

const ACTIONS: [(Action, Duration); 7] = [
    (Action::Read, Duration::from_millis(10)),
    (Action::Change, Duration::from_millis(100)),
    (Action::Key, Duration::from_secs(1)),
    (Action::Subscription, Duration::from_secs(1)),
    (Action::Photo, Duration::from_secs(1)),
    (Action::Export, Duration::from_secs(1)),
    (Action::Refused, Duration::from_millis(50)),
];

impl Action {
    fn name(self) -> &'static str {
        match self {
            Self::Read => "reads",
            Self::Change => "changes",
            Self::Key => "keys",
            Self::Subscription => "subscriptions",
            Self::Photo => "photos",
            Self::Export => "exports",
            Self::Refused => "refused requests",
        }
    }
}

/// Does something again and again. Answers how often, and what was not as it should be.
async fn repeat(user: &User, what: Action, each: Duration, going: &AtomicBool) -> (Action, usize, Vec<String>) {
    let mut tick = tokio::time::interval(each);
    tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let (mut count, mut wrong) = (0, Vec::new());
    while going.load(Ordering::Relaxed) {
        tick.tick().await;
        count += 1;
        if let Err(fault) = user.act(what, count).await {
            wrong.push(format!("{}: {fault}", what.name()));
        }
    }
    (what, count, wrong)
}

#[derive(Clone)]
struct User {
    http: reqwest::Client,
    address: String,
    tokens: Arc<[String]>,
}

impl User {
    async fn act(&self, what: Action, turn: usize) -> Result<(), Fault> {
        match what {
            Action::Read => {
                let query = "{ account { settings { revision company { tradeName photo { url } } contacts { id email } \
                    addresses { id street } businessHours { shifts { day } } parameters { environment { language } } \
                    warnings { code message } ticketPolicy { revision } } } }";
                self.ask(turn, query, &json!({})).await.map(drop)
            }
            Action::Change => {
                let query = "mutation($name: String!) { updateCompany(input: {tradeName: $name}) { revision { number } userErrors { code } } }";
                self.ask(turn, query, &json!({"name": format!("Name {turn}")})).await.map(drop)
            }
            Action::Key => self.key(turn).await,
            Action::Subscription => {
                let mut socket = Socket::open(&self.address, self.token(turn)).await?;
                socket.subscribe("1", "subscription { revisions(after: 0) { number } }").await?;
                for _ in 0..3 {
                    socket.next().await?;
                }
                Ok(())
            }
            Action::Photo => self.photo(turn).await,
            Action::Export => {
                let request = self.http.get(format!("http://{}/terms-acceptances.csv", self.address));
                let answer = request.bearer_auth(self.token(turn)).send().await?.error_for_status()?;
                answer.bytes().await.map(drop).map_err(Into::into)
            }
            Action::Refused => {
                let bad = [
                    "{",
                    "{ unknown }",
                    "{ account { slug } } }",
                    "mutation { updateCompany(input: {tradeName: \"\"}) { userErrors { code } } }",
                ];
                let query = bad.get(turn % bad.len()).copied().unwrap_or_default();
                let token = if turn.is_multiple_of(2) { self.token(turn) } else { "no.good.token" };
                let answer = self.post(token, &json!({"query": query})).await?;
                if answer.contains("\"errors\"") || answer.contains("userErrors") { Ok(()) } else { Err(answer.into()) }
            }
        }
    }

    async fn key(&self, turn: usize) -> Result<(), Fault> {
        let query = "mutation($name: String!) { createApiKey(input: {name: $name, permissions: [READ_SETTINGS]}) { secret apiKey { id } userErrors { code } } }";
        let made = self.ask(turn, query, &json!({"name": format!("Key {turn}")})).await?;
        let made = &made["createApiKey"];
        let (secret, id) = (made["secret"].as_str(), made["apiKey"]["id"].as_str());
        let (Some(secret), Some(id)) = (secret, id) else { return Err(made.to_string().into()) };
        let used = self.post(secret, &json!({"query": "{ account { slug } }"})).await?;
        if !used.contains("account-") {
            return Err(used.into());
        }
        let query = "mutation($id: ID!) { revokeApiKey(input: {id: $id}) { userErrors { code } } }";
        self.ask(turn, query, &json!({"id": id})).await.map(drop)
    }

    /// Sets a photo of one pixel's colour, so that most are new.
    async fn photo(&self, turn: usize) -> Result<(), Fault> {
        let query = "mutation($photo: Upload!) { setCompanyPhoto(input: {photo: $photo}) { userErrors { code } } }";
        let operations = json!({"query": query, "variables": {"photo": null}}).to_string();
        let mut body = Vec::new();
        for (name, text) in [("operations", operations.as_str()), ("map", r#"{"0":["variables.photo"]}"#)] {
            body.extend(format!("--x\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n").bytes());
        }
        body.extend(b"--x\r\ncontent-disposition: form-data; name=\"0\"; filename=\"p.png\"\r\n\r\n");
        body.extend(picture(turn)?);
        body.extend(b"\r\n--x--\r\n");
        let request = self.http.post(format!("http://{}/graphql", self.address)).bearer_auth(self.token(turn));
        let request =
            request.header("content-type", "multipart/form-data; boundary=x").header("graphql-require-preflight", "1");
        let answer = request.body(body).send().await?.text().await?;
        if answer.contains("\"userErrors\":[]") || answer.contains("\"userErrors\": []") {
            Ok(())
        } else {
            Err(answer.into())
        }
    }

    async fn ask(&self, turn: usize, query: &str, variables: &Value) -> Result<Value, Fault> {
        let text = self.post(self.token(turn), &json!({"query": query, "variables": variables})).await?;
        let answer: Value = serde_json::from_str(&text)?;
        match answer.get("errors") {
            None => Ok(answer["data"].clone()),
            Some(errors) => Err(codes(errors).into()),
        }
    }

    async fn post(&self, token: &str, body: &Value) -> Result<String, Fault> {
        let request = self.http.post(format!("http://{}/graphql", self.address)).bearer_auth(token);
        let request = request.header("content-type", "application/json").body(body.to_string());
        Ok(request.send().await?.text().await?)
    }

    fn token(&self, turn: usize) -> &str {
        &self.tokens[turn % self.tokens.len()]
    }
}

/// The codes of errors, as far as they have one.
fn codes(errors: &Value) -> String {
    let code = |error: &Value| error["extensions"]["code"].as_str().unwrap_or("no code").to_owned();
    errors.as_array().into_iter().flatten().map(code).collect::<Vec<_>>().join(", ")
}

/// A picture of 64 by 64 of one colour.
fn picture(turn: usize) -> Result<Vec<u8>, Fault> {
    let [red, green, blue, ..] = turn.to_le_bytes();
    let mut picture = image::RgbImage::new(64, 64);
    for pixel in picture.pixels_mut() {
        *pixel = image::Rgb([red, green, blue]);
    }
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Png)?;
    Ok(bytes.into_inner())
}

/// Takes webhooks, and answers each with 204.
async fn receiver(received: Arc<AtomicUsize>) -> Result<String, Fault> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = format!("http://{}/hook", listener.local_addr()?);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let received = Arc::clone(&received);
            tokio::spawn(async move {
                let mut request = vec![0; 64 * 1024];
                // The body comes with the head or right after it, and says nothing here.
                if stream.read(&mut request).await.is_ok() {
                    received.fetch_add(1, Ordering::Relaxed);
                    let _ = stream.write_all(b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n").await;
                    while stream.read(&mut request).await.is_ok_and(|length| length > 0) {}
                }
            });
        }
    });
    Ok(address)
}
