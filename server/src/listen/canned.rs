//! Answers that are written without looking at anything: a head, a sentence, and the connection ends. Never a page, and never
//! a byte of what was sent.

use app::text::notices;

use super::heads::Fault;

/// The answers.
#[derive(Debug)]
pub struct Canned {
    busy: Vec<u8>,
    unreadable: Vec<u8>,
    method: Vec<u8>,
    in_pieces: Vec<u8>,
    long_target: Vec<u8>,
    large: Vec<u8>,
    version: Vec<u8>,
}

impl Canned {
    /// All of them, made once. Who is turned away may come again after so many seconds.
    pub fn new(retry_after: u32) -> Self {
        let retry = format!("retry-after: {retry_after}\r\n");
        Self {
            busy: answer("503 Service Unavailable", &retry, &notices::turned_away(retry_after)),
            unreadable: answer("400 Bad Request", "", &notices::head_unreadable()),
            method: answer("405 Method Not Allowed", "allow: GET,HEAD,POST\r\n", &notices::head_method()),
            in_pieces: answer("411 Length Required", "", &notices::head_in_pieces()),
            long_target: answer("414 URI Too Long", "", &notices::head_long_target()),
            large: answer("431 Request Header Fields Too Large", "", &notices::head_large()),
            version: answer("505 HTTP Version Not Supported", "", &notices::head_version()),
        }
    }

    /// Too many are here.
    pub fn busy(&self) -> &[u8] {
        &self.busy
    }

    /// The head is refused.
    pub fn of(&self, fault: Fault) -> &[u8] {
        match fault {
            Fault::Unreadable => &self.unreadable,
            Fault::Method => &self.method,
            Fault::InPieces => &self.in_pieces,
            Fault::LongTarget => &self.long_target,
            Fault::Large => &self.large,
            Fault::Version => &self.version,
        }
    }
}

fn answer(status: &str, more: &str, sentence: &str) -> Vec<u8> {
    let length = sentence.len() + 1;
    format!(
        "HTTP/1.1 {status}\r\ncontent-type: text/plain; charset=utf-8\r\ncontent-length: {length}\r\n\
         cache-control: no-store\r\nx-content-type-options: nosniff\r\n{more}connection: close\r\n\r\n{sentence}\n"
    )
    .into_bytes()
}
