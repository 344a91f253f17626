//! The benchmark: Cuenta as it is shipped, beside what a user would pick instead, on one PostgreSQL with the same data.
//!
//! Knows Cuenta from outside, but for the seeding, which goes through `domain` as every change does. Each part keeps its
//! figures, and a report is made of all that were kept of the same binary.

mod accounts;
mod compare;
mod fanout;
mod figures;
mod latency;
mod layout;
mod measure;
mod memory;
mod million;
mod page;
mod pgbench;
mod postgres;
mod profile;
mod report;
mod request;
mod seed;
mod server;
mod statements;
mod targets;
mod update;
mod world;
mod wrk;

use figures::{DatabaseSize, Figures};
use measure::Rounds;
use page::reading;
use postgres::Postgres;
use torture::{Fault, Length};
use world::{DRAWN, World};
use wrk::float;

/// Every part that makes figures, by name. All but the last are the whole where none is named.
const PARTS: [&str; 11] =
    ["page", "group", "nested", "executed", "cold", "latency", "update", "fanout", "staff", "memory", "million"];

/// The part that makes a page of its own.
const PROFILE: &str = "profile";

/// The part that makes the linker's script.
const LAYOUT: &str = "layout";

#[tokio::main]
async fn main() -> Result<(), Fault> {
    let (length, wanted) = Length::and_parts(&[&PARTS[..], &[PROFILE, LAYOUT]].concat())?;
    let postgres = Postgres::open().await?;
    let rounds = Rounds::of(length)?;
    let world = World::of(&postgres, length.pick(DRAWN, 200)).await?;
    let folder = tempfile::tempdir()?;
    for part in PARTS {
        let is_meant = if wanted.is_empty() { part != "million" } else { wanted.iter().any(|wanted| wanted == part) };
        if !is_meant {
            continue;
        }
        println!("{part} …");
        let mut figures = Figures::new(&postgres.settings().await?)?;
        figures.databases.push(size(&postgres, &world).await?);
        let folder = folder.path();
        match part {
            "latency" => latency::run(&world, length, rounds, folder, &mut figures).await?,
            "update" => update::run(&world, &postgres, rounds, folder, &mut figures).await?,
            "fanout" => fanout::run(&world, &postgres, length, folder, &mut figures).await?,
            "memory" => memory::run(&world, length, folder, &mut figures).await?,
            "million" => {
                let large = World::of(&postgres, length.pick(1_000_000, 2000)).await?;
                figures.databases.push(size(&postgres, &large).await?);
                million::run(&world, &large, &postgres, rounds, folder, &mut figures).await?;
            }
            part => reading(part)?.run(&world, &postgres, rounds, folder, &mut figures).await?,
        }
        if length == Length::Full {
            figures.store(part)?;
        }
    }
    let is_wanted = |part: &str| wanted.iter().any(|wanted| wanted == part);
    if is_wanted(LAYOUT) {
        return layout::run(&world, folder.path()).await;
    }
    if is_wanted(PROFILE) {
        return profile::run(&world, rounds, folder.path()).await;
    }
    if length == Length::Full { report::write(&Figures::stored(&PARTS)?) } else { Ok(()) }
}

async fn size(postgres: &Postgres, world: &World) -> Result<DatabaseSize, Fault> {
    let bytes = u64::try_from(postgres.size(&world.name).await?)?;
    Ok(DatabaseSize { accounts: world.count, megabytes: float(bytes) / 1e6 })
}
