//! A caller that keeps its connections: sixteen of them, on one thread, each with one request under way.

use std::{
    io::{BufRead, BufReader, Write},
    net::SocketAddr,
    sync::Arc,
    time::{Duration, Instant},
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    runtime::{Builder, Runtime},
};

use super::questions::Exchange;

const CONNECTIONS: usize = 16;

/// How many requests were answered in how long.
pub(crate) struct Answered {
    pub(crate) requests: usize,
    pub(crate) took: Duration,
}

/// Sends every request once; with `exact`, every answer must be the right one to the letter.
pub(crate) fn verify(server: SocketAddr, exchanges: &[Exchange], exact: bool) {
    runtime().block_on(async {
        let mut connection = Connection::open(server).await;
        for Exchange { request, answer } in exchanges {
            let body = connection.exchange(request).await;
            let shown = || (String::from_utf8_lossy(request), String::from_utf8_lossy(body));
            assert!(!exact || body == answer.as_bytes(), "{:?} instead of {answer}", shown());
        }
    });
}

/// Sends requests for so long, each as soon as the one before it on its connection is answered.
pub(crate) fn send(server: SocketAddr, exchanges: &Arc<Vec<Exchange>>, time: Duration) -> Answered {
    runtime().block_on(async {
        let mut connections = Vec::new();
        for _ in 0..CONNECTIONS {
            connections.push(Connection::open(server).await);
        }
        let start = Instant::now();
        let tasks = connections.into_iter().enumerate().map(|(n, mut connection)| {
            let exchanges = Arc::clone(exchanges);
            tokio::spawn(async move {
                let first = n * exchanges.len() / CONNECTIONS;
                let mut requests = 0;
                for Exchange { request, .. } in exchanges.iter().cycle().skip(first) {
                    if start.elapsed() >= time {
                        break;
                    }
                    connection.exchange(request).await;
                    requests += 1;
                }
                requests
            })
        });
        let tasks: Vec<_> = tasks.collect();
        let mut requests = 0;
        for task in tasks {
            requests += task.await.unwrap();
        }
        Answered { requests, took: start.elapsed() }
    })
}

/// Sends a request on a connection of its own, and gives the status of the answer.
pub(crate) fn status(server: SocketAddr, request: &[u8]) -> u16 {
    let head = head(server, request);
    head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("an answer begins with its status")
}

/// The same, of what is let in. Returns after how many seconds to come again, where the server says so.
pub(crate) fn knock(server: SocketAddr, request: &[u8]) -> Option<u64> {
    let head = head(server, request);
    if head.starts_with("http/1.1 200 ") {
        return None;
    }
    assert!(head.starts_with("http/1.1 503 "), "{head}");
    let (_, after) =
        head.split_once("\nretry-after: ").expect("whoever is sent away is told when to come again");
    after.lines().next().and_then(|seconds| seconds.parse().ok())
}

/// The head of an answer, in small letters.
fn head(server: SocketAddr, request: &[u8]) -> String {
    let mut stream = std::net::TcpStream::connect(server).unwrap();
    stream.write_all(request).unwrap();
    let mut head = String::new();
    for line in BufReader::new(stream).lines() {
        let line = line.unwrap();
        if line.is_empty() {
            break;
        }
        head.push_str(&line.to_ascii_lowercase());
        head.push('\n');
    }
    head
}

fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

struct Connection {
    stream: TcpStream,
    /// What has been read; emptied before each request.
    answer: Vec<u8>,
}

impl Connection {
    async fn open(server: SocketAddr) -> Self {
        let stream = TcpStream::connect(server).await.unwrap();
        stream.set_nodelay(true).unwrap();
        Self { stream, answer: Vec::with_capacity(8 * 1024) }
    }

    /// Sends a request and gives the body of its answer.
    async fn exchange(&mut self, request: &[u8]) -> &[u8] {
        self.stream.write_all(request).await.unwrap();
        self.answer.clear();
        let (body, end) = loop {
            let read = self.stream.read_buf(&mut self.answer).await.unwrap();
            assert!(read > 0, "the server has closed the connection");
            if let Some(body) = self.answer.windows(4).position(|four| four == b"\r\n\r\n") {
                break (body + 4, body + 4 + length(&self.answer[..body]));
            }
        };
        while self.answer.len() < end {
            let read = self.stream.read_buf(&mut self.answer).await.unwrap();
            assert!(read > 0, "the server has closed the connection");
        }
        &self.answer[body..end]
    }
}

/// Length of the body, after a head that says that all is well.
fn length(head: &[u8]) -> usize {
    let head = std::str::from_utf8(head).unwrap();
    assert!(head.starts_with("HTTP/1.1 200 "), "{head}");
    let (_, after) = head.split_once("\r\ncontent-length: ").expect("an answer tells its length");
    after.split('\r').next().and_then(|number| number.parse().ok()).expect("a length is a number")
}
