//! The servers that are measured, as processes.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use torture::{
    Fault,
    process::Process,
    service::{Node, cuenta, free_address, until_answered},
};

/// What a server is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// The release binary.
    Cuenta,
    /// axum with the same bytes each time.
    Constant,
    /// PostGraphile 5.
    PostGraphile,
    /// Mercurius with graphql-jit.
    Mercurius,
}

/// A server that is running, until it is dropped.
#[derive(Debug)]
pub(crate) struct Server {
    /// What it is.
    pub(crate) kind: Kind,
    /// What its figures are called.
    pub(crate) name: String,
    /// Its processes; each has an address.
    pub(crate) processes: Vec<Process>,
    /// Where they listen.
    pub(crate) addresses: Vec<String>,
    /// Where Cuenta tells its metrics.
    pub(crate) metrics: Option<String>,
}

impl Server {
    /// Cuenta as it is shipped, but for the ports, and for what `options` say.
    pub(crate) async fn cuenta(name: &str, database: &str, options: &[&str], logs: &Path) -> Result<Self, Fault> {
        let metrics = free_address()?;
        let mut command = cuenta(database);
        command.args(["serve", "--metrics-listen", &metrics]).args(options);
        let node = Node::start(command, &log(logs, name)).await?;
        Ok(Self {
            kind: Kind::Cuenta,
            name: name.to_owned(),
            processes: vec![node.process],
            addresses: vec![node.address],
            metrics: Some(metrics),
        })
    }

    /// A server that answers these bytes.
    pub(crate) async fn constant(answer: &str, logs: &Path) -> Result<Self, Fault> {
        let file = logs.join("constant.json");
        std::fs::write(&file, answer)?;
        let address = free_address()?;
        let mut command = Command::new(std::env::current_exe()?.with_file_name("constant"));
        command.arg(&address).arg(&file);
        Self::started(Kind::Constant, "constant", vec![(command, address)], logs).await
    }

    /// A peer, in one process or several, each with a pool of eight connections.
    pub(crate) async fn peer(kind: Kind, database: &str, processes: usize, logs: &Path) -> Result<Self, Fault> {
        let (script, name) = match kind {
            Kind::PostGraphile => ("postgraphile/server.js", "postgraphile"),
            Kind::Mercurius => ("mercurius/server.js", "mercurius"),
            Kind::Cuenta | Kind::Constant => return Err("no peer".into()),
        };
        let name = if processes == 1 { name.to_owned() } else { format!("{name}-{processes}") };
        let mut commands = Vec::new();
        for _ in 0..processes {
            let address = free_address()?;
            let mut command = Command::new(node());
            command.arg(peers().join(script)).args([database, &address]);
            command.env("NODE_ENV", "production").env("GRAPHILE_ENV", "production");
            commands.push((command, address));
        }
        Self::started(kind, &name, commands, logs).await
    }

    async fn started(kind: Kind, name: &str, commands: Vec<(Command, String)>, logs: &Path) -> Result<Self, Fault> {
        let http = reqwest::Client::new();
        let (mut processes, mut addresses) = (Vec::new(), Vec::new());
        for (mut command, address) in commands {
            let mut process = Process::start(&mut command, &log(logs, name))?;
            let asked = http.post(format!("http://{address}/graphql")).header("content-type", "application/json");
            let answered = until_answered(&mut process, &asked.body(r#"{"query":"{__typename}"}"#)).await;
            answered.map_err(|fault| format!("{name}: {fault}; see {}", log(logs, name).display()))?;
            processes.push(process);
            addresses.push(address);
        }
        Ok(Self { kind, name: name.to_owned(), processes, addresses, metrics: None })
    }

    /// How much time the processors have spent on it, in milliseconds.
    pub(crate) fn processor_time(&self) -> Result<u64, Fault> {
        self.processes.iter().map(Process::processor_time).sum()
    }

    /// What it holds in memory, in MB.
    pub(crate) fn megabytes(&self) -> Result<f64, Fault> {
        let kibibytes: u64 = self.processes.iter().map(Process::resident).sum::<Result<u64, Fault>>()?;
        Ok(f64::from(u32::try_from(kibibytes)?) * 1024.0 / 1e6)
    }

    /// The address of its first process.
    pub(crate) fn address(&self) -> &str {
        self.addresses.first().map_or("", String::as_str)
    }
}

/// Where the peers are.
pub(crate) fn peers() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("peers")
}

/// The Node.js that npm brought with them.
pub(crate) fn node() -> PathBuf {
    peers().join("node_modules/.bin/node")
}

fn log(logs: &Path, name: &str) -> PathBuf {
    logs.join(format!("{name}.log"))
}
