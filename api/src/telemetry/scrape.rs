//! What stands in numbers anyway, and is looked up when the metrics are read.

use std::{sync::Arc, time::Duration};

use domain::{cache::CacheStatus, service::Service, webhook};
use metrics::{Unit, counter, describe_counter, describe_gauge, gauge};
use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder, PrometheusHandle};
use metrics_process::Collector;
use tokio::time::{interval, timeout};

use super::metrics::{self as counted, BUCKETS, COST, COSTS, OPERATION_DURATION};

const BUILD_INFO: &str = "cuenta_build_info";
const DATABASE_UP: &str = "cuenta_database_up";
const CONNECTIONS: &str = "cuenta_database_connections";
const CONNECTIONS_MAX: &str = "cuenta_database_connections_max";
const STATEMENTS: &str = "cuenta_database_statements_total";
const HEARS: &str = "cuenta_hears_others";
const CACHE_LOOKUPS: &str = "cuenta_cache_lookups_total";
const CACHE_BYTES: &str = "cuenta_cache_bytes";
const DISK_FREE: &str = "cuenta_disk_free_bytes";
const DISK_SIZE: &str = "cuenta_disk_size_bytes";
const DELIVERIES: &str = "cuenta_webhook_deliveries";

/// How long a look at the database may take; whoever reads the metrics waits ten seconds at most.
const PATIENCE: Duration = Duration::from_secs(3);

/// How often the histograms are tidied, whether or not anybody reads them: until then each value takes its own place.
const UPKEEP: Duration = Duration::from_secs(1);

/// What answers whoever reads the metrics. Clones share everything.
#[derive(Clone)]
pub(crate) struct Scrape {
    service: Service,
    caches: Arc<dyn Fn() -> Vec<CacheStatus> + Send + Sync>,
    handle: PrometheusHandle,
    process: Arc<Collector>,
}

impl Scrape {
    /// Begins to count; before, nothing is. It can be done once in a process. `caches` tells how all caches do.
    pub(crate) fn install(
        service: Service,
        caches: impl Fn() -> Vec<CacheStatus> + Send + Sync + 'static,
    ) -> Result<Self, BuildError> {
        let handle = PrometheusBuilder::new()
            .set_buckets_for_metric(Matcher::Full(OPERATION_DURATION.to_owned()), &BUCKETS)?
            .set_buckets_for_metric(Matcher::Full(COST.to_owned()), &COSTS)?
            .install_recorder()?;
        let process = Collector::default();
        process.describe();
        counted::describe();
        describe();
        let database = if service.database().file().is_some() { "sqlite" } else { "postgresql" };
        gauge!(BUILD_INFO, "version" => env!("CARGO_PKG_VERSION"), "database" => database).set(1);
        let tidied = handle.clone();
        // It ends with the process.
        tokio::spawn(async move {
            let mut upkeep = interval(UPKEEP);
            loop {
                upkeep.tick().await;
                tidied.run_upkeep();
            }
        });
        Ok(Self { service, caches: Arc::new(caches), handle, process: Arc::new(process) })
    }

    /// All metrics as they are now, in Prometheus's text format.
    pub(crate) async fn now(&self) -> String {
        self.process.collect();
        self.database().await;
        self.caches();
        self.disk();
        self.handle.render()
    }

    async fn database(&self) {
        let database = self.service.database();
        for pool in database.pools() {
            gauge!(CONNECTIONS, "pool" => pool.name, "state" => "in_use").set(number(pool.in_use));
            gauge!(CONNECTIONS, "pool" => pool.name, "state" => "idle").set(number(pool.idle));
            gauge!(CONNECTIONS_MAX, "pool" => pool.name).set(number(pool.max));
        }
        counter!(STATEMENTS).absolute(database.statements());
        // It is asked of the table, so it shows whether the database answers.
        let is_up = match timeout(PATIENCE, webhook::backlog(&self.service)).await {
            Ok(Ok(backlog)) => {
                gauge!(DELIVERIES, "state" => "due").set(number(backlog.due));
                gauge!(DELIVERIES, "state" => "waiting").set(number(backlog.waiting));
                true
            }
            Ok(Err(error)) => {
                tracing::warn!(%error, "the webhooks that are due cannot be counted");
                false
            }
            Err(_) => {
                tracing::warn!("the webhooks that are due cannot be counted in time");
                false
            }
        };
        gauge!(DATABASE_UP).set(i32::from(is_up));
    }

    fn caches(&self) {
        gauge!(HEARS).set(i32::from(self.service.hears_others()));
        for cache in (self.caches)() {
            counter!(CACHE_LOOKUPS, "cache" => cache.name, "outcome" => "hit").absolute(cache.hits);
            counter!(CACHE_LOOKUPS, "cache" => cache.name, "outcome" => "miss").absolute(cache.misses);
            gauge!(CACHE_BYTES, "cache" => cache.name).set(number(cache.bytes));
        }
    }

    /// How full the disk is that an SQLite file is on.
    fn disk(&self) {
        let Some(file) = self.service.database().file() else { return };
        match rustix::fs::statvfs(file) {
            Ok(disk) => {
                gauge!(DISK_FREE).set(number(disk.f_bavail.saturating_mul(disk.f_frsize)));
                gauge!(DISK_SIZE).set(number(disk.f_blocks.saturating_mul(disk.f_frsize)));
            }
            Err(error) => tracing::warn!(%error, "it cannot be found out how full the disk is"),
        }
    }
}

fn describe() {
    describe_gauge!(BUILD_INFO, "What runs: always 1, with its version and its database.");
    describe_gauge!(DATABASE_UP, "Whether the database answered when the metrics were read.");
    describe_gauge!(CONNECTIONS, "Connections to the database.");
    describe_gauge!(CONNECTIONS_MAX, "The most connections to the database that this node makes.");
    describe_counter!(STATEMENTS, "Statements that were sent to the database.");
    describe_gauge!(HEARS, "Whether this node hears what others change; while it does not, it remembers nothing.");
    describe_counter!(CACHE_LOOKUPS, "Look-ups that what is remembered answered, or did not.");
    describe_gauge!(CACHE_BYTES, Unit::Bytes, "How much is remembered, about.");
    describe_gauge!(DISK_FREE, Unit::Bytes, "What is free on the disk of the database, where that is a file.");
    describe_gauge!(DISK_SIZE, Unit::Bytes, "How large the disk of the database is, where that is a file.");
    describe_gauge!(DELIVERIES, "Webhooks that have not arrived, of all nodes together.");
}

/// A count as a metric: whole up to 2^53, which no count of ours reaches.
#[expect(clippy::cast_precision_loss, reason = "said above")]
fn number(count: impl TryInto<u64>) -> f64 {
    count.try_into().unwrap_or_default() as f64
}
