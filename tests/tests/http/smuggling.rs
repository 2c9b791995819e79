//! Bytes that one side reads as one request and another side as two. For each, the site believes in exactly so many requests
//! as stand here, and answers nothing after one that it refuses. `through_nginx` sends the same ones through a proxy.

use std::time::Duration;

use server::listen::limits::Limits;
use tests::lachin::story_within;
use tests::wire::{Wire, host_of};

/// The address that nobody asked for: it has a page, so that believing in it shows.
pub const CANARY: &str = "/c/lachin/months/2023-04";

/// Bytes, and the statuses of all answers to them.
pub struct Case {
    /// What it tries.
    pub name: &'static str,
    /// What is sent; `HOST` is the site's.
    pub bytes: String,
    /// What comes back.
    pub statuses: &'static [u16],
}

fn case(name: &'static str, bytes: impl Into<String>, statuses: &'static [u16]) -> Case {
    Case { name, bytes: bytes.into(), statuses }
}

/// A form with these lines, and what follows its head.
fn form(lines: &str, rest: &str) -> String {
    format!(
        "POST /staff/sign-in HTTP/1.1\r\nHost: HOST\r\nContent-Type: application/x-www-form-urlencoded\r\n{lines}\r\n{rest}"
    )
}

fn canary() -> String {
    format!("GET {CANARY} HTTP/1.1\r\nHost: HOST\r\n\r\n")
}

/// A form that says in two ways how long it is.
fn both(lines: &str) -> String {
    form(lines, &format!("0\r\n\r\n{}", canary()))
}

/// All of them.
pub fn corpus() -> Vec<Case> {
    let mut all = lengths();
    all.extend(pieces());
    all.extend(lines());
    all.extend(honest());
    all
}

/// `Content-Length` that can be read in several ways.
fn lengths() -> Vec<Case> {
    let length = |name, value: &str| case(name, form(&format!("Content-Length: {value}\r\n"), &canary()), &[400]);
    vec![
        length("a plus", "+5"),
        length("a minus", "-1"),
        length("hexadecimal", "0x5"),
        length("a list", "5, 5"),
        length("a list of others", "0, 49"),
        length("nothing", ""),
        length("a fraction", "5.0"),
        length("an exponent", "1e1"),
        length("more than any number", "18446744073709551617"),
        length("a letter", "5a"),
        length("a space within", "4 9"),
        length("digits of another script", "\u{0665}"),
        case("twice, different", form("Content-Length: 0\r\nContent-Length: 49\r\n", &canary()), &[400]),
        case("twice, the same", form("Content-Length: 0\r\nContent-Length: 0\r\n", &canary()), &[400]),
        case("a space before the colon", form("Content-Length : 49\r\n", &canary()), &[400]),
        case("a tab before the colon", form("Content-Length\t: 49\r\n", &canary()), &[400]),
        case("folded", form("Content-Length:\r\n 49\r\n", &canary()), &[400]),
        case("behind a folded line", form("X: y\r\n Content-Length: 49\r\n", &canary()), &[400]),
    ]
}

/// `Transfer-Encoding`, alone and beside a length, in all its disguises.
fn pieces() -> Vec<Case> {
    vec![
        case("CL.TE", both("Content-Length: 6\r\nTransfer-Encoding: chunked\r\n"), &[411]),
        case("TE.CL", both("Transfer-Encoding: chunked\r\nContent-Length: 4\r\n"), &[411]),
        case("TE alone", both("Transfer-Encoding: chunked\r\n"), &[411]),
        case("TE twice", both("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n"), &[411]),
        case("TE identity, chunked", both("Transfer-Encoding: identity, chunked\r\n"), &[411]),
        case("TE chunked, identity", both("Content-Length: 5\r\nTransfer-Encoding: chunked, identity\r\n"), &[411]),
        case("TE xchunked", both("Content-Length: 5\r\nTransfer-Encoding: xchunked\r\n"), &[411]),
        case("TE with a tab", both("Content-Length: 5\r\nTransfer-Encoding:\tchunked\r\n"), &[411]),
        case("TE with a space before", both("Content-Length: 5\r\nTransfer-Encoding : chunked\r\n"), &[400]),
        case("TE with a vertical tab", both("Content-Length: 5\r\nTransfer-Encoding: \u{b}chunked\r\n"), &[400]),
        case("TE folded", both("Content-Length: 5\r\nTransfer-Encoding:\r\n chunked\r\n"), &[411]),
        case("TE behind a fold", both("Content-Length: 5\r\nX: y\r\n Transfer-Encoding: chunked\r\n"), &[400]),
        case("TE in quotes", both("Content-Length: 5\r\nTransfer-Encoding: \"chunked\"\r\n"), &[411]),
        case("TE in capitals", both("Content-Length: 5\r\nTRANSFER-ENCODING: CHUNKED\r\n"), &[411]),
        case("TE with a NUL", both("Content-Length: 5\r\nTransfer-Encoding: chunked\0\r\n"), &[400]),
        case("TE behind a bare CR", both("Content-Length: 5\r\nX: y\rTransfer-Encoding: chunked\r\n"), &[400]),
        case("TE behind a bare LF", both("Content-Length: 5\r\nX: y\nTransfer-Encoding: chunked\r\n"), &[400]),
        case(
            "TE in HTTP/1.0",
            both("Transfer-Encoding: chunked\r\n")
                .replace("HTTP/1.1\r\nHost: HOST\r\nC", "HTTP/1.0\r\nHost: HOST\r\nC"),
            &[411],
        ),
        case("a piece with an extension", form("Transfer-Encoding: chunked\r\n", "1;a=\"\n\r\nx\r\n0\r\n\r\n"), &[411]),
        case("a piece of endless size", form("Transfer-Encoding: chunked\r\n", "fffffffffffffffff\r\nx"), &[411]),
    ]
}

/// Lines and request lines that end, begin or continue elsewhere than they should.
fn lines() -> Vec<Case> {
    let asked = |line: &str, more: &str| format!("{line}\r\nHost: HOST\r\n{more}\r\n{}", canary());
    vec![
        case("bare LF", format!("GET /about HTTP/1.1\nHost: HOST\n\n{}", canary()), &[400]),
        case("bare LF at the end", format!("GET /about HTTP/1.1\r\nHost: HOST\r\n\n{}", canary()), &[400]),
        case("bare CR", asked("GET /about HTTP/1.1", "X: a\rY: b\r\n"), &[400]),
        case("two spaces", asked("GET  /about HTTP/1.1", ""), &[400]),
        case("a tab as a space", asked("GET\t/about HTTP/1.1", ""), &[400]),
        case("no version", asked("GET /about", ""), &[400]),
        case("a version within the target", asked("GET /about HTTP/1.1 HTTP/1.1", ""), &[400]),
        case("another version", asked("GET /about HTTP/1.2", ""), &[505]),
        case("h2c, known beforehand", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0", &[505]),
        case("a name without a colon", asked("GET /about HTTP/1.1", "X\r\n"), &[400]),
        case("no name", asked("GET /about HTTP/1.1", ": y\r\n"), &[400]),
        case("two hosts", asked("GET /about HTTP/1.1", "Host: HOST\r\n"), &[400, 200]),
        case(
            "a length on a GET",
            form("Content-Length: 5\r\n", &canary()).replace("POST /staff/sign-in", "GET /about"),
            &[200],
        ),
        case(
            "a request as the body of a GET",
            {
                let canary = canary();
                let length = canary.replace("HOST", "127.0.0.1:00000").len();
                form(&format!("Content-Length: {length}\r\n"), &canary).replace("POST /staff/sign-in", "GET /about")
            },
            &[200],
        ),
        case("a form that was not wanted", form("Content-Length: 600000000\r\n", &canary()), &[413]),
        case("a packed form", form("Content-Encoding: gzip\r\nContent-Length: 100000\r\n", &canary()), &[415]),
    ]
}

/// What is no trick: two requests are two, and what looks like one within a form is a form.
fn honest() -> Vec<Case> {
    let upgrade = "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n";
    vec![
        case("two requests", format!("GET /about HTTP/1.1\r\nHost: HOST\r\n\r\n{}", canary()), &[200, 200]),
        case("a form and a request", form("Content-Length: 3\r\n", &format!("a=b{}", canary())), &[422, 200]),
        case("an empty line between them", form("Content-Length: 3\r\n", &format!("a=b\r\n{}", canary())), &[422, 200]),
        case(
            "h2c that is asked for",
            format!("GET /about HTTP/1.1\r\nHost: HOST\r\n{upgrade}\r\n{}", canary()),
            &[200, 200],
        ),
        case(
            "the end after the first",
            format!("GET /about HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n{}", canary()),
            &[200],
        ),
    ]
}

#[tokio::test]
async fn the_site_believes_in_exactly_the_requests_that_were_sent() {
    // Who is done is idle, and then the connection ends.
    let limits = Limits { head: Duration::from_millis(300), ..Limits::default() };
    let site = story_within(limits, &[]).await;
    let all = corpus();
    assert!(all.len() >= 40, "only {} cases", all.len());
    for Case { name, bytes, statuses } in all {
        let mut wire = Wire::with(&site).await;
        wire.send(bytes.replace("HOST", host_of(&site))).await;
        let answers = wire.answers().await;
        let found: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
        assert_eq!(found, statuses, "{name}: {answers:#?}");
        let refused = found.iter().position(|status| [400, 411, 505].contains(status) && name != "two hosts");
        assert!(refused.is_none_or(|at| at + 1 == found.len()), "{name}: answered after a refusal");
    }
}
