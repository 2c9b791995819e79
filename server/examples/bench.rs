//! The other side of each comparison that `make bench` prints: a bare handler with the same bytes, a page made anew for
//! each request, and a reader that asks as fast as it is answered. Never part of the shipped program.

use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use app::paths::Asked;
use app::view::chart::bars::Height;
use app::view::chart::{self, ChartFigure, Plot};
use app::view::chrome::{Account, Site};
use app::view::day_form::DayForm;
use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::routing::get;
use domain::{Draft, Measure};
use server::charts::file;
use server::clock::Clock;
use server::finished::Kept;
use server::http::{pages, render};
use server::state::{Keeping, Outside, SharedState, State};
use server::storage::{Access, Folder};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

type Failed = Box<dyn std::error::Error + Send + Sync>;

const USAGE: &str = "bare ANSWER | keep ADDRESS PATH CODING ANSWER | load ADDRESS PATH CODING CONNECTIONS REQUESTS | \
                     make FOLDER MOMENT SLUG TIMES | draw FOLDER MOMENT SLUG TIMES | form FOLDER MOMENT SLUG TIMES";

#[tokio::main]
async fn main() -> Result<(), Failed> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["bare", answer] => bare(Path::new(answer)).await,
        ["keep", address, path, coding, answer] => keep(address, path, coding, Path::new(answer)).await,
        ["load", address, path, coding, connections, requests] => {
            load(address, path, coding, connections.parse()?, requests.parse()?).await
        }
        ["make", folder, moment, slug, times] => make(Path::new(folder), moment, slug, times.parse()?).await,
        ["draw", folder, moment, slug, times] => draw(Path::new(folder), moment, slug, times.parse()?).await,
        ["form", folder, moment, slug, times] => form(Path::new(folder), moment, slug, times.parse()?).await,
        _ => Err(USAGE.into()),
    }
}

fn say(line: &str) -> Result<(), Failed> {
    let mut out = std::io::stdout();
    writeln!(out, "{line}")?;
    Ok(out.flush()?)
}

/// Answers every request with the head and body of a file, as axum serves by itself.
async fn bare(answer: &Path) -> Result<(), Failed> {
    let answer = std::fs::read(answer)?;
    let end = end_of_head(&answer).ok_or("the file holds no answer")?;
    let mut headers = HeaderMap::new();
    for line in std::str::from_utf8(answer.get(..end).unwrap_or_default())?.lines().skip(1) {
        if let Some((name, value)) = line.split_once(": ").filter(|(name, _)| *name != "date") {
            headers.insert(HeaderName::from_bytes(name.as_bytes())?, HeaderValue::from_str(value)?);
        }
    }
    let body = Bytes::from(answer).slice(end..);
    let handler = move || async move { (headers.clone(), body.clone()) };
    let router = Router::new().route("/", get(handler.clone())).route("/c/{slug}", get(handler));
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    say(&format!("Listening on http://{}\n", listener.local_addr()?))?;
    Ok(axum::serve(listener, router).await?)
}

fn end_of_head(answer: &[u8]) -> Option<usize> {
    answer.windows(4).position(|four| four == b"\r\n\r\n").map(|at| at + 4)
}

fn request(address: &str, path: &str, coding: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nhost: {address}\r\naccept-encoding: {coding}\r\n\r\n").into_bytes()
}

/// Reads one answer; gives its size.
async fn read(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> Result<usize, Failed> {
    buffer.clear();
    let mut whole = None;
    loop {
        if let Some(whole) = whole.filter(|whole| buffer.len() >= *whole) {
            return if buffer.starts_with(b"HTTP/1.1 200 ") { Ok(whole) } else { Err("not answered with 200".into()) };
        }
        if stream.read_buf(buffer).await? == 0 {
            return Err("the connection ended early".into());
        }
        if whole.is_none() {
            whole = end_of_head(buffer).and_then(|end| Some(end + length(buffer.get(..end)?)?));
        }
    }
}

fn length(head: &[u8]) -> Option<usize> {
    let head = std::str::from_utf8(head).ok()?;
    head.lines().find_map(|line| line.strip_prefix("content-length: "))?.trim().parse().ok()
}

/// Keeps one answer, head and body, in a file; prints its size.
async fn keep(address: &str, path: &str, coding: &str, answer: &Path) -> Result<(), Failed> {
    let mut stream = TcpStream::connect(address).await?;
    stream.write_all(&request(address, path, coding)).await?;
    let mut buffer = Vec::new();
    let size = read(&mut stream, &mut buffer).await?;
    std::fs::write(answer, &buffer)?;
    say(&size.to_string())
}

/// Asks over kept-alive connections, one request after another on each; prints how many were answered, the seconds, and
/// the p50 and p99 in microseconds.
async fn load(address: &str, path: &str, coding: &str, connections: usize, requests: usize) -> Result<(), Failed> {
    let each = requests.div_ceil(connections.max(1));
    let request = request(address, path, coding);
    let mut streams = Vec::new();
    for _ in 0..connections {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        streams.push(stream);
    }
    let start = Instant::now();
    let mut asking = Vec::new();
    for mut stream in streams {
        let request = request.clone();
        asking.push(tokio::spawn(async move {
            let (mut buffer, mut times) = (Vec::with_capacity(128 * 1024), Vec::with_capacity(each));
            for _ in 0..each {
                let start = Instant::now();
                stream.write_all(&request).await?;
                read(&mut stream, &mut buffer).await?;
                times.push(start.elapsed());
            }
            Ok::<Vec<Duration>, Failed>(times)
        }));
    }
    let mut times = Vec::new();
    for one in asking {
        times.extend(one.await??);
    }
    let seconds = start.elapsed().as_secs_f64();
    times.sort_unstable();
    let at = |share: usize| times.get(times.len() * share / 100).map_or(0, Duration::as_micros);
    say(&format!("{} {seconds:.6} {} {}", times.len(), at(50), at(99)))
}

/// The installation of a folder at a moment.
async fn opened(folder: &Path, moment: &str) -> Result<SharedState, Failed> {
    let (clock, _hand) = Clock::fixed(moment.parse()?);
    let keeping = Keeping { ahead: false, ..Keeping::default() };
    let outside = Outside {
        clock,
        site: Site::default(),
        assets: server::assets::Assets::default(),
        secure_cookies: false,
        second_factor: server::auth::SecondFactor::NotRequired,
        trusted_proxies: Vec::new(),
        keeping,
    };
    Ok(State::open(Folder::open(folder, Access::Exclusive)?, outside).await?.0)
}

/// Makes the status page of a corridor so many times, without packing and with; prints the seconds that one takes.
async fn make(folder: &Path, moment: &str, slug: &str, times: u32) -> Result<(), Failed> {
    let state = opened(folder, moment).await?;
    let edition = state.edition();
    let slug: domain::Slug = slug.parse()?;
    let made = || pages::status(slug.clone()).made(&edition).map_err(|_| "there is no such page");
    let start = Instant::now();
    for _ in 0..times {
        std::hint::black_box(made()?);
    }
    let rendered = start.elapsed().as_secs_f64() / f64::from(times);
    let packs = (times / 20).max(3);
    let start = Instant::now();
    for _ in 0..packs {
        std::hint::black_box(Kept::of(made()?));
    }
    let packed = start.elapsed().as_secs_f64() / f64::from(packs);
    state.database.close().await;
    say(&format!("{rendered:.9} {packed:.9}"))
}

/// The same bars written by hand, without plotters: what a drawing cannot be quicker than by much.
fn by_hand(figure: &ChartFigure) -> String {
    use std::fmt::Write as _;
    let mut svg = String::from("<svg xmlns=\"http://www.w3.org/2000/svg\">");
    for (index, drawn) in figure.plots.iter().enumerate() {
        let Plot::Bars(bars) = &drawn.plot else { continue };
        let base = 100 + 150 * i64::try_from(index).unwrap_or(0);
        svg.push_str("<path d=\"");
        for bar in &bars.bars {
            let Height::Number { low, .. } = bar.height else { continue };
            let height = i64::try_from(low * 64 / bars.top.max(1)).unwrap_or(0);
            let x = (bar.date - bars.window.from).num_days();
            let _ = write!(svg, "M{x} {base}v-{height}h1v{height}z");
        }
        svg.push_str("\"/>");
    }
    svg.push_str("</svg>");
    svg
}

/// The seconds of one making, p50 and p99 of so many.
fn timed(times: usize, make: &dyn Fn() -> String) -> (f64, f64) {
    let once = |_| {
        let start = Instant::now();
        std::hint::black_box(make());
        start.elapsed().as_secs_f64()
    };
    let mut all: Vec<f64> = (0..times.max(1)).map(once).collect();
    all.sort_by(f64::total_cmp);
    let at = |share: usize| all.get(all.len() * share / 100).copied().unwrap_or_default();
    (at(50), at(99))
}

/// Makes the desk's form of the moment's day, with all that stands ready in it, so many times; and the corridor's status page;
/// prints the seconds of one form (p50, p99), of one status page, and the bytes of the form.
async fn form(folder: &Path, moment: &str, slug: &str, times: usize) -> Result<(), Failed> {
    let state = opened(folder, moment).await?;
    let edition = state.edition();
    let slug: domain::Slug = slug.parse()?;
    let shown = edition.corridor(&slug).ok_or("there is no such corridor")?;
    let (record, at) = (&shown.corridor.record, &shown.moment);
    let account = || Account { name: "bench".to_owned(), role: String::new(), admin: false, leads: Vec::new() };
    let made = || {
        let form = DayForm::of(&state.site, account(), record, at, at.today, Draft::default());
        render::document(move || app::pages::staff::day_form::page(&form))
    };
    let status = || {
        std::hint::black_box(pages::status(slug.clone()).made(&edition).is_ok());
        String::new()
    };
    let ((form, slowest), (page, _)) = (timed(times, &made), timed(times, &status));
    state.database.close().await;
    say(&format!("{form:.9} {slowest:.9} {page:.9} {}", made().len()))
}

/// Draws the patients moved over the whole record of a corridor so many times, and writes the same bars by hand; prints
/// the seconds of one, and bytes.
async fn draw(folder: &Path, moment: &str, slug: &str, times: usize) -> Result<(), Failed> {
    let state = opened(folder, moment).await?;
    let edition = state.edition();
    let shown = edition.corridor(&slug.parse()?).ok_or("there is no such corridor")?;
    let record = &shown.corridor.record;
    let asked = Asked {
        measure: Measure::PatientsTransferred,
        direction: None,
        from: Some(record.corridor().record_begins),
        to: None,
    };
    let figure =
        chart::figure(record, &shown.moment, &asked, &|_, _| String::new()).ok_or("there is nothing to draw")?;
    let ours = || file::svg(&figure, &[]);
    let ((drawn, slowest), (written, _)) = (timed(times, &ours), timed(times, &|| by_hand(&figure)));
    let svg = ours();
    let mut packed = Vec::new();
    let options = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    brotli::BrotliCompress(&mut svg.as_bytes(), &mut packed, &options)?;
    state.database.close().await;
    say(&format!("{drawn:.9} {slowest:.9} {written:.9} {} {}", svg.len(), packed.len()))
}
