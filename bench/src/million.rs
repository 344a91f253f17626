//! A million accounts beside ten thousand: the same load, drawn from as many accounts in both.

use std::path::Path;

use torture::Fault;

use crate::{
    compare::compare,
    figures::Figures,
    measure::{Contender, Rounds, measure},
    memory::starts,
    page::{peers, reading},
    postgres::Postgres,
    request::Load,
    server::Server,
    world::World,
};

/// What Cuenta over the larger database is called.
pub(crate) const LARGE: &str = "cuenta-million";

pub(crate) async fn run(
    small: &World,
    large: &World,
    postgres: &Postgres,
    rounds: Rounds,
    folder: &Path,
    figures: &mut Figures,
) -> Result<(), Fault> {
    for world in [small, large] {
        figures.starts.push(starts(world, folder).await?);
    }
    for (load, part) in [("million", "page"), ("million-cold", "cold")] {
        let options = reading(part)?.options()?;
        let options: Vec<&str> = options.iter().map(String::as_str).collect();
        let of_small = Server::cuenta("cuenta", &small.url, &options, folder).await?;
        let mut servers = vec![Server::cuenta(LARGE, &large.url, &options, folder).await?];
        servers.extend(peers(&large.url, folder).await?);
        compare(&servers.iter().collect::<Vec<_>>(), large, Load::Page).await?;
        let mut contenders = vec![Contender::http(of_small, Load::Page, small, folder).await?];
        for server in servers {
            contenders.push(Contender::http(server, Load::Page, large, folder).await?);
        }
        figures.throughputs.push(measure(load, &contenders, postgres, rounds).await?);
    }
    Ok(())
}
