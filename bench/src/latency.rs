//! Times of answers at a rate that all can serve, by oha, corrected for coordinated omission: a time counts from when the
//! request was due, not from when there was a connection free to send it.

use std::path::Path;

use torture::{Fault, Length};

use crate::{
    compare::compare,
    figures::{Figures, Latency, quantile},
    measure::Rounds,
    page::peers,
    request::{Load, asked},
    server::{Kind, Server},
    world::World,
    wrk,
};

/// Pages a second, of all together.
pub(crate) const RATE: usize = 500;

/// oha sends one token with all requests, so several of them each ask for an account of their own.
const ASKING: usize = 5;

pub(crate) async fn run(
    world: &World,
    length: Length,
    rounds: Rounds,
    folder: &Path,
    figures: &mut Figures,
) -> Result<(), Fault> {
    let mut servers = vec![Server::cuenta("cuenta", &world.url, &[], folder).await?];
    servers.extend(peers(&world.url, folder).await?);
    compare(&servers.iter().collect::<Vec<_>>(), world, Load::Page).await?;
    let account = world.accounts.first().ok_or("an account")?;
    let cuenta = servers.first().ok_or("Cuenta")?;
    let answer = asked(cuenta.address(), &account.token, &Load::Page.body(Kind::Cuenta, account)?).await?;
    servers.push(Server::constant(&answer, folder).await?);
    for server in &servers {
        let requests = Load::Page.file(server, world, folder).await?;
        wrk::each(&server.addresses, &requests, length.pick(5, 1)).await?;
    }
    for round in 1..=rounds.count {
        for server in &servers {
            let mut times = at_rate(server, world, folder, rounds.seconds).await?;
            times.sort_by(f64::total_cmp);
            let latency = Latency {
                contender: server.name.clone(),
                round,
                answers: times.len(),
                p50: quantile(&times, 500),
                p99: quantile(&times, 990),
                p999: quantile(&times, 999),
            };
            println!(
                "  {round} {:<16} p50 {:>7.3} ms, p99 {:>7.3} ms, p99.9 {:>7.3} ms",
                latency.contender, latency.p50, latency.p99, latency.p999
            );
            figures.latencies.push(latency);
        }
    }
    Ok(())
}

/// Asks at the rate, and answers how long each took, in milliseconds.
async fn at_rate(server: &Server, world: &World, folder: &Path, seconds: u64) -> Result<Vec<f64>, Fault> {
    let each = world.accounts.len() / ASKING;
    let mut running = Vec::new();
    let askers = world.accounts.iter().step_by(each.max(1)).take(ASKING);
    for (number, (account, address)) in askers.zip(server.addresses.iter().cycle()).enumerate() {
        let (body, times) = (folder.join(format!("oha-{number}.json")), folder.join(format!("oha-{number}.csv")));
        std::fs::write(&body, Load::Page.body(server.kind, account)?.to_string())?;
        let child = tokio::process::Command::new("oha")
            .args(["--no-tui", "--output-format", "csv", "--worker-threads", "1", "--latency-correction"])
            .args(["-z", &format!("{seconds}s"), "-q", &(RATE / ASKING).to_string(), "-c", "8"])
            .args(["-m", "POST", "-T", "application/json", "-A", "application/graphql-response+json"])
            .args(["-H", &format!("Authorization: Bearer {}", account.token)])
            .arg("-D")
            .arg(&body)
            .arg("-o")
            .arg(&times)
            .arg(format!("http://{address}/graphql"))
            .spawn()?;
        running.push((child, times));
    }
    let mut all = Vec::new();
    for (mut child, times) in running {
        if !child.wait().await?.success() {
            return Err(format!("{}: oha failed", server.name).into());
        }
        for line in std::fs::read_to_string(times)?.lines().skip(1) {
            // request-start,DNS,DNS+dialup,Response-delay,request-duration,bytes,status
            let fields: Vec<&str> = line.split(',').collect();
            let (Some(duration), Some(&"200")) = (fields.get(4), fields.get(6)) else {
                return Err(format!("{} answered {line}", server.name).into());
            };
            all.push(duration.parse::<f64>()? * 1000.0);
        }
    }
    let due = RATE * usize::try_from(seconds)?;
    if all.len() < due * 95 / 100 {
        return Err(format!("{}: {} of {due} requests were answered at that rate", server.name, all.len()).into());
    }
    Ok(all)
}
