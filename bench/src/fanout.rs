//! Revisions of one account on their way to many subscribers.

use std::{net::Ipv4Addr, path::Path, time::Instant};

use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use torture::{Fault, Length, socket::Socket};

use crate::{
    figures::{Fanout, Figures},
    postgres::Postgres,
    server::Server,
    update::change,
    world::{World, token},
};

/// A revision that a subscriber was told, and when.
type Told = (i64, Instant);

pub(crate) async fn run(
    world: &World,
    postgres: &Postgres,
    length: Length,
    folder: &Path,
    figures: &mut Figures,
) -> Result<(), Fault> {
    let (subscribers, waited_for, in_a_row) = length.pick((1000, 50, 200), (50, 3, 10));
    let world = world.copy(postgres, "bench_fanout").await?;
    let account = world.accounts.first().ok_or("an account")?;
    let server = Server::cuenta("cuenta", &world.url, &[], folder).await?;
    let (sender, mut told) = unbounded_channel::<Told>();
    let mut following = tokio::task::JoinSet::new();
    for number in 0..subscribers {
        // As many connections of one address are allowed as there are subscribers, so they come from several.
        let source = Ipv4Addr::new(127, 0, 1, u8::try_from(number % 20 + 1)?);
        let token = token(&format!("subscriber-{number}"), "admin", Some(&account.slug))?;
        let mut socket = Socket::open_from(source, server.address(), &token).await?;
        socket.subscribe("1", "subscription { revisions { number } }").await?;
        let sender = sender.clone();
        following.spawn(async move {
            loop {
                let message = socket.next().await?;
                let number = message["payload"]["data"]["revisions"]["number"].as_i64();
                let number = number.ok_or_else(|| format!("a subscriber was told {message}"))?;
                if sender.send((number, Instant::now())).is_err() {
                    return Ok::<_, Fault>(());
                }
            }
        });
    }
    drop(sender);
    // Subscriptions have begun when all are told of the same revision.
    tokio::time::sleep(std::time::Duration::from_secs(length.pick(3, 1))).await;
    let first = change(&server, account).await?;
    all_told(&mut told, first, subscribers).await?;

    let mut until_last = Vec::new();
    for _ in 0..waited_for {
        let number = change(&server, account).await?;
        let answered = Instant::now();
        let last = all_told(&mut told, number, subscribers).await?;
        until_last.push(last.saturating_duration_since(answered).as_secs_f64() * 1000.0);
    }
    let begun = Instant::now();
    let mut number = 0;
    for _ in 0..in_a_row {
        number = change(&server, account).await?;
    }
    let last = all_told(&mut told, number, subscribers).await?;
    let events = subscribers * in_a_row;
    let seconds = last.saturating_duration_since(begun).as_secs_f64();
    let per_second = f64::from(u32::try_from(events)?) / seconds;
    println!("  until the last of {subscribers} had it: {until_last:.1?} ms; {per_second:.0} events a second");
    figures.fanout = Some(Fanout { subscribers, until_last, per_second, events });
    following.abort_all();
    drop(server);
    while following.join_next().await.is_some() {}
    postgres.execute(&format!("DROP DATABASE {} WITH (FORCE)", world.name)).await
}

/// Waits until so many subscribers were told of a revision, and answers when the last one was.
async fn all_told(told: &mut UnboundedReceiver<Told>, number: i64, subscribers: usize) -> Result<Instant, Fault> {
    let mut count = 0;
    loop {
        let next = tokio::time::timeout(std::time::Duration::from_secs(30), told.recv()).await;
        let (of, at) = next
            .map_err(|_| format!("{count} of {subscribers} were told of revision {number}"))?
            .ok_or("subscribers")?;
        count += usize::from(of == number);
        if count == subscribers {
            return Ok(at);
        }
    }
}
