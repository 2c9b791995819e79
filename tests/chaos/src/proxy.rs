//! A line between client and program that breaks as it is told to: cut after so many bytes either way, delayed, throttled,
//! closed on one side, silent. Never changes a byte that it passes on.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// What the line does with one connection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Towards the program.
    pub request: Way,
    /// Towards the client.
    pub answer: Way,
}

/// What the line does in one direction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Way {
    /// After so many bytes this happens.
    pub after: Option<(usize, Break)>,
    /// Every piece waits so long.
    pub delay: Duration,
    /// At most so many bytes a piece; 0: no bound.
    pub piece: usize,
}

/// What happens to a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Break {
    /// Both sides are closed.
    Cut,
    /// This direction is closed, the other one goes on.
    HalfClosed,
    /// Nothing is passed on any more, and nothing is closed.
    Silent,
}

impl Line {
    /// Cut after so many bytes of the request.
    pub fn cutting_request(after: usize) -> Self {
        Self { request: Way { after: Some((after, Break::Cut)), ..Way::default() }, ..Self::default() }
    }

    /// Cut after so many bytes of the answer.
    pub fn cutting_answer(after: usize) -> Self {
        Self { answer: Way { after: Some((after, Break::Cut)), ..Way::default() }, ..Self::default() }
    }
}

/// The line. Ends when it is dropped.
#[derive(Debug)]
pub struct ChaosProxy {
    /// Where clients connect.
    pub address: SocketAddr,
    lines: Arc<Mutex<VecDeque<Line>>>,
    accepting: JoinHandle<()>,
}

impl ChaosProxy {
    /// A line to a program. As long as nothing else is told, it is sound.
    pub async fn to(program: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let lines: Arc<Mutex<VecDeque<Line>>> = Arc::default();
        let (program, told) = (program.to_owned(), lines.clone());
        let accepting = tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let line = told.lock().unwrap_or_else(PoisonError::into_inner).pop_front().unwrap_or_default();
                let program = program.clone();
                tokio::spawn(async move {
                    if let Ok(program) = TcpStream::connect(&program).await {
                        pass(client, program, line).await;
                    }
                });
            }
        });
        Self { address, lines, accepting }
    }

    /// What becomes of the next connection that was not told of yet.
    pub fn next(&self, line: Line) {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner).push_back(line);
    }
}

impl Drop for ChaosProxy {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

async fn pass(client: TcpStream, program: TcpStream, line: Line) {
    let (from_client, to_client) = client.into_split();
    let (from_program, to_program) = program.into_split();
    let request = one_way(from_client, to_program, line.request);
    let answer = one_way(from_program, to_client, line.answer);
    tokio::pin!(request, answer);
    // A cut ends both; a side that has sent all leaves the other one open. The halves that are done are kept until then:
    // dropped, they would close what is to stay open.
    tokio::select! {
        (cut, _kept) = &mut request => if !cut { let _ = answer.await; },
        (cut, _kept) = &mut answer => if !cut { let _ = request.await; },
    }
}

/// Whether the line was cut, and what would close it.
async fn one_way(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, way: Way) -> (bool, (OwnedReadHalf, OwnedWriteHalf)) {
    let (mut passed, mut buffer) = (0, vec![0; if way.piece > 0 { way.piece } else { 64 * 1024 }]);
    loop {
        if let Some((after, what)) = way.after.filter(|(after, _)| passed >= *after) {
            debug_assert!(passed == after);
            match what {
                Break::Cut => return (true, (from, to)),
                Break::HalfClosed => {
                    let _ = to.shutdown().await;
                    return (false, (from, to));
                }
                Break::Silent => std::future::pending::<()>().await,
            }
        }
        let most = way.after.map_or(buffer.len(), |(after, _)| buffer.len().min(after - passed));
        match from.read(&mut buffer[..most]).await {
            Ok(0) | Err(_) => {
                let _ = to.shutdown().await;
                return (false, (from, to));
            }
            Ok(read) => {
                if !way.delay.is_zero() {
                    let _ = tokio::time::timeout(way.delay, std::future::pending::<()>()).await;
                }
                if to.write_all(&buffer[..read]).await.is_err() {
                    return (true, (from, to));
                }
                passed += read;
            }
        }
    }
}

/// Sends bytes on a connection of its own and gives what came back before the line ended.
pub async fn exchange(address: &str, request: &[u8]) -> Vec<u8> {
    let mut answer = Vec::new();
    if let Ok(mut stream) = TcpStream::connect(address).await {
        let _ = stream.write_all(request).await;
        let read = stream.read_to_end(&mut answer);
        let _ = tokio::time::timeout(crate::program::ENDS_AT_ALL, read).await.expect("it ends");
    }
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A program that answers everything, once it came whole, with what it got.
    async fn echo() -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address").to_string();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let mut all = [0; 10];
                if stream.read_exact(&mut all).await.is_ok() {
                    let _ = stream.write_all(&all).await;
                }
            }
        });
        address
    }

    #[tokio::test]
    async fn a_line_is_cut_where_it_is_told_to_and_else_sound() {
        let proxy = ChaosProxy::to(&echo().await).await;
        let address = proxy.address.to_string();
        assert_eq!(exchange(&address, b"0123456789").await, b"0123456789");
        for after in 0..10 {
            proxy.next(Line::cutting_request(after));
            assert_eq!(exchange(&address, b"0123456789").await, b"", "{after}");
            proxy.next(Line::cutting_answer(after));
            assert_eq!(exchange(&address, b"0123456789").await, b"0123456789"[..after], "{after}");
        }
        let slow = Way { piece: 1, delay: Duration::from_millis(1), after: None };
        proxy.next(Line { request: slow, answer: slow });
        assert_eq!(exchange(&address, b"0123456789").await, b"0123456789");
        let half = Way { after: Some((10, Break::HalfClosed)), ..Way::default() };
        proxy.next(Line { request: half, ..Line::default() });
        assert_eq!(exchange(&address, b"0123456789").await, b"0123456789");
    }
}
