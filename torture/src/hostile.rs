//! Documents that were made to hurt, over each transport: nothing falls over, and none costs much.

mod corpus;

use std::time::Duration;

use serde_json::{Value, json};

use crate::{
    Fault, Length,
    report::Report,
    service::{Database, Node, command, token_of},
    socket::Socket,
};

/// How often each document is sent, so that what the system counts in hundredths of a second says something.
const TIMES: usize = 100;
/// What one document may cost, in milliseconds of a processor.
const ALLOWED: f64 = 10.0;

/// A longer address cannot be asked: the client's library, as ours, knows none.
const ADDRESS: usize = 60_000;

pub(crate) async fn run() -> Result<(), Fault> {
    let database = Database::sqlite()?;
    command(&database.url, &["account", "create", "--slug", "acme", "--trade-name", "Acme", "--language", "en"])?;
    let token = token_of(&database.url, "admin", "acme")?;
    let folder = tempfile::tempdir()?;
    let options = ["--caller-rate", "off", "--stranger-rate", "off"];
    let node = Node::serve_with(&database.url, &folder.path().join("log"), &options).await?;
    let client = Client {
        http: reqwest::Client::builder().timeout(Duration::from_secs(30)).build()?,
        token,
        address: node.address.clone(),
    };
    let documents = corpus::documents();
    // What is made at the first use of anything is not what the documents cost.
    for (_, document) in &documents {
        for transport in Transport::ALL {
            client.send(transport, document).await?;
        }
    }
    let (memory_before, _) = node.process.memory()?;
    let mut costs = Vec::new();
    for (name, document) in &documents {
        for transport in Transport::ALL {
            let before = node.process.processor_time()?;
            for _ in 0..TIMES {
                client.send(transport, document).await?;
            }
            let spent = node.process.processor_time()? - before;
            costs.push((f64::from(u32::try_from(spent)?) / f64::from(u32::try_from(TIMES)?), *name, transport));
        }
    }
    let (memory_after, memory_peak) = node.process.memory()?;
    let alive = client.send(Transport::Post, b"{ account { slug } }").await?;
    costs.sort_by(|a, b| b.0.total_cmp(&a.0));

    let mut report = Report::new(
        "hostile",
        Length::Full,
        "Documents that were made to hurt",
        &format!(
            "{} documents (torture/src/hostile/corpus.rs), each sent {TIMES} times over each of POST, GET, multipart, \
             server-sent events and WebSocket, as a signed-in caller without a rate.\nThe cost is the processor time of the \
             whole service, the connection's part included.",
            documents.len()
        ),
    );
    report.heading("What came of it");
    report.line(&format!("- The service answers afterwards: {}.", if alive { "yes" } else { "no" }));
    report.line(&format!(
        "- Memory before, at most and after {} requests: {memory_before}, {memory_peak} and {memory_after} MiB.",
        documents.len() * Transport::ALL.len() * TIMES
    ));
    let dear = costs.iter().filter(|(cost, ..)| *cost >= ALLOWED).count();
    report.line(&format!("- Documents that cost {ALLOWED} ms of a processor or more: {dear} of {}.", costs.len()));
    report.heading("The dearest");
    report.line("| processor time | document | over |");
    report.line("|---|---|---|");
    for (cost, name, transport) in costs.iter().take(15) {
        report.line(&format!("| {cost:.1} ms | {name} | {} |", transport.name()));
    }
    report.write()?;
    if dear == 0 && alive { Ok(()) } else { Err("a document cost too much, or the service did not live".into()) }
}

#[derive(Clone, Copy, Debug)]
enum Transport {
    Post,
    Get,
    Multipart,
    Events,
    Socket,
}

impl Transport {
    const ALL: [Self; 5] = [Self::Post, Self::Get, Self::Multipart, Self::Events, Self::Socket];

    fn name(self) -> &'static str {
        match self {
            Self::Post => "POST",
            Self::Get => "GET",
            Self::Multipart => "multipart",
            Self::Events => "server-sent events",
            Self::Socket => "WebSocket",
        }
    }
}

struct Client {
    http: reqwest::Client,
    token: String,
    address: String,
}

impl Client {
    /// Sends a document, and says whether it was answered with a result. That it is answered at all is what is wanted.
    async fn send(&self, transport: Transport, document: &[u8]) -> Result<bool, Fault> {
        let address = format!("http://{}/graphql", self.address);
        let json = body(document);
        let request = match transport {
            Transport::Post => self.http.post(address).header("content-type", "application/json").body(json),
            Transport::Events => self
                .http
                .post(address)
                .header("content-type", "application/json")
                .header("accept", "text/event-stream")
                .body(json),
            Transport::Get => {
                let query = encoded(document);
                if query.len() > ADDRESS {
                    return Ok(false);
                }
                self.http.get(format!("{address}?query={query}"))
            }
            Transport::Multipart => {
                let head = "--x\r\ncontent-disposition: form-data; name=\"operations\"\r\n\r\n";
                let tail = "\r\n--x\r\ncontent-disposition: form-data; name=\"map\"\r\n\r\n{}\r\n--x--\r\n";
                self.http
                    .post(address)
                    .header("content-type", "multipart/form-data; boundary=x")
                    .header("graphql-require-preflight", "1")
                    .body([head.as_bytes(), &json, tail.as_bytes()].concat())
            }
            Transport::Socket => return self.say(document).await,
        };
        let answer = request.bearer_auth(&self.token).send().await?;
        let status = answer.status().as_u16();
        // A subscription goes on; what it begins with is enough.
        if answer.headers().get("content-type").is_some_and(|kind| kind.as_bytes().starts_with(b"text/event-stream")) {
            return Ok(true);
        }
        let text = answer.text().await?;
        if !(200..500).contains(&status) {
            return Err(format!("answered with {status}: {text}").into());
        }
        // An address that is too long is refused by the server itself, without a body.
        let answer: Value = if text.is_empty() { Value::Null } else { serde_json::from_str(&text)? };
        Ok(answer.get("data").is_some_and(|data| !data.is_null()))
    }

    /// Sends a document over a WebSocket of its own; one that is no message closes it.
    async fn say(&self, document: &[u8]) -> Result<bool, Fault> {
        let mut socket = Socket::open(&self.address, &self.token).await?;
        socket.subscribe("1", &String::from_utf8_lossy(document)).await?;
        match tokio::time::timeout(Duration::from_millis(500), socket.next()).await {
            Ok(message) => Ok(message.is_ok_and(|message| message["type"] == "next")),
            // A subscription that began waits for its first event.
            Err(_) => Ok(true),
        }
    }
}

/// A JSON body with a document, which need not be UTF-8.
fn body(document: &[u8]) -> Vec<u8> {
    if let Ok(text) = std::str::from_utf8(document) {
        return json!({ "query": text }).to_string().into_bytes();
    }
    let escaped = document.iter().flat_map(|byte| match byte {
        b'"' => b"\\\"".to_vec(),
        b'\\' => b"\\\\".to_vec(),
        0..=31 => format!("\\u{byte:04x}").into_bytes(),
        byte => vec![*byte],
    });
    [b"{\"query\":\"".to_vec(), escaped.collect(), b"\"}".to_vec()].concat()
}

fn encoded(document: &[u8]) -> String {
    document
        .iter()
        .map(|byte| if byte.is_ascii_alphanumeric() { char::from(*byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}
