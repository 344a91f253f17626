//! Ten times what can be sustained, from a generator that does not wait for answers.

use std::time::{Duration, Instant};

use serde_json::json;

use crate::{
    Fault, Length,
    load::{Asking, median, open_loop, percentile, sequential, sustained},
    report::Report,
    service::{Database, Node, command, staff_token},
};

/// What is asked: accounts with every section, for platform staff.
const QUERY: &str = "{ accounts(first: 100) { nodes { id slug settings { revision
    company { tradeName legalName taxId { kind value } } contacts { id kind email isPrimary } otherContacts { id value }
    addresses { id street city country } businessHours { timeZone shifts { day opens closes } holidays { date } }
    parameters { environment { language portalUrl } tickets { opening { field requiredFor } attendance { field required } }
        additionalModules { chat { enabled } timeTracking { enabled } } }
    activities { id name } accessProfiles { id name role } warnings { code path message }
    ticketPolicy { revision requiredFields(stage: OPENING, audience: AGENT) } } } } }";

const TIMES: f64 = 10.0;

pub(crate) async fn run(length: Length) -> Result<(), Fault> {
    let loaded = length.pick(Duration::from_mins(1), Duration::from_secs(3));
    let mut report = Report::new(
        "overload",
        length,
        "Ten times what can be sustained",
        &format!(
            "The operation reads 100 accounts with every section for platform staff, on SQLite.\nWhat can be sustained is \
             measured with 8 connections that each ask again as soon as they are answered; unloaded is one connection \
             that does.\nThen requests are sent at {TIMES} times that rate for {} s, whether earlier ones were answered or \
             not.\nThe generator shares the processors with the service.",
            loaded.as_secs()
        ),
    );
    let database = Database::sqlite()?;
    for number in 0..100 {
        let slug = format!("account-{number:02}");
        command(&database.url, &["account", "create", "--slug", &slug, "--trade-name", &slug, "--language", "en"])?;
    }
    let token = staff_token(&database.url)?;
    let folder = tempfile::tempdir()?;
    let options = ["--caller-rate", "off", "--connections-per-address", "20000"];
    let node = Node::serve_with(&database.url, &folder.path().join("log"), &options).await?;
    let asking =
        Asking::new(&node.address, &token, |_| json!({"query": QUERY}), |answer| !answer.contains("\"errors\":"))?;

    sequential(&asking, Duration::from_secs(length.pick(2, 1))).await;
    let unloaded = sequential(&asking, Duration::from_secs(length.pick(5, 1))).await;
    let sustained = sustained(&asking, 8, Duration::from_secs(length.pick(10, 2))).await?;
    tokio::time::sleep(Duration::from_secs(1)).await;
    let (memory_before, _) = node.process.memory()?;
    node.process.forget_peak()?;
    let rate = sustained * TIMES;
    let begun = Instant::now();
    let (sent, answers) = open_loop(&asking, rate, loaded).await?;
    let took = begun.elapsed();
    let (_, memory_peak) = node.process.memory()?;
    let ended = Instant::now();
    let usual = median(&unloaded.admitted);
    let recovered = loop {
        let after = sequential(&asking, Duration::from_millis(250)).await;
        if length == Length::Short && after.failed == 0 && !after.admitted.is_empty()
            || median(&after.admitted) <= usual * 3 / 2
        {
            break ended.elapsed();
        }
        if ended.elapsed() > Duration::from_secs(30) {
            return Err("the service is not back to normal".into());
        }
    };
    let (memory_after, _) = node.process.memory()?;

    report.heading("What came of it");
    let ms = |time: Duration| format!("{:.1} ms", time.as_secs_f64() * 1000.0);
    report.line(&format!(
        "- Unloaded: {} in the median, {} at the 99th percentile. Sustained: {sustained:.0} a second.",
        ms(usual),
        ms(percentile(&unloaded.admitted, 99))
    ));
    let seconds = took.as_secs_f64();
    #[expect(clippy::cast_precision_loss, reason = "counts of a minute are far below 2^52")]
    let by_second = |count: usize| count as f64 / seconds;
    report.line(&format!(
        "- Sent: {sent}, {:.0} a second. Answered with a result: {:.0} a second, {:.0} % of what is sustained without \
         overload; turned away with 503: {}; anything else: {}.",
        by_second(sent),
        by_second(answers.admitted.len()),
        100.0 * by_second(answers.admitted.len()) / sustained,
        answers.refused.len(),
        answers.failed
    ));
    report.line(&format!(
        "- Of what was answered with a result: {} in the median, {} at the 99th percentile; that is {:.1} and {:.1} times \
         the unloaded.",
        ms(median(&answers.admitted)),
        ms(percentile(&answers.admitted, 99)),
        median(&answers.admitted).as_secs_f64() / usual.as_secs_f64(),
        percentile(&answers.admitted, 99).as_secs_f64() / percentile(&unloaded.admitted, 99).as_secs_f64(),
    ));
    report.line(&format!(
        "- Turned away in {} in the median, {} at the 99th percentile.",
        ms(median(&answers.refused)),
        ms(percentile(&answers.refused, 99))
    ));
    report.line(&format!("- Memory before, at most and after: {memory_before}, {memory_peak} and {memory_after} MiB."));
    report.line(&format!("- Back to normal after {} (looked at each 250 ms).", ms(recovered)));
    report.write()?;
    let is_in_time = length == Length::Short || median(&answers.admitted) <= usual * 3;
    let are_some_admitted = !answers.admitted.is_empty() && !answers.refused.is_empty();
    if is_in_time && are_some_admitted && answers.failed == 0 {
        Ok(())
    } else {
        Err("the admitted were late, or something failed, or nothing was admitted or nothing turned away".into())
    }
}
