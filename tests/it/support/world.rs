//! A service with nothing in it, and what tests put there.

use std::{
    num::NonZeroU32,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use api::{
    app::{App, Front},
    auth::{Verifier, jwt::Keys},
    graphql::{admission::ParsedDocuments, answers::Answers, capacity::Capacity},
    rates::Allowances,
    shutdown::Shutdown,
};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{clock::Clock, database::Database, service::Service};
use jsonwebtoken::{EncodingKey, Header};
use schema::PublicUrl;
use sea_orm::{ConnectionTrait as _, DatabaseBackend, QueryResult, Statement};
use serde_json::{Value, json};

use super::{Backend, Client, Post, database::TestDatabase};

/// The secret that tests sign tokens with.
pub(crate) const SECRET: &[u8] = b"a secret for tests, 32 bytes or more";

/// A service of its own, over a database of its own.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) database: Database,
    pub(crate) service: Service,
    pub(crate) router: Front,
    pub(crate) test_database: TestDatabase,
    pub(crate) clock: Arc<TestClock>,
    pub(crate) post: Arc<Post>,
    _listening: Listening,
}

/// Begins on a Monday at noon, and goes on by a second each time it is looked at.
#[derive(Debug)]
pub(crate) struct TestClock(AtomicI64);

impl TestClock {
    /// Lets time pass.
    pub(crate) fn pass(&self, time: TimeDelta) {
        self.0.fetch_add(time.num_seconds(), Ordering::Relaxed);
    }
}

impl TestClock {
    /// When every test begins.
    pub(crate) fn start() -> DateTime<Utc> {
        "2026-11-23T12:00:00Z".parse().unwrap()
    }
}

impl Clock for TestClock {
    fn now(&self) -> DateTime<Utc> {
        Self::start() + TimeDelta::seconds(self.0.fetch_add(1, Ordering::Relaxed))
    }
}

/// Hears what others change, until it is dropped.
#[derive(Debug)]
pub(crate) struct Listening(pub(crate) tokio::task::JoinHandle<()>);

impl Drop for Listening {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl World {
    pub(crate) async fn new(backend: Backend) -> Self {
        let (test_database, database) = TestDatabase::migrated(&backend).await;
        let (service, router, clock, post) = Self::served(&database);
        let listening = Self::listening(&service).await;
        Self { database, service, router, test_database, clock, post, _listening: listening }
    }

    /// The same database, opened again by another service.
    pub(crate) async fn reopened(self) -> Self {
        let database = self.test_database.connect().await;
        let (service, router, clock, post) = Self::served(&database);
        let listening = Self::listening(&service).await;
        Self { database, service, router, clock, post, _listening: listening, ..self }
    }

    /// Has the service hear what others change, so that it remembers what it looked up, as when it is served.
    pub(crate) async fn listening(service: &Service) -> Listening {
        let for_task = service.clone();
        let listening = Listening(tokio::spawn(async move { domain::nodes::listen(&for_task).await }));
        while !service.hears_others() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        listening
    }

    fn served(database: &Database) -> (Service, Front, Arc<TestClock>, Arc<Post>) {
        let clock = Arc::new(TestClock(AtomicI64::new(0)));
        let post = Arc::new(Post::default());
        let service = Service::new(database.clone(), clock.clone(), post.clone());
        let router = Self::router_with(&service, |app| app);
        (service, router, clock, post)
    }

    /// What verifies the tokens of the tests, with room for so many bytes of them.
    pub(crate) fn verifier(bytes: Option<u64>) -> Verifier {
        Verifier::configured(Keys::hs256(SECRET, "cuenta", "cuenta")).with_memory(bytes)
    }

    /// The service's router, set up in another way.
    pub(crate) fn router_with(service: &Service, set_up: impl FnOnce(App) -> App) -> Front {
        let app = App {
            service: service.clone(),
            verifier: Self::verifier(Some(1024 * 1024)),
            public_url: PublicUrl(None),
            trusted_proxies: "10.0.0.0/8".parse().unwrap(),
            allowances: Allowances { caller: NonZeroU32::new(50_000), stranger: NonZeroU32::new(5_000) },
            operations: Capacity::of_machine(),
            public_introspection: false,
            trusted_documents: None,
            parsed_documents: ParsedDocuments::new(Some(1024 * 1024)),
            answers: Answers::new(service, Some(1024 * 1024)),
            cors_origins: "https://app.example".parse().unwrap(),
            graphiql: false,
            console: false,
            sign_in: None,
            shutdown: Shutdown::default(),
            demo: None,
        };
        Front::new(set_up(app)).unwrap()
    }

    /// Somebody without a token.
    pub(crate) fn anonymous(&self) -> Client {
        Client::new(self.router.clone(), None)
    }

    /// Staff of the platform.
    pub(crate) fn staff(&self) -> Client {
        self.caller("staff", "platform", None)
    }

    /// Somebody of an account; their subject is their role.
    pub(crate) fn member(&self, role: &str, slug: &str) -> Client {
        self.caller(role, role, Some(slug))
    }

    /// Somebody with a token that says all of this.
    pub(crate) fn caller(&self, subject: &str, role: &str, slug: Option<&str>) -> Client {
        Client::new(self.router.clone(), Some(token(subject, role, slug)))
    }

    /// An integration with a secret.
    pub(crate) fn integration(&self, secret: &str) -> Client {
        Client::new(self.router.clone(), Some(secret.to_owned()))
    }

    /// Every value of every table, as text.
    pub(crate) async fn everything(&self) -> String {
        let connection = self.database.for_migrations();
        let backend = connection.get_database_backend();
        let texts = async |sql: String| {
            let rows = connection.query_all_raw(Statement::from_string(backend, sql)).await.unwrap();
            // Bytes that are no text hold nothing of ours: photos.
            let text =
                |row: &QueryResult| row.try_get_by_index::<Option<String>>(0).unwrap_or_default().unwrap_or_default();
            rows.iter().map(text).collect::<Vec<_>>()
        };
        let tables = match backend {
            DatabaseBackend::Sqlite => "SELECT name FROM sqlite_master WHERE type = 'table'",
            _ => "SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public'",
        };
        let mut everything = String::new();
        for table in texts(tables.to_owned()).await {
            let columns = match backend {
                DatabaseBackend::Sqlite => format!("SELECT name FROM pragma_table_info('{table}')"),
                _ => format!("SELECT column_name::text FROM information_schema.columns WHERE table_name = '{table}'"),
            };
            for column in texts(columns).await {
                for value in texts(format!("SELECT CAST(\"{column}\" AS text) FROM \"{table}\"")).await {
                    everything.push_str(&value);
                    everything.push('\n');
                }
            }
        }
        everything
    }

    /// How many rows a table has.
    pub(crate) async fn rows(&self, table: &str) -> i64 {
        let connection = self.database.for_migrations();
        let count = Statement::from_string(connection.get_database_backend(), format!("SELECT COUNT(*) FROM {table}"));
        connection.query_one_raw(count).await.unwrap().unwrap().try_get_by_index(0).unwrap()
    }

    /// Creates an account and answers its administrator.
    pub(crate) async fn account(&self, slug: &str) -> Client {
        let input = json!({"slug": slug, "tradeName": slug, "language": "EN"});
        let query = "mutation($input: CreateAccountInput!) { createAccount(input: $input) { account { id } userErrors { code path } } }";
        self.staff().send(query, json!({"input": input})).await.done();
        self.member("admin", slug)
    }
}

/// A token that is good for ten days of the test's clock.
pub(crate) fn token(subject: &str, role: &str, slug: Option<&str>) -> String {
    let mut claims = json!({
        "sub": subject,
        "role": role,
        "name": format!("The {role}"),
        "email": format!("{role}@people.example"),
    });
    if let Some(slug) = slug {
        claims["account"] = Value::String(slug.to_owned());
    }
    token_of(claims)
}

/// A token that says this, good for ten days unless it says otherwise.
pub(crate) fn token_of(mut claims: Value) -> String {
    claims["iss"] = json!("cuenta");
    claims["aud"] = json!("cuenta");
    if claims.get("exp").is_none() {
        claims["exp"] = json!((TestClock::start() + TimeDelta::days(10)).timestamp());
    }
    jsonwebtoken::encode(&Header::default(), &claims, &EncodingKey::from_secret(SECRET)).unwrap()
}
