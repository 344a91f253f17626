//! wrk, which asks as fast as it is answered.

use std::path::Path;

use torture::Fault;

/// How many connections ask at once, in every throughput that is measured.
pub(crate) const CONNECTIONS: usize = 32;

/// What a run of wrk came to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ran {
    /// How many were answered.
    pub(crate) answers: u64,
    /// How many a second.
    pub(crate) per_second: f64,
    /// Bytes of an answer, heads and all.
    pub(crate) bytes: f64,
    /// Bytes of an answer's body, where each was looked at.
    pub(crate) body: f64,
}

/// Asks each of a file's requests in turn, and looks at every answer: none is an error.
pub(crate) async fn each(addresses: &[String], requests: &Path, seconds: u64) -> Result<Ran, Fault> {
    run(addresses, requests, seconds, "each").await
}

/// Asks a random one of a file's requests each time.
pub(crate) async fn random(addresses: &[String], requests: &Path, seconds: u64) -> Result<Ran, Fault> {
    run(addresses, requests, seconds, "random").await
}

async fn run(addresses: &[String], requests: &Path, seconds: u64, mode: &str) -> Result<Ran, Fault> {
    let first = addresses.first().ok_or("an address")?;
    let output = tokio::process::Command::new("wrk")
        .args(["--threads", "2", "--connections", &CONNECTIONS.to_string(), "--duration", &format!("{seconds}s")])
        .args(["--timeout", "10s", "--script", concat!(env!("CARGO_MANIFEST_DIR"), "/load.lua")])
        .arg(format!("http://{first}/graphql"))
        .env("BENCH_REQUESTS", requests)
        .env("BENCH_ADDRESSES", addresses.join(" "))
        .env("BENCH_MODE", mode)
        .output()
        .await?;
    let said = String::from_utf8_lossy(&output.stdout);
    let line = said.lines().find_map(|line| line.strip_prefix("BENCH "));
    let line = line.ok_or_else(|| format!("wrk said {said} {}", String::from_utf8_lossy(&output.stderr)))?;
    let mut fields = line.splitn(7, ' ');
    let mut number = || -> Result<u64, Fault> { Ok(fields.next().ok_or("a number of wrk's")?.parse()?) };
    let (answers, microseconds, bytes) = (number()?, number()?, number()?);
    let (looked_at, bodies, failed) = (number()?, number()?, number()?);
    let wrong = fields.next().unwrap_or_default().trim();
    if failed > 0 || !wrong.is_empty() || answers == 0 {
        return Err(format!("of {answers} answers {failed} failed {wrong}").into());
    }
    Ok(Ran {
        answers,
        per_second: float(answers) / (float(microseconds) / 1e6),
        bytes: float(bytes) / float(answers),
        body: float(bodies) / float(looked_at.max(1)),
    })
}

/// A count as a number: whole up to 2^53, which no count of ours reaches.
#[expect(clippy::cast_precision_loss, reason = "said above")]
pub(crate) fn float(count: u64) -> f64 {
    count as f64
}
