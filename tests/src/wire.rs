//! A request as bytes and its answer as bytes: for what no honest client sends.

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

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
