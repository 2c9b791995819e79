//! A request's head, judged before anything else reads it: only what can be read in one way gets in, so that no proxy before
//! us counts other requests in the same bytes than we do. Pure: bytes and limits in, a judgement out.
//!
//! The grammar is RFC 9112's without all that it only tolerates: lines end in CR LF, nothing is folded, a length is digits
//! and stands once, and nothing comes in pieces (`Transfer-Encoding`): browsers send forms with their length.

use super::limits::Limits;

/// Why a head is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It is no request as the grammar has it.
    Unreadable,
    /// It wants a connection to somewhere else (`CONNECT`).
    Method,
    /// It says that its body comes in pieces.
    InPieces,
    /// Its target is too long.
    LongTarget,
    /// It has too many lines, or too many bytes.
    Large,
    /// It is of another version than 1.0 and 1.1.
    Version,
}

/// How far a head has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// It is not whole yet.
    Partial,
    /// It is whole: so many bytes, and so many follow as its body.
    Whole {
        /// Bytes of the head.
        head: usize,
        /// Bytes of the body.
        body: u64,
    },
}

/// A head that is being judged, line by line as it comes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Judge {
    /// Looked through so far.
    seen: usize,
    /// Where the line begins that is not whole yet.
    line: usize,
    /// An empty line came before the request.
    blank: bool,
    /// The request line was read.
    asked: bool,
    headers: usize,
    length: Option<u64>,
}

impl Judge {
    /// Looks at all that has come of it so far.
    pub fn look(&mut self, bytes: &[u8], limits: &Limits) -> Result<Look, Fault> {
        while let Some(at) = bytes.get(self.seen..).and_then(|rest| rest.iter().position(|byte| *byte == b'\n')) {
            let (begin, end) = (self.line, self.seen + at);
            (self.seen, self.line) = (end + 1, end + 1);
            if end >= limits.head_bytes {
                return Err(Fault::Large);
            }
            let line = bytes.get(begin..end).and_then(|line| line.strip_suffix(b"\r")).ok_or(Fault::Unreadable)?;
            if self.take(line, limits)? {
                return Ok(Look::Whole { head: end + 1, body: self.length.unwrap_or_default() });
            }
        }
        self.seen = bytes.len();
        let rest = bytes.len() - self.line;
        if !self.asked && rest > limits.target_bytes + LONGEST_AROUND_TARGET {
            return Err(Fault::LongTarget);
        }
        if bytes.len() > limits.head_bytes { Err(Fault::Large) } else { Ok(Look::Partial) }
    }

    /// Takes a line; says whether it was the last.
    fn take(&mut self, line: &[u8], limits: &Limits) -> Result<bool, Fault> {
        match (self.asked, line.is_empty()) {
            // RFC 9112, 2.2: some send one after a form.
            (false, true) if !self.blank => self.blank = true,
            (false, true) => return Err(Fault::Unreadable),
            (false, false) => {
                request_line(line, limits)?;
                self.asked = true;
            }
            (true, true) => return Ok(true),
            (true, false) => self.header(line, limits)?,
        }
        Ok(false)
    }

    fn header(&mut self, line: &[u8], limits: &Limits) -> Result<(), Fault> {
        self.headers += 1;
        if self.headers > limits.header_lines {
            return Err(Fault::Large);
        }
        // A folded line begins with a space, and a space before the colon belongs to no name.
        let colon = line.iter().position(|byte| *byte == b':').ok_or(Fault::Unreadable)?;
        let (name, value) = (&line[..colon], &line[colon + 1..]);
        if name.is_empty() || !name.iter().all(|byte| is_of_token(*byte)) || value.iter().any(|byte| is_control(*byte))
        {
            return Err(Fault::Unreadable);
        }
        if name.eq_ignore_ascii_case(b"transfer-encoding") {
            return Err(Fault::InPieces);
        }
        if name.eq_ignore_ascii_case(b"content-length") && self.length.replace(length(trimmed(value))?).is_some() {
            return Err(Fault::Unreadable);
        }
        Ok(())
    }
}

/// Method, version and two spaces around a target.
const LONGEST_AROUND_TARGET: usize = 64;

fn request_line(line: &[u8], limits: &Limits) -> Result<(), Fault> {
    let mut parts = line.split(|byte| *byte == b' ');
    let (Some(method), Some(target), Some(version), None) = (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(Fault::Unreadable);
    };
    let is_method = !method.is_empty() && method.iter().all(|byte| is_of_token(*byte));
    let is_target = !target.is_empty() && !target.iter().any(|byte| is_control(*byte) || *byte == b'\t');
    if !is_method || !is_target {
        return Err(Fault::Unreadable);
    }
    match version {
        b"HTTP/1.1" | b"HTTP/1.0" => {}
        [b'H', b'T', b'T', b'P', b'/', major, b'.', minor] if major.is_ascii_digit() && minor.is_ascii_digit() => {
            return Err(Fault::Version);
        }
        _ => return Err(Fault::Unreadable),
    }
    if target.len() > limits.target_bytes {
        return Err(Fault::LongTarget);
    }
    if method == b"CONNECT" { Err(Fault::Method) } else { Ok(()) }
}

/// Digits alone: `+5`, `0x5` and `5, 5` are read in several ways. Fifteen of them are a petabyte.
fn length(value: &[u8]) -> Result<u64, Fault> {
    let fits = (1..=15).contains(&value.len()) && value.iter().all(u8::is_ascii_digit);
    let number = std::str::from_utf8(value).ok().filter(|_| fits).and_then(|digits| digits.parse().ok());
    number.ok_or(Fault::Unreadable)
}

/// Without the spaces around it: spaces and tabs, and no other byte that looks like one.
fn trimmed(mut value: &[u8]) -> &[u8] {
    while let [b' ' | b'\t', rest @ ..] | [rest @ .., b' ' | b'\t'] = value {
        value = rest;
    }
    value
}

fn is_of_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

fn is_control(byte: u8) -> bool {
    (byte < b' ' && byte != b'\t') || byte == 0x7f
}

#[cfg(test)]
mod tests {
    use super::*;

    /// However a head is cut into pieces, it is judged the same.
    fn judged(head: &[u8]) -> Result<Look, Fault> {
        let limits = Limits { head_bytes: 400, header_lines: 4, target_bytes: 40, ..Limits::default() };
        let whole = Judge::default().look(head, &limits);
        for step in [1, 2, 3, 7] {
            let mut judge = Judge::default();
            let ends = (step..head.len()).step_by(step).chain([head.len()]);
            let pieces = ends.map(|end| judge.look(&head[..end], &limits));
            let found = pieces.into_iter().find(|look| *look != Ok(Look::Partial)).unwrap_or(Ok(Look::Partial));
            assert_eq!(found, whole, "{} in steps of {step}", head.escape_ascii());
        }
        whole
    }

    #[test]
    fn what_can_be_read_in_several_ways_is_refused() {
        for (head, fault) in [
            ("GET /\r\n\r\n", Fault::Unreadable),
            ("GET / HTTP/1.1\n\n", Fault::Unreadable),
            ("GET / HTTP/1.1\r\nHost: x\n\r\n", Fault::Unreadable),
            ("GET / HTTP/1.1\r\nHost: x\r\r\n\r\n", Fault::Unreadable),
            ("GET / HTTP/1.1\r\nHost: x\r\n folded\r\n\r\n", Fault::Unreadable),
            ("GET / HTTP/1.1\r\n Host: x\r\n\r\n", Fault::Unreadable),
            ("GET / HTTP/1.1\r\nHost : x\r\n\r\n", Fault::Unreadable),
            ("GET / HTTP/1.1\r\nHost\r\n\r\n", Fault::Unreadable),
            ("GET / HTTP/1.1\r\n: x\r\n\r\n", Fault::Unreadable),
            ("GET / HTTP/1.1\r\nHost: x\0\r\n\r\n", Fault::Unreadable),
            ("GET  / HTTP/1.1\r\n\r\n", Fault::Unreadable),
            ("GET /\t HTTP/1.1\r\n\r\n", Fault::Unreadable),
            ("GET / a HTTP/1.1\r\n\r\n", Fault::Unreadable),
            ("G(T / HTTP/1.1\r\n\r\n", Fault::Unreadable),
            ("GET / HTTP/1.1 \r\n\r\n", Fault::Unreadable),
            ("GET / http/1.1\r\n\r\n", Fault::Unreadable),
            ("GET / HTTP/1.10\r\n\r\n", Fault::Unreadable),
            ("\r\n\r\nGET / HTTP/1.1\r\n\r\n", Fault::Unreadable),
            ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", Fault::Version),
            ("CONNECT x:1 HTTP/1.1\r\n\r\n", Fault::Method),
            ("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", Fault::InPieces),
            ("POST / HTTP/1.1\r\ncontent-length: 5\r\nTRANSFER-ENCODING:\tx\r\n\r\n", Fault::InPieces),
            ("POST / HTTP/1.1\r\nContent-Length: \u{c}5\r\n\r\n", Fault::Unreadable),
            ("POST / HTTP/1.1\r\nContent-Length: \u{a0}5\r\n\r\n", Fault::Unreadable),
            ("POST / HTTP/1.1\r\nContent-Length: +5\r\n\r\n", Fault::Unreadable),
            ("POST / HTTP/1.1\r\nContent-Length: 0x5\r\n\r\n", Fault::Unreadable),
            ("POST / HTTP/1.1\r\nContent-Length: 5, 5\r\n\r\n", Fault::Unreadable),
            ("POST / HTTP/1.1\r\nContent-Length:\r\n\r\n", Fault::Unreadable),
            ("POST / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n", Fault::Unreadable),
            ("POST / HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\n", Fault::Unreadable),
            ("GET / HTTP/1.1\r\na: 1\r\na: 2\r\na: 3\r\na: 4\r\na: 5\r\n\r\n", Fault::Large),
        ] {
            assert_eq!(judged(head.as_bytes()), Err(fault), "{head:?}");
        }
        let long = |target: usize| format!("GET /{} HTTP/1.1\r\n\r\n", "a".repeat(target));
        assert!(judged(long(39).as_bytes()).is_ok());
        assert_eq!(judged(long(40).as_bytes()), Err(Fault::LongTarget));
        assert_eq!(judged(format!("GET /{}", "a".repeat(200)).as_bytes()), Err(Fault::LongTarget), "and never ends");
        assert_eq!(judged(format!("GET / HTTP/1.1\r\na: {}", "a".repeat(400)).as_bytes()), Err(Fault::Large));
        assert_eq!(judged(format!("GET / HTTP/1.1\r\na: {}\r\n\r\n", "a".repeat(400)).as_bytes()), Err(Fault::Large));
    }

    #[test]
    fn what_browsers_and_proxies_send_gets_in_with_the_length_that_it_names() {
        for (head, body) in [
            ("GET / HTTP/1.1\r\nHost: x\r\n\r\n", 0),
            ("\r\nGET / HTTP/1.0\r\n\r\n", 0),
            ("OPTIONS * HTTP/1.1\r\n\r\n", 0),
            ("POST /a?b=c HTTP/1.1\r\nHost:x\r\nContent-Length:  007 \r\nEmpty:\r\n\r\n", 7),
            ("GET http://x/ HTTP/1.1\r\nA: \u{e9}\u{fc} \t b\r\n\r\n", 0),
        ] {
            let head_bytes = head.len();
            assert_eq!(judged(head.as_bytes()), Ok(Look::Whole { head: head_bytes, body }), "{head:?}");
            let followed = format!("{head}GET /next");
            let look = Judge::default().look(followed.as_bytes(), &Limits::default());
            assert_eq!(look, Ok(Look::Whole { head: head_bytes, body }), "what follows is another request");
        }
        assert_eq!(judged(b"GET / HTTP/1.1\r\nHost: x\r\n"), Ok(Look::Partial));
        assert_eq!(judged(b""), Ok(Look::Partial));
    }
}
