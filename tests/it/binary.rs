//! The binary itself: what it says of wrong set-ups, and what real clients and public suites make of it.
//!
//! The clients need `npm ci` in `tests/clients` and Chromium, as `scripts/test` provides; in CI they must be there.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    time::Duration,
};

use serde_json::{Value, json};
use tempfile::TempDir;

/// The binary, built by the same command that built the tests.
fn cuenta() -> PathBuf {
    let tests = std::env::current_exe().unwrap();
    tests.ancestors().nth(2).unwrap().join("cuenta")
}

/// A command of the binary in a folder, with none of this process's configuration.
pub(crate) fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(cuenta());
    command.current_dir(folder).args(arguments).stdin(Stdio::null());
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("CUENTA_")) {
        command.env_remove(name);
    }
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    command(folder, arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// Asserts that a command ends with status 2 and one sentence that holds `words`, and answers it.
#[track_caller]
fn refused(folder: &Path, arguments: &[&str], words: &[&str]) -> String {
    let output = run(folder, arguments);
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    let sentence = said.trim_end();
    assert!(sentence.ends_with('.') && !sentence.contains('\n'), "one sentence: {said}");
    for word in words {
        assert!(sentence.contains(word), "{word} in: {said}");
    }
    assert_eq!(text(&output.stdout), "");
    said
}

#[test]
fn a_wrong_set_up_is_one_sentence_and_status_2() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    refused(folder, &["serve"], &["CUENTA_JWT_SECRET"]);
    refused(folder, &["serve", "--demo", "--listen", "nowhere"], &["--listen"]);
    refused(folder, &["serve", "--demo", "--listen", "0.0.0.0:0"], &["--listen", "loopback"]);
    refused(folder, &["serve", "--jwt-secret", "short"], &["--jwt-secret", "32"]);
    refused(folder, &["verify", "--database-url", "mysql://x"], &["--database-url"]);

    std::fs::write(folder.join("file"), "").unwrap();
    let beneath_a_file = format!("sqlite://{}/file/cuenta.db", folder.display());
    refused(folder, &["serve", "--demo", "--database-url", &beneath_a_file], &["file"]);

    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    refused(folder, &["serve", "--demo", "--listen", &address], &[&address]);
    refused(
        folder,
        &["serve", "--demo", "--listen", "127.0.0.1:0", "--metrics-listen", &address],
        &["metrics", &address],
    );
    refused(folder, &["serve", "--demo", "--otlp-endpoint", "collector:4318"], &["--otlp-endpoint"]);
    assert!(!folder.join("cuenta-data").exists(), "nothing is made where the port is taken");
}

#[test]
fn an_unreachable_postgresql_is_one_sentence_and_status_2() {
    let folder = tempfile::tempdir().unwrap();
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let url = format!("postgres://somebody:secret@{free}/nothing");
    let said = refused(folder.path(), &["migrate", "up", "--database-url", &url], &["cannot be used"]);
    assert!(!said.contains("secret"), "{said}");
}

#[test]
fn the_commands_make_an_account_a_token_and_a_sound_database() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let status = text(&run(folder, &["migrate", "status"]).stdout);
    assert!(status.lines().count() >= 7 && status.lines().all(|line| line.starts_with("pending m2026")), "{status}");
    assert!(run(folder, &["migrate", "up"]).status.success());
    let status = text(&run(folder, &["migrate", "status"]).stdout);
    assert!(status.lines().all(|line| line.starts_with("applied m2026")), "{status}");

    let create = ["account", "create", "--slug", "aurora", "--trade-name", "Aurora", "--language", "pt"];
    let created = text(&run(folder, &create).stdout);
    assert!(created.starts_with("aurora acc_"), "{created}");
    refused(folder, &create, &["--slug"]);
    assert_eq!(text(&run(folder, &["verify"]).stdout), "Accounts verified: 1.\n");

    let token = ["token", "--role", "admin", "--account", "aurora", "--subject", "s"];
    refused(folder, &token, &["CUENTA_JWT_SECRET"]);
    let secret = "a secret for tests, 32 bytes or more";
    let signed = run(folder, &[&token[..], &["--jwt-secret", secret]].concat());
    assert_eq!(text(&signed.stdout).trim().split('.').count(), 3);
    assert!(text(&run(folder, &["schema"]).stdout) == schema::sdl(), "the binary prints the SDL");
}

#[test]
fn the_health_of_a_process_is_asked_by_a_command() {
    let demo = Demo::start();
    let output = run(demo.folder.path(), &["health", "--listen", demo.address()]);
    assert_eq!((output.status.code(), text(&output.stdout)), (Some(0), "ready\n".to_owned()));
    let output = run(demo.folder.path(), &["health", "--listen", "127.0.0.1:1"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).starts_with("Cuenta at 127.0.0.1:1 does not answer: "), "{}", text(&output.stderr));
}

/// A demo that serves, until it is dropped.
pub(crate) struct Demo {
    process: Child,
    url: String,
    pub(crate) admin: String,
    folder: TempDir,
}

impl Demo {
    pub(crate) fn start() -> Self {
        Self::start_with(&[])
    }

    pub(crate) fn start_with(options: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let log = std::fs::File::create(folder.path().join("log")).unwrap();
        let mut process = command(folder.path(), &[&["serve", "--demo", "--listen", "127.0.0.1:0"], options].concat())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .unwrap();
        let lines: Vec<String> = BufReader::new(process.stdout.take().unwrap())
            .lines()
            .map(Result::unwrap)
            .take_while(|line| line != "PLATFORM")
            .collect();
        let url = lines[0].rsplit(' ').next().unwrap().to_owned();
        let position = lines.iter().position(|line| line == "ADMIN").unwrap();
        Self { process, url, admin: lines[position + 1].clone(), folder }
    }

    pub(crate) fn address(&self) -> &str {
        self.url.trim_start_matches("http://").trim_end_matches("/graphql")
    }

    /// What it has logged, once nothing is added any more: lines wait for each other a moment before they are written.
    pub(crate) fn log(&self) -> String {
        let read = || std::fs::read_to_string(self.folder.path().join("log")).unwrap();
        let mut log = read();
        loop {
            std::thread::sleep(Duration::from_millis(250));
            let newer = read();
            if newer == log {
                return log;
            }
            log = newer;
        }
    }

    /// Asks it to end, and waits until it has.
    pub(crate) fn stop(&mut self) {
        assert!(Command::new("kill").arg(self.process.id().to_string()).status().unwrap().success());
        assert!(self.process.wait().unwrap().success());
    }

    /// Posts a document and answers the body.
    pub(crate) fn post(&self, token: &str, query: &str) -> Value {
        self.send(&[("Authorization", &format!("Bearer {token}"))], &json!({"query": query})).1
    }

    /// Posts a request with these headers, and answers the head and the body.
    pub(crate) fn send(&self, headers: &[(&str, &str)], request: &Value) -> (String, Value) {
        let body = request.to_string();
        let headers = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect::<Vec<_>>().concat();
        let answer = exchange(
            self.address(),
            &format!(
                "POST /graphql HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{headers}\
                 Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
                body.len()
            ),
        );
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        (head.to_owned(), serde_json::from_str(body).unwrap())
    }

    /// Runs a client's script against it; see [`client`].
    pub(crate) fn client(&self, script: &str, arguments: &[&str]) -> Option<String> {
        client(script, &[&[self.url.as_str()], arguments].concat())
    }
}

/// Runs a client's script and answers what it said; in CI it must run, elsewhere a client that is not installed is told.
pub(crate) fn client(script: &str, arguments: &[&str]) -> Option<String> {
    let output = client_command(script)?.args(arguments).output().unwrap();
    let said = text(&output.stdout) + &text(&output.stderr);
    assert!(output.status.success(), "{said}");
    assert!(said.trim_end().ends_with(" passed, 0 failed"), "{said}");
    Some(said)
}

/// The command that runs a client's script, where the clients are installed.
pub(crate) fn client_command(script: &str) -> Option<Command> {
    let clients = Path::new(env!("CARGO_MANIFEST_DIR")).join("clients");
    if !clients.join("node_modules").exists() && std::env::var_os("CI").is_none() {
        eprintln!("not run: {script} needs `npm ci` in tests/clients");
        return None;
    }
    let mut node = Command::new("node");
    node.current_dir(clients).arg(script);
    Some(node)
}

impl Drop for Demo {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.process.kill();
        self.process.wait().unwrap();
    }
}

/// Sends a request to an address, and answers all that comes back.
pub(crate) fn exchange(address: &str, request: &str) -> String {
    text(&exchange_bytes(address, request))
}

/// The same, where what comes back need not be a text.
pub(crate) fn exchange_bytes(address: &str, request: &str) -> Vec<u8> {
    let mut stream = std::net::TcpStream::connect(address).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    answer
}

#[test]
fn the_audits_of_graphql_over_http_pass() {
    let demo = Demo::start();
    demo.client("audits.mjs", &[&demo.admin]);
}

#[test]
fn a_client_library_walks_through_the_page() {
    let demo = Demo::start();
    demo.client("walk.mjs", &[&demo.admin]);
}

#[test]
fn client_libraries_follow_the_change_feed() {
    let demo = Demo::start();
    demo.client("feed.mjs", &[&demo.admin]);
}

#[test]
fn a_receiver_verifies_webhooks_with_the_reference_library_and_the_log_tells_no_secret() {
    let demo = Demo::start_with(&["--log", "trace", "--webhook-allowed-networks", "127.0.0.0/8"]);
    let Some(said) = demo.client("webhooks.mjs", &[&demo.admin]) else { return };
    let log = demo.log();
    let secrets = said.lines().find_map(|line| line.strip_prefix("SECRETS ")).unwrap();
    for secret in secrets.split(' ') {
        let kept = secret.strip_prefix("whsec_").unwrap();
        assert!(!log.contains(&kept[..16]) && !log.contains(&kept[28..44]), "a piece of a secret is in the log");
    }
    assert!(log.contains("a webhook was tried"), "the log tells what happened");
}

#[test]
fn graphiql_works_in_a_browser_and_asks_no_other_host() {
    let demo = Demo::start();
    demo.client("graphiql.mjs", &["--subscriptions"]);
}

#[test]
fn the_demo_keeps_its_account_and_its_secret_to_itself() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    for _ in 0..2 {
        assert!(run(folder, &["demo"]).status.success());
    }
    assert_eq!(text(&run(folder, &["verify"]).stdout), "Accounts verified: 1.\n");

    let demo = Demo::start();
    let secret = demo.folder.path().join("cuenta-data/demo-secret");
    assert_eq!(std::fs::metadata(secret).unwrap().permissions().mode() & 0o777, 0o600);
    let mut stream = std::net::TcpStream::connect(demo.address()).unwrap();
    write!(stream, "GET /graphql/demo-tokens HTTP/1.1\r\nHost: rebound.example\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 421"), "{answer}");
}

#[test]
fn a_client_that_sends_too_much_comes_to_read_why() {
    let demo = Demo::start();
    let mut stream = std::net::TcpStream::connect(demo.address()).unwrap();
    let length = 6 * 1024 * 1024 + 1;
    write!(
        stream,
        "POST /graphql HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: {length}\r\n\
         Content-Type: multipart/form-data; boundary=x\r\nGraphQL-Require-Preflight: 1\r\n\r\n"
    )
    .unwrap();
    // As most clients do: everything is sent before anything is read.
    stream.write_all(&vec![b'x'; length]).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
    assert!(answer.contains("PAYLOAD_TOO_LARGE"), "{answer}");
}

#[test]
fn a_keys_secret_is_nowhere_in_the_log_whatever_becomes_of_it() {
    let demo = Demo::start_with(&["--log", "trace"]);
    let mutation = "mutation { createApiKey(input: {name: \"Partner\", permissions: [READ_HISTORY, READ_SETTINGS]}) { apiKey { id } secret } }";
    let made = demo.post(&demo.admin, mutation);
    let (id, first) =
        (&made["data"]["createApiKey"]["apiKey"]["id"], made["data"]["createApiKey"]["secret"].as_str().unwrap());
    let used = demo.post(first, "{ viewer { apiKey { id } } account { settings { revision } } }");
    assert_eq!(&used["data"]["viewer"]["apiKey"]["id"], id);
    let rotate = format!("mutation {{ rotateApiKey(input: {{id: {id}, overlapSeconds: 60}}) {{ secret }} }}");
    let rotated = demo.post(&demo.admin, &rotate);
    let second = rotated["data"]["rotateApiKey"]["secret"].as_str().unwrap();
    let mistyped = format!("{}x", &second[..second.len() - 1]);
    assert_eq!(demo.post(&mistyped, "{ viewer { subject } }")["errors"][0]["extensions"]["code"], "UNAUTHENTICATED");
    demo.post(&demo.admin, &format!("mutation {{ revokeApiKey(input: {{id: {id}}}) {{ userErrors {{ code }} }} }}"));
    let history =
        demo.post(&demo.admin, "{ account { revisions(first: 100) { nodes { changes { path before after } } } } }");
    for secret in [first, second] {
        assert_eq!(demo.post(secret, "{ viewer { subject } }")["errors"][0]["extensions"]["code"], "UNAUTHENTICATED");
    }
    let log = demo.log();
    assert!(log.contains("a request was refused"), "the log tells what happened");
    for (place, text) in [("the log", log), ("the history", history.to_string())] {
        for secret in [first, second] {
            for piece in [&secret[20..46], &secret[46..72], &secret[72..]] {
                assert!(!text.contains(piece), "a piece of a secret is in {place}");
            }
        }
    }
}
