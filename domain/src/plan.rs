//! The one write path: take the account's row and its settings, draft, write, add the revision, commit, tell.
//!
//! What differs between a change of the settings, of a key and of a webhook is a [`Plan`]; all the rest is here, once.

use chrono::{DateTime, Utc};
use entity::id::AccountId;
use sea_orm::{ConnectionTrait, DatabaseTransaction};
use tracing::Instrument as _;

use crate::{
    change::WriteOptions,
    database::is_worth_another_try,
    diff::Change,
    error::{Cause, Error, Refusal},
    metrics,
    revision::{Actor, NewRevision, Revision},
    service::Service,
    settings::Settings,
    store::{self, Inserts, Snapshot},
    text::{self, REASON_MAX},
    user_error::{Problem, UserError},
};

/// What is to be done to an account in one revision.
pub(crate) trait Plan: Send + Sync + 'static {
    /// What the plan makes of what it finds, before anything is written.
    type Draft: Draft;

    /// The mutation's field name, which the history keeps.
    fn action(&self) -> &'static str;

    /// Reads and checks, and writes nothing. The inner error tells what is wrong with the input.
    fn draft<C: ConnectionTrait>(
        &self,
        database: &C,
        moment: &Moment<'_>,
    ) -> impl Future<Output = Checked<Self::Draft>> + Send;

    /// Takes away and changes what the draft wants gone and changed, in the revision's transaction, and answers the rows
    /// that are to be added, which are written with the revision. The inner error tells what is wrong with the input
    /// after all.
    fn write(
        &self,
        transaction: &DatabaseTransaction,
        moment: &Moment<'_>,
        draft: &Self::Draft,
    ) -> impl Future<Output = Checked<Inserts>> + Send;
}

/// What looking at an input came to. The inner error tells what is wrong with it, the outer one that nobody could look.
pub(crate) type Checked<T> = Result<Result<T, Vec<UserError>>, Error>;

/// What a plan makes of what it finds.
pub(crate) trait Draft: Send + Sync + 'static {
    /// What it comes to. None where nothing is to be done, and no revision made.
    fn effect(&self) -> Option<Effect<'_>>;
}

/// Where, when and by whom a plan is carried out.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moment<'a> {
    pub(crate) account: AccountId,
    /// The settings as they are.
    pub(crate) before: &'a Snapshot,
    pub(crate) now: DateTime<Utc>,
    pub(crate) actor: &'a Actor,
}

/// What a draft comes to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Effect<'a> {
    /// What the history shows; a revision may have nothing to show, as the rotation of a secret.
    pub(crate) changes: &'a [Change],
    /// The settings, where they change.
    pub(crate) settings: Option<&'a Settings>,
    /// What the revision is about, where its changes do not say so: by this path, too, it is found.
    pub(crate) about: Option<&'a [String]>,
}

/// What came of a plan.
#[derive(Debug)]
pub(crate) enum Outcome<D> {
    /// It was carried out, or would have been.
    Done(Done<D>),
    /// Its input is wrong; nothing was written.
    Wrong {
        errors: Vec<UserError>,
        /// After a conflict, the settings as they are.
        current: Option<Snapshot>,
    },
}

/// A plan that was carried out, or would have been.
#[derive(Debug)]
pub(crate) struct Done<D> {
    pub(crate) draft: D,
    /// The settings before.
    pub(crate) before: Snapshot,
    /// The revision that was made: none in a dry run, and when there was nothing to do.
    pub(crate) revision: Option<Revision>,
}

/// Carries out a plan, in a task of its own: a caller that hangs up cannot part it.
pub(crate) async fn carry_out<P: Plan>(
    service: &Service,
    account: AccountId,
    actor: Actor,
    plan: P,
    options: WriteOptions,
) -> Result<Outcome<P::Draft>, Error> {
    let work = Work { service: service.clone(), account, actor, plan, options };
    service.tasks.spawn(async move { work.done().await }.in_current_span()).await?
}

struct Work<P> {
    service: Service,
    account: AccountId,
    actor: Actor,
    plan: P,
    options: WriteOptions,
}

impl<P: Plan> Work<P> {
    async fn done(&self) -> Result<Outcome<P::Draft>, Error> {
        if self.options.dry_run {
            return self.preview().await;
        }
        for _ in 0..store::TRIES {
            match self.write().await {
                Err(Error::Internal(Cause::Database(error))) if is_worth_another_try(&error) => {}
                result => return result,
            }
        }
        self.write().await
    }

    /// Does all that [`Self::write`] does without taking the account's row, and ends at the draft.
    async fn preview(&self) -> Result<Outcome<P::Draft>, Error> {
        let database = self.service.database.read();
        let before = store::current(database, self.account).await?.ok_or(Refusal::NotFound)?;
        let drafted = self.draft(database, self.moment(&before)).await?;
        Ok(drafted.map_or_else(|wrong| wrong, |draft| Outcome::Done(Done { draft, before, revision: None })))
    }

    async fn write(&self) -> Result<Outcome<P::Draft>, Error> {
        let transaction = self.service.database.begin().await?;
        let (number, before) = store::take(&transaction, self.account).await?.ok_or(Refusal::NotFound)?;
        let moment = self.moment(&before);
        // Leaving before the commit drops the transaction, which rolls it back.
        let draft = match self.draft(&transaction, moment).await? {
            Ok(draft) => draft,
            Err(wrong) => return Ok(wrong),
        };
        let Some(effect) = draft.effect() else {
            return Ok(Outcome::Done(Done { draft, before, revision: None }));
        };
        let rows = match self.plan.write(&transaction, &moment, &draft).await? {
            Ok(rows) => rows,
            Err(errors) => return Ok(Outcome::Wrong { errors, current: None }),
        };
        let revision = NewRevision {
            account: self.account,
            number,
            at: moment.now,
            actor: self.actor.clone(),
            action: self.plan.action(),
            reason: self.options.reason.as_deref().and_then(text::clean),
            changes: effect.changes.to_vec(),
        };
        let settings = effect.settings.unwrap_or(&before.settings);
        let revision = store::insert_revision(&transaction, revision, settings, effect.about, rows).await?;
        let committed = transaction.commit().await;
        // Also where the commit failed: it may have come about all the same.
        self.service.bell.ring(self.account);
        committed?;
        metrics::committed();
        Ok(Outcome::Done(Done { draft, before, revision: Some(revision) }))
    }

    fn moment<'a>(&'a self, before: &'a Snapshot) -> Moment<'a> {
        Moment { account: self.account, before, now: self.service.now(), actor: &self.actor }
    }

    /// Looks at the options, then has the plan drafted. The inner error is an outcome: the input is wrong.
    async fn draft<C: ConnectionTrait>(
        &self,
        database: &C,
        moment: Moment<'_>,
    ) -> Result<Result<P::Draft, Outcome<P::Draft>>, Error> {
        let before = moment.before;
        if self.options.expected_revision.is_some_and(|expected| expected != before.revision) {
            let conflict = Problem::RevisionConflict { current: before.revision };
            let errors = vec![UserError::new(conflict, ["options", "expectedRevision"])];
            return Ok(Err(Outcome::Wrong { errors, current: Some(before.clone()) }));
        }
        let reason = text::limited(self.options.reason.as_deref().unwrap_or_default(), REASON_MAX)
            .map_err(|problem| UserError::new(problem, ["options", "reason"]));
        let drafted = self.plan.draft(database, &moment).await?;
        Ok(match (drafted, reason) {
            (Ok(draft), Ok(_)) => Ok(draft),
            (drafted, reason) => {
                let errors = reason.err().into_iter().chain(drafted.err().into_iter().flatten()).collect();
                Err(Outcome::Wrong { errors, current: None })
            }
        })
    }
}
