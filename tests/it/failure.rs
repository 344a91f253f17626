//! What falls over, falls over: the process is killed, the disk is full, the database goes away. `make torture` does the
//! same for longer.

use std::{
    process::{Child, Command, Stdio},
    sync::Arc,
    time::Duration,
};

use serde_json::{Value, json};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{Semaphore, watch},
};

use crate::support::{
    Backend,
    database::TestDatabase,
    world::{SECRET, token},
};

/// The binary, built by the same command that built the tests.
fn binary() -> std::path::PathBuf {
    let tests = std::env::current_exe().unwrap();
    tests.ancestors().nth(2).unwrap().join("cuenta")
}

fn cuenta(database: &str) -> Command {
    configured(Command::new(binary()), database)
}

fn configured(mut command: Command, database: &str) -> Command {
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("CUENTA_")) {
        command.env_remove(name);
    }
    command
        .env("CUENTA_DATABASE_URL", database)
        .env("CUENTA_JWT_SECRET", std::str::from_utf8(SECRET).unwrap())
        .env("CUENTA_LOG", "warn")
        // Several nodes run at once, here and in other tests.
        .env("CUENTA_METRICS_LISTEN", "off")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

/// `cuenta serve`, until it is dropped.
struct Served {
    process: Child,
    address: String,
    http: reqwest::Client,
}

impl Served {
    async fn start(database: &str) -> Self {
        Self::start_as(cuenta(database), &[]).await
    }

    /// Starts by a command that takes the arguments of `cuenta`.
    async fn start_as(mut command: Command, before: &[&str]) -> Self {
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let address = format!("127.0.0.1:{port}");
        let process = command.args(before).args(["serve", "--listen", &address]).spawn().unwrap();
        let http = reqwest::Client::builder().timeout(Duration::from_secs(30)).build().unwrap();
        let served = Self { process, address, http };
        while served.get("/health/ready").await != Some(200) {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        served
    }

    /// The status with which a path is answered; none without an answer.
    async fn get(&self, path: &str) -> Option<u16> {
        let answer = self.http.get(format!("http://{}{path}", self.address)).send().await;
        answer.ok().map(|answer| answer.status().as_u16())
    }

    /// Asks as an administrator of the account `acme`; none without an answer.
    async fn ask(&self, query: &str) -> Option<Value> {
        let request = self.http.post(format!("http://{}/graphql", self.address));
        let request =
            request.bearer_auth(token("ana", "admin", Some("acme"))).header("content-type", "application/json");
        let answer = request.body(json!({"query": query}).to_string()).send().await.ok()?;
        serde_json::from_str(&answer.text().await.ok()?).ok()
    }

    /// Changes the name; the number of the revision, where that is acknowledged.
    async fn rename(&self, name: &str) -> Result<i64, Value> {
        let query =
            format!("mutation {{ updateCompany(input: {{tradeName: \"{name}\"}}) {{ revision {{ number }} }} }}");
        let answer = self.ask(&query).await.unwrap_or_default();
        answer["data"]["updateCompany"]["revision"]["number"].as_i64().ok_or(answer)
    }

    /// The names that revisions gave, by number from 2 on; each number must be there.
    async fn names(&self) -> Vec<String> {
        let mut names = Vec::new();
        let mut after = "null".to_owned();
        loop {
            let query = format!(
                "{{ account {{ revisions(last: 100, before: {after}) \
                 {{ nodes {{ number changes {{ after }} }} pageInfo {{ hasPreviousPage startCursor }} }} }} }}"
            );
            let answer = self.ask(&query).await.unwrap();
            let page = &answer["data"]["account"]["revisions"];
            for node in page["nodes"].as_array().unwrap().iter().rev() {
                if node["number"] == 1 {
                    continue;
                }
                assert_eq!(node["number"], names.len() + 2);
                names.push(node["changes"][0]["after"].as_str().unwrap().to_owned());
            }
            if page["pageInfo"]["hasPreviousPage"] != true {
                return names;
            }
            after = page["pageInfo"]["startCursor"].to_string();
        }
    }

    fn signal(&self, name: &str) {
        assert!(
            Command::new("kill")
                .args([&format!("-{name}"), &self.process.id().to_string()])
                .status()
                .unwrap()
                .success()
        );
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // It may have ended by itself, as its test wanted.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn create_account(database: &str) {
    let arguments = ["account", "create", "--slug", "acme", "--trade-name", "Acme", "--language", "en"];
    assert!(cuenta(database).args(arguments).status().unwrap().success());
}

async fn backends() -> Vec<TestDatabase> {
    let mut databases = vec![TestDatabase::empty(&Backend::Sqlite).await];
    if let Some(postgres) = Backend::postgres() {
        databases.push(TestDatabase::empty(&postgres).await);
    }
    databases
}

#[tokio::test]
async fn what_was_acknowledged_outlives_the_process() {
    for database in backends().await {
        create_account(&database.url);
        let mut acknowledged: Vec<(i64, String)> = Vec::new();
        for round in 0..5_u64 {
            let served = Served::start(&database.url).await;
            let killed = tokio::time::sleep(Duration::from_millis(20 + round * 37));
            tokio::pin!(killed);
            loop {
                let name = format!("Name {round} {}", acknowledged.len());
                tokio::select! {
                    renamed = served.rename(&name) => acknowledged.push((renamed.unwrap(), name)),
                    () = &mut killed => break,
                }
            }
            drop(served);
        }
        let names = Served::start(&database.url).await.names().await;
        for (number, name) in &acknowledged {
            assert_eq!(&names[usize::try_from(*number).unwrap() - 2], name);
        }
        assert!(names.len() <= acknowledged.len() + 5, "at most one a round was made and not acknowledged");
        assert!(cuenta(&database.url).arg("verify").status().unwrap().success());
    }
}

#[tokio::test]
async fn a_process_that_is_told_to_stop_tells_its_streams_and_ends_well() {
    let database = TestDatabase::empty(&Backend::Sqlite).await;
    create_account(&database.url);
    let mut served = Served::start(&database.url).await;
    let request = served.http.post(format!("http://{}/graphql", served.address));
    let request = request.bearer_auth(token("ana", "admin", Some("acme"))).header("accept", "text/event-stream");
    let request = request.header("content-type", "application/json");
    let stream = request.body(json!({"query": "subscription { revisions(after: 0) { number } }"}).to_string());
    let mut stream = stream.send().await.unwrap();
    let mut events = String::new();
    while !events.contains("\"number\":1") {
        events += std::str::from_utf8(&stream.chunk().await.unwrap().unwrap()).unwrap();
    }
    served.signal("TERM");
    events += &stream.text().await.unwrap();
    assert!(events.contains("UNAVAILABLE") && events.trim_end().ends_with("event: complete\ndata:"), "{events}");
    assert!(served.process.wait().unwrap().success());
}

#[tokio::test]
async fn a_full_disk_is_told_and_changes_nothing_and_once_there_is_room_changes_go_on() {
    let database = TestDatabase::empty(&Backend::Sqlite).await;
    create_account(&database.url);
    // A file may have 600 blocks of 1,024 bytes: the log before the database is full soon.
    let mut command = configured(Command::new("bash"), &database.url);
    command.args(["-c", "ulimit -S -f 600; exec \"$0\" \"$@\""]).arg(binary());
    let served = Served::start_as(command, &[]).await;
    let mut names = Vec::new();
    let refused = loop {
        let name = format!("Name {}", names.len());
        match served.rename(&name).await {
            Ok(_) => names.push(name),
            Err(answer) => break answer,
        }
        assert!(names.len() < 5_000, "the limit is not one");
    };
    assert_eq!(refused["errors"][0]["extensions"]["code"], "UNAVAILABLE", "{refused}");
    assert_eq!(served.names().await, names, "what was acknowledged is read, and no more");
    let limit = Command::new("prlimit").args([&format!("--pid={}", served.process.id()), "--fsize=unlimited"]).status();
    assert!(limit.unwrap().success());
    names.push("There is room".to_owned());
    served.rename("There is room").await.unwrap();
    assert_eq!(served.names().await, names);
    drop(served);
    assert!(cuenta(&database.url).arg("verify").status().unwrap().success());
}

#[tokio::test]
async fn migrations_that_were_interrupted_are_done_by_whoever_comes_next() {
    for backend in [Some(Backend::Sqlite), Backend::postgres()].into_iter().flatten() {
        for round in 0..8 {
            let database = TestDatabase::empty(&backend).await;
            let mut first = cuenta(&database.url).args(["migrate", "up"]).spawn().unwrap();
            tokio::time::sleep(Duration::from_millis(5 + round * 7)).await;
            // It may be done already.
            let _ = first.kill();
            first.wait().unwrap();
            assert!(cuenta(&database.url).args(["migrate", "up"]).status().unwrap().success(), "{backend:?} {round}");
            create_account(&database.url);
            assert!(cuenta(&database.url).arg("verify").status().unwrap().success());
        }
    }
}

#[tokio::test]
async fn nodes_that_start_at_once_on_an_empty_database_all_serve() {
    for backend in [Some(Backend::Sqlite), Backend::postgres()].into_iter().flatten() {
        for _ in 0..4 {
            let database = TestDatabase::empty(&backend).await;
            let url = database.url.as_str();
            let nodes = tokio::time::timeout(
                Duration::from_mins(1),
                futures_util::future::join_all((0..3).map(|_| Served::start(url))),
            );
            let nodes = nodes.await.unwrap_or_else(|_| panic!("a node does not serve on {backend:?}"));
            create_account(url);
            for (number, node) in nodes.iter().enumerate() {
                assert_eq!(node.rename(&format!("Name {number}")).await.unwrap(), i64::try_from(number).unwrap() + 2);
            }
        }
    }
}

/// Hands connections on to PostgreSQL, unless it is told to be gone.
struct Proxy {
    address: String,
    gone: watch::Sender<bool>,
    /// A place for each connection: when all are free, all have ended.
    open: Arc<Semaphore>,
}

/// More connections than any test opens.
const CONNECTIONS: u32 = 1000;

impl Proxy {
    async fn before(server: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let (gone, is_gone) = watch::channel(false);
        let (open, server) = (Arc::new(Semaphore::new(CONNECTIONS as usize)), server.to_owned());
        let places = Arc::clone(&open);
        tokio::spawn(async move {
            while let Ok((mut client, _)) = listener.accept().await {
                let Ok(place) = Arc::clone(&places).try_acquire_owned() else { continue };
                let (server, mut is_gone) = (server.clone(), is_gone.clone());
                tokio::spawn(async move {
                    let _place = place;
                    let handed_on = async {
                        let mut server = TcpStream::connect(server).await.unwrap();
                        tokio::io::copy_bidirectional(&mut client, &mut server).await
                    };
                    tokio::select! {
                        _ = handed_on => {}
                        _ = is_gone.wait_for(|gone| *gone) => {}
                    }
                });
            }
        });
        Self { address, gone, open }
    }

    /// From when this returns no connection is open, and none is handed on.
    async fn go(&self) {
        self.gone.send_replace(true);
        drop(self.open.acquire_many(CONNECTIONS).await.unwrap());
    }

    fn come_back(&self) {
        self.gone.send_replace(false);
    }
}

/// The number of the revision, whichever attempt made it: a connection that broke may be found broken only when it is
/// used.
async fn renamed(served: &Served, name: &str) -> i64 {
    loop {
        match served.rename(name).await {
            Ok(number) => return number,
            Err(refused) => assert_eq!(refused["errors"][0]["extensions"]["code"], "UNAVAILABLE", "{refused}"),
        }
    }
}

#[tokio::test]
async fn a_database_that_goes_away_is_told_and_when_it_is_back_all_goes_on() {
    let Some(postgres) = Backend::postgres() else { return };
    let database = TestDatabase::empty(&postgres).await;
    create_account(&database.url);
    let (before, name) = database.url.rsplit_once('/').unwrap();
    let proxy = Proxy::before(before.rsplit_once('@').unwrap().1).await;
    let served = Served::start(&format!("postgres://cuenta@{}/{name}", proxy.address)).await;
    let request = served.http.post(format!("http://{}/graphql", served.address));
    let request = request.bearer_auth(token("ana", "admin", Some("acme"))).header("accept", "text/event-stream");
    let request = request.header("content-type", "application/json");
    let body = json!({"query": "subscription { revisions(after: 0) { number } }"}).to_string();
    let mut stream = request.body(body).timeout(Duration::from_mins(2)).send().await.unwrap();
    for round in 0..3 {
        let number = renamed(&served, &format!("Before {round}")).await;
        proxy.go().await;
        let refused = served.rename("Lost").await.unwrap_err();
        assert_eq!(refused["errors"][0]["extensions"]["code"], "UNAVAILABLE", "{refused}");
        assert_eq!(served.get("/health/ready").await, Some(503));
        assert_eq!(served.get("/health/live").await, Some(200));
        proxy.come_back();
        while served.get("/health/ready").await != Some(200) {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        assert_eq!(renamed(&served, &format!("After {round}")).await, number + 1);
    }
    let mut told = String::new();
    while !told.contains("\"number\":7") {
        told += std::str::from_utf8(&stream.chunk().await.unwrap().unwrap()).unwrap();
    }
    let numbers: Vec<&str> = told.split("\"number\":").skip(1).map(|rest| &rest[..1]).collect();
    assert_eq!(numbers, ["1", "2", "3", "4", "5", "6", "7"]);
}
