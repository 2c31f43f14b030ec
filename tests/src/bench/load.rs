//! The load generator: keep-alive connections that send prebuilt requests one after the other.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use super::Outcome;

/// A whole HTTP request as bytes, and how many operations it carries.
pub struct Request {
    bytes: Vec<u8>,
    operations: usize,
}

impl Request {
    /// A push of `operations` operations.
    pub fn push(token: &str, body: &str, operations: usize) -> Self {
        let length = body.len();
        let bytes = format!(
            "POST /api/v1/sync/push HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {token}\r\n\
             content-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}"
        );
        Self { bytes: bytes.into_bytes(), operations }
    }

    /// A pull of up to `limit` changes after `cursor`.
    pub fn pull(token: &str, cursor: i64, limit: usize) -> Self {
        Self::get(token, &format!("/api/v1/sync/pull?cursor={cursor}&limit={limit}"))
    }

    /// A reading of whatever is at `path`.
    pub fn get(token: &str, path: &str) -> Self {
        let bytes = format!("GET {path} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {token}\r\n\r\n");
        Self { bytes: bytes.into_bytes(), operations: 0 }
    }
}

/// What a run came to.
#[derive(Default)]
pub struct Run {
    /// Requests answered.
    pub answered: usize,
    /// Operations acknowledged as applied.
    pub applied: usize,
    /// How long it took.
    pub took: Duration,
    /// Milliseconds from request to answer, one each.
    pub latencies: Vec<f64>,
}

impl Run {
    /// Requests answered per second.
    pub fn per_s(&self) -> f64 {
        self.answered as f64 / self.took.as_secs_f64()
    }

    /// The 99th percentile of the latencies, in milliseconds.
    pub fn p99_ms(&mut self) -> f64 {
        self.percentile_ms(99)
    }

    /// The latency that so many of a hundred stay below, in milliseconds.
    pub fn percentile_ms(&mut self, of_hundred: usize) -> f64 {
        self.latencies.sort_by(f64::total_cmp);
        self.latencies.get(self.latencies.len() * of_hundred / 100).copied().unwrap_or(f64::NAN)
    }
}

/// Sends what `next` makes over so many connections until it makes no more or the time is over.
///
/// # Errors
/// Any answer other than 200, and a push of which not every operation was applied.
pub async fn run<F>(address: &str, connections: usize, at_most: Duration, next: F) -> Outcome<Run>
where
    F: Fn(usize) -> Option<Arc<Request>> + Send + Sync + 'static,
{
    let (next, taken) = (Arc::new(next), Arc::new(AtomicUsize::new(0)));
    let mut open = Vec::new();
    for _ in 0..connections {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        open.push(Connection { stream, buffer: vec![0; 256 << 10] });
    }
    let began = Instant::now();
    let tasks = open.into_iter().map(|mut connection| {
        let (next, taken) = (next.clone(), taken.clone());
        tokio::spawn(async move {
            let mut own = Run::default();
            while began.elapsed() < at_most {
                let Some(request) = next(taken.fetch_add(1, Ordering::Relaxed)) else { break };
                let sent = Instant::now();
                own.applied += connection.exchange(&request).await?;
                own.answered += 1;
                own.latencies.push(sent.elapsed().as_secs_f64() * 1_000.0);
            }
            Outcome::Ok(own)
        })
    });
    let mut all = Run::default();
    for task in tasks.collect::<Vec<_>>() {
        let own = task.await??;
        all.answered += own.answered;
        all.applied += own.applied;
        all.latencies.extend(own.latencies);
    }
    all.took = began.elapsed();
    Ok(all)
}

struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Connection {
    /// Sends one request and reads its answer; how many operations were applied.
    async fn exchange(&mut self, request: &Request) -> Outcome<usize> {
        self.stream.write_all(&request.bytes).await?;
        let mut filled = 0;
        let (head, length) = loop {
            let read = self.stream.read(&mut self.buffer[filled..]).await?;
            if read == 0 {
                return Err("the server closed a connection".into());
            }
            filled += read;
            if let Some(head) = self.buffer[..filled].windows(4).position(|four| four == b"\r\n\r\n") {
                break (head + 4, content_length(&self.buffer[..head])?);
            }
        };
        if !self.buffer.starts_with(b"HTTP/1.1 200") {
            return Err(String::from_utf8_lossy(&self.buffer[..filled]).into_owned().into());
        }
        if request.operations == 0 {
            // A page may be larger than the buffer, and is not looked at.
            let mut left = (head + length).saturating_sub(filled);
            while left > 0 {
                let most = left.min(self.buffer.len());
                left -= self.stream.read(&mut self.buffer[..most]).await?;
            }
            return Ok(0);
        }
        self.buffer.resize(self.buffer.len().max(head + length), 0);
        self.stream.read_exact(&mut self.buffer[filled..(head + length).max(filled)]).await?;
        let body = &self.buffer[head..head + length];
        let applied = body.windows(9).filter(|nine| nine == b"\"applied\"").count();
        if applied != request.operations {
            return Err(String::from_utf8_lossy(body).into_owned().into());
        }
        Ok(applied)
    }
}

fn content_length(head: &[u8]) -> Outcome<usize> {
    let head = std::str::from_utf8(head)?.to_ascii_lowercase();
    let line =
        head.lines().find_map(|line| line.strip_prefix("content-length:")).ok_or("an answer without a length")?;
    Ok(line.trim().parse()?)
}
