//! The console: how the binary delivers it, and its stories, which a browser goes through as the account's people would.

use std::{
    io::{BufRead as _, BufReader},
    net::TcpListener,
    process::{Child, Stdio},
    time::Duration,
};

use serde_json::{Value, json};

use crate::binary::{Demo, client, client_command, command, exchange_bytes};

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
        let (head, same) = get(&demo, view, "");
        assert_eq!(same, page, "{view}");
        assert!(head.contains("\r\ncross-origin-opener-policy: same-origin-allow-popups"), "{head}");
    }
    // The window in which somebody signs in again comes back to the page that opened it.
    assert!(!get(&demo, "/sign-in/callback", "").0.contains("opener-policy"));
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
    let demo = Demo::start_with(&["--webhook-allowed-networks=127.0.0.0/8"]);
    demo.client(&format!("console/{file}.mjs"), &[]);
}

#[test]
fn company_and_what_every_form_does() {
    stories("company");
}

#[test]
fn roles_languages_and_what_stands_around_the_page() {
    stories("shell");
}

#[test]
fn axe_finds_nothing_in_the_light_theme() {
    Demo::start().client("console/accessibility.mjs", &["light"]);
}

#[test]
fn axe_finds_nothing_in_the_dark_theme() {
    Demo::start().client("console/accessibility.mjs", &["dark"]);
}

#[test]
fn contacts_addresses_activities_and_profiles() {
    stories("lists");
}

#[test]
fn the_parameters_and_the_business_hours() {
    stories("parameters");
}

#[test]
fn the_whole_page_by_keyboard_alone() {
    stories("keyboard");
}

#[test]
fn history_and_restoring() {
    stories("history");
}

#[test]
fn keys_and_webhooks() {
    stories("integrations");
}

#[test]
fn what_goes_wrong_on_the_way_takes_nothing_away() {
    stories("mishaps");
}

#[test]
fn the_records_of_terms() {
    stories("terms");
}

/// A process that ends with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.0.kill();
        self.0.wait().unwrap();
    }
}

#[test]
fn signing_in_by_an_identity_provider() {
    let Some(mut provider) = client_command("identity-provider.mjs") else { return };
    let mut provider = Running(provider.arg("0").stdout(Stdio::piped()).spawn().unwrap());
    let mut said = String::new();
    BufReader::new(provider.0.stdout.take().unwrap()).read_line(&mut said).unwrap();
    let issuer = said.split([' ', ',']).find(|word| word.starts_with("http://")).unwrap();

    let folder = tempfile::tempdir().unwrap();
    let create = ["account", "create", "--slug", "demo", "--trade-name", "Aurora", "--language", "en"];
    assert!(command(folder.path(), &create).output().unwrap().status.success());
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    let log = std::fs::File::create(folder.path().join("log")).unwrap();
    let options =
        ["serve", "--oidc-client-id=console", "--metrics-listen=off", "--oidc-issuer", issuer, "--listen", &address];
    let _cuenta = Running(command(folder.path(), &options).stderr(log).spawn().unwrap());
    while !command(folder.path(), &["health", "--listen", &address]).output().unwrap().status.success() {
        std::thread::sleep(Duration::from_millis(50));
    }
    client("console/sign-in.mjs", &[&format!("http://{address}/")]);
}
