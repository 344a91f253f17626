//! Connections, over TCP.

use std::net::SocketAddr;

use axum::{Extension, Router, routing::get};
use tokio::io::AsyncReadExt as _;
use tower::util::BoxCloneService;

use super::*;

/// Serves on a port of its own.
async fn started(limits: ConnectionLimits, proxies: &str) -> (SocketAddr, Shutdown, tokio::task::JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let slow = get(|| async {
        sleep(Duration::from_millis(300)).await;
        "slow"
    });
    let peer = get(|Extension(peer): Extension<IpAddr>| async move { peer.to_string() });
    let thread = get(|| async { std::thread::current().name().unwrap_or_default().to_owned() });
    let waits = get(|| async {
        yield_now().await;
        std::thread::current().name().unwrap_or_default().to_owned()
    });
    let router = Router::new().route("/peer", peer).route("/slow", slow).route("/thread", thread);
    let router = router.route("/waits", waits);
    let of_peer = move |peer: IpAddr| BoxCloneService::new(router.clone().layer(Extension(peer)));
    let (shutdown, proxies) = (Shutdown::default(), proxies.parse().unwrap_or_default());
    let ends = shutdown.clone();
    let serving = tokio::spawn(async move { serve(listener, of_peer, limits, proxies, &ends).await.unwrap() });
    (address, shutdown, serving)
}

const MANY: ConnectionLimits = ConnectionLimits { all: 100, of_an_address: 100 };

async fn asked(address: SocketAddr, path: &str) -> (TcpStream, String) {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let answer = ask(&mut stream, path).await;
    (stream, answer)
}

async fn ask(stream: &mut TcpStream, path: &str) -> String {
    let head = format!("GET {path} HTTP/1.1\r\nhost: localhost\r\n\r\n");
    // A connection that was turned away may be closed already.
    let _ = stream.write_all(head.as_bytes()).await;
    let mut answer = vec![0; 4096];
    let length = stream.read(&mut answer).await.unwrap_or(0);
    String::from_utf8_lossy(&answer[..length]).into_owned()
}

#[tokio::test]
async fn a_request_is_answered_and_knows_who_is_connected() {
    let (address, ..) = started(MANY, "").await;
    let (_, answer) = asked(address, "/peer").await;
    assert!(answer.starts_with("HTTP/1.1 200 OK") && answer.ends_with("127.0.0.1"), "{answer}");
}

#[tokio::test]
async fn a_connection_stays_in_its_lane_and_the_next_goes_where_there_are_fewest() {
    let (address, ..) = started(MANY, "").await;
    let lane = |answer: &str| answer.rsplit("\r\n").next().unwrap_or_default().to_owned();
    let (mut first, answer) = asked(address, "/thread").await;
    let of_first = lane(&answer);
    assert!(of_first.starts_with("lane-"), "{answer}");
    for _ in 0..3 {
        assert_eq!(lane(&ask(&mut first, "/thread").await), of_first);
    }
    let count = std::thread::available_parallelism().unwrap().get();
    let (mut held, mut used) = (Vec::new(), std::collections::BTreeSet::from([of_first]));
    for _ in 1..count {
        let (stream, answer) = asked(address, "/thread").await;
        used.insert(lane(&answer));
        held.push(stream);
    }
    assert_eq!(used.len(), count);
    let answer = ask(&mut first, "/waits").await;
    assert!(answer.starts_with("HTTP/1.1 200 OK") && !lane(&answer).starts_with("lane-"), "{answer}");
}

#[tokio::test]
async fn a_head_past_64_kib_is_not_read_to_its_end() {
    let (address, ..) = started(MANY, "").await;
    let mut stream = TcpStream::connect(address).await.unwrap();
    let head = format!("GET /peer HTTP/1.1\r\nhost: localhost\r\naccept: {}\r\n\r\n", "a/b,".repeat(20_000));
    // Whoever reads no further may close before all was sent.
    let _ = stream.write_all(head.as_bytes()).await;
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    assert!(!String::from_utf8_lossy(&answer).starts_with("HTTP/1.1 200"));
    let (_, answer) = asked(address, "/peer").await;
    assert!(answer.starts_with("HTTP/1.1 200 OK"));
}

#[tokio::test]
async fn beyond_the_connections_there_may_be_clients_are_told_to_come_again() {
    let (address, ..) = started(ConnectionLimits { all: 2, of_an_address: 100 }, "").await;
    let (first, _) = asked(address, "/peer").await;
    let (mut second, _) = asked(address, "/peer").await;
    let (_, answer) = asked(address, "/peer").await;
    assert!(answer.starts_with("HTTP/1.1 503 ") && answer.contains("retry-after: 1"), "{answer}");
    assert!(ask(&mut second, "/peer").await.starts_with("HTTP/1.1 200 OK"), "who is in stays in");
    drop(first);
    while !asked(address, "/peer").await.1.starts_with("HTTP/1.1 200 OK") {
        sleep(Duration::from_millis(5)).await;
    }
}

#[tokio::test]
async fn one_address_has_so_many_connections_unless_it_is_a_trusted_proxys() {
    let limits = ConnectionLimits { all: 100, of_an_address: 1 };
    let (address, ..) = started(limits, "").await;
    let (_first, _) = asked(address, "/peer").await;
    assert!(asked(address, "/peer").await.1.starts_with("HTTP/1.1 503 "));
    let (address, ..) = started(limits, "127.0.0.0/8").await;
    let (_first, _) = asked(address, "/peer").await;
    assert!(asked(address, "/peer").await.1.starts_with("HTTP/1.1 200 OK"));
}

#[tokio::test]
async fn when_the_end_begins_what_was_asked_is_answered_and_nothing_new_is_accepted() {
    let (address, shutdown, serving) = started(MANY, "").await;
    let (_idle, _) = asked(address, "/peer").await;
    let slow = tokio::spawn(async move { asked(address, "/slow").await.1 });
    sleep(Duration::from_millis(100)).await;
    shutdown.begin();
    assert!(slow.await.unwrap().ends_with("slow"));
    serving.await.unwrap();
    assert!(TcpStream::connect(address).await.is_err());
}

#[tokio::test]
async fn a_client_that_never_finishes_its_request_is_not_waited_for() {
    let (address, ..) = started(MANY, "").await;
    let beginnings = ["GET /peer HTTP/1.1\r\nhost: loc", "", "PRI * HT", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"];
    let ends = beginnings.map(|beginning| async move {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(beginning.as_bytes()).await.unwrap();
        let mut rest = Vec::new();
        // What was sent and not read turns the end into a reset.
        let _ = stream.read_to_end(&mut rest).await;
        assert!(!String::from_utf8_lossy(&rest).starts_with("HTTP/1.1 200"), "{beginning}");
    });
    futures_util::future::join_all(ends).await;
}

#[tokio::test]
async fn a_client_that_has_asked_keeps_its_connection() {
    let (address, ..) = started(MANY, "").await;
    let mut stream = TcpStream::connect(address).await.unwrap();
    let until = tokio::time::Instant::now() + HEAD_TIME + Duration::from_millis(500);
    while tokio::time::Instant::now() < until {
        assert!(ask(&mut stream, "/peer").await.starts_with("HTTP/1.1 200 OK"));
        sleep(Duration::from_millis(100)).await;
    }
}
