//! What servers hold in memory, and how long Cuenta takes to start.

use std::{
    collections::BTreeMap,
    path::Path,
    time::{Duration, Instant},
};

use torture::{
    Fault, Length,
    service::{Node, cuenta},
};

use crate::{
    figures::{Figures, Memory, Start},
    request::Load,
    server::{Kind, Server},
    world::World,
    wrk,
};

/// How often Cuenta is started.
const STARTS: usize = 7;

pub(crate) async fn run(world: &World, length: Length, folder: &Path, figures: &mut Figures) -> Result<(), Fault> {
    figures.starts.push(starts(world, folder).await?);
    for kind in [Kind::Cuenta, Kind::PostGraphile, Kind::Mercurius] {
        for processes in [1, 2] {
            let server = match (kind, processes) {
                (Kind::Cuenta | Kind::Constant, 1) => Server::cuenta("cuenta", &world.url, &[], folder).await?,
                (Kind::Cuenta | Kind::Constant, _) => continue,
                (Kind::PostGraphile | Kind::Mercurius, _) => Server::peer(kind, &world.url, processes, folder).await?,
            };
            let memory = memory(&server, world, length, folder).await?;
            println!(
                "  {:<16} idle {:>6.1} MB, under load {:>6.1} MB, after it {:>6.1} MB; remembered {:?}",
                memory.contender, memory.idle, memory.most, memory.after, memory.cached
            );
            figures.memories.push(memory);
        }
    }
    Ok(())
}

async fn memory(server: &Server, world: &World, length: Length, folder: &Path) -> Result<Memory, Fault> {
    let requests = Load::Page.file(server, world, folder).await?;
    tokio::time::sleep(Duration::from_secs(length.pick(10, 1))).await;
    let idle = server.megabytes()?;
    let mut most = idle;
    let load = wrk::random(&server.addresses, &requests, length.pick(60, 2));
    let looking = async {
        loop {
            tokio::time::sleep(Duration::from_millis(200)).await;
            match server.megabytes() {
                Ok(now) => most = most.max(now),
                Err(fault) => break fault,
            }
        }
    };
    tokio::select! {
        ran = load => { ran?; }
        fault = looking => return Err(fault),
    }
    tokio::time::sleep(Duration::from_secs(length.pick(10, 1))).await;
    Ok(Memory { contender: server.name.clone(), idle, most, after: server.megabytes()?, cached: cached(server).await? })
}

/// What Cuenta says that it remembers, by cache, in MB.
async fn cached(server: &Server) -> Result<BTreeMap<String, f64>, Fault> {
    let Some(metrics) = &server.metrics else { return Ok(BTreeMap::new()) };
    let text = reqwest::get(format!("http://{metrics}/metrics")).await?.text().await?;
    let mut cached = BTreeMap::new();
    for line in text.lines().filter_map(|line| line.strip_prefix("cuenta_cache_bytes{cache=\"")) {
        let (name, bytes) = line.split_once("\"} ").ok_or("the bytes of a cache")?;
        cached.insert(name.to_owned(), bytes.parse::<f64>()? / 1e6);
    }
    Ok(cached)
}

/// Starts Cuenta several times, one after the other.
pub(crate) async fn starts(world: &World, folder: &Path) -> Result<Start, Fault> {
    let mut milliseconds = Vec::new();
    for _ in 0..STARTS {
        let mut command = cuenta(&world.url);
        command.args(["serve", "--metrics-listen", &torture::service::free_address()?]);
        let begun = Instant::now();
        let node = Node::start(command, &folder.join("start.log")).await?;
        milliseconds.push(begun.elapsed().as_secs_f64() * 1000.0);
        node.kill()?;
    }
    println!("  {} accounts: ready after {milliseconds:.1?} ms", world.count);
    Ok(Start { accounts: world.count, milliseconds })
}
