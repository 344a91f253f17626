//! Comparing what is stored in several ways: rows against values, numbers against the chain, hosts against owners.

use std::{collections::HashMap, ops::RangeInclusive};

use entity::{account, portal_host, revision};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::{
    error::Error,
    service::Service,
    store::{self, Rows, Snapshot},
};

/// What a verification found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// How many accounts were looked at.
    pub accounts: u64,
    /// What does not agree, a sentence each.
    pub findings: Vec<String>,
}

/// How many accounts are looked at in one go.
const BATCH: u64 = 2_000;

/// Compares every account's rows with its newest stored value, its revisions with 1, 2, 3 …, and its portal's host
/// with the table of hosts. Accounts are looked at some at a time, each as they are at one moment, in a statement a
/// table.
///
/// # Errors
/// When the database fails or a stored value cannot be read.
pub async fn verify(service: &Service) -> Result<Report, Error> {
    let mut report = Report::default();
    let mut last = None;
    loop {
        let moment = service.database.begin_reading().await?;
        let mut query = account::Entity::find().order_by_asc(account::Column::Id).limit(BATCH);
        if let Some(last) = last {
            query = query.filter(account::Column::Id.gt(last));
        }
        let accounts = query.all(&moment).await?;
        let (Some(oldest), Some(newest)) = (accounts.first(), accounts.last()) else {
            return Ok(report);
        };
        last = Some(newest.id);
        let mut stored = Stored::load(&moment, oldest.id..=newest.id).await?;
        for account in accounts {
            report.accounts += 1;
            let findings = stored.findings(&account)?;
            report.findings.extend(findings.into_iter().map(|finding| format!("account {}: {finding}", account.slug)));
        }
    }
}

/// What is stored of some accounts, by account.
struct Stored {
    revisions: HashMap<Uuid, i64>,
    newest: HashMap<Uuid, Snapshot>,
    rows: HashMap<Uuid, Rows>,
    hosts: HashMap<Uuid, Vec<String>>,
}

impl Stored {
    async fn load(database: &DatabaseTransaction, accounts: RangeInclusive<Uuid>) -> Result<Self, Error> {
        let (first, last) = (*accounts.start(), *accounts.end());
        let revisions: Vec<(Uuid, i64)> = revision::Entity::find()
            .select_only()
            .column(revision::Column::AccountId)
            .column_as(revision::Column::Number.count(), "count")
            .filter(revision::Column::AccountId.between(first, last))
            .group_by(revision::Column::AccountId)
            .into_tuple()
            .all(database)
            .await?;
        let newest = store::newest(database, &accounts).await?;
        let mut hosts: HashMap<Uuid, Vec<String>> = HashMap::new();
        let held = portal_host::Entity::find()
            .filter(portal_host::Column::AccountId.between(first, last))
            .order_by_asc(portal_host::Column::Host);
        for owner in held.all(database).await? {
            hosts.entry(owner.account_id).or_default().push(owner.host);
        }
        Ok(Self {
            revisions: revisions.into_iter().collect(),
            newest: newest.into_iter().map(|snapshot| (snapshot.account.0, snapshot)).collect(),
            rows: Rows::load(database, &accounts).await?,
            hosts,
        })
    }

    fn findings(&mut self, row: &account::Model) -> Result<Vec<String>, Error> {
        let mut findings = Vec::new();
        let count = self.revisions.remove(&row.id).unwrap_or(0);
        if count != i64::from(row.revision) {
            findings.push(format!("{count} revisions are stored, and the newest should be {}", row.revision));
        }
        let Some(snapshot) = self.newest.remove(&row.id) else {
            findings.push(format!("revision {} is missing", row.revision));
            return Ok(findings);
        };
        if let Err(section) = snapshot.settings.validate() {
            findings.push(format!("the stored settings break a rule of {section}"));
        }
        let expected = Rows::of(snapshot.account, &snapshot.settings)?;
        match self.rows.remove(&row.id) {
            None => findings.push("a row that stands alone for its account is missing".to_owned()),
            Some(actual) => findings.extend(
                expected
                    .differing(&actual)
                    .into_iter()
                    .map(|table| format!("the table {table} does not say what revision {} says", row.revision)),
            ),
        }
        let hosts = self.hosts.remove(&row.id).unwrap_or_default();
        let host = snapshot.settings.parameters.environment.portal_host();
        if hosts != host.into_iter().collect::<Vec<_>>() {
            findings.push(format!("it holds the hosts [{}], which is not its portal's", hosts.join(", ")));
        }
        Ok(findings)
    }
}
