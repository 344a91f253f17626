//! What an operator sees of a running service: request ids, the log, the metrics.

mod files;
mod ids;
mod scrapes;
mod traces;

use serde_json::{Value, json};

use crate::binary::{Demo, exchange};

/// A demo whose metrics are served.
fn measured(options: &[&str]) -> Demo {
    Demo::start_with(&[&["--metrics-listen", "127.0.0.1:0"], options].concat())
}

/// What Prometheus would read.
fn scrape(demo: &Demo) -> String {
    // The demo introduces itself before it serves anything.
    let mut address = None;
    while address.is_none() {
        let log = demo.log();
        let line = log.lines().find(|line| line.contains("metrics are served"));
        address = line.and_then(|line| line.rsplit("address=").next()).map(str::to_owned);
    }
    let answer = exchange(&address.unwrap(), "GET /metrics HTTP/1.0\r\n\r\n");
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.0 200") && head.contains("text/plain; version=0.0.4"), "{head}");
    body.to_owned()
}

/// The value of one metric with exactly these labels; none where it is not there.
fn value(scrape: &str, name: &str, labels: &[(&str, &str)]) -> Option<f64> {
    let mut wanted: Vec<String> = labels.iter().map(|(name, value)| format!("{name}=\"{value}\"")).collect();
    wanted.sort();
    scrape.lines().filter(|line| !line.starts_with('#')).find_map(|line| {
        let (series, value) = line.rsplit_once(' ')?;
        let (found, labels) =
            series.split_once('{').map_or((series, ""), |(name, rest)| (name, rest.trim_end_matches('}')));
        let mut labels: Vec<&str> = labels.split(',').filter(|label| !label.is_empty()).collect();
        labels.sort_unstable();
        (found == name && labels == wanted).then(|| value.parse().unwrap())
    })
}

fn query(document: &str) -> Value {
    json!({"query": document})
}
