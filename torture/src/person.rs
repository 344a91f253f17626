//! What one person may do with the limits as they are shipped: 50 changes and 500 reads a second.

use std::time::Duration;

use serde_json::json;

use crate::{
    Fault, Length,
    load::{Answers, Asking, median, open_loop, percentile},
    report::Report,
    service::{Database, Node, command, token_of},
};

/// What the settings screen reads first.
const READ: &str = "{ account { settings { revision company { tradeName legalName taxId { kind value } } \
    contacts { id kind email isPrimary } parameters { environment { language portalUrl } } } } }";

const CHANGE: &str = "mutation($name: String!) { updateCompany(input: {tradeName: $name}) { userErrors { code } } }";

pub(crate) async fn run(length: Length) -> Result<(), Fault> {
    let (reads, changes) = length.pick((500.0, 50.0), (50.0, 5.0));
    let time = length.pick(Duration::from_mins(1), Duration::from_secs(3));
    let mut report = Report::new(
        "person",
        length,
        "One busy person",
        &format!(
            "For {} s one person, with one token and from one address, makes {changes} changes and {reads} reads a second \
             of one account, whether earlier ones were answered or not; every option of `serve` is at its \
             default.\nThe generator shares the processors with the service.",
            time.as_secs()
        ),
    );
    let mut hindered = 0;
    for (name, database) in [("SQLite", Database::sqlite()?), ("PostgreSQL", Database::postgres().await?)] {
        command(&database.url, &["account", "create", "--slug", "one", "--trade-name", "One", "--language", "en"])?;
        let token = token_of(&database.url, "admin", "one")?;
        let folder = tempfile::tempdir()?;
        let node = Node::serve(&database.url, &folder.path().join("log")).await?;
        let reading =
            Asking::new(&node.address, &token, |_| json!({"query": READ}), |answer| !answer.contains("\"errors\":"))?;
        let changing = Asking::new(
            &node.address,
            &token,
            |turn| json!({"query": CHANGE, "variables": {"name": format!("Name {turn}")}}),
            |answer| answer.contains("\"userErrors\":[]"),
        )?;
        let (read, made) = tokio::try_join!(open_loop(&reading, reads, time), open_loop(&changing, changes, time))?;
        report.heading(name);
        for (what, (sent, answers)) in [("Reads", read), ("Changes", made)] {
            report.line(&line(what, sent, &answers));
            hindered += answers.refused.len() + answers.failed;
        }
    }
    report.write()?;
    if hindered == 0 { Ok(()) } else { Err("a person was hindered".into()) }
}

fn line(what: &str, sent: usize, answers: &Answers) -> String {
    let ms = |percent| percentile(&answers.admitted, percent).as_secs_f64() * 1000.0;
    format!(
        "- {what}: {sent} sent, {} answered, {} turned away, {} failed; {:.1} ms in the median, {:.1} ms at the 99th \
         percentile.",
        answers.admitted.len(),
        answers.refused.len(),
        answers.failed,
        median(&answers.admitted).as_secs_f64() * 1000.0,
        ms(99)
    )
}
