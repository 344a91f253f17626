//! Accounts as their administrators would have made them: each is created, and filled by one change, through `domain`.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Instant,
};

use domain::{
    account::{self, CreateAccount},
    caller::{Caller, StaffScope, Standing},
    change::{Command, Outcome, WriteOptions, change},
    clock::SystemClock,
    database::Database,
    policy::AccountRole,
    revision::Actor,
    service::Service,
    webhook::NoCourier,
};
use tokio::task::JoinSet;
use torture::Fault;

use crate::accounts;

/// How many accounts are made at once.
const TASKS: u32 = 8;

/// Makes accounts 1 to `count` in a database that was migrated.
pub(crate) async fn seed(url: &str, count: u32) -> Result<(), Fault> {
    // What is lost in a power cut while seeding is seeded again.
    let url = format!("{url}?options=-c%20synchronous_commit%3Doff");
    let service = Service::new(Database::connect(&url).await?, Arc::new(SystemClock), Arc::new(NoCourier));
    let (next, begun) = (Arc::new(AtomicU32::new(1)), Instant::now());
    let mut tasks = JoinSet::new();
    for _ in 0..TASKS {
        let (service, next) = (service.clone(), Arc::clone(&next));
        tasks.spawn(async move {
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number > count {
                    return Ok::<_, Fault>(());
                }
                make(&service, number).await?;
                if number.is_multiple_of((count / 20).max(1)) {
                    println!("  {number} of {count} accounts after {} s", begun.elapsed().as_secs());
                }
            }
        });
    }
    while let Some(done) = tasks.join_next().await {
        done??;
    }
    Ok(())
}

async fn make(service: &Service, number: u32) -> Result<(), Fault> {
    let input = CreateAccount {
        slug: accounts::slug(number),
        trade_name: accounts::trade_name(number),
        language: accounts::language(number),
        time_zone: Some("America/Bogota".to_owned()),
    };
    let created = account::create(service, &StaffScope::of_the_process(), Actor::system(), input).await?;
    let created = created.map_err(|errors| format!("account {number} was refused: {errors:?}"))?;
    let caller = Caller {
        subject: "admin".to_owned(),
        name: Some("Administración".to_owned()),
        email: Some(format!("admin@aurora-{number:07}.example")),
        standing: Standing::Member { account: created.account, role: AccountRole::Admin },
    };
    let filling = Command::ChangeSettings(accounts::edits(number));
    match change(service, &caller, filling, WriteOptions::default()).await? {
        Outcome::Done(_) => Ok(()),
        Outcome::Wrong { errors, .. } => Err(format!("the change of account {number} was refused: {errors:?}").into()),
    }
}
