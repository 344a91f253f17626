//! The console: how the binary delivers it, and its stories, which a browser goes through as the account's people would.

use serde_json::{Value, json};

use crate::binary::{Demo, exchange_bytes};

/// The head and the body of what a path answers, of which the body may be compressed.
fn get(demo: &Demo, path: &str, headers: &str) -> (String, Vec<u8>) {
    let answer = exchange_bytes(
        demo.address(),
        &format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{headers}\r\n"),
    );
    let end = answer.windows(4).position(|bytes| bytes == b"\r\n\r\n").unwrap();
    (String::from_utf8(answer[..end].to_vec()).unwrap().to_lowercase(), answer[end + 4..].to_vec())
}

#[test]
fn every_view_is_the_page_which_asks_no_other_host_and_what_it_loads_is_good_for_ever() {
    let demo = Demo::start();
    let (head, page) = get(&demo, "/", "");
    assert!(head.starts_with("http/1.1 200") && head.contains("\r\ncontent-type: text/html"), "{head}");
    assert!(head.contains("\r\ncache-control: no-cache"), "{head}");
    let policy =
        "\r\ncontent-security-policy: default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self';";
    assert!(head.contains(policy) && !head.contains("unsafe"), "{head}");
    for view in
        ["/history", "/history/3", "/history/compare?from=1", "/api-keys", "/webhooks/whe_1", "/terms", "/sign-in"]
    {
        assert_eq!(get(&demo, view, "").1, page, "{view}");
    }
    assert!(get(&demo, "/no-view", "").0.starts_with("http/1.1 404"));

    let page = String::from_utf8(page).unwrap();
    let script = page.split('"').find(|text| text.starts_with("/assets/") && text.contains(".js")).unwrap();
    let (head, plain) = get(&demo, script, "");
    assert!(head.contains("\r\ncache-control: public, max-age=31536000, immutable"), "{head}");
    assert!(head.contains("\r\ncontent-type: text/javascript") && head.contains("\r\nvary: accept-encoding"), "{head}");
    for (accepted, coding) in [("gzip, deflate, br", "br"), ("gzip", "gzip")] {
        let (head, compressed) = get(&demo, script, &format!("Accept-Encoding: {accepted}\r\n"));
        assert!(head.contains(&format!("\r\ncontent-encoding: {coding}")), "{head}");
        assert!(compressed.len() < plain.len() / 2, "{coding}");
    }
    assert!(get(&demo, "/assets/..%2Findex.html", "").0.starts_with("http/1.1 404"));
}

#[test]
fn the_page_learns_how_people_sign_in() {
    let settings = |demo: &Demo| -> Value { serde_json::from_slice(&get(demo, "/console/config", "").1).unwrap() };
    assert_eq!(settings(&Demo::start()), json!({"demo": true, "signIn": null}));
    let without = Demo::start_with(&["--console=false"]);
    assert!(get(&without, "/", "").0.starts_with("http/1.1 404"));
}

/// Goes through the stories of a file in `tests/clients/console`, in a demo of their own.
fn stories(file: &str) {
    Demo::start().client(&format!("console/{file}.mjs"), &[]);
}

#[test]
fn company_and_what_every_form_does() {
    stories("company");
}
