//! Listening on a real port, and the stop.

use std::time::Duration;

use duixian_server::{Options, ServeError, Server};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::oneshot;

use crate::client::empty_ledger;

#[tokio::test]
async fn a_server_answers_on_loopback_until_it_is_stopped() {
    let (ledger, _folder) = empty_ledger().await;
    let server = Server::bind(ledger, Options::loopback(0)).await.unwrap();
    let address = server.address();
    assert!(address.ip().is_loopback());
    let (stop, stopped) = oneshot::channel::<()>();
    let running = tokio::spawn(server.run(async move {
        let _ = stopped.await;
    }));
    let mut stream = TcpStream::connect(address).await.unwrap();
    let request = format!("GET /api/v1/health HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    assert!(answer.contains("\"status\":\"ok\""), "{answer}");
    stop.send(()).unwrap();
    tokio::time::timeout(Duration::from_secs(5), running).await.unwrap().unwrap().unwrap();
    assert!(TcpStream::connect(address).await.is_err());
}

#[tokio::test]
async fn a_port_that_is_taken_is_told_with_a_hint() {
    let (ledger, _folder) = empty_ledger().await;
    let first = Server::bind(ledger.clone(), Options::loopback(0)).await.unwrap();
    let failure = Server::bind(ledger, Options::loopback(first.address().port())).await.unwrap_err();
    assert!(matches!(failure, ServeError::Listen { .. }));
    assert!(failure.to_string().contains(&first.address().to_string()), "{failure}");
    assert_eq!(failure.hint(), "another program has this port: stop it, or choose another port");
}
