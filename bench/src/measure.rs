//! Contenders in turn, round after round: a machine's speed drifts, and so only what was measured side by side is
//! compared.

use std::path::{Path, PathBuf};

use torture::{Fault, Length};

use crate::{
    figures::{Sample, Throughput},
    pgbench,
    postgres::Postgres,
    request::{Load, asked},
    server::Server,
    world::World,
    wrk::{self, Ran, float},
};

/// Who is measured.
#[derive(Debug)]
pub(crate) enum Contender {
    /// A server, and the file of the requests that it gets.
    Http { server: Server, requests: PathBuf, database: String },
    /// pgbench with a script and its variables.
    Pgbench { name: String, database: String, script: PathBuf, variables: Vec<(String, String)> },
}

impl Contender {
    /// A server under a load of a world's accounts.
    pub(crate) async fn http(server: Server, load: Load, world: &World, folder: &Path) -> Result<Self, Fault> {
        let requests = load.file(&server, world, folder).await?;
        Ok(Self::Http { server, requests, database: world.name.clone() })
    }

    /// pgbench with a script that draws an account by `:accounts`.
    pub(crate) fn pgbench(name: &str, script: String, world: &World, folder: &Path) -> Result<Self, Fault> {
        let file = folder.join(format!("{name}.sql"));
        std::fs::write(&file, script)?;
        Ok(Self::Pgbench {
            name: name.to_owned(),
            database: world.url.clone(),
            script: file,
            variables: vec![("accounts".to_owned(), world.accounts.len().to_string())],
        })
    }

    /// What its figures are called.
    pub(crate) fn name(&self) -> &str {
        match self {
            Self::Http { server, .. } => &server.name,
            Self::Pgbench { name, .. } => name,
        }
    }

    async fn run(&self, seconds: u64) -> Result<Ran, Fault> {
        match self {
            Self::Http { server, requests, .. } => wrk::random(&server.addresses, requests, seconds).await,
            Self::Pgbench { database, script, variables, .. } => {
                pgbench::run(database, script, variables, seconds).await
            }
        }
        .map_err(|fault| format!("{}: {fault}", self.name()).into())
    }

    async fn each(server: &Server, requests: &Path, seconds: u64) -> Result<Ran, Fault> {
        let ran = wrk::each(&server.addresses, requests, seconds).await;
        ran.map_err(|fault| format!("{}: {fault}", server.name).into())
    }

    fn processor_time(&self) -> Result<u64, Fault> {
        match self {
            Self::Http { server, .. } => server.processor_time(),
            Self::Pgbench { .. } => Ok(0),
        }
    }
}

/// How long and how often contenders are measured.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rounds {
    /// How many rounds.
    pub(crate) count: usize,
    /// How long each contender is measured in each.
    pub(crate) seconds: u64,
}

impl Rounds {
    /// As many as `CUENTA_BENCH_ROUNDS` and as long as `CUENTA_BENCH_SECONDS` say, else five of ten seconds.
    pub(crate) fn of(length: Length) -> Result<Self, Fault> {
        let number = |name: &str, default: u64| -> Result<u64, Fault> {
            Ok(std::env::var(name).ok().map(|text| text.parse()).transpose()?.unwrap_or(default))
        };
        match length {
            Length::Short => Ok(Self { count: 1, seconds: 1 }),
            Length::Full => Ok(Self {
                count: usize::try_from(number("CUENTA_BENCH_ROUNDS", 5)?)?,
                seconds: number("CUENTA_BENCH_SECONDS", 10)?,
            }),
        }
    }
}

/// Measures contenders in turn. First each is warmed: every account is asked for, and every answer looked at.
pub(crate) async fn measure(
    load: &str,
    contenders: &[Contender],
    postgres: &Postgres,
    rounds: Rounds,
) -> Result<Throughput, Fault> {
    let mut throughput = Throughput { load: load.to_owned(), seconds: rounds.seconds, ..Throughput::default() };
    let mut expected = Vec::new();
    for contender in contenders {
        let warm = warm(contender, rounds).await?;
        if let Contender::Http { .. } = contender {
            throughput.bytes.insert(contender.name().to_owned(), warm.body);
            let statements = statements(contender, postgres).await?;
            throughput.statements.insert(contender.name().to_owned(), statements);
        }
        expected.push(warm.bytes);
    }
    for round in 1..=rounds.count {
        for (contender, expected) in contenders.iter().zip(&expected) {
            let (server_before, database_before) = (contender.processor_time()?, postgres.processor_time()?);
            let ran = contender.run(rounds.seconds).await?;
            let server = contender.processor_time()? - server_before;
            let database = postgres.processor_time()?.saturating_sub(database_before);
            if (ran.bytes - expected).abs() > expected / 50.0 {
                let (name, bytes) = (contender.name(), ran.bytes);
                return Err(
                    format!("{name} answers {bytes} bytes under load, and {expected} where it was looked at").into()
                );
            }
            let sample = Sample {
                contender: contender.name().to_owned(),
                round,
                per_second: ran.per_second,
                server_us: pgbench::each(server, ran.answers),
                database_us: pgbench::each(database, ran.answers),
            };
            println!(
                "  {round} {:<24} {:>9.0}/s {:>7.0} µs {:>7.0} µs of PostgreSQL",
                sample.contender, sample.per_second, sample.server_us, sample.database_us
            );
            throughput.samples.push(sample);
        }
    }
    Ok(throughput)
}

/// Asks until every request was sent at least once, and compilers have seen enough.
async fn warm(contender: &Contender, rounds: Rounds) -> Result<Ran, Fault> {
    let seconds = rounds.seconds.min(5);
    let Contender::Http { server, requests, .. } = contender else {
        return contender.run(1).await;
    };
    let count = std::fs::read(requests)?.split(|byte| *byte == 0).count();
    let ran = Contender::each(server, requests, seconds).await?;
    if ran.answers >= u64::try_from(count)? {
        return Ok(ran);
    }
    // A slow server is asked for longer, so that one run reaches every account.
    let longer = 2 * count as u64 * seconds / ran.answers + seconds;
    let ran = Contender::each(server, requests, longer).await?;
    if ran.answers >= u64::try_from(count)? {
        return Ok(ran);
    }
    Err(format!("{}: not every account was asked for in {longer} s", server.name).into())
}

/// SQL statements a request, over so many that are sent one after the other.
async fn statements(contender: &Contender, postgres: &Postgres) -> Result<f64, Fault> {
    const COUNTED: usize = 300;
    let Contender::Http { server, requests, database } = contender else { return Ok(0.0) };
    let requests = std::fs::read_to_string(requests)?;
    let requests: Vec<(&str, serde_json::Value)> = requests.split('\0').filter_map(parts).collect();
    let each = (requests.len() / COUNTED).max(1);
    let asking = async {
        let mut count = 0;
        for (token, body) in requests.iter().step_by(each) {
            asked(server.address(), token, body).await?;
            count += 1;
        }
        Ok(count)
    };
    let (calls, count) = postgres.counted(database, asking).await?;
    Ok(float(u64::try_from(calls)?) / float(count))
}

/// The token and the body of a request.
fn parts(request: &str) -> Option<(&str, serde_json::Value)> {
    let (head, body) = request.split_once("\r\n\r\n")?;
    let token = head.lines().find_map(|line| line.strip_prefix("Authorization: Bearer "))?;
    Some((token, serde_json::from_str(body).ok()?))
}
