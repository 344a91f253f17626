//! Comparing what is stored in several ways: rows against values, numbers against the chain, hosts against owners.

use entity::{account, id::AccountId, portal_host, revision};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::{
    error::Error,
    service::Service,
    store::{self, Rows},
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
const BATCH: u64 = 500;

/// Compares every account's rows with its newest stored value, its revisions with 1, 2, 3 …, and its portal's host
/// with the table of hosts.
///
/// # Errors
/// When the database fails or a stored value cannot be read.
pub async fn verify(service: &Service) -> Result<Report, Error> {
    let database = service.database.read();
    let mut report = Report::default();
    let mut last = None;
    loop {
        let mut query = account::Entity::find().order_by_asc(account::Column::Id).limit(BATCH);
        if let Some(last) = last {
            query = query.filter(account::Column::Id.gt(last));
        }
        let accounts = query.all(database).await?;
        let Some(newest) = accounts.last() else {
            return Ok(report);
        };
        last = Some(newest.id);
        for account in accounts {
            report.accounts += 1;
            let findings = findings(service, &account).await?;
            report.findings.extend(findings.into_iter().map(|finding| format!("account {}: {finding}", account.slug)));
        }
    }
}

async fn findings(service: &Service, row: &account::Model) -> Result<Vec<String>, Error> {
    let database = service.database.read();
    let account = AccountId(row.id);
    let mut findings = Vec::new();
    let count = revision::Entity::find().filter(revision::Column::AccountId.eq(row.id)).count(database).await?;
    if i64::try_from(count).ok() != Some(i64::from(row.revision)) {
        findings.push(format!("{count} revisions are stored, and the newest should be {}", row.revision));
    }
    let Some(snapshot) = store::current(database, account).await? else {
        findings.push(format!("revision {} is missing", row.revision));
        return Ok(findings);
    };
    if let Err(section) = snapshot.settings.validate() {
        findings.push(format!("the stored settings break a rule of {section}"));
    }
    let expected = Rows::of(account, &snapshot.settings)?;
    match Rows::load(database, account).await? {
        None => findings.push("a row that stands alone for its account is missing".to_owned()),
        Some(actual) => findings.extend(
            expected
                .differing(&actual)
                .into_iter()
                .map(|table| format!("the table {table} does not say what revision {} says", row.revision)),
        ),
    }
    let hosts: Vec<String> = portal_host::Entity::find()
        .filter(portal_host::Column::AccountId.eq(row.id))
        .all(database)
        .await?
        .into_iter()
        .map(|owner| owner.host)
        .collect();
    let host = snapshot.settings.parameters.environment.portal_host();
    if hosts != host.into_iter().collect::<Vec<_>>() {
        findings.push(format!("it holds the hosts [{}], which is not its portal's", hosts.join(", ")));
    }
    Ok(findings)
}
