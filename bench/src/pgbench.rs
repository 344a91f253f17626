//! pgbench, which does to PostgreSQL what a server would, without being one.

use std::{path::Path, time::Duration};

use torture::Fault;

use crate::wrk::{CONNECTIONS, Ran, float};

/// Runs a script again and again for so many seconds. Variables are sent as parameters of prepared statements.
pub(crate) async fn run(
    database: &str,
    script: &Path,
    variables: &[(String, String)],
    seconds: u64,
) -> Result<Ran, Fault> {
    let said = pgbench(database, script, variables, &["-T", &seconds.to_string()]).await?;
    let number = |name: &str, end: &str| -> Result<f64, Fault> {
        let line = said.lines().find_map(|line| line.strip_prefix(name)).ok_or("a line of pgbench's")?;
        Ok(line.split(end).next().unwrap_or_default().trim().parse()?)
    };
    let per_second = number("tps = ", "(")?;
    let answers = number("number of transactions actually processed: ", "/")?;
    let failed = number("number of failed transactions: ", "(")?;
    if failed > 0.0 {
        return Err(format!("of {answers} transactions of {} {failed} failed", script.display()).into());
    }
    let answers = Duration::from_secs_f64(answers).as_secs();
    Ok(Ran { answers, per_second, bytes: 0.0, body: 0.0 })
}

/// Runs a script once.
pub(crate) async fn once(database: &str, script: &Path, variables: &[(String, String)]) -> Result<(), Fault> {
    pgbench(database, script, variables, &["-t", "1"]).await?;
    Ok(())
}

async fn pgbench(
    database: &str,
    script: &Path,
    variables: &[(String, String)],
    how_long: &[&str],
) -> Result<String, Fault> {
    let clients = if how_long.first() == Some(&"-t") { 1 } else { CONNECTIONS };
    let mut command = tokio::process::Command::new("pgbench");
    command.args(["--no-vacuum", "--protocol", "prepared", "--jobs", if clients == 1 { "1" } else { "2" }]);
    command.args(["--client", &clients.to_string()]).arg("--file").arg(script).args(how_long);
    for (name, value) in variables {
        command.arg("--define").arg(format!("{name}={value}"));
    }
    let output = command.arg(database).output().await?;
    let said = String::from_utf8(output.stdout)?;
    if output.status.success() {
        Ok(said)
    } else {
        Err(format!("pgbench {}: {}", script.display(), String::from_utf8_lossy(&output.stderr)).into())
    }
}

/// A share of a count.
pub(crate) fn each(milliseconds: u64, answers: u64) -> f64 {
    float(milliseconds) * 1000.0 / float(answers.max(1))
}
