//! A request as bytes and its answer as bytes: for what no honest client sends.

use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpSocket, TcpStream};

use crate::site::Site;

/// An answer, as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Raw {
    /// The status; 0 when the connection ended without an answer.
    pub status: u16,
    /// The head, in lower case.
    pub head: String,
    /// The body.
    pub body: String,
}

impl Raw {
    /// The value of a header; empty if there is none.
    pub fn header(&self, name: &str) -> &str {
        let line = self.head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
        line.map(str::trim).unwrap_or_default()
    }
}

/// Sends a head, line by line, on a connection of its own, and what follows it; gives the whole answer.
///
/// The server ends the connection only if it is asked to: one of the lines says `connection: close`, or an old version.
pub async fn send(site: &Site, lines: &[&str], body: &str) -> Raw {
    let address = site.url.strip_prefix("http://").expect("an address");
    let mut stream = TcpStream::connect(address).await.expect("a connection");
    let head: String = lines.iter().map(|line| format!("{line}\r\n")).collect();
    stream.write_all(format!("{head}\r\n{body}").as_bytes()).await.expect("sent");
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).await.expect("an answer");
    let text = String::from_utf8_lossy(&bytes);
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
    Raw { status, head: head.to_lowercase(), body: body.to_owned() }
}

/// Whatever a test waits for on a connection comes within this time, or never.
const LONGEST: Duration = Duration::from_secs(60);

/// A connection that is spoken on byte by byte.
pub struct Wire {
    stream: TcpStream,
    /// Came, and was not looked at.
    held: Vec<u8>,
}

impl Wire {
    /// Connects to an address.
    pub async fn to(address: &str) -> Self {
        let stream = TcpStream::connect(address).await.expect("a connection");
        Self { stream, held: Vec::new() }
    }

    /// Connects to a site.
    pub async fn with(site: &Site) -> Self {
        Self::to(host_of(site)).await
    }

    /// Connects to a site from another address of this machine, `127.0.0.2` and so on.
    pub async fn from(site: &Site, own: &str) -> Self {
        Self::between(own, host_of(site)).await
    }

    /// Connects to an address from another one of this machine.
    pub async fn between(own: &str, address: &str) -> Self {
        let socket = TcpSocket::new_v4().expect("a socket");
        socket.bind(format!("{own}:0").parse().expect("an address")).expect("an address of our own");
        let stream = socket.connect(address.parse().expect("an address")).await.expect("a connection");
        Self { stream, held: Vec::new() }
    }

    /// Connects to a site and takes little at a time: the system's buffer for what comes is small.
    pub async fn narrow(site: &Site) -> Self {
        let socket = TcpSocket::new_v4().expect("a socket");
        socket.set_recv_buffer_size(4096).expect("a small buffer");
        let stream = socket.connect(host_of(site).parse().expect("an address")).await.expect("a connection");
        Self { stream, held: Vec::new() }
    }

    /// Sends bytes; whether the other side still takes them.
    pub async fn send(&mut self, bytes: impl AsRef<[u8]>) -> bool {
        self.stream.write_all(bytes.as_ref()).await.is_ok()
    }

    /// Sends nothing more.
    pub async fn end(&mut self) {
        // Who was cut off has ended already.
        let _ = self.stream.shutdown().await;
    }

    /// Reads at most so many bytes; none when the other side has ended.
    pub async fn take(&mut self, most: usize) -> usize {
        let mut space = vec![0; most];
        let read =
            tokio::time::timeout(LONGEST, self.stream.read(&mut space)).await.expect("something comes, or an end");
        let count = read.unwrap_or(0);
        self.held.extend_from_slice(&space[..count]);
        count
    }

    /// How many bytes came and were not looked at.
    pub fn held(&self) -> usize {
        self.held.len()
    }

    /// The next answer to a `GET` or a `POST`, with its whole body; none when the other side ends before it.
    pub async fn answer(&mut self) -> Option<Raw> {
        self.answer_of(false).await
    }

    /// The next answer; to a `HEAD` it has no body.
    pub async fn answer_of(&mut self, head_only: bool) -> Option<Raw> {
        loop {
            if let Some((raw, length)) = whole(&self.held, head_only) {
                self.held.drain(..length);
                if raw.status != 100 {
                    return Some(raw);
                }
            } else if self.take(16 * 1024).await == 0 {
                return None;
            }
        }
    }

    /// Whether the other side has said that it goes on (`100 Continue`); nothing else may come before.
    pub async fn is_told_to_go_on(&mut self) -> bool {
        let told = b"HTTP/1.1 100 Continue\r\n\r\n";
        while self.held.len() < told.len() && self.take(told.len()).await > 0 {}
        let is = self.held.starts_with(told);
        if is {
            self.held.drain(..told.len());
        }
        is
    }

    /// Everything up to the end, which must come.
    pub async fn rest(&mut self) -> Vec<u8> {
        while self.take(64 * 1024).await > 0 {}
        std::mem::take(&mut self.held)
    }

    /// All answers up to the end, which must come.
    pub async fn answers(&mut self) -> Vec<Raw> {
        let mut all = Vec::new();
        while let Some(answer) = self.answer().await {
            all.push(answer);
        }
        assert!(self.held.is_empty(), "half an answer: {}", self.held.escape_ascii());
        all
    }
}

/// The host and port of a site.
pub fn host_of(site: &Site) -> &str {
    site.url.strip_prefix("http://").expect("an address")
}

/// A request for a page, as bytes.
pub fn get(site: &Site, target: &str) -> String {
    format!("GET {target} HTTP/1.1\r\nHost: {}\r\n\r\n", host_of(site))
}

/// A form of somebody with this cookie, as bytes.
pub fn post(site: &Site, path: &str, cookie: &str, body: &str) -> String {
    let (host, length) = (host_of(site), body.len());
    format!(
        "POST {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: {}\r\nCookie: {cookie}\r\nContent-Length: {length}\r\n\
         Content-Type: application/x-www-form-urlencoded\r\n\r\n{body}",
        site.url
    )
}

/// All whole answers in some bytes; none of them is to a `HEAD`.
pub fn all_answers(mut bytes: &[u8]) -> Vec<Raw> {
    let mut all = Vec::new();
    while let Some((raw, length)) = whole(bytes, false) {
        all.push(raw);
        bytes = &bytes[length..];
    }
    all
}

/// The first answer in some bytes, if it is whole, and its length.
fn whole(bytes: &[u8], head_only: bool) -> Option<(Raw, usize)> {
    let head_end = bytes.windows(4).position(|four| four == b"\r\n\r\n")? + 4;
    let head = String::from_utf8_lossy(&bytes[..head_end]).to_lowercase();
    let status: u16 = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
    let mut raw = Raw { status, head, body: String::new() };
    let no_body = head_only || status == 304 || status < 200;
    if !no_body && raw.header("transfer-encoding").contains("chunked") {
        let (body, length) = unchunked(&bytes[head_end..])?;
        raw.body = body;
        return Some((raw, head_end + length));
    }
    let length = if no_body { 0 } else { raw.header("content-length").parse().unwrap_or(0) };
    raw.body = String::from_utf8_lossy(bytes.get(head_end..head_end + length)?).into_owned();
    Some((raw, head_end + length))
}

fn unchunked(bytes: &[u8]) -> Option<(String, usize)> {
    let (mut body, mut at) = (Vec::new(), 0);
    loop {
        let line = at + bytes[at..].windows(2).position(|two| two == b"\r\n")?;
        let size = usize::from_str_radix(std::str::from_utf8(&bytes[at..line]).ok()?, 16).ok()?;
        body.extend_from_slice(bytes.get(line + 2..line + 2 + size)?);
        at = line + 2 + size;
        bytes.get(at..at + 2)?;
        at += 2;
        if size == 0 {
            return Some((String::from_utf8_lossy(&body).into_owned(), at));
        }
    }
}
