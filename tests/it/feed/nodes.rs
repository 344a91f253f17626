//! Several nodes on one database: what one changes, the followers of the other hear.

use std::{sync::Arc, time::Duration};

use domain::{service::Service, webhook::NoCourier};
use sea_orm::{ConnectionTrait as _, DatabaseBackend, Statement};

use super::{follow, numbers, rename};
use crate::support::{World, on_both, world::Listening};

/// Another node on the same database, which listens.
struct Node {
    service: Service,
    _listening: Listening,
}

impl Node {
    async fn start(world: &World) -> Self {
        let database = world.test_database.connect().await;
        let service = Service::new(database, world.clock.clone(), Arc::new(NoCourier));
        let listening = World::listening(&service).await;
        Self { service, _listening: listening }
    }
}

/// Cuts the connections on which nodes listen. SQLite has none.
async fn cut(world: &World) {
    let database = world.database.for_migrations();
    if database.get_database_backend() == DatabaseBackend::Postgres {
        let cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
            WHERE query LIKE 'LISTEN%' AND datname = current_database() AND pid <> pg_backend_pid()";
        database.execute_raw(Statement::from_string(DatabaseBackend::Postgres, cut)).await.unwrap();
    }
}

on_both! {
    async fn a_change_on_one_node_reaches_the_followers_of_another(world) {
        let admin = world.account("acme").await;
        let node = Node::start(&world).await;
        let mut feed = follow(&node.service, "acme", None).await.unwrap();
        for number in 2..=6 {
            rename(&admin, &format!("Name {number}")).await;
            assert_eq!(numbers(&mut feed, 1).await, [number]);
        }
    }

    /// With more of both, and whole processes: `make torture PART=feed`.
    async fn nothing_is_missing_after_the_listeners_connections_were_cut(world) {
        let admin = world.account("acme").await;
        let nodes = [Node::start(&world).await, Node::start(&world).await];
        let mut feeds = Vec::new();
        for number in 0..50 {
            feeds.push(follow(&nodes[number % 2].service, "acme", Some(0)).await.unwrap());
        }
        let cutting = async {
            loop {
                cut(&world).await;
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        let changing = async {
            for number in 2..=200 {
                rename(&admin, &format!("Name {number}")).await;
            }
        };
        tokio::select! {
            () = changing => {}
            () = cutting => {}
        }
        for feed in &mut feeds {
            assert_eq!(numbers(feed, 200).await, (1..=200).collect::<Vec<_>>());
        }
        rename(&admin, "Later").await;
        assert_eq!(numbers(&mut feeds[0], 1).await, [201], "it hears again");
    }
}
