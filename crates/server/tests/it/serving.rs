//! Real sockets: connections, farewell.

use std::{sync::Arc, time::Duration};

use bailiwick_app::{Live, api_keys::Keyring};
use bailiwick_server::{Supply, config::Config, gate, http::Key, serve_on};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::oneshot,
};

use crate::fixture::{CERTIFICATION, question, state, token};
use bailiwick_app::api_keys::Scope;

async fn exchange(stream: &mut TcpStream, request: &str) -> String {
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut out = vec![0; 4096];
    let length = tokio::time::timeout(Duration::from_secs(5), stream.read(&mut out)).await.unwrap().unwrap();
    String::from_utf8(out[..length].to_vec()).unwrap()
}

#[tokio::test]
async fn connections_are_served_kept_and_ended() {
    let (state, directory) = state(CERTIFICATION, 7);
    let (decide, text) = token("decide", &[Scope::Decide], None);
    let (live, keyring) = (Arc::new(Live::new(state)), Arc::new(Keyring::new(vec![decide])));
    let supply = Supply::new(live, keyring, Arc::new(directory), Key::new([1; 32]), 5);
    let mut config = Config::default();
    config.limits.header_seconds = 1;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let serving = tokio::spawn(serve_on(gate(&config, supply).unwrap(), listener, async move {
        drop(stopped.await);
    }));

    let body = question("alice", "read", "record-1").to_string();
    let request = format!(
        "POST /access/v1/evaluation HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {text}\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    let mut stream = TcpStream::connect(address).await.unwrap();
    for _ in 0..3 {
        let answer = exchange(&mut stream, &request).await;
        assert!(
            answer.starts_with("HTTP/1.1 200 OK\r\n") && answer.ends_with(r#"{"decision":true}"#),
            "{answer}"
        );
    }
    // Whoever sends half a head and then nothing is not waited for.
    let mut slow = TcpStream::connect(address).await.unwrap();
    slow.write_all(b"POST /access/v1/evaluation HTTP/1.1\r\nhost: x\r\n").await.unwrap();
    let mut rest = Vec::new();
    tokio::time::timeout(Duration::from_secs(5), slow.read_to_end(&mut rest)).await.unwrap().unwrap();

    stop.send(()).unwrap();
    tokio::time::timeout(Duration::from_secs(5), serving).await.unwrap().unwrap();
    assert!(TcpStream::connect(address).await.is_err());
}
