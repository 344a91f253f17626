//! Against servers on loopback, which the tests allow or do not, and names that lead wherever a test wants.

use std::sync::{
    Mutex,
    atomic::{AtomicUsize, Ordering},
};

use axum::http::HeaderValue;
use domain::{clock::SystemClock, webhook::Reach};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
};

use super::*;

/// A server that answers every request with the same bytes, and keeps what it was asked.
struct Server {
    port: u16,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    async fn answering(answer: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&asked);
        tokio::spawn(async move {
            loop {
                let (mut stream, _) = listener.accept().await.unwrap();
                let heard = Arc::clone(&heard);
                tokio::spawn(async move {
                    let mut bytes = vec![0; 65_536];
                    let read = stream.read(&mut bytes).await.unwrap();
                    heard.lock().unwrap().push(String::from_utf8_lossy(&bytes[..read]).into_owned());
                    stream.write_all(answer.as_bytes()).await.unwrap();
                    if answer.contains("endless") {
                        while stream.write_all(&[b'x'; 1024]).await.is_ok() {}
                    }
                    // Until the other side has gone.
                    while stream.read(&mut bytes).await.is_ok_and(|read| read > 0) {}
                });
            }
        });
        Self { port, asked }
    }

    fn url(&self, host: &str) -> Url {
        format!("http://{host}:{}/hook?a=b", self.port).parse().unwrap()
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

/// Names that lead to one address after another, the last one again and again.
#[derive(Debug)]
struct Leading(Vec<&'static [&'static str]>, AtomicUsize);

impl Leading {
    fn to(addresses: Vec<&'static [&'static str]>) -> Arc<Self> {
        Arc::new(Self(addresses, AtomicUsize::new(0)))
    }

    fn looked_up(&self) -> usize {
        self.1.load(Ordering::Relaxed)
    }
}

impl Names for Leading {
    fn look_up(&self, _name: &str) -> BoxFuture<'static, io::Result<Vec<IpAddr>>> {
        let count = self.1.fetch_add(1, Ordering::Relaxed);
        let addresses = self.0.get(count).or(self.0.last()).copied().unwrap_or_default();
        let found = addresses.iter().map(|address| address.parse().unwrap()).collect();
        Box::pin(std::future::ready(Ok(found)))
    }
}

fn courier(allowed: &[&str], names: Arc<dyn Names>) -> HttpCourier {
    let allowed = allowed.iter().map(|network| network.parse().unwrap()).collect();
    HttpCourier::new(Reach::new(allowed), names, Arc::new(SystemClock)).unwrap()
}

fn parcel(url: Url) -> Parcel {
    Parcel {
        url,
        id: "whd_1".to_owned(),
        timestamp: 1_800_000_000,
        signature: "v1,abc v1,def".to_owned(),
        body: "{\"type\":\"test\"}".to_owned(),
    }
}

const LOOPBACK: [&str; 1] = ["127.0.0.0/8"];

#[tokio::test]
async fn a_delivery_is_a_post_with_the_headers_of_the_specification() {
    let server = Server::answering("HTTP/1.1 202 Accepted\r\nContent-Length: 6\r\n\r\nthanks").await;
    let courier = courier(&LOOPBACK, Leading::to(vec![&["127.0.0.1"]]));
    let receipt = courier.deliver(parcel(server.url("hooks.example"))).await;
    assert_eq!((receipt.status, receipt.response.as_deref(), &receipt.error), (Some(202), Some("thanks"), &None));
    assert!(receipt.arrived());
    let asked = server.asked().concat();
    let (head, body) = asked.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("POST /hook?a=b HTTP/1.1\r\n"), "{head}");
    for header in [
        "content-type: application/json".to_owned(),
        "webhook-id: whd_1".to_owned(),
        "webhook-timestamp: 1800000000".to_owned(),
        "webhook-signature: v1,abc v1,def".to_owned(),
        format!("host: hooks.example:{}", server.port),
    ] {
        assert!(head.to_lowercase().contains(&header), "{header} in {head}");
    }
    assert_eq!(body, "{\"type\":\"test\"}");
}

#[tokio::test]
async fn what_stands_beside_cuenta_is_refused_when_saved_and_when_sent_to() {
    let server = Server::answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n").await;
    let courier = courier(&[], Arc::new(SystemNames));
    for host in [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "%31%32%37.0.0.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[64:ff9b::7f00:1]",
        "0.0.0.0",
        "[::]",
        "localhost",
        "10.0.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "[fe80::1]",
    ] {
        for scheme in ["http", "https"] {
            let url: Url = format!("{scheme}://{host}:{}/", server.port).parse().unwrap();
            assert!(!courier.may_reach(&url).await, "{url}");
            let receipt = courier.deliver(parcel(url.clone())).await;
            assert_eq!(receipt.error.as_deref(), Some(OUT_OF_REACH), "{url}");
            assert_eq!((receipt.status, receipt.arrived()), (None, false));
        }
    }
    assert_eq!(server.asked(), [""; 0]);
}

#[tokio::test]
async fn a_name_that_leads_outside_first_and_inside_then_is_not_followed_inside() {
    let server = Server::answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n").await;
    for inside in [["127.0.0.1"].as_slice(), &["1.1.1.1", "127.0.0.1"], &["::ffff:127.0.0.1"]] {
        let courier = courier(&[], Leading::to(vec![&["1.1.1.1"], inside]));
        let url: Url = format!("https://hooks.example:{}/", server.port).parse().unwrap();
        assert!(courier.may_reach(&url).await, "it leads outside");
        assert_eq!(courier.deliver(parcel(url)).await.error.as_deref(), Some(OUT_OF_REACH));
    }
    assert_eq!(server.asked(), [""; 0]);
}

#[tokio::test]
async fn the_address_that_was_looked_at_is_the_one_that_is_connected_to() {
    let server = Server::answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n").await;
    // Whoever asked twice would get another answer the second time.
    let names = Leading::to(vec![&["127.0.0.1"], &["127.0.0.99"]]);
    let courier = courier(&["127.0.0.1/32"], names.clone());
    assert!(courier.deliver(parcel(server.url("hooks.example"))).await.arrived());
    assert_eq!(names.looked_up(), 1);
    assert_eq!(server.asked().len(), 1);
}

#[tokio::test]
async fn without_tls_only_allowed_networks_are_reached() {
    let names = Leading::to(vec![&["1.1.1.1"]]);
    let courier = courier(&["10.0.0.0/8"], names);
    for (url, may_reach) in [
        ("https://hooks.example/", true),
        ("http://hooks.example/", false),
        ("http://1.1.1.1/", false),
        ("http://10.1.2.3/", true),
        ("https://10.1.2.3/", true),
        ("https://11.1.2.3/", true),
    ] {
        assert_eq!(courier.may_reach(&url.parse().unwrap()).await, may_reach, "{url}");
    }
}

#[tokio::test]
async fn a_name_without_an_address_may_be_saved_and_is_told_when_sent_to() {
    let courier = courier(&[], Leading::to(vec![&[]]));
    let url: Url = "https://hooks.example/".parse().unwrap();
    assert!(courier.may_reach(&url).await);
    assert!(!courier.may_reach(&"http://hooks.example/".parse().unwrap()).await);
    let receipt = courier.deliver(parcel(url)).await;
    assert_eq!(receipt.error.as_deref(), Some("The host's name has no address."));
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let inside = Server::answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n").await;
    let answer = format!("HTTP/1.1 307 Moved\r\nLocation: {}\r\nContent-Length: 0\r\n\r\n", inside.url("127.0.0.1"));
    let server = Server::answering(answer.leak()).await;
    let receipt = courier(&LOOPBACK, Arc::new(SystemNames)).deliver(parcel(server.url("127.0.0.1"))).await;
    assert_eq!((receipt.status, receipt.arrived()), (Some(307), false));
    assert_eq!(inside.asked(), [""; 0]);
}

#[tokio::test]
async fn of_an_answer_that_never_ends_8192_bytes_are_read() {
    let server = Server::answering("HTTP/1.1 200 OK\r\nX-Kind: endless\r\n\r\n").await;
    let begun = std::time::Instant::now();
    let receipt = courier(&LOOPBACK, Arc::new(SystemNames)).deliver(parcel(server.url("127.0.0.1"))).await;
    assert!(receipt.arrived() && receipt.error.is_none());
    assert_eq!(receipt.response, Some("x".repeat(8192)));
    assert!(begun.elapsed() < WHOLE, "nobody waited for its end");
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_does_not_come_is_not_waited_for() {
    for slow in ["", "HTTP/1.1 200 OK\r\nX-Never: ending"] {
        let server = Server::answering(slow).await;
        let begun = Instant::now();
        let receipt = courier(&LOOPBACK, Arc::new(SystemNames)).deliver(parcel(server.url("127.0.0.1"))).await;
        assert_eq!(receipt, Receipt { error: Some(TOO_LATE.to_owned()), ..Receipt::default() });
        assert!(begun.elapsed() <= WHOLE + Duration::from_millis(10), "{:?}", begun.elapsed());
    }
}

#[tokio::test]
async fn what_goes_wrong_is_told_in_a_sentence() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url: Url = format!("http://{}/", listener.local_addr().unwrap()).parse().unwrap();
    drop(listener);
    let courier = courier(&LOOPBACK, Arc::new(SystemNames));
    let error = courier.deliver(parcel(url)).await.error.unwrap();
    assert!(error.starts_with("No connection could be made: Connection refused"), "{error}");

    let no_http = Server::answering("SSH-2.0-OpenSSH\r\n").await;
    let error = courier.deliver(parcel(no_http.url("127.0.0.1"))).await.error.unwrap();
    assert!(error.starts_with("The answer could not be read: "), "{error}");

    let url = no_http.url("127.0.0.1").as_str().replace("http://", "https://");
    let error = courier.deliver(parcel(url.parse().unwrap())).await.error.unwrap();
    assert!(error.starts_with("No connection could be made: "), "TLS is spoken with https: {error}");
}

#[tokio::test]
async fn an_endpoint_says_how_long_it_wants_to_be_left_alone() {
    let answer = |head: &'static str| async move {
        let server = Server::answering(head).await;
        courier(&LOOPBACK, Arc::new(SystemNames)).deliver(parcel(server.url("127.0.0.1"))).await.retry_after
    };
    let busy = "HTTP/1.1 503 Busy\r\nRetry-After: 120\r\nContent-Length: 0\r\n\r\n";
    assert_eq!(answer(busy).await, Some(Duration::from_mins(2)));
    let date = (SystemClock.now() + chrono::TimeDelta::seconds(600)).format("%a, %d %b %Y %H:%M:%S GMT");
    let head = format!("HTTP/1.1 429 Slow\r\nRetry-After: {date}\r\nContent-Length: 0\r\n\r\n");
    assert!(HeaderValue::from_str(&date.to_string()).is_ok());
    let asked = answer(head.leak()).await.unwrap();
    assert!((590..=600).contains(&asked.as_secs()), "{asked:?}");
    assert_eq!(answer("HTTP/1.1 500 No\r\nRetry-After: 120\r\nContent-Length: 0\r\n\r\n").await, None);
}
