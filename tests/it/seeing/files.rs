//! The dashboard and the alerts name metrics that there are.

use std::{collections::BTreeSet, path::Path};

use super::*;

/// The names of metrics in a text: ours, and those of the process.
fn named(text: &str) -> BTreeSet<String> {
    let words = text.split(|sign: char| !sign.is_ascii_alphanumeric() && sign != '_');
    let is_metric = |word: &&str| {
        let is_ours = word.starts_with("cuenta_") || word.starts_with("process_");
        is_ours && word.matches('_').count() > 0
    };
    words.filter(is_metric).map(str::to_owned).collect()
}

#[test]
fn every_metric_of_the_dashboard_and_of_the_alerts_is_in_a_scrape() {
    let demo = measured(&[]);
    demo.post(&demo.admin, "{ account { settings { revision } } }");
    let scrape = scrape(&demo);
    let told: BTreeSet<&str> =
        scrape.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split(['{', ' ']).next()).collect();
    let ops = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ops");
    for (file, at_least) in [("grafana/cuenta.json", 15), ("prometheus/alerts.yml", 8)] {
        let text = std::fs::read_to_string(ops.join(file)).unwrap();
        let names = named(&text);
        assert!(names.len() >= at_least, "{names:?}");
        for name in names {
            assert!(told.contains(name.as_str()), "{file} names {name}, which is not told:\n{scrape}");
        }
    }
    let dashboard = std::fs::read_to_string(ops.join("grafana/cuenta.json")).unwrap();
    let dashboard: Value = serde_json::from_str(&dashboard).unwrap();
    assert!(dashboard["panels"].as_array().unwrap().iter().all(|panel| panel["targets"][0]["expr"].is_string()));
}
