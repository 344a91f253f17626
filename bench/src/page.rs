//! The loads that only read: the whole page, a group, the page executed, the page that is not remembered, and staff's.

use std::path::Path;

use torture::{Fault, report::said, service::cuenta};

use crate::{
    compare::compare,
    figures::{Figures, Throughput},
    measure::{Contender, Rounds, measure},
    postgres::Postgres,
    request::{Load, asked},
    server::{Kind, Server},
    world::World,
};

/// What is measured with what.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reading {
    /// What the part is called.
    pub(crate) part: &'static str,
    /// The question.
    pub(crate) load: Load,
    /// Options of Cuenta, by their names in the configuration.
    pub(crate) off: &'static [&'static str],
    /// Which are so small that what they hold of ten thousand accounts is next to nothing.
    pub(crate) small: &'static [&'static str],
    /// Whether pgbench with what such a page takes is a ceiling.
    pub(crate) pgbench: bool,
    /// Whether axum with the same bytes is one.
    pub(crate) constant: bool,
}

/// Every reading, by part.
pub(crate) const READINGS: [Reading; 6] = [
    Reading { part: "page", load: Load::Page, off: &[], small: &[], pgbench: false, constant: true },
    Reading { part: "group", load: Load::Group, off: &[], small: &[], pgbench: false, constant: true },
    Reading { part: "nested", load: Load::Nested, off: &[], small: &[], pgbench: false, constant: false },
    Reading {
        part: "executed",
        load: Load::Page,
        off: &["answers_cache"],
        small: &[],
        pgbench: false,
        constant: false,
    },
    Reading {
        part: "cold",
        load: Load::Page,
        off: &["answers_cache"],
        small: &["callers_cache", "settings_cache"],
        pgbench: true,
        constant: false,
    },
    Reading { part: "staff", load: Load::Staff, off: &[], small: &[], pgbench: false, constant: false },
];

impl Reading {
    /// The options that switch off what shall be off; a fault where Cuenta has no such option.
    pub(crate) fn options(self) -> Result<Vec<String>, Fault> {
        let mut command = cuenta("sqlite://none");
        let printed = String::from_utf8(command.args(["serve", "--print-config"]).output()?.stdout)?;
        let is_known = |name: &str| printed.lines().any(|line| line.starts_with(&format!("{name} = ")));
        let option = |name: &str, value: &str| {
            let flag = format!("--{}={value}", name.replace('_', "-"));
            if is_known(name) {
                Ok(flag)
            } else {
                Err(format!("This Cuenta has no option {name}, which {} sets.", self.part))
            }
        };
        let off = self.off.iter().map(|name| option(name, "off"));
        Ok(off.chain(self.small.iter().map(|name| option(name, "2"))).collect::<Result<_, _>>()?)
    }

    /// Measures it beside the peers and the ceilings.
    pub(crate) async fn run(
        self,
        world: &World,
        postgres: &Postgres,
        rounds: Rounds,
        folder: &Path,
        figures: &mut Figures,
    ) -> Result<(), Fault> {
        let options = self.options()?;
        let options: Vec<&str> = options.iter().map(String::as_str).collect();
        let mut servers = vec![Server::cuenta("cuenta", &world.url, &options, folder).await?];
        servers.extend(peers(&world.url, folder).await?);
        compare(&servers.iter().collect::<Vec<_>>(), world, self.load).await?;
        if self.constant {
            let account = world.accounts.first().ok_or("an account")?;
            let cuenta = servers.first().ok_or("Cuenta")?;
            let answer = asked(cuenta.address(), &account.token, &self.load.body(Kind::Cuenta, account)?).await?;
            servers.insert(1, Server::constant(&answer, folder).await?);
        }
        let mut contenders = Vec::new();
        for server in servers {
            contenders.push(Contender::http(server, self.load, world, folder).await?);
        }
        if self.pgbench {
            for (name, script) in ceilings() {
                contenders.push(Contender::pgbench(name, script, world, folder)?);
            }
        }
        let throughput: Throughput = measure(self.part, &contenders, postgres, rounds).await?;
        self.is_what_it_says(throughput.statements.get("cuenta").copied().unwrap_or_default())?;
        figures.throughputs.push(throughput);
        Ok(())
    }

    /// A page that is warm asks the database for nothing, and one that is cold for something, nearly always.
    fn is_what_it_says(self, statements: f64) -> Result<(), Fault> {
        let is_cold = !self.small.is_empty();
        match self.load {
            Load::Page | Load::Group | Load::Nested if is_cold == (statements >= 0.9) => Ok(()),
            Load::Page | Load::Group | Load::Nested => {
                Err(format!("{}: {statements} statements a request, which is not what is measured here", self.part)
                    .into())
            }
            Load::Staff | Load::Update => Ok(()),
        }
    }
}

/// What pgbench does for a page, each with a name.
fn ceilings() -> [(&'static str, String); 4] {
    let tables = include_str!("../pgbench/tables.sql");
    // The account is found first; what it has is asked for in one go.
    let (found, all) = tables.split_once("\\gset\n").unwrap_or((tables, ""));
    let pipeline = format!("{found}\\gset\n\\startpipeline\n{all}\\endpipeline\n");
    [
        ("pgbench, one look-up", include_str!("../pgbench/key.sql").to_owned()),
        ("pgbench, two statements", include_str!("../pgbench/stored.sql").to_owned()),
        ("pgbench, eight in a pipeline", pipeline),
        ("pgbench, eight one by one", tables.to_owned()),
    ]
}

/// The reading of a part.
pub(crate) fn reading(part: &str) -> Result<Reading, Fault> {
    Ok(READINGS.into_iter().find(|reading| reading.part == part).ok_or_else(|| format!("{part} reads nothing"))?)
}

/// Both peers, each in one process and in two.
pub(crate) async fn peers(database: &str, folder: &Path) -> Result<Vec<Server>, Fault> {
    let mut servers = Vec::new();
    for kind in [Kind::PostGraphile, Kind::Mercurius] {
        for processes in [1, 2] {
            servers.push(Server::peer(kind, database, processes, folder).await?);
        }
    }
    Ok(servers)
}

/// The versions of all that takes part.
pub(crate) fn versions() -> Vec<(String, String)> {
    let package = |name: &str| {
        let file = crate::server::peers().join("node_modules").join(name).join("package.json");
        let text = std::fs::read_to_string(file).unwrap_or_default();
        let package: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
        (name.to_owned(), package["version"].as_str().unwrap_or("not there").to_owned())
    };
    let mut versions: Vec<(String, String)> =
        ["postgraphile", "mercurius", "fastify", "graphql-jit", "graphql", "pg"].into_iter().map(package).collect();
    let node = crate::server::node();
    let line = |text: String| text.lines().next().unwrap_or_default().to_owned();
    versions.push(("node".to_owned(), said(&node.to_string_lossy(), &["--version"])));
    versions.push(("PostgreSQL".to_owned(), said("psql", &["--version"])));
    versions.push(("wrk".to_owned(), line(said("wrk", &["--version"]))));
    versions.push(("oha".to_owned(), said("oha", &["--version"])));
    versions.push(("rustc".to_owned(), said("rustc", &["--version"])));
    versions
}
