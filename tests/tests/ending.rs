//! The end of a serving process, as at every upgrade: what is in hand is answered, and nothing else is waited for.

use std::time::Duration;

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};
use waymark_tests::real::{Installation, Server};

/// Well below the time that requests in hand are given.
const SOON: Duration = Duration::from_secs(10);

async fn connect(server: &Server) -> TcpStream {
    let address = server.address.strip_prefix("http://").expect("a plain address");
    TcpStream::connect(address).await.expect("a connection")
}

/// Reads until `word` has come.
async fn reads(connection: &mut TcpStream, word: &str) -> String {
    let mut said = String::new();
    while !said.contains(word) {
        let mut bytes = [0; 4_096];
        let count = connection.read(&mut bytes).await.expect("bytes");
        assert!(count > 0, "the connection ended after {said:?}");
        said.push_str(std::str::from_utf8(&bytes[..count]).expect("text"));
    }
    said
}

#[actix_web::test]
async fn the_server_ends_although_phones_hold_connections_on_which_they_ask_nothing() {
    let installation = Installation::found(1).await;
    let server = Server::start(&installation).await;
    let mut idle = connect(&server).await;
    idle.write_all(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n").await.expect("asked");
    assert!(reads(&mut idle, "\r\n\r\n").await.starts_with("HTTP/1.1 200"));

    timeout(SOON, server.stop()).await.expect("ended");
}

#[actix_web::test]
async fn a_request_that_is_in_hand_when_the_server_is_told_to_end_is_answered() {
    let installation = Installation::found(1).await;
    let server = Server::start(&installation).await;
    let mut sending = connect(&server).await;
    let head = "POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\
                Expect: 100-continue\r\n\r\n";
    sending.write_all(head.as_bytes()).await.expect("asked");
    reads(&mut sending, "100 Continue").await;

    let address = server.address.clone();
    let ending = actix_web::rt::spawn(server.stop());
    let host = address.strip_prefix("http://").expect("a plain address").to_owned();
    while TcpStream::connect(&host).await.is_ok() {
        tokio::task::yield_now().await;
    }
    sending.write_all(b"{}").await.expect("the rest");

    let answer = reads(&mut sending, "problem+json").await;
    assert!(answer.contains("HTTP/1.1 4"), "{answer}");
    assert!(answer.to_lowercase().contains("connection: close"), "{answer}");
    timeout(SOON, ending).await.expect("ended").expect("ended well");
}
