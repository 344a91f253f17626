//! The change feed: every revision once and in order, whenever one begins to follow, and on whichever node.

mod nodes;
mod streams;

use std::{pin::Pin, sync::Arc, time::Duration};

use domain::{
    authentication,
    caller::{Caller, Standing},
    error::{BadInput, Error, Refusal},
    feed,
    policy::AccountRole,
    revision::Revision,
    service::Service,
};
use futures_util::{FutureExt as _, Stream, StreamExt as _, future::join_all};
use serde_json::{Value, json};

use crate::support::{Client, on_both};

/// An administrator, as the domain knows one.
async fn administrator(service: &Service, slug: &str) -> Caller {
    let account = authentication::account_by_slug(service, slug, 0).await.unwrap().unwrap();
    let standing = Standing::Member { account, role: AccountRole::Admin };
    Caller { subject: "admin".to_owned(), name: None, email: None, standing }
}

type Feed = Pin<Box<dyn Stream<Item = Result<Arc<Revision>, Error>> + Send>>;

async fn follow(service: &Service, slug: &str, after: Option<i32>) -> Result<Feed, Error> {
    let caller = administrator(service, slug).await;
    let scope = caller.read_history(caller.account().unwrap().id).unwrap();
    Ok(Box::pin(feed::revisions(service, scope, after).await?))
}

/// The next revisions, which must come: a minute is for machines that are busy with other tests.
async fn numbers(feed: &mut Feed, count: usize) -> Vec<i32> {
    let mut numbers = Vec::new();
    while numbers.len() < count {
        let next = tokio::time::timeout(Duration::from_mins(1), feed.next()).await;
        let next = next.unwrap_or_else(|_| panic!("nothing came after {numbers:?}"));
        numbers.push(next.unwrap().unwrap().number);
    }
    numbers
}

async fn rename(client: &Client, name: &str) {
    client.mutate("updateCompany", json!({"tradeName": name}), json!({}), "userErrors { code }").await.done();
}

on_both! {
    async fn what_was_missed_comes_first_and_then_what_happens(world) {
        let admin = world.account("acme").await;
        rename(&admin, "2").await;
        rename(&admin, "3").await;
        let mut everything = follow(&world.service, "acme", Some(0)).await.unwrap();
        let mut missed = follow(&world.service, "acme", Some(2)).await.unwrap();
        let mut live = follow(&world.service, "acme", None).await.unwrap();
        let mut nothing_missed = follow(&world.service, "acme", Some(3)).await.unwrap();
        assert_eq!(numbers(&mut everything, 3).await, [1, 2, 3]);
        assert_eq!(numbers(&mut missed, 1).await, [3]);
        assert!(live.next().now_or_never().is_none() && nothing_missed.next().now_or_never().is_none());
        rename(&admin, "4").await;
        rename(&admin, "4").await;
        rename(&admin, "5").await;
        for feed in [&mut everything, &mut missed, &mut live, &mut nothing_missed] {
            assert_eq!(numbers(feed, 2).await, [4, 5], "a change that changes nothing is none");
        }
        let revision = follow(&world.service, "acme", Some(4)).await.unwrap().next().await.unwrap().unwrap();
        assert_eq!((revision.action.as_str(), revision.actor.subject.as_str()), ("updateCompany", "admin"));
        assert_eq!(revision.changes[0].after, "5");
    }

    async fn a_number_that_does_not_exist_yet_is_refused(world) {
        world.account("acme").await;
        for after in [2, i32::MAX, -1, i32::MIN] {
            let refused = follow(&world.service, "acme", Some(after)).await.err();
            assert!(
                matches!(refused, Some(Error::Refused(Refusal::BadInput(BadInput::RevisionUnknown)))),
                "{after}: {refused:?}"
            );
        }
    }

    async fn one_account_does_not_hear_of_another(world) {
        let admin = world.account("acme").await;
        let other = world.account("other").await;
        let mut feed = follow(&world.service, "acme", None).await.unwrap();
        for number in 0..5 {
            rename(&other, &format!("Other {number}")).await;
        }
        rename(&admin, "Acme 2").await;
        let revision = feed.next().await.unwrap().unwrap();
        assert_eq!((revision.number, &revision.changes[0].after), (2, &json!("Acme 2")));
    }

    async fn followers_that_begin_amid_changes_miss_none_and_get_none_twice(world) {
        let admin = world.account("acme").await;
        let writers = (0..4).map(|writer| {
            let admin = admin.clone();
            tokio::spawn(async move {
                for number in 0..25 {
                    rename(&admin, &format!("{writer} {number}")).await;
                }
            })
        });
        let writers: Vec<_> = writers.collect();
        let all_began = Arc::new(tokio::sync::Barrier::new(51));
        let followers = (0..50).map(|number| {
            let (service, all_began) = (world.service.clone(), Arc::clone(&all_began));
            tokio::spawn(async move {
                for _ in 0..20 * number {
                    tokio::task::yield_now().await;
                }
                let after = if number % 2 == 0 { Some(0) } else { None };
                let mut feed = follow(&service, "acme", after).await.unwrap();
                all_began.wait().await;
                let first = numbers(&mut feed, 1).await[0];
                let rest = numbers(&mut feed, usize::try_from(102 - first).unwrap()).await;
                (after, first, rest)
            })
        });
        let followers: Vec<_> = followers.collect();
        all_began.wait().await;
        join_all(writers).await.into_iter().for_each(Result::unwrap);
        // One more, for who began with the last change.
        rename(&admin, "Last").await;
        for follower in followers {
            let (after, first, rest) = follower.await.unwrap();
            assert!(after.is_none() || first == 1);
            assert_eq!(rest, (first + 1..=102).collect::<Vec<_>>());
        }
    }

    async fn a_follower_that_is_far_behind_reads_what_it_missed(world) {
        let admin = world.account("acme").await;
        let mut slow = follow(&world.service, "acme", None).await.unwrap();
        let mut also = follow(&world.service, "acme", Some(0)).await.unwrap();
        assert_eq!(numbers(&mut also, 1).await, [1]);
        for number in 0..250 {
            rename(&admin, &format!("Name {number}")).await;
        }
        assert_eq!(numbers(&mut slow, 250).await, (2..=251).collect::<Vec<_>>());
        assert_eq!(numbers(&mut also, 250).await, (2..=251).collect::<Vec<_>>());
        rename(&admin, "Last").await;
        assert_eq!(numbers(&mut slow, 1).await, [252]);
    }

    async fn a_hundred_followers_read_each_revision_once_together(world) {
        let admin = world.account("acme").await;
        let mut followers = Vec::new();
        for _ in 0..100 {
            followers.push(follow(&world.service, "acme", None).await.unwrap());
        }
        let mut costs = Vec::new();
        for count in [1, 100] {
            let before = world.database.statements();
            rename(&admin, &format!("For {count}")).await;
            for follower in &mut followers[..count] {
                numbers(follower, 1).await;
            }
            costs.push(world.database.statements() - before);
        }
        // The ninety-nine others have the first one still before them; the second costs them no statement either. A node
        // that hears itself looks once more, and makes itself heard each second.
        assert!(costs[1] <= costs[0] + 10, "{costs:?}");
    }

    async fn what_the_settings_decide_is_told_now_and_when_it_changes(world) {
        let admin = world.account("acme").await;
        let caller = administrator(&world.service, "acme").await;
        let scope = caller.read_ticket_policy(caller.account().unwrap().id).unwrap();
        let mut decisions = Box::pin(feed::decisions(&world.service, scope));
        let mut next = async || {
            let next = tokio::time::timeout(Duration::from_mins(1), decisions.next()).await.unwrap();
            next.unwrap().unwrap().revision
        };
        assert_eq!(next().await, 1);
        rename(&admin, "No decision").await;
        let link: Value = json!({"customers": true});
        admin.mutate("updateDirectTicketLink", link, json!({}), "userErrors { code }").await.done();
        assert_eq!(next().await, 3, "a name decides nothing");
        for enabled in [true, false] {
            let chat = json!({"chat": {"enabled": enabled}});
            admin.mutate("updateAdditionalModules", chat, json!({}), "userErrors { code }").await.done();
            assert_eq!(next().await, if enabled { 4 } else { 5 });
        }
    }
}
