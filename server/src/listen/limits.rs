//! Every number of the accept loop, with its unit and its reason. Decides nothing. Tests hand in smaller ones.

use std::time::Duration;

use super::pace::Pace;
use crate::http::error::RETRY_AFTER;
use crate::http::live::BEAT;

/// What one installation takes on at a time, and how long it waits for whom.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Open connections at most, if the system gives handles enough. One costs some 10 KiB at rest and up to 40 KiB with a
    /// head that is not whole; 4,000 are 160 MiB at the worst. Half of them, and 2,000 at most, may be of those who follow
    /// the record live.
    pub connections: usize,
    /// Of one IPv4 address or one IPv6 /64. A household or an office behind one address has far fewer; trusted proxies,
    /// through which all readers come, are not counted.
    pub of_one_network: usize,
    /// Connections beyond both bounds, for networks from which somebody was lately signed in.
    pub reserve: usize,
    /// File handles that stay for the database, backups, the log.
    pub kept_handles: usize,
    /// So many of those that are turned away are listened to until they have read why; others are closed at once.
    pub lingering: usize,
    /// Who is turned away may say what they want before they are told no: a client that is told before it asked takes the
    /// answer for an error. Honest clients ask at once.
    pub first_word: Duration,
    /// After the last answer, what still arrives is read for so long: closing at once would reset the connection, and the
    /// answer with it.
    pub linger: Duration,
    /// When somebody who was turned away should come again, in seconds: about what a burst lasts.
    pub retry_after: u32,
    /// From the first wait for a head until it is whole. It is also how long a connection may be idle: a browser opens
    /// another one.
    pub head: Duration,
    /// The same for trusted proxies, which keep connections for later: longer than nginx (60 s) and Caddy (120 s) do, or
    /// a form would now and then be sent into a connection that is being closed.
    pub head_of_proxy: Duration,
    /// The largest head of a request, in bytes. Browsers send 1 KiB; 16 KiB are common bounds for the cookies of others.
    pub head_bytes: usize,
    /// Header lines of one request. Browsers send 20.
    pub header_lines: usize,
    /// The longest target of a request line, in bytes. The longest address of ours has 200.
    pub target_bytes: usize,
    /// How slowly a body may come. A form of 64 KiB over a line of 50 kbit/s takes 11 s.
    pub body: Pace,
    /// The same for files that somebody of the desk sends: 10 MiB over a line of 50 kbit/s take 28 minutes.
    pub files: Pace,
    /// How slowly an answer may be taken, once the system's own buffer is full. A line of 50 kbit/s takes 6,250 B/s.
    pub answer: Pace,
    /// The system's buffer for what is being sent, in bytes (Linux doubles it). Bounds what a slow reader costs, and makes
    /// slowness visible: the usual one swallows whole files. Enough for 20 Mbit/s over a line of 100 ms.
    pub send_buffer: usize,
    /// Work for readers that is not on the shelf.
    pub readers: Gate,
    /// Work at the door of the desk, for whoever is not known to be signed in.
    pub door: Gate,
    /// Work for those who are signed in.
    pub desk: Gate,
    /// Who follows the record hears a comment so often, each at a moment between the two, so that nothing between takes the
    /// line for dead. Proxies wait for a minute.
    pub beat: (Duration, Duration),
    /// Requests that are under way when the server stops have so long. systemd and others kill after 10 s at the
    /// soonest; the database is closed in what is left.
    pub last_answers: Duration,
}

/// How much work of one kind is done at a time.
#[derive(Clone, Copy, Debug)]
pub struct Gate {
    /// So many requests are at work.
    pub at_work: usize,
    /// So many wait for their turn; the next is told to come again.
    pub queue: usize,
    /// None waits longer: whoever asked has gone, or soon will.
    pub wait: Duration,
    /// All forms that have arrived, or are arriving, in bytes.
    pub body_bytes: usize,
}

const MIB: usize = 1024 * 1024;

impl Limits {
    /// No bound on connections, and none on how slowly they speak: for a fault on purpose.
    pub(super) fn none() -> Self {
        let hour = Duration::from_secs(3_600);
        let pace = Pace { grace: hour, rate: 1, stall: hour, most: None };
        let many = 100_000;
        Self {
            connections: many,
            of_one_network: many,
            head: hour,
            body: pace,
            files: pace,
            answer: pace,
            ..Self::default()
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Self {
            connections: 4_000,
            of_one_network: 100,
            reserve: 200,
            kept_handles: 256,
            lingering: 256,
            first_word: Duration::from_millis(100),
            linger: seconds(2),
            retry_after: RETRY_AFTER,
            head: seconds(10),
            head_of_proxy: seconds(150),
            head_bytes: 32 * 1024,
            header_lines: 64,
            target_bytes: 4 * 1024,
            body: Pace { grace: seconds(10), rate: 500, stall: seconds(60), most: Some(seconds(120)) },
            files: Pace { grace: seconds(10), rate: 500, stall: seconds(60), most: Some(seconds(1_800)) },
            answer: Pace { grace: seconds(60), rate: 500, stall: seconds(60), most: None },
            send_buffer: 128 * 1024,
            // A page takes milliseconds; as many are rendered at a time as there are processors, whoever waits.
            readers: Gate { at_work: 32, queue: 128, wait: seconds(5), body_bytes: MIB },
            // More than there are places for passwords (32), so that who finds none is told that, and quickly.
            door: Gate { at_work: 48, queue: 64, wait: seconds(5), body_bytes: 32 * MIB },
            desk: Gate { at_work: 32, queue: 256, wait: seconds(10), body_bytes: 64 * MIB },
            beat: BEAT,
            last_answers: seconds(6),
        }
    }
}
