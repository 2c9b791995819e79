//! People who publish days, several at once: each save another figure. What the answers said goes into the ledger. Never
//! goes on with a form before it knows what became of it, unless the line broke.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::time::Duration;

use reqwest::Client;
use tests::Page;
use tests::desk::form_urlencode;
use tests::site::PASSWORD;

use crate::dice::Dice;
use crate::form::{self, Form};
use crate::installation::ACCOUNTS;
use crate::ledger::Ledger;
use crate::program::ENDS_AT_ALL;

/// What became of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It is saved: 303, on to the desk; where to.
    Saved(String),
    /// It is not saved: the status, and the page.
    Refused(u16, String),
    /// The line broke, or nothing came.
    Unknown(String),
}

/// Somebody who is signed in. Their session outlives the program's restarts.
#[derive(Clone, Debug)]
pub struct Writer {
    http: Client,
    /// The cookie, as it is sent.
    pub cookie: String,
}

impl Writer {
    /// Signs in.
    pub async fn signed_in(url: &str, account: &str) -> Self {
        let http = browser();
        let body = form_urlencode(&[("account", account), ("password", PASSWORD)]);
        let answer = post(&http, url, "/staff/sign-in", "", body).await.expect("an answer");
        assert_eq!(answer.status(), 303, "signed in");
        let cookie = answer.headers()["set-cookie"].to_str().expect("text").split(';').next().expect("a pair");
        Self { http, cookie: cookie.to_owned() }
    }

    /// Somebody who only reads.
    pub fn reader() -> Self {
        Self { http: browser(), cookie: String::new() }
    }

    /// Sends a form, and says what became of it. The ledger is told by the caller.
    pub async fn send(&self, url: &str, form: &Form) -> Answer {
        let path = form.path();
        let sent = post(&self.http, url, &path, &self.cookie, form.body.clone());
        let answer = match tokio::time::timeout(ENDS_AT_ALL, sent).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(error)) => return Answer::Unknown(error.to_string()),
            Err(_) => return Answer::Unknown("no answer in time".to_owned()),
        };
        let status = answer.status().as_u16();
        let to = answer.headers().get("location").and_then(|to| to.to_str().ok()).unwrap_or_default().to_owned();
        match status {
            303 if to.contains("published=") => Answer::Saved(to),
            303 => Answer::Refused(status, to),
            _ => Answer::Refused(status, answer.text().await.unwrap_or_default()),
        }
    }

    /// Sends a form, and writes into the ledger what became of it.
    pub async fn save(&self, url: &str, form: &Form, ledger: &Ledger) -> Answer {
        ledger.sends(form);
        let answer = self.send(url, form).await;
        match &answer {
            Answer::Saved(_) => ledger.acknowledged(form),
            Answer::Refused(..) => ledger.refused(form),
            Answer::Unknown(_) => {}
        }
        answer
    }

    /// A page that must be there, byte by byte.
    pub async fn bytes(&self, url: &str, path: &str) -> Vec<u8> {
        let asked = self.http.get(format!("{url}{path}")).header("cookie", &self.cookie).send();
        let answer = tokio::time::timeout(ENDS_AT_ALL, asked).await.expect("in time").expect("an answer");
        assert_eq!(answer.status(), 200, "{path}");
        answer.bytes().await.expect("a body").to_vec()
    }

    /// Asks for a page; status and text.
    ///
    /// # Errors
    /// When the line broke, or nothing came.
    pub async fn get(&self, url: &str, path: &str) -> Result<(u16, String), String> {
        let request = self.http.get(format!("{url}{path}")).header("cookie", &self.cookie);
        let asked = async {
            let answer = request.send().await.map_err(|error| error.to_string())?;
            let status = answer.status().as_u16();
            Ok((status, answer.text().await.map_err(|error| error.to_string())?))
        };
        tokio::time::timeout(ENDS_AT_ALL, asked).await.unwrap_or_else(|_| Err("no answer in time".to_owned()))
    }
}

/// A browser without a jar, which follows nothing. It calls from another address than those who attack: whoever bounds the
/// connections of an address leaves this one its own.
fn browser() -> Client {
    let from = IpAddr::V4(Ipv4Addr::new(127, 0, 0, 2));
    let builder = Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy().local_address(from);
    builder.build().expect("a client")
}

async fn post(http: &Client, url: &str, path: &str, cookie: &str, body: String) -> reqwest::Result<reqwest::Response> {
    let request = http.post(format!("{url}{path}")).header("content-type", "application/x-www-form-urlencoded");
    request.header("origin", url).header("cookie", cookie).body(body).send().await
}

/// Ends when so many were acknowledged, or after a bound that no machine needs.
pub async fn acknowledged(ledger: Arc<Ledger>, count: usize) {
    let enough = async {
        while ledger.count() < count {
            let _ = tokio::time::timeout(Duration::from_millis(2), std::future::pending::<()>()).await;
        }
    };
    let within = ENDS_AT_ALL + Duration::from_millis(200 * count as u64);
    tokio::time::timeout(within, enough).await.expect("saves go on");
}

/// Several writers, each on days of their own.
#[derive(Debug)]
pub struct Crowd {
    writers: Vec<Hand>,
    /// What all of them sent.
    pub ledger: Arc<Ledger>,
}

/// One of them.
#[derive(Clone, Debug)]
struct Hand {
    writer: Writer,
    number: usize,
    of: usize,
    /// So many forms were filled.
    filled: usize,
    /// The last day that is known to be saved.
    last: Option<String>,
    new_days_alone: bool,
    dice: Dice,
}

impl Crowd {
    /// So many people, signed in at a running program.
    pub async fn signed_in(url: &str, count: usize, ledger: Ledger, dice: &mut Dice) -> Self {
        let mut accounts = Vec::new();
        for account in ACCOUNTS.iter().take(count) {
            accounts.push(Writer::signed_in(url, account).await);
        }
        let hand = |number: usize| {
            let writer = accounts[number % accounts.len()].clone();
            // Everybody has a browser of their own.
            let writer = Writer { http: browser(), ..writer };
            Hand { writer, number, of: count, filled: 0, last: None, new_days_alone: false, dice: dice.split() }
        };
        let writers = (0..count).map(hand).collect();
        Self { writers, ledger: Arc::new(ledger) }
    }

    /// Somebody who is signed in.
    pub fn anybody(&self) -> &Writer {
        &self.writers[0].writer
    }

    /// From now on nobody changes a day that they saved: before a program that only says that it saved, there is none.
    pub fn write_new_days_alone(&mut self) {
        self.writers.iter_mut().for_each(|hand| hand.new_days_alone = true);
    }

    /// The first of them signs in anew, as somebody.
    pub async fn sign_in_again(&mut self, url: &str, account: &str) {
        self.writers[0].writer = Writer::signed_in(url, account).await;
    }

    /// A form that nobody has sent yet.
    pub fn fresh_form(&mut self) -> Form {
        self.writers[0].first()
    }

    /// All write until `until` ends, or the line broke for everybody; nobody is stopped in the middle of a form.
    ///
    /// A refused form fails the test: all of them are right.
    pub async fn write(&mut self, url: &str, until: impl Future<Output = ()>) {
        self.write_on(url, until, false).await;
    }

    /// The same for a program that may come to refuse: whoever is refused for a reason of the machine's stops.
    pub async fn write_unless_refused(&mut self, url: &str, until: impl Future<Output = ()>) {
        self.write_on(url, until, true).await;
    }

    async fn write_on(&mut self, url: &str, until: impl Future<Output = ()>, may_refuse: bool) {
        let (stop, stopped) = tokio::sync::watch::channel(false);
        let mut tasks = tokio::task::JoinSet::new();
        for mut hand in self.writers.drain(..) {
            let (url, ledger, stopped) = (url.to_owned(), self.ledger.clone(), stopped.clone());
            tasks.spawn(async move {
                while !*stopped.borrow() && hand.save_one(&url, &ledger, may_refuse).await {}
                hand
            });
        }
        tokio::pin!(until);
        let mut attacked = false;
        while !tasks.is_empty() {
            tokio::select! {
                () = &mut until, if !attacked => attacked = true,
                Some(hand) = tasks.join_next() => self.writers.push(hand.expect("a writer that ended well")),
            }
            let _ = stop.send(attacked);
        }
        self.writers.sort_by_key(|hand| hand.number);
    }

    /// Ends when so many were acknowledged, or after a bound that no machine needs.
    pub fn acknowledged(&self, count: usize) -> impl Future<Output = ()> + use<> {
        acknowledged(self.ledger.clone(), count)
    }

    /// Sends every form again whose answer never came: each must be answered like one that is saved.
    pub async fn send_open_again(&self, url: &str) -> usize {
        let open = self.ledger.open();
        for form in &open {
            // Whoever sent it: the accounts take turns.
            let answer = self.anybody().save(url, form, &self.ledger).await;
            assert!(matches!(answer, Answer::Saved(_)), "{} sent again: {answer:?}", form.key);
        }
        open.len()
    }
}

impl Hand {
    /// Fills and sends one form; false when the line broke.
    async fn save_one(&mut self, url: &str, ledger: &Ledger, may_refuse: bool) -> bool {
        let form = match self.last.clone().filter(|_| !self.new_days_alone && self.dice.below(4) == 0) {
            Some(day) => match self.writer.get(url, &format!("{}?without-draft", form::path_of(&day))).await {
                Ok((200, page)) => self.again(day, Page::new(page)),
                Ok((503, _)) if may_refuse => return false,
                Ok((status, page)) => panic!("the form of {day}: {status}: {}", Page::new(page).words("main")),
                Err(_) => return false,
            },
            None => self.first(),
        };
        match self.writer.save(url, &form, ledger).await {
            Answer::Saved(_) => {
                self.last = Some(form.day);
                true
            }
            Answer::Unknown(_) => {
                self.last = None;
                false
            }
            Answer::Refused(503 | 507, _) if may_refuse => false,
            Answer::Refused(status, page) => panic!("{form:?}: {status}: {}", Page::new(page).words("body")),
        }
    }

    fn first(&mut self) -> Form {
        let (key, figure) = self.next();
        Form::first(key, form::day(self.filled * self.of + self.number), figure)
    }

    fn again(&mut self, day: String, shown: Page) -> Form {
        let (key, figure) = self.next();
        Form::again(key, day, figure, &shown)
    }

    fn next(&mut self) -> (String, u64) {
        self.filled += 1;
        let figure = self.filled * 100 + self.number;
        (format!("{:016x}{:016x}", self.dice.draw(), figure), figure as u64)
    }
}
