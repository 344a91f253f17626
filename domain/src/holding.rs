//! What an account holds beside its settings, keys and webhook endpoints: how a change of one is drafted and answered.

use crate::{
    caller::Caller,
    change::WriteOptions,
    diff::Change,
    error::{Error, Refusal},
    plan::{self, Draft, Effect, Outcome, Plan},
    policy::Permission,
    revision::{Actor, Revision},
    service::Service,
    store::Snapshot,
    user_error::UserError,
};

/// Something that was changed, or would have been.
#[derive(Clone, Debug)]
pub struct Changed<T, S> {
    /// The thing, as it is now or would be; of a removal, as it was.
    pub thing: T,
    /// Its new secret, for the one answer that tells it: none in a dry run.
    pub secret: Option<S>,
    /// What was changed, or would be.
    pub changes: Vec<Change>,
    /// The settings, which stay as they are.
    pub settings: Snapshot,
    /// The revision that was made: none in a dry run, and when nothing changed.
    pub revision: Option<Revision>,
    /// Whether nothing was written because nothing was to be.
    pub dry_run: bool,
}

/// What becomes of a thing.
#[derive(Debug)]
pub(crate) struct Drafted<T, S> {
    pub(crate) thing: T,
    pub(crate) secret: Option<S>,
    /// None where nothing is to be done.
    pub(crate) changes: Option<Vec<Change>>,
    /// Where the thing stands in the history.
    pub(crate) path: [String; 2],
}

impl<T: Send + Sync + 'static, S: Send + Sync + 'static> Draft for Drafted<T, S> {
    fn effect(&self) -> Option<Effect<'_>> {
        let changes = self.changes.as_deref()?;
        Some(Effect { changes, settings: None, about: Some(&self.path) })
    }
}

/// Carries out a plan for a caller who must hold a permission.
pub(crate) async fn carry_out<T, S, P: Plan<Draft = Drafted<T, S>>>(
    service: &Service,
    caller: &Caller,
    permission: Permission,
    plan: P,
    options: WriteOptions,
) -> Result<Result<Changed<T, S>, Vec<UserError>>, Error> {
    caller.require(permission)?;
    let account = caller.account().ok_or(Refusal::Forbidden(permission))?.id;
    let dry_run = options.dry_run;
    Ok(match plan::carry_out(service, account, Actor::from(caller), plan, options).await? {
        Outcome::Wrong { errors, .. } => Err(errors),
        Outcome::Done(plan::Done { draft, mut before, revision }) => {
            if let Some(revision) = &revision {
                before.revision = revision.number;
            }
            let secret = draft.secret.filter(|_| revision.is_some());
            let changes = draft.changes.unwrap_or_default();
            Ok(Changed { thing: draft.thing, secret, changes, settings: before, revision, dry_run })
        }
    })
}
