//! What the benchmark must reach, and whether it does: computed from the figures.

use crate::{
    figures::{Figures, Throughput, median},
    million::LARGE,
};

/// A row of the table of targets.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    /// Of what something is asked.
    pub(crate) what: String,
    /// What is asked of it.
    pub(crate) asked: String,
    /// What was measured, and whether it is met; none where it was not measured.
    pub(crate) measured: Option<(String, bool)>,
}

/// All figures of one kind, whichever part they are of.
#[derive(Clone, Copy, Debug)]
pub(crate) struct All<'a>(pub(crate) &'a [Figures]);

impl<'a> All<'a> {
    /// A load's figures.
    pub(crate) fn throughput(self, load: &str) -> Option<&'a Throughput> {
        self.0.iter().flat_map(|figures| &figures.throughputs).find(|throughput| throughput.load == load)
    }

    /// The median over the rounds of something that latencies say of a contender.
    pub(crate) fn latency(self, contender: &str, what: impl Fn(&crate::figures::Latency) -> f64) -> Option<f64> {
        let latencies = self.0.iter().flat_map(|figures| &figures.latencies);
        median(&latencies.filter(|latency| latency.contender == contender).map(what).collect::<Vec<_>>())
    }
}

/// Whether it is a peer, in whatever form.
pub(crate) fn is_peer(contender: &str) -> bool {
    contender.starts_with("postgraphile") || contender.starts_with("mercurius")
}

/// The better of the two peers, each in its better form.
pub(crate) fn best_peer(throughput: &Throughput) -> Option<&str> {
    let peers = throughput.contenders().into_iter().filter(|contender| is_peer(contender));
    peers.max_by(|one, other| {
        let per_second = |contender: &str| throughput.median(contender).unwrap_or_default();
        per_second(one).total_cmp(&per_second(other))
    })
}

/// Every target of the benchmark.
pub(crate) fn targets(all: All<'_>) -> Vec<Target> {
    let mut targets = Vec::new();
    for (load, what, times) in [
        ("page", "whole page, warm", 20.0),
        ("nested", "one parameter group, warm, asked through the account", 10.0),
        ("executed", "whole page with the answer cache off", 4.0),
        ("cold", "whole page, cold", 2.0),
    ] {
        let asked = format!("at least {times} times the better peer");
        let measured = all.throughput(load).and_then(|load| {
            let ratio = load.ratio("cuenta", best_peer(load)?)?;
            Some((
                format!("{:.1} times ({:.1} to {:.1})", ratio.of_medians, ratio.least, ratio.most),
                ratio.of_medians >= times,
            ))
        });
        targets.push(Target { what: what.to_owned(), asked, measured });
        match load {
            "page" => targets.push(share_of(all, load, what, "constant", "the constant answer", 0.6)),
            "nested" => {
                let what = "one parameter group, warm";
                targets.push(share_of(all, "group", what, "constant", "the constant answer", 0.5));
            }
            _ => {}
        }
    }
    targets.push(latency(all));
    targets.push(share_of(
        all,
        "update",
        "updateCompany, different accounts",
        "pgbench",
        "pgbench with the same statements",
        0.5,
    ));
    for (load, what) in [("million", "warm"), ("million-cold", "cold")] {
        let measured = all.throughput(load).and_then(|load| {
            let ratio = load.ratio("cuenta", LARGE)?;
            Some((
                format!("{:.2} times ({:.2} to {:.2})", ratio.of_medians, ratio.least, ratio.most),
                ratio.of_medians <= 1.3,
            ))
        });
        let what = format!("1,000,000 accounts against 10,000, {what}");
        targets.push(Target { what, asked: "within 1.3 times".to_owned(), measured });
    }
    targets.extend(memory(all));
    targets.push(start(all));
    targets
}

fn share_of(all: All<'_>, load: &str, what: &str, of: &str, called: &str, share: f64) -> Target {
    let measured = all.throughput(load).and_then(|load| {
        let ratio = load.ratio("cuenta", of)?;
        let percent = |ratio: f64| ratio * 100.0;
        let told =
            format!("{:.0} % ({:.0} to {:.0})", percent(ratio.of_medians), percent(ratio.least), percent(ratio.most));
        Some((told, ratio.of_medians >= share))
    });
    Target { what: what.to_owned(), asked: format!("at least {:.0} % of {called}", share * 100.0), measured }
}

fn latency(all: All<'_>) -> Target {
    let peers = ["postgraphile", "postgraphile-2", "mercurius", "mercurius-2"];
    let of_peers = peers.iter().filter_map(|peer| all.latency(peer, |latency| latency.p50)).reduce(f64::min);
    let measured = all.latency("cuenta", |latency| latency.p99).zip(of_peers);
    Target {
        what: "p99 of the page at 500 a second".to_owned(),
        asked: "below the peer's p50".to_owned(),
        measured: measured
            .map(|(own, peer)| (format!("{own:.2} ms, and the better peer's p50 is {peer:.2} ms"), own < peer)),
    }
}

fn memory(all: All<'_>) -> [Target; 2] {
    let memories: Vec<_> = all.0.iter().flat_map(|figures| &figures.memories).collect();
    let own = memories.iter().find(|memory| memory.contender == "cuenta");
    let peer = memories.iter().filter(|memory| is_peer(&memory.contender)).map(|memory| memory.most).reduce(f64::min);
    [
        Target {
            what: "memory, idle".to_owned(),
            asked: "25 MB".to_owned(),
            measured: own.map(|own| (format!("{:.1} MB", own.idle), own.idle <= 25.0)),
        },
        Target {
            what: "memory under the page load, what is remembered told apart".to_owned(),
            asked: "a quarter of the smaller peer's".to_owned(),
            measured: own.zip(peer).map(|(own, peer)| {
                let cached: f64 = own.cached.values().sum();
                let (rest, quarter) = (own.most - cached, peer / 4.0);
                let told = format!(
                    "{rest:.1} MB beside {cached:.1} MB remembered, {:.1} MB in all; a quarter of {peer:.1} MB is {quarter:.1} MB",
                    own.most
                );
                (told, rest <= quarter)
            }),
        },
    ]
}

fn start(all: All<'_>) -> Target {
    let starts = all.0.iter().flat_map(|figures| &figures.starts).find(|start| start.accounts == 1_000_000);
    let measured = starts.and_then(|start| median(&start.milliseconds));
    Target {
        what: "start to ready with 1,000,000 accounts".to_owned(),
        asked: "under 100 ms".to_owned(),
        measured: measured.map(|milliseconds| (format!("{milliseconds:.0} ms"), milliseconds < 100.0)),
    }
}
