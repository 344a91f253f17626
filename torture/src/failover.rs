//! PostgreSQL's primary is killed and its synchronous standby promoted, again and again, behind HAProxy.

use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use sea_orm::{ConnectOptions, ConnectionTrait as _, DatabaseBackend, Statement};
use serde_json::json;
use tempfile::TempDir;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
};

use crate::{
    Fault, Length,
    ledger::{Ledger, Totals},
    report::Report,
    service::{Node, command, staff_token},
};

const FAILOVERS: usize = 10;
const WRITERS: usize = 4;

/// How long the service may take to write again after a promotion.
const PATIENCE: Duration = Duration::from_mins(1);

pub(crate) async fn run() -> Result<(), Fault> {
    let folder = tempfile::tempdir()?;
    let mut cluster = Cluster::start(folder).await?;
    let url = format!("postgres://cuenta@127.0.0.1:{}/postgres", cluster.proxy_port);
    let mut ledgers = Vec::new();
    for number in 0..WRITERS {
        ledgers.push(Ledger::open(&url, &format!("account-{number}"))?);
    }
    let log = cluster.folder.path().join("node");
    let nodes = [Node::serve(&url, &log).await?, Node::serve(&url, &log).await?];
    let addresses: Vec<String> = nodes.iter().map(|node| node.address.clone()).collect();
    let http = reqwest::Client::new();
    let staff = staff_token(&url)?;
    let mut until_written = Vec::new();
    for _ in 0..FAILOVERS {
        let going = Arc::new(AtomicBool::new(true));
        let writers: Vec<_> =
            ledgers.drain(..).map(|ledger| ledger.write(addresses.clone(), Arc::clone(&going))).collect();
        tokio::time::sleep(Duration::from_secs(2)).await;
        cluster.kill_primary()?;
        tokio::time::sleep(Duration::from_millis(500)).await;
        let promoted = Instant::now();
        cluster.promote_standby()?;
        until_written.push(written_again(&nodes[0], &http, &staff, promoted).await?);
        // Writers go on through what follows: the old primary comes back as the new standby.
        cluster.rebuild_standby().await?;
        going.store(false, Ordering::Relaxed);
        for writer in writers {
            ledgers.push(writer.await?);
        }
        for (ledger, node) in ledgers.iter_mut().zip(nodes.iter().cycle()) {
            ledger.check(node, &http).await?;
        }
    }
    let mut totals = Totals::default();
    for ledger in &ledgers {
        totals.add(ledger.total());
    }
    let verified = command(&url, &["verify"])?;
    until_written.sort_unstable();

    let mut report = Report::new(
        "failover",
        Length::Full,
        "PostgreSQL's primary is killed",
        &format!(
            "Two nodes write to a PostgreSQL primary through HAProxy; a standby gets every commit before it is \
             acknowledged (`synchronous_standby_names`).\n{WRITERS} writers change the names of as many accounts, each as \
             soon as the change before was answered, and go on through everything.\n{FAILOVERS} times the primary is \
             ended with SIGKILL, its standby promoted half a second later, and the old primary made anew as the standby.\n\
             While a new standby is made, commits wait for none."
        ),
    );
    report.heading("What came of it");
    report.line(&format!("- Failovers: {FAILOVERS}. {}", totals.line()));
    let milliseconds = |at: usize| until_written.get(at).map_or(0, Duration::as_millis);
    report.line(&format!(
        "- From the promotion to the first acknowledged write: {} ms in the median, {} ms at most.",
        milliseconds(FAILOVERS / 2),
        milliseconds(FAILOVERS - 1)
    ));
    report.line(&format!("- `cuenta verify` afterwards: {}", verified.trim().replace('\n', " ")));
    report.write()?;
    if totals.are_clean() { Ok(()) } else { Err("changes were lost, doubled or left out".into()) }
}

/// Waits until an account can be made again, which writes as every change does.
async fn written_again(node: &Node, http: &reqwest::Client, token: &str, promoted: Instant) -> Result<Duration, Fault> {
    let query = "mutation($slug: String!) { createAccount(input: {slug: $slug, tradeName: \"Probe\", language: EN}) \
        { account { id } userErrors { code } } }";
    while promoted.elapsed() < PATIENCE {
        let slug = format!("probe-{}", uuid::Uuid::new_v4().simple());
        let answer = node.ask(http, token, query, &json!({"slug": slug.get(..30)})).await;
        if answer.is_ok_and(|answer| answer["createAccount"]["account"]["id"].is_string()) {
            return Ok(promoted.elapsed());
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    Err("the service did not write again".into())
}

/// Two PostgreSQL servers and a proxy before the one that is primary.
struct Cluster {
    folder: TempDir,
    bin: PathBuf,
    /// The ports of the servers, which never change: each has a folder of its own.
    ports: [u16; 2],
    primary: usize,
    proxy_port: u16,
    proxy: std::process::Child,
}

impl Cluster {
    async fn start(folder: TempDir) -> Result<Self, Fault> {
        let found =
            Command::new("bash").args(["-c", "ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1"]).output()?;
        let bin = PathBuf::from(String::from_utf8(found.stdout)?.trim());
        let ports = [free_port()?, free_port()?];
        let proxy_port = free_port()?;
        let mut checks = Vec::new();
        for port in ports {
            checks.push(tell_whether_primary(port).await?);
        }
        let configuration = folder.path().join("haproxy.cfg");
        std::fs::write(
            &configuration,
            format!(
                "global\n  maxconn 2000\ndefaults\n  mode tcp\n  timeout connect 1s\n  timeout client 1h\n  timeout server 1h\n\
                 listen postgres\n  bind 127.0.0.1:{proxy_port}\n  option httpchk GET /\n  http-check expect status 200\n  \
                 timeout check 500ms\n  \
                 default-server inter 200ms fall 1 rise 1 on-marked-down shutdown-sessions\n  \
                 server a 127.0.0.1:{} check port {}\n  server b 127.0.0.1:{} check port {}\n",
                ports[0], checks[0], ports[1], checks[1]
            ),
        )?;
        let cluster = Self { folder, bin, ports, primary: 0, proxy_port, proxy: proxied(&configuration)? };
        open_to_all(cluster.folder.path())?;
        let data = cluster.data(0);
        cluster.postgres(
            "initdb",
            &["--no-sync", "--auth=trust", "--username=cuenta", "--locale=C.UTF-8", "--encoding=UTF8", "-D", &data],
        )?;
        cluster.configure(0, "")?;
        cluster.run(0)?;
        let mut cluster = cluster;
        cluster.rebuild_standby().await?;
        Ok(cluster)
    }

    fn standby(&self) -> usize {
        1 - self.primary
    }

    fn data(&self, server: usize) -> String {
        self.folder.path().join(format!("server-{server}")).display().to_string()
    }

    /// Writes what of a server's configuration is not by default.
    fn configure(&self, server: usize, standby_names: &str) -> Result<(), Fault> {
        let port = self.ports[server];
        let text = format!(
            "listen_addresses = '127.0.0.1'\nport = {port}\nunix_socket_directories = ''\nmax_connections = 200\n\
             wal_level = replica\nhot_standby = on\nmax_wal_senders = 10\nwal_keep_size = '1GB'\n\
             synchronous_commit = on\nsynchronous_standby_names = '{standby_names}'\n"
        );
        let file = PathBuf::from(self.data(server)).join("postgresql.conf");
        Ok(std::fs::write(file, text)?)
    }

    fn run(&self, server: usize) -> Result<(), Fault> {
        let data = self.data(server);
        let log = self.folder.path().join(format!("server-{server}.log")).display().to_string();
        self.postgres("pg_ctl", &["--wait", "--timeout=60", "--log", &log, "-D", &data, "start"])
    }

    /// Kills the process that started all others of the primary, which then end as well.
    fn kill_primary(&self) -> Result<(), Fault> {
        let pid = std::fs::read_to_string(PathBuf::from(self.data(self.primary)).join("postmaster.pid"))?;
        let pid = pid.lines().next().ok_or("a process id")?.to_owned();
        let killed = Command::new("kill").args(["-9", &pid]).status()?;
        if killed.success() { Ok(()) } else { Err("the primary was not there to be killed".into()) }
    }

    /// Makes the standby the primary; it waits for no standby until there is one again.
    fn promote_standby(&mut self) -> Result<(), Fault> {
        let new = self.standby();
        self.configure(new, "")?;
        let data = self.data(new);
        self.postgres("pg_ctl", &["-D", &data, "reload"])?;
        self.postgres("pg_ctl", &["--wait", "--timeout=60", "-D", &data, "promote"])?;
        self.primary = new;
        Ok(())
    }

    /// Makes the other server a standby of the primary, and has commits wait for it again.
    async fn rebuild_standby(&mut self) -> Result<(), Fault> {
        let standby = self.standby();
        let data = self.data(standby);
        if Path::new(&data).exists() {
            // What was left of it after the kill ends by itself; then its folder is free.
            tokio::time::sleep(Duration::from_millis(500)).await;
            std::fs::remove_dir_all(&data)?;
        }
        let primary = self.ports[self.primary].to_string();
        self.postgres(
            "pg_basebackup",
            &[
                "--checkpoint=fast",
                "--no-sync",
                "--write-recovery-conf",
                "-h",
                "127.0.0.1",
                "-p",
                &primary,
                "-U",
                "cuenta",
                "-D",
                &data,
            ],
        )?;
        self.configure(standby, "")?;
        self.run(standby)?;
        self.configure(self.primary, "*")?;
        let primary = self.data(self.primary);
        self.postgres("pg_ctl", &["-D", &primary, "reload"])?;
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            let sql = "SELECT count(*) = 1 FROM pg_stat_replication WHERE sync_state = 'sync'";
            if asked(self.ports[self.primary], sql).await.unwrap_or(false) {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Err("the standby does not follow".into())
    }

    /// Runs a program of PostgreSQL, which refuses to run as root.
    fn postgres(&self, program: &str, arguments: &[&str]) -> Result<(), Fault> {
        let program = self.bin.join(program);
        let mut command = if is_root()? {
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--"]).arg(&program);
            command
        } else {
            Command::new(&program)
        };
        let log = std::fs::File::options().create(true).append(true).open(self.folder.path().join("programs.log"))?;
        let status = command
            .args(arguments)
            .current_dir(self.folder.path())
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .status()?;
        if status.success() { Ok(()) } else { Err(format!("{} failed", program.display()).into()) }
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // They may have gone by themselves, which the part has noticed then.
        let _ = self.proxy.kill();
        let _ = self.proxy.wait();
        for server in 0..2 {
            let data = self.data(server);
            let _ = self.postgres("pg_ctl", &["--mode=immediate", "-D", &data, "stop"]);
        }
    }
}

fn is_root() -> Result<bool, Fault> {
    Ok(String::from_utf8(Command::new("id").arg("-u").output()?.stdout)?.trim() == "0")
}

/// Lets PostgreSQL's user work in a folder that root made.
fn open_to_all(folder: &Path) -> Result<(), Fault> {
    use std::os::unix::fs::PermissionsExt as _;
    Ok(std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o777))?)
}

fn free_port() -> Result<u16, Fault> {
    Ok(std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

fn proxied(configuration: &Path) -> Result<std::process::Child, Fault> {
    let mut command = Command::new("haproxy");
    Ok(command.arg("-f").arg(configuration).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?)
}

/// What HAProxy asks: 200 where a server takes writes, 503 where it is a standby or none. Answers the port to ask at.
async fn tell_whether_primary(postgres: u16) -> Result<u16, Fault> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let port = listener.local_addr()?.port();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            tokio::spawn(async move {
                let mut head = [0; 1024];
                // Whatever was asked, the answer is the same.
                let _ = stream.read(&mut head).await;
                let is_primary = asked(postgres, "SELECT NOT pg_is_in_recovery()").await.unwrap_or(false);
                let status = if is_primary { "200 OK" } else { "503 Service Unavailable" };
                let answer = format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
                let _ = stream.write_all(answer.as_bytes()).await;
            });
        }
    });
    Ok(port)
}

/// Asks a server a question that is answered with yes or no.
async fn asked(port: u16, sql: &str) -> Result<bool, Fault> {
    let mut options = ConnectOptions::new(format!("postgres://cuenta@127.0.0.1:{port}/postgres"));
    options.max_connections(1).connect_timeout(Duration::from_millis(400)).acquire_timeout(Duration::from_millis(400));
    options.sqlx_logging(false);
    let connection = sea_orm::Database::connect(options).await?;
    let row = connection.query_one_raw(Statement::from_string(DatabaseBackend::Postgres, sql)).await?;
    let yes = row.ok_or("an answer")?.try_get_by_index(0)?;
    connection.close().await?;
    Ok(yes)
}
