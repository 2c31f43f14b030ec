//! A mail server on loopback: the protocol is the `mailin` package's, the mailbox is a list.

use std::{
    io::{self, BufRead, BufReader, Write},
    net::{IpAddr, TcpListener, TcpStream},
    sync::{Arc, Mutex, PoisonError},
    thread,
};

use mailin::{Action, Handler, Response, SessionBuilder, response};

/// A mail as it arrived.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Received {
    /// The envelope's recipients.
    pub to: Vec<String>,
    /// Headers and body.
    pub text: String,
}

/// A running mail server.
pub struct MailServer {
    url: String,
    mails: Arc<Mutex<Vec<Received>>>,
}

impl MailServer {
    /// Starts one.
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let url = format!("smtp://{}", listener.local_addr().expect("an address"));
        let mails = Arc::new(Mutex::default());
        let inbox = Arc::clone(&mails);
        // It ends with the process.
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let letter = Letter { inbox: Arc::clone(&inbox), mail: Received::default() };
                thread::spawn(move || converse(stream, letter));
            }
        });
        Self { url, mails }
    }

    /// Where it is.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// What it got, in the order it came.
    pub fn mails(&self) -> Vec<Received> {
        self.mails.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

fn converse(stream: TcpStream, letter: Letter) -> io::Result<()> {
    let peer = stream.peer_addr()?.ip();
    let mut writer = stream.try_clone()?;
    let mut session = SessionBuilder::new("mail.example.org").build(peer, letter);
    session.greeting().write_to(&mut writer)?;
    writer.flush()?;
    let mut reader = BufReader::new(stream);
    let mut line = Vec::new();
    while reader.read_until(b'\n', &mut line)? > 0 {
        let answer = session.process(&line);
        line.clear();
        if answer.action != Action::NoReply {
            answer.write_to(&mut writer)?;
            writer.flush()?;
        }
        if answer.action == Action::Close {
            break;
        }
    }
    Ok(())
}

struct Letter {
    inbox: Arc<Mutex<Vec<Received>>>,
    mail: Received,
}

impl Handler for Letter {
    fn mail(&mut self, _: IpAddr, _: &str, _: &str) -> Response {
        self.mail = Received::default();
        response::OK
    }

    fn rcpt(&mut self, to: &str) -> Response {
        self.mail.to.push(to.to_owned());
        response::OK
    }

    fn data(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.mail.text.push_str(&String::from_utf8_lossy(bytes));
        Ok(())
    }

    fn data_end(&mut self) -> Response {
        let mail = std::mem::take(&mut self.mail);
        self.inbox.lock().unwrap_or_else(PoisonError::into_inner).push(mail);
        response::OK
    }
}
