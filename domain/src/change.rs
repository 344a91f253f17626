//! How settings change: a command becomes a plan of edits, which [`crate::plan`] carries out as one revision.

use std::fmt;

use entity::id::AccountId;
use sea_orm::{ConnectionTrait, DatabaseTransaction};

use crate::{
    account::Account,
    caller::{Caller, StaffScope},
    diff::{Change, diff},
    edit::{Edit, Touched},
    error::{Cause, Error, Refusal},
    patch::Patch,
    photo::Processed,
    plan::{self, Checked, Effect, Moment, Plan},
    policy::{Permission, needed_to_change},
    revision::{Actor, Revision},
    service::Service,
    settings::{NewIds, Settings},
    store::{self, Inserts, Snapshot},
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
    let edits = SettingsPlan {
        action: command.action(),
        what: command.into_what(),
        may_change: Box::new(move |permission| holder.holds(permission)),
    };
    edits.carried_out(service, account, Actor::from(caller), options).await
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
    let release = SettingsPlan {
        action: "releasePortalHost",
        what: What::ReleaseHost(host),
        may_change: Box::new(|permission| permission == Permission::ManageParameters),
    };
    match release.carried_out(service, owner, Actor::system(), WriteOptions::default()).await? {
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

    fn into_what(self) -> What {
        match self {
            Self::Edit(edit) => What::Edits { edits: vec![edit], batch: false },
            Self::SetCompanyPhoto(processed) => What::SetPhoto(processed),
            Self::ChangeSettings(edits) => What::Edits { edits, batch: true },
            Self::RestoreRevision { number } => What::Restore { number },
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

/// A change of the settings, and what whoever asks for it may change.
struct SettingsPlan {
    action: &'static str,
    what: What,
    may_change: Box<dyn Fn(Permission) -> bool + Send + Sync>,
}

/// What is to be done to the settings.
#[derive(Debug)]
enum What {
    Edits { edits: Vec<Edit>, batch: bool },
    SetPhoto(Result<Box<Processed>, Problem>),
    Restore { number: i32 },
    ReleaseHost(String),
}

/// What a plan makes of the settings.
#[derive(Debug)]
struct Draft {
    settings: Settings,
    changes: Vec<Change>,
    touched: Option<Touched>,
}

impl plan::Draft for Draft {
    fn effect(&self) -> Option<Effect<'_>> {
        let effect = Effect { changes: &self.changes, settings: Some(&self.settings), about: None };
        (!self.changes.is_empty()).then_some(effect)
    }
}

impl Plan for SettingsPlan {
    type Draft = Draft;

    fn action(&self) -> &'static str {
        self.action
    }

    async fn draft<C: ConnectionTrait>(&self, database: &C, moment: &Moment<'_>) -> Checked<Draft> {
        let then = match &self.what {
            What::Restore { number } => store::at(database, moment.account, *number).await?,
            What::Edits { .. } | What::SetPhoto(_) | What::ReleaseHost(_) => None,
        };
        let draft = match self.edited(moment, then)? {
            Ok(draft) => draft,
            Err(errors) => return Ok(Err(errors)),
        };
        let host = draft.settings.parameters.environment.portal_host();
        if let Some(host) =
            host.filter(|host| moment.before.settings.parameters.environment.portal_host().as_ref() != Some(host))
        {
            let owner = store::owner_of_host(database, &host).await?;
            if owner.is_some_and(|owner| owner != moment.account) {
                return Ok(Err(vec![self.what.taken(host)]));
            }
        }
        Ok(Ok(draft))
    }

    async fn write(&self, transaction: &DatabaseTransaction, moment: &Moment<'_>, draft: &Draft) -> Checked<Inserts> {
        let host_before = moment.before.settings.parameters.environment.portal_host();
        let host = draft.settings.parameters.environment.portal_host();
        if !store::move_portal(transaction, moment.account, host_before, host.clone()).await? {
            return Ok(Err(vec![self.what.taken(host.unwrap_or_default())]));
        }
        if let What::SetPhoto(Ok(processed)) = &self.what {
            store::insert_photo(transaction, moment.account, processed).await?;
        }
        Ok(Ok(store::project(transaction, moment.account, &draft.settings, &draft.changes).await?))
    }
}

impl SettingsPlan {
    async fn carried_out(
        self,
        service: &Service,
        account: AccountId,
        actor: Actor,
        options: WriteOptions,
    ) -> Result<Outcome, Error> {
        let dry_run = options.dry_run;
        Ok(match plan::carry_out(service, account, actor, self, options).await? {
            plan::Outcome::Wrong { errors, current } => Outcome::Wrong { errors, current },
            plan::Outcome::Done(plan::Done { draft: Draft { settings, changes, touched }, before, revision }) => {
                let number = revision.as_ref().map_or(before.revision, |revision| revision.number);
                let after = Snapshot::new(account, number, settings);
                Outcome::Done(Box::new(Done { before, after, dry_run, changes, revision, touched }))
            }
        })
    }

    /// Edit, validate, diff. `then` are the settings to restore, where that is asked for and they exist.
    fn edited(&self, moment: &Moment<'_>, then: Option<Snapshot>) -> Checked<Draft> {
        let before = moment.before;
        let mut errors = Vec::new();
        let mut settings = before.settings.as_ref().clone();
        let mut touched = None;
        match &self.what {
            What::Edits { edits, batch } => {
                let mut random = rand::rng();
                let mut ids = NewIds::new(moment.account, moment.now, &mut random);
                if *batch && edits.is_empty() {
                    errors.push(UserError::new(Problem::Required, ["edits"]));
                }
                if edits.len() > EDITS_MAX {
                    errors.push(UserError::new(Problem::TooMany { max: EDITS_MAX }, ["edits"]));
                    return Ok(Err(errors));
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
            What::SetPhoto(Ok(processed)) => settings.company.photo = Some(processed.photo.clone()),
            What::SetPhoto(Err(problem)) => errors.push(UserError::new(problem.clone(), ["photo"])),
            What::Restore { .. } => match then {
                Some(then) => settings = then.settings.as_ref().clone(),
                None => errors.push(UserError::new(Problem::NotFound, ["number"])),
            },
            What::ReleaseHost(host) => {
                let environment = &mut settings.parameters.environment;
                if environment.portal_host().as_ref() == Some(host) {
                    environment.portal_url = None;
                } else {
                    errors.push(UserError::new(Problem::NotFound, ["host"]));
                }
            }
        }
        if !errors.is_empty() {
            return Ok(Err(errors));
        }
        settings.validate().map_err(Cause::Invariant)?;
        let changes = diff(Some(&before.settings), &settings)?;
        for change in &changes {
            let needed = needed_to_change(&change.path);
            if !(self.may_change)(needed) {
                return Err(Refusal::Forbidden(needed).into());
            }
        }
        Ok(Ok(Draft { settings, changes, touched }))
    }
}

impl What {
    /// What is wrong when another account has the host that is asked for.
    fn taken(&self, host: String) -> UserError {
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
        UserError::new(Problem::Taken { name: host }, path)
    }
}

impl fmt::Debug for SettingsPlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SettingsPlan").field("action", &self.action).field("what", &self.what).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
