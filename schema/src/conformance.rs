//! Makes answers conform to the GraphQL specification where the library's do not.
//!
//! The library cuts the paths of errors inside lists, answers null for more than the specification wants nulled, and
//! leaves wrong variables to the resolvers. What is put right, by section of the specification (October 2021):
//!
//! - 6.4.4, handling field errors: each error once, at its full path; null at the nearest nullable position, `data:
//!   null` where there is none; everything else as if nothing had happened. Errors stand in the order of the query.
//! - 6.1.2, coercing variable values: a wrong variable is a request error, before anything runs.

mod errors;
mod order;
mod variables;

use std::sync::{
    Arc, Mutex, MutexGuard, PoisonError,
    atomic::{AtomicUsize, Ordering},
};

use async_graphql::{
    Request, Response, ServerError, ServerResult, ValidationResult, Value, Variables,
    extensions::{
        Extension, ExtensionContext, ExtensionFactory, NextExecute, NextParseQuery, NextPrepareRequest, NextRequest,
        NextResolve, NextSubscribe, NextValidation, ResolveInfo,
    },
    parser::types::ExecutableDocument,
};
use futures_util::stream::{BoxStream, StreamExt};
use tokio::task::coop;

use self::errors::Failures;
use crate::{answers::Validated, loader::Batches, parts::PartsOf, request, seen::Seen};

/// So many errors of validation are told; a document can hold thousands.
const TOLD: usize = 100;

/// The extension that a schema takes for answers as the specification wants them.
///
/// It gives every error a `code`: what the library says about documents, variables and arguments is `BAD_USER_INPUT`.
/// A resolver's error without a code was not written for the client: it is logged and told as `INTERNAL`.
///
/// A subscription must select exactly one root field, else the errors of two events could be mixed.
///
/// It also has the look-ups of a request made, and tells which revision its answer has seen: every extension costs each
/// field a box, so there is one.
#[derive(Clone, Copy, Debug, Default)]
pub struct SpecErrors;

impl ExtensionFactory for SpecErrors {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(Run::default())
    }
}

/// What is remembered while one request, or one subscription, runs.
#[derive(Default)]
struct Run {
    /// Which operation the client named.
    operation: Mutex<Option<String>>,
    /// What is wrong with the variables; told once the document itself is known to be valid.
    variables: Mutex<Vec<ServerError>>,
    /// What failed since the execution, or the event, began.
    failures: Mutex<Failures>,
    /// Fields and elements of lists that were resolved.
    resolved: AtomicUsize,
}

/// So many fields and elements of lists are one unit of what a task may do before others have their turn; it has 128.
/// A page of settings is within that, and takes a tenth of a millisecond.
const UNIT: usize = 4;

impl Run {
    /// Lets others have their turn where much was resolved in one go. The library resolves everything that waits for
    /// nothing without a pause, and how much that is no price tells: what nobody pays for are the many elements of a
    /// short list's field, and fields without any of their own.
    async fn give_way(&self) {
        let count = self.resolved.fetch_add(1, Ordering::Relaxed);
        if count % UNIT == UNIT - 1 || !coop::has_budget_remaining() {
            coop::consume_budget().await;
        }
    }
}

#[async_trait::async_trait]
impl Extension for Run {
    async fn request(&self, ctx: &ExtensionContext<'_>, next: NextRequest<'_>) -> Response {
        errors::with_codes(next.run(ctx).await)
    }

    fn subscribe<'s>(
        &self,
        ctx: &ExtensionContext<'_>,
        stream: BoxStream<'s, Response>,
        next: NextSubscribe<'_>,
    ) -> BoxStream<'s, Response> {
        next.run(ctx, stream.map(errors::with_codes).boxed())
    }

    async fn prepare_request(
        &self,
        ctx: &ExtensionContext<'_>,
        request: Request,
        next: NextPrepareRequest<'_>,
    ) -> ServerResult<Request> {
        let request = next.run(ctx, request).await?;
        lock(&self.operation).clone_from(&request.operation_name);
        Ok(request)
    }

    async fn parse_query(
        &self,
        ctx: &ExtensionContext<'_>,
        query: &str,
        variables: &Variables,
        next: NextParseQuery<'_>,
    ) -> ServerResult<ExecutableDocument> {
        let document = next.run(ctx, query, variables).await?;
        if validated(ctx).is_some() {
            return Ok(document);
        }
        let wrong = variables::wrong(&ctx.schema_env.registry, &document, lock(&self.operation).as_deref(), variables);
        *lock(&self.variables) = wrong;
        Ok(document)
    }

    async fn validation(
        &self,
        ctx: &ExtensionContext<'_>,
        next: NextValidation<'_>,
    ) -> Result<ValidationResult, Vec<ServerError>> {
        if let Some(result) = validated(ctx) {
            return Ok(result);
        }
        match next.run(ctx).await {
            Ok(result) => {
                let wrong = std::mem::take(&mut *lock(&self.variables));
                if !wrong.is_empty() {
                    return Err(wrong);
                }
                if let Some(validated) = ctx.data_opt::<Validated>() {
                    validated.find(result);
                }
                Ok(result)
            }
            Err(mut errors) => {
                // The library walks through hash maps: without an order, equal documents get unequal answers.
                if !request::is_signed_in(ctx) {
                    errors.iter_mut().for_each(errors::without_suggestion);
                }
                errors.sort_by(|a, b| (&a.locations, &a.message).cmp(&(&b.locations, &b.message)));
                errors.dedup();
                if errors.len() > TOLD {
                    errors.truncate(TOLD);
                    errors.push(ServerError::new("There are more errors than are told here.", None));
                }
                Err(errors)
            }
        }
    }

    async fn execute(&self, ctx: &ExtensionContext<'_>, operation: Option<&str>, next: NextExecute<'_>) -> Response {
        let execution = next.run(ctx, operation);
        let response = match ctx.data_opt::<Batches>() {
            Some(batches) => batches.run(execution).await,
            None => execution.await,
        };
        let mut response = std::mem::take(&mut *lock(&self.failures)).settle(response);
        if let Some(seen) = ctx.data_opt::<Seen>() {
            seen.tell(&mut response);
        }
        response
    }

    async fn resolve(
        &self,
        ctx: &ExtensionContext<'_>,
        info: ResolveInfo<'_>,
        next: NextResolve<'_>,
    ) -> ServerResult<Option<Value>> {
        self.give_way().await;
        let place = errors::Place::of(&info, ctx.schema_env.registry.mutation_type.as_deref());
        match next.run(ctx, info).await {
            Ok(value) if lock(&self.failures).is_empty() => Ok(value),
            result => {
                if let (Err(_), Some(parts)) = (&result, ctx.data_opt::<PartsOf>()) {
                    parts.fail();
                }
                lock(&self.failures).pass(&place, result)
            }
        }
    }
}

/// What was found of an equal request before.
fn validated(ctx: &ExtensionContext<'_>) -> Option<ValidationResult> {
    ctx.data_opt::<Validated>().and_then(Validated::found)
}

/// A lock that outlives a panic of another holder: what it guards is plain data, whole at every step.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
