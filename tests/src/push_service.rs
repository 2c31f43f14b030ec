//! A push service on loopback: takes messages as RFC 8030 has them, answers as the script says, and behaves as badly as
//! it is told.

use std::{
    collections::{BTreeMap, VecDeque},
    net::SocketAddr,
    sync::{Arc, Mutex, PoisonError},
    time::Instant,
};

use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    sync::{Notify, watch},
};

/// What the service does with the next message.
#[derive(Clone, Debug)]
pub enum Reply {
    /// Answers with this status and these header lines.
    Status(u16, Vec<String>),
    /// Says 201 and then ten megabytes.
    Endless,
    /// Says nothing until [`PushService::let_go`].
    Hang,
    /// Closes the connection in the middle of its answer.
    Reset,
}

impl Reply {
    /// A status alone.
    pub fn status(status: u16) -> Self {
        Self::Status(status, Vec::new())
    }

    /// A status with one header.
    pub fn with(status: u16, header: impl Into<String>) -> Self {
        Self::Status(status, vec![header.into()])
    }
}

/// A message as it arrived.
#[derive(Clone, Debug)]
pub struct Message {
    /// The path of its endpoint.
    pub path: String,
    /// Its headers, names in lower case.
    pub headers: BTreeMap<String, String>,
    /// The sealed body.
    pub body: Vec<u8>,
    /// When it was there whole.
    pub at: Instant,
}

/// A running push service.
#[derive(Clone)]
pub struct PushService {
    address: SocketAddr,
    state: Arc<State>,
}

struct State {
    messages: Mutex<Vec<Message>>,
    script: Mutex<VecDeque<Reply>>,
    usual: Mutex<Reply>,
    arrived: Notify,
    let_go: watch::Sender<bool>,
}

impl PushService {
    /// Starts one that answers 201 to everything.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let state = Arc::new(State {
            messages: Mutex::default(),
            script: Mutex::default(),
            usual: Mutex::new(Reply::status(201)),
            arrived: Notify::new(),
            let_go: watch::Sender::new(false),
        });
        let serving = state.clone();
        tokio::task::spawn_local(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let state = serving.clone();
                tokio::task::spawn_local(async move { drop(state.converse(stream).await) });
            }
        });
        Self { address, state }
    }

    /// Scheme, host and port.
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The endpoint of a device known by a name.
    pub fn endpoint(&self, device: &str) -> String {
        format!("{}/push/{device}", self.origin())
    }

    /// The next message is answered so.
    pub fn next(&self, reply: Reply) {
        lock(&self.state.script).push_back(reply);
    }

    /// Every message is answered so, where the script says nothing.
    pub fn always(&self, reply: Reply) {
        *lock(&self.state.usual) = reply;
    }

    /// Ends every hang.
    pub fn let_go(&self) {
        self.state.let_go.send_replace(true);
    }

    /// Everything that arrived so far.
    pub fn messages(&self) -> Vec<Message> {
        lock(&self.state.messages).clone()
    }

    /// Waits until so many messages arrived in all.
    pub async fn has_got(&self, count: usize) {
        loop {
            let arrived = self.state.arrived.notified();
            if lock(&self.state.messages).len() >= count {
                return;
            }
            arrived.await;
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl State {
    async fn converse(&self, stream: TcpStream) -> std::io::Result<()> {
        let mut stream = BufReader::new(stream);
        while let Some(message) = read(&mut stream).await? {
            lock(&self.messages).push(message);
            self.arrived.notify_waiters();
            let next = lock(&self.script).pop_front();
            let reply = next.unwrap_or_else(|| lock(&self.usual).clone());
            match reply {
                Reply::Status(status, headers) => {
                    let headers: String = headers.iter().map(|line| format!("{line}\r\n")).collect();
                    let answer = format!("HTTP/1.1 {status} Scripted\r\n{headers}Content-Length: 0\r\n\r\n");
                    stream.write_all(answer.as_bytes()).await?;
                }
                Reply::Endless => {
                    let long = vec![b'x'; 10 << 20];
                    let head = format!("HTTP/1.1 201 Created\r\nContent-Length: {}\r\n\r\n", long.len());
                    stream.write_all(head.as_bytes()).await?;
                    stream.write_all(&long).await?;
                }
                Reply::Hang => {
                    let mut let_go = self.let_go.subscribe();
                    let _ = let_go.wait_for(|let_go| *let_go).await;
                    stream.write_all(b"HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n").await?;
                }
                Reply::Reset => {
                    stream.write_all(b"HTTP/1.1 20").await?;
                    return Ok(());
                }
            }
        }
        Ok(())
    }
}

/// One request, or nothing where the connection ended.
async fn read(stream: &mut BufReader<TcpStream>) -> std::io::Result<Option<Message>> {
    let mut line = String::new();
    if stream.read_line(&mut line).await? == 0 {
        return Ok(None);
    }
    let path = line.split(' ').nth(1).unwrap_or_default().to_owned();
    assert!(line.starts_with("POST "), "a push is a POST, not {line}");
    let mut headers = BTreeMap::new();
    loop {
        line.clear();
        stream.read_line(&mut line).await?;
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        headers.insert(name.to_ascii_lowercase(), value.trim().to_owned());
    }
    let length = headers.get("content-length").and_then(|length| length.parse().ok()).expect("a length");
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await?;
    Ok(Some(Message { path, headers, body, at: Instant::now() }))
}
