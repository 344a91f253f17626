//! Making, changing, removing and failing endpoints: each a revision that leaves the settings as they are.

use super::{
    Endpoint, Secret,
    plans::{Create, Failing, Remove, Rotate, Update},
};
use crate::{
    caller::Caller,
    change::WriteOptions,
    error::Error,
    holding,
    patch::Patch,
    plan,
    policy::Permission,
    revision::Actor,
    service::Service,
    user_error::{Problem, UserError},
    web_address,
};

/// What a new endpoint needs to be told.
#[derive(Clone, Debug)]
pub struct CreateEndpoint {
    /// The address.
    pub url: String,
    /// What it is for; at most 500 characters.
    pub description: Option<String>,
    /// The actions whose revisions it wants; all, where there is none.
    pub actions: Vec<String>,
}

/// What is to be changed of an endpoint.
#[derive(Clone, Debug)]
pub struct UpdateEndpoint {
    /// The endpoint.
    pub id: String,
    /// The address.
    pub url: Patch<String>,
    /// What it is for.
    pub description: Patch<String>,
    /// The actions whose revisions it wants.
    pub actions: Patch<Vec<String>>,
    /// Whether it is delivered to. True also brings back one that failed.
    pub enabled: Patch<bool>,
}

/// What a rotation needs to be told.
#[derive(Clone, Debug)]
pub struct RotateSecret {
    /// The endpoint.
    pub id: String,
    /// For how many seconds deliveries are signed with the old secret too, 0 to [`OVERLAP_MAX`].
    pub overlap_seconds: i32,
}

/// An endpoint that was changed, or would have been.
pub type Changed = holding::Changed<Endpoint, Secret>;

/// Makes an endpoint, which gets the revisions after this one.
///
/// # Errors
/// The inner error tells what is wrong with the input: [`Problem::OutOfReach`] at `url` for a host that leads where
/// deliveries may not go, [`Problem::InvalidFormat`] at `actions` for a name that no revision has,
/// [`Problem::TooMany`] endpoints or actions. The outer one is [`Refusal::Forbidden`] without MANAGE_WEBHOOKS, or an
/// error of ours.
pub async fn create(
    service: &Service,
    caller: &Caller,
    input: CreateEndpoint,
    options: WriteOptions,
) -> Result<Result<Changed, Vec<UserError>>, Error> {
    caller.require(Permission::ManageWebhooks)?;
    let url = reachable(service, &input.url).await;
    holding::carry_out(service, caller, Permission::ManageWebhooks, Create { input, url }, options).await
}

/// Changes an endpoint. What it missed while it was switched off is delivered once it is switched on.
///
/// # Errors
/// As [`create`], and [`Problem::NotFound`] at `id`.
pub async fn update(
    service: &Service,
    caller: &Caller,
    input: UpdateEndpoint,
    options: WriteOptions,
) -> Result<Result<Changed, Vec<UserError>>, Error> {
    caller.require(Permission::ManageWebhooks)?;
    let url = match &input.url {
        Patch::Keep => Patch::Keep,
        Patch::Clear => Patch::Clear,
        Patch::Set(typed) => Patch::Set(reachable(service, typed).await),
    };
    holding::carry_out(service, caller, Permission::ManageWebhooks, Update { input, url }, options).await
}

/// Removes an endpoint with its deliveries.
///
/// # Errors
/// The inner error: [`Problem::NotFound`] at `id`. The outer one as of [`create`].
pub async fn remove(
    service: &Service,
    caller: &Caller,
    id: String,
    options: WriteOptions,
) -> Result<Result<Changed, Vec<UserError>>, Error> {
    holding::carry_out(service, caller, Permission::ManageWebhooks, Remove { id }, options).await
}

/// Gives an endpoint a new secret. For a while deliveries are signed with the old one too, and with one that was older
/// still no longer.
///
/// # Errors
/// The inner error: [`Problem::NotFound`] at `id`, [`Problem::InvalidRange`] at `overlapSeconds`. The outer one as of
/// [`create`].
pub async fn rotate(
    service: &Service,
    caller: &Caller,
    input: RotateSecret,
    options: WriteOptions,
) -> Result<Result<Changed, Vec<UserError>>, Error> {
    holding::carry_out(service, caller, Permission::ManageWebhooks, Rotate { input }, options).await
}

/// Switches off an endpoint that took nothing for too long, and tells so in the history. Does nothing where that is no
/// longer so.
pub(super) async fn fail(service: &Service, failing: Failing) -> Result<(), Error> {
    let account = failing.delivery.account;
    plan::carry_out(service, account, Actor::system(), failing, WriteOptions::default()).await.map(drop)
}

/// The address, if it is one and leads only where deliveries may go.
///
/// Names are asked for before the account's row is taken: no writer waits for a name server.
async fn reachable(service: &Service, typed: &str) -> Result<String, Problem> {
    let address = web_address::webhook(typed)?;
    if service.courier.may_reach(&address.url).await { Ok(address.typed) } else { Err(Problem::OutOfReach) }
}
