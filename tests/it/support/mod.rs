//! A service of its own for each test: a database made by the migrations, the real router, and callers with tokens.

pub(crate) mod client;
pub(crate) mod database;
pub(crate) mod editor;
pub(crate) mod post;
pub(crate) mod world;

pub(crate) use self::{
    client::{Answer, Client},
    database::Backend,
    post::Post,
    world::World,
};

/// Declares a test that runs on SQLite always, and on PostgreSQL where the test command started one.
///
/// `on_both! { async fn name(world) { … } }` makes `name::sqlite` and `name::postgres`; `world` is a [`World`] with
/// nothing in it.
macro_rules! on_both {
    ($($(#[$attribute:meta])* async fn $name:ident($world:ident) $body:block)*) => {$(
        mod $name {
            #[allow(unused_imports, reason = "a test may need nothing from around it")]
            use super::*;

            $(#[$attribute])*
            async fn run($world: $crate::support::World) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                run($crate::support::World::new($crate::support::Backend::Sqlite).await).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                if let Some(backend) = $crate::support::Backend::postgres() {
                    run($crate::support::World::new(backend).await).await;
                }
            }
        }
    )*};
}

pub(crate) use on_both;
