//! The one way in which settings change: load, edit, validate, diff, rows and revision, commit.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use entity::id::AccountId;

use crate::{
    account::Account,
    caller::{Caller, StaffScope},
    database::is_worth_another_try,
    diff::{Change, diff},
    edit::{Edit, Touched},
    error::{Cause, Error, Refusal},
    patch::Patch,
    photo::Processed,
    policy::{Permission, needed_to_change},
    revision::{Actor, NewRevision, Revision},
    service::Service,
    settings::{NewIds, Settings},
    store::{self, Snapshot},
    text::{self, REASON_MAX},
    user_error::{Problem, UserError},
    web_address,
};

/// The most edits of one batch.
pub const EDITS_MAX: usize = 100;

/// What a caller may say about any change.
#[derive(Clone, Debug, Default)]
pub struct WriteOptions {
    /// The change is refused when the account has another revision.
    pub expected_revision: Option<i32>,
    /// Everything is checked, nothing is written.
    pub dry_run: bool,
    /// Why, kept in the history; at most 500 characters.
    pub reason: Option<String>,
}

/// What a caller asks for.
#[derive(Clone, Debug)]
pub enum Command {
    /// One edit.
    Edit(Edit),
    /// A new photo, or what is wrong with it, as [`crate::photo::take_in`] found.
    SetCompanyPhoto(Result<Box<Processed>, Problem>),
    /// Several edits as one revision, in their order, all or none.
    ChangeSettings(Vec<Edit>),
    /// The settings as a revision left them.
    RestoreRevision {
        /// The revision.
        number: i32,
    },
}

/// What came of a command.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// It was carried out, or would have been.
    Done(Box<Done>),
    /// Its input is wrong; nothing was written.
    Wrong {
        /// What is wrong.
        errors: Vec<UserError>,
        /// After a conflict, the settings as they are.
        current: Option<Snapshot>,
    },
}

/// A command that was carried out, or would have been.
#[derive(Clone, Debug)]
pub struct Done {
    /// The settings before, for what was removed.
    pub before: Snapshot,
    /// The settings after; of a dry run, as they would be.
    pub after: Snapshot,
    /// Whether nothing was written because nothing was to be.
    pub dry_run: bool,
    /// What changed, or would change.
    pub changes: Vec<Change>,
    /// The revision that was made: none in a dry run, and when nothing changed.
    pub revision: Option<Revision>,
    /// The element that was added, changed or removed.
    pub touched: Option<Touched>,
}

/// Carries out a command on the caller's own account.
///
/// The work is done in a task of its own: a caller that hangs up cannot part it.
///
/// # Errors
/// [`Refusal::Forbidden`] when the caller lacks a permission of what the command asks for or would change; an error
/// of ours. What is wrong with the input is an [`Outcome`].
pub async fn change(
    service: &Service,
    caller: &Caller,
    command: Command,
    options: WriteOptions,
) -> Result<Outcome, Error> {
    command.permit(caller)?;
    let account = caller.account().ok_or(Refusal::Forbidden(Permission::ReadSettings))?.id;
    let holder = caller.clone();
    let writer = Writer {
        account,
        actor: Actor::from(caller),
        action: command.action(),
        may_change: Box::new(move |permission| holder.holds(permission)),
    };
    in_a_task(service, writer, command.into_plan(), options).await
}

/// Frees a host that an account has taken and does not own. The account gets a revision by the system.
///
/// # Errors
/// The inner error tells what is wrong with the host; the outer one why it could not be tried.
pub async fn release_portal_host(
    service: &Service,
    scope: &StaffScope,
    host: &str,
) -> Result<Result<Account, Vec<UserError>>, Error> {
    let wrong = |problem| Ok(Err(vec![UserError::new(problem, ["host"])]));
    let Some(host) = web_address::portal_host(host) else {
        return wrong(Problem::InvalidUrl);
    };
    let Some(owner) = store::owner_of_host(service.database.read(), &host).await? else {
        return wrong(Problem::NotFound);
    };
    let writer = Writer {
        account: owner,
        actor: Actor::system(),
        action: "releasePortalHost",
        may_change: Box::new(|permission| permission == Permission::ManageParameters),
    };
    match in_a_task(service, writer, Plan::ReleaseHost(host), WriteOptions::default()).await? {
        Outcome::Wrong { errors, .. } => Ok(Err(errors)),
        Outcome::Done(_) => {
            let account = crate::account::find(service, scope, owner).await?;
            Ok(Ok(account.ok_or(Cause::Missing("the account whose host was released"))?))
        }
    }
}

impl Command {
    /// The mutation's field name, which the history keeps.
    fn action(&self) -> &'static str {
        match self {
            Self::Edit(edit) => edit.action(),
            Self::SetCompanyPhoto(_) => "setCompanyPhoto",
            Self::ChangeSettings(_) => "changeSettings",
            Self::RestoreRevision { .. } => "restoreRevision",
        }
    }

    /// Refuses a caller who lacks what the command asks for, whatever it would change.
    fn permit(&self, caller: &Caller) -> Result<(), Refusal> {
        match self {
            Self::Edit(edit) => caller.require(edit.permission()),
            Self::SetCompanyPhoto(_) => caller.require(Permission::ManageCompany),
            Self::ChangeSettings(edits) => permit_batch(caller, edits.iter().map(Edit::permission)),
            Self::RestoreRevision { .. } => caller.require(Permission::RestoreRevision),
        }
    }

    fn into_plan(self) -> Plan {
        match self {
            Self::Edit(edit) => Plan::Edits { edits: vec![edit], batch: false },
            Self::SetCompanyPhoto(processed) => Plan::SetPhoto(processed),
            Self::ChangeSettings(edits) => Plan::Edits { edits, batch: true },
            Self::RestoreRevision { number } => Plan::Restore { number },
        }
    }
}

/// Refuses a caller who lacks the permission of one of the edits of a batch, or who may change nothing at all.
///
/// # Errors
/// [`Refusal::Forbidden`].
pub fn permit_batch(caller: &Caller, needed: impl Iterator<Item = Permission>) -> Result<(), Refusal> {
    const SECTIONS: [Permission; 7] = [
        Permission::ManageCompany,
        Permission::ManageContacts,
        Permission::ManageAddresses,
        Permission::ManageParameters,
        Permission::ManageSecurity,
        Permission::ManageBusinessHours,
        Permission::ManageAccessProfiles,
    ];
    if !SECTIONS.iter().any(|permission| caller.holds(*permission)) {
        return Err(Refusal::Forbidden(Permission::ManageCompany));
    }
    for permission in needed {
        caller.require(permission)?;
    }
    Ok(())
}

/// Who writes, where, and what they may change.
struct Writer {
    account: AccountId,
    actor: Actor,
    action: &'static str,
    may_change: Box<dyn Fn(Permission) -> bool + Send + Sync>,
}

/// What is to be done to the settings.
enum Plan {
    Edits { edits: Vec<Edit>, batch: bool },
    SetPhoto(Result<Box<Processed>, Problem>),
    Restore { number: i32 },
    ReleaseHost(String),
}

/// What a plan makes of the settings, before anything is written.
struct Draft {
    settings: Settings,
    changes: Vec<Change>,
    touched: Option<Touched>,
}

async fn in_a_task(service: &Service, writer: Writer, plan: Plan, options: WriteOptions) -> Result<Outcome, Error> {
    let service = service.clone();
    tokio::spawn(async move {
        if options.dry_run {
            return preview(&service, &writer, &plan, &options).await;
        }
        for _ in 0..store::TRIES {
            match write(&service, &writer, &plan, &options).await {
                Err(Error::Internal(Cause::Database(error))) if is_worth_another_try(&error) => {}
                result => return result,
            }
        }
        write(&service, &writer, &plan, &options).await
    })
    .await?
}

/// Does all that [`write`] does without taking the account's row, and ends at the diff.
async fn preview(service: &Service, writer: &Writer, plan: &Plan, options: &WriteOptions) -> Result<Outcome, Error> {
    let database = service.database.read();
    let before = store::current(database, writer.account).await?.ok_or(Refusal::NotFound)?;
    let then = match plan {
        Plan::Restore { number } => store::at(database, writer.account, *number).await?,
        Plan::Edits { .. } | Plan::SetPhoto(_) | Plan::ReleaseHost(_) => None,
    };
    let draft = match draft(service.now(), writer, plan, options, &before, then)? {
        Ok(draft) => draft,
        Err(wrong) => return Ok(wrong),
    };
    if let Some(host) = draft.settings.parameters.environment.portal_host() {
        let owner = store::owner_of_host(database, &host).await?;
        if owner.is_some_and(|owner| owner != writer.account) {
            return Ok(plan.taken(host));
        }
    }
    Ok(done(before, draft, None, true))
}

async fn write(service: &Service, writer: &Writer, plan: &Plan, options: &WriteOptions) -> Result<Outcome, Error> {
    let transaction = service.database.begin().await?;
    let number = store::take(&transaction, writer.account).await?.ok_or(Refusal::NotFound)?;
    let before = store::at(&transaction, writer.account, number - 1)
        .await?
        .ok_or(Cause::Missing("the settings of the current revision"))?;
    let then = match plan {
        Plan::Restore { number } => store::at(&transaction, writer.account, *number).await?,
        Plan::Edits { .. } | Plan::SetPhoto(_) | Plan::ReleaseHost(_) => None,
    };
    // Leaving before the commit drops the transaction, which rolls it back.
    let draft = match draft(service.now(), writer, plan, options, &before, then)? {
        Ok(draft) => draft,
        Err(wrong) => return Ok(wrong),
    };
    if draft.changes.is_empty() {
        return Ok(done(before, draft, None, false));
    }
    let host_before = before.settings.parameters.environment.portal_host();
    let host = draft.settings.parameters.environment.portal_host();
    if !store::move_portal(&transaction, writer.account, host_before, host.clone()).await? {
        return Ok(plan.taken(host.unwrap_or_default()));
    }
    if let Plan::SetPhoto(Ok(processed)) = plan {
        store::insert_photo(&transaction, writer.account, processed).await?;
    }
    store::project(&transaction, writer.account, &draft.settings, &draft.changes).await?;
    let revision = NewRevision {
        account: writer.account,
        number,
        at: service.now(),
        actor: writer.actor.clone(),
        action: writer.action,
        reason: options.reason.as_deref().and_then(text::clean),
        changes: draft.changes.clone(),
    };
    let revision = store::insert_revision(&transaction, revision, &draft.settings).await?;
    transaction.commit().await?;
    Ok(done(before, draft, Some(revision), false))
}

fn done(before: Snapshot, draft: Draft, revision: Option<Revision>, dry_run: bool) -> Outcome {
    let number = revision.as_ref().map_or(before.revision, |revision| revision.number);
    let after = Snapshot { account: before.account, revision: number, settings: Arc::new(draft.settings) };
    let Draft { changes, touched, .. } = draft;
    Outcome::Done(Box::new(Done { before, after, dry_run, changes, revision, touched }))
}

/// Edit, validate, diff. The inner error is an outcome: the input is wrong.
fn draft(
    now: DateTime<Utc>,
    writer: &Writer,
    plan: &Plan,
    options: &WriteOptions,
    before: &Snapshot,
    then: Option<Snapshot>,
) -> Result<Result<Draft, Outcome>, Error> {
    let wrong = |errors, current| Ok(Err(Outcome::Wrong { errors, current }));
    if options.expected_revision.is_some_and(|expected| expected != before.revision) {
        let conflict = Problem::RevisionConflict { current: before.revision };
        let errors = vec![UserError::new(conflict, ["options", "expectedRevision"])];
        return wrong(errors, Some(before.clone()));
    }
    let mut errors = Vec::new();
    if let Err(problem) = text::limited(options.reason.as_deref().unwrap_or_default(), REASON_MAX) {
        errors.push(UserError::new(problem, ["options", "reason"]));
    }
    let mut settings = before.settings.as_ref().clone();
    let mut touched = None;
    match plan {
        Plan::Edits { edits, batch } => {
            let mut random = rand::rng();
            let mut ids = NewIds::new(writer.account, now, &mut random);
            if *batch && edits.is_empty() {
                errors.push(UserError::new(Problem::Required, ["edits"]));
            }
            if edits.len() > EDITS_MAX {
                errors.push(UserError::new(Problem::TooMany { max: EDITS_MAX }, ["edits"]));
                return wrong(errors, None);
            }
            for (position, edit) in edits.iter().enumerate() {
                match edit.apply(&mut settings, &mut ids) {
                    Ok(element) => touched = element,
                    Err(wrong) if *batch => {
                        let position = position.to_string();
                        let prefix = ["edits", &position, edit.action()];
                        errors.extend(wrong.into_iter().map(|error| error.inside(prefix)));
                    }
                    Err(wrong) => errors.extend(wrong),
                }
            }
        }
        Plan::SetPhoto(Ok(processed)) => settings.company.photo = Some(processed.photo.clone()),
        Plan::SetPhoto(Err(problem)) => errors.push(UserError::new(problem.clone(), ["photo"])),
        Plan::Restore { .. } => match then {
            Some(then) => settings = then.settings.as_ref().clone(),
            None => errors.push(UserError::new(Problem::NotFound, ["number"])),
        },
        Plan::ReleaseHost(host) => {
            let environment = &mut settings.parameters.environment;
            if environment.portal_host().as_ref() == Some(host) {
                environment.portal_url = None;
            } else {
                errors.push(UserError::new(Problem::NotFound, ["host"]));
            }
        }
    }
    if !errors.is_empty() {
        return wrong(errors, None);
    }
    settings.validate().map_err(Cause::Invariant)?;
    let changes = diff(Some(&before.settings), &settings)?;
    for change in &changes {
        let needed = needed_to_change(&change.path);
        if !(writer.may_change)(needed) {
            return Err(Refusal::Forbidden(needed).into());
        }
    }
    Ok(Ok(Draft { settings, changes, touched }))
}

impl Plan {
    /// The outcome when another account has the host that the plan asks for.
    fn taken(&self, host: String) -> Outcome {
        let path: Vec<String> = match self {
            Self::Restore { .. } => vec!["number".to_owned()],
            Self::ReleaseHost(_) => vec!["host".to_owned()],
            Self::Edits { batch: false, .. } | Self::SetPhoto(_) => vec!["portalUrl".to_owned()],
            Self::Edits { edits, batch: true } => {
                let position = edits.iter().rposition(|edit| match edit {
                    Edit::UpdateEnvironmentParameters(edit) => edit.portal_url != Patch::Keep,
                    _ => false,
                });
                let position = position.unwrap_or(0).to_string();
                ["edits", &position, "updateEnvironmentParameters", "portalUrl"].map(str::to_owned).into()
            }
        };
        Outcome::Wrong { errors: vec![UserError::new(Problem::Taken { name: host }, path)], current: None }
    }
}

#[cfg(test)]
mod tests;
