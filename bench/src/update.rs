//! Changes of different accounts, beside pgbench that sends the same statements.

use std::path::Path;

use serde_json::json;
use torture::Fault;

use crate::{
    figures::Figures,
    measure::{Contender, Rounds, measure},
    pgbench,
    postgres::Postgres,
    request::{Load, ask},
    server::Server,
    statements::{Logbook, Script, transaction},
    world::{Account, World},
};

pub(crate) async fn run(
    world: &World,
    postgres: &Postgres,
    rounds: Rounds,
    folder: &Path,
    figures: &mut Figures,
) -> Result<(), Fault> {
    let ours = world.copy(postgres, "bench_update_cuenta").await?;
    let theirs = world.copy(postgres, "bench_update_pgbench").await?;
    let cuenta = Server::cuenta("cuenta", &ours.url, &[], folder).await?;
    let [one, other, third] = ours.accounts.first_chunk().ok_or("three accounts")?;
    // Its revisions shall have other numbers.
    for _ in 0..5 {
        change(&cuenta, other).await?;
    }
    let script =
        Script::of(&logged(&cuenta, postgres, &ours, one).await?, &logged(&cuenta, postgres, &ours, other).await?)?;
    let file = folder.join("update.sql");
    std::fs::write(&file, &script.text)?;
    let mut variables = vec![("accounts".to_owned(), theirs.accounts.len().to_string())];
    variables.extend(script.variables.iter().cloned());
    let (sent, ()) = postgres.logged(&theirs.name, pgbench::once(&theirs.url, &file, &variables)).await?;
    script.matches(&transaction(&sent)?)?;
    let contenders = [
        Contender::http(cuenta, Load::Update, &ours, folder).await?,
        Contender::Pgbench { name: "pgbench".to_owned(), database: theirs.url.clone(), script: file, variables },
    ];
    let throughput = measure("update", &contenders, postgres, rounds).await?;
    let [Contender::Http { server, .. }, _] = &contenders else { return Err("Cuenta first".into()) };
    // What was measured is what was compared: under way nothing has become another statement.
    script.matches(&logged(server, postgres, &ours, third).await?.steps)?;
    figures.throughputs.push(throughput);
    figures.update_script = Some(script.text);
    drop(contenders);
    for copy in [ours, theirs] {
        postgres.execute(&format!("DROP DATABASE {}", copy.name)).await?;
    }
    Ok(())
}

/// Changes an account, and answers the number of the revision.
pub(crate) async fn change(server: &Server, account: &Account) -> Result<i64, Fault> {
    let mut body = Load::Update.body(server.kind, account)?;
    body["variables"]["input"]["tradeName"] = json!(format!("Comercial Aurora {}", uuid::Uuid::new_v4().simple()));
    let answer = ask(server.address(), &account.token, &body).await?;
    let number = answer["data"]["updateCompany"]["revision"]["number"].as_i64();
    Ok(number.ok_or_else(|| format!("a change was not made: {answer}"))?)
}

async fn logged(server: &Server, postgres: &Postgres, world: &World, account: &Account) -> Result<Logbook, Fault> {
    // Once without, so that nothing is looked up for the first time.
    change(server, account).await?;
    let (logged, revision) = postgres.logged(&world.name, change(server, account)).await?;
    Ok(Logbook { account: account.id, revision, steps: transaction(&logged)? })
}
