//! The end, in two steps: no new requests, then none at all. Connections hear of it; who waits for the end knows when the last
//! one has gone.

use tokio::sync::watch;

/// How far the end is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Serving,
    Ending,
    Over,
}

/// The side that ends.
#[derive(Debug)]
pub struct Stop(watch::Sender<Stage>);

/// The side that hears of it; the connection lives as long as it is kept.
#[derive(Clone, Debug)]
pub struct Stopping(watch::Receiver<Stage>);

impl Stop {
    /// Nothing ends yet.
    pub fn new() -> (Self, Stopping) {
        let (sender, receiver) = watch::channel(Stage::Serving);
        (Self(sender), Stopping(receiver))
    }

    /// Requests under way are answered, and no others.
    pub fn end(&self) {
        self.0.send_replace(Stage::Ending);
    }

    /// Nothing is answered any more.
    pub fn be_over(&self) {
        self.0.send_replace(Stage::Over);
    }

    /// When every connection has gone.
    pub async fn all_gone(&self) {
        self.0.closed().await;
    }
}

impl Stopping {
    /// When the end begins.
    pub async fn ending(&mut self) {
        self.is_at_least(Stage::Ending).await;
    }

    /// When it is over.
    pub async fn over(&mut self) {
        self.is_at_least(Stage::Over).await;
    }

    async fn is_at_least(&mut self, stage: Stage) {
        let reached = |now: &Stage| *now == stage || *now == Stage::Over;
        // Who could tell is gone: it is over.
        drop(self.0.wait_for(reached).await);
    }
}
