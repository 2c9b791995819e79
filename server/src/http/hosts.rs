//! Under which names this site may be asked for. A request under any other name is refused before every road, the one
//! past the router too: nothing is answered in a stranger's name. No answer is made from the name; it is only compared.

use std::net::{IpAddr, SocketAddr};

use app::text::notices;
use axum::body::{Body, Bytes};
use axum::http::uri::Authority;
use axum::http::{HeaderName, HeaderValue, Request, Response, StatusCode, header};
use url::Url;

use super::cache::CachePolicy;
use super::middleware::headers;

/// What a proxy says that its reader asked for; believed of a trusted one alone.
const FORWARDED: HeaderName = HeaderName::from_static("x-forwarded-host");

/// The names of this site, as they stand in a request: with the port, unless it is the scheme's own.
#[derive(Clone, Debug)]
pub struct Hosts {
    /// For everybody.
    public: Vec<String>,
    /// For whoever asks from this machine.
    here: Vec<String>,
    trusted: Vec<IpAddr>,
    elsewhere: Bytes,
    nowhere: Bytes,
}

/// Why a request is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    /// It names no host, several, or what can be none.
    Nowhere,
    /// It names another site.
    Elsewhere,
}

impl Hosts {
    /// The host of the public address, when there is one, and this machine's own names at the port that is listened on.
    pub fn new(public_url: Option<&str>, listen: SocketAddr, trusted: Vec<IpAddr>) -> Self {
        let url = public_url.and_then(|url| Url::parse(url).ok());
        let public = url.as_ref().map(names_of).unwrap_or_default();
        let address = url.map_or_else(|| format!("http://{listen}/"), String::from);
        Self {
            public,
            here: names_here(listen),
            trusted,
            elsewhere: notices::other_host(&address).into(),
            nowhere: notices::no_host(&address).into(),
        }
    }

    /// The refusal of a request from `peer` that asks for another site; none for one that asks for this one. What a
    /// trusted proxy says that its reader asked for takes the place of the name under which the proxy came here.
    pub fn refuse<B>(&self, request: &mut Request<B>, peer: IpAddr) -> Option<Response<Body>> {
        match self.judge(request, peer) {
            Ok(None) => None,
            Ok(Some(host)) => {
                request.headers_mut().insert(header::HOST, host);
                None
            }
            Err(Fault::Nowhere) => Some(refusal(StatusCode::BAD_REQUEST, self.nowhere.clone())),
            Err(Fault::Elsewhere) => Some(refusal(StatusCode::MISDIRECTED_REQUEST, self.elsewhere.clone())),
        }
    }

    /// The name that a trusted proxy passes on, if there is one.
    fn judge<B>(&self, request: &Request<B>, peer: IpAddr) -> Result<Option<HeaderValue>, Fault> {
        let peer = peer.to_canonical();
        let mut named = request.headers().get_all(header::HOST).iter();
        let (Some(host), None) = (named.next(), named.next()) else { return Err(Fault::Nowhere) };
        let is_here = peer.is_loopback();
        let passed_on = if self.trusted.contains(&peer) { self.passed_on(request, is_here)? } else { None };
        if passed_on.is_none() {
            self.admit(host.as_bytes(), is_here)?;
        }
        if let Some(target) = request.uri().authority() {
            self.admit(target.as_str().as_bytes(), is_here)?;
        }
        Ok(passed_on)
    }

    /// Proxies behind one another each add a name: all have to be ours, the first is the reader's.
    fn passed_on<B>(&self, request: &Request<B>, is_here: bool) -> Result<Option<HeaderValue>, Fault> {
        let mut first = None;
        for name in request.headers().get_all(FORWARDED).iter().flat_map(|value| value.as_bytes().split(|b| *b == b','))
        {
            let name = name.trim_ascii();
            self.admit(name, is_here)?;
            first = first.or_else(|| HeaderValue::from_bytes(name).ok());
        }
        Ok(first)
    }

    fn admit(&self, name: &[u8], is_here: bool) -> Result<(), Fault> {
        let is = |ours: &String| ours.as_bytes().eq_ignore_ascii_case(name);
        if self.public.iter().any(is) || (is_here && self.here.iter().any(is)) {
            return Ok(());
        }
        let can_be_one = !name.is_empty() && Authority::try_from(name).is_ok();
        Err(if can_be_one { Fault::Elsewhere } else { Fault::Nowhere })
    }
}

/// The host of an address, with the port and, if that is the scheme's own, without.
fn names_of(url: &Url) -> Vec<String> {
    // In lower case, and a name in any script as the ASCII that browsers send.
    let Some(host) = url.host_str() else { return Vec::new() };
    match (url.port(), url.port_or_known_default()) {
        (None, Some(port)) => vec![host.to_owned(), format!("{host}:{port}")],
        (Some(port), _) => vec![format!("{host}:{port}")],
        (None, None) => vec![host.to_owned()],
    }
}

fn names_here(listen: SocketAddr) -> Vec<String> {
    let port = listen.port();
    let own = SocketAddr::new(listen.ip().to_canonical(), port);
    let mut names = vec![format!("localhost:{port}"), format!("127.0.0.1:{port}"), format!("[::1]:{port}")];
    if own.ip().is_loopback() && !names.contains(&own.to_string()) {
        names.push(own.to_string());
    }
    if port == 80 {
        let without: Vec<String> =
            names.iter().filter_map(|name| name.strip_suffix(":80")).map(str::to_owned).collect();
        names.extend(without);
    }
    names
}

/// A few bytes: whoever asks for another site gets none of this one.
fn refusal(status: StatusCode, text: Bytes) -> Response<Body> {
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    let kind = HeaderValue::from_static("text/plain; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    headers::add_to(response.headers_mut());
    CachePolicy::Never.on(response)
}

#[cfg(test)]
mod tests {
    use super::*;

    const STRANGER: &str = "203.0.113.7";

    fn judged(public: Option<&str>, peer: &str, host: &str) -> Result<Option<HeaderValue>, Fault> {
        let hosts = Hosts::new(public, "127.0.0.1:3000".parse().unwrap(), Vec::new());
        let host = HeaderValue::from_bytes(host.as_bytes()).unwrap();
        hosts.judge(&Request::builder().uri("/").header("host", host).body(()).unwrap(), peer.parse().unwrap())
    }

    #[test]
    fn only_the_public_name_is_taken_from_afar_whatever_its_case_and_with_its_own_port() {
        let judge = |host| judged(Some("https://Corridor.Example.org/"), STRANGER, host);
        for ours in ["corridor.example.org", "CORRIDOR.example.ORG", "corridor.example.org:443"] {
            assert_eq!(judge(ours), Ok(None), "{ours}");
        }
        for other in [
            "evil.example",
            "corridor.example.org.evil.example",
            "evil.corridor.example.org",
            "corridor.example.org:80",
            "corridor.example.org:4430",
            "corridor.example.org:+443",
            "corridor.example.org:0443",
            "corridor.example.org:",
            "corridor.example.org.",
            "user@corridor.example.org",
            "corridor.example.org:443@evil.example",
            "corridor%2eexample.org",
            "localhost:3000",
            "127.0.0.1:3000",
            "[::1]:3000",
            "203.0.113.7",
        ] {
            assert!(judge(other).is_err(), "{other}");
        }
        for none in
            ["", " ", "corridor.example.org/", "a b", "corridor.example.org, evil.example", "кор.example", "a\tb"]
        {
            assert_eq!(judge(none), Err(Fault::Nowhere), "{none:?}");
        }
    }

    #[test]
    fn a_port_that_is_not_the_schemes_own_belongs_to_the_name_and_a_name_in_any_script_comes_as_ascii() {
        let judge = |host| judged(Some("http://localhost:8080"), STRANGER, host);
        assert_eq!((judge("localhost:8080"), judge("localhost")), (Ok(None), Err(Fault::Elsewhere)));
        let judge = |host: &str| judged(Some("https://коридор.example"), STRANGER, host);
        let ascii = names_of(&Url::parse("https://коридор.example").unwrap()).remove(0);
        assert!(ascii.starts_with("xn--") && judge(&ascii) == Ok(None), "{ascii}");
        assert_eq!(judge(&ascii.to_uppercase()), Ok(None));
        assert_eq!(judge("коридор.example"), Err(Fault::Nowhere));
    }

    #[test]
    fn from_this_machine_its_own_names_are_taken_at_the_port_that_is_listened_on() {
        for peer in ["127.0.0.1", "::1", "127.8.8.8", "::ffff:127.0.0.1"] {
            for ours in ["localhost:3000", "LOCALHOST:3000", "127.0.0.1:3000", "[::1]:3000"] {
                assert_eq!(judged(None, peer, ours), Ok(None), "{peer} {ours}");
            }
            for other in ["localhost", "localhost:3001", "127.0.0.1", "rebound.evil.example:3000", "0.0.0.0:3000"] {
                assert_eq!(judged(None, peer, other), Err(Fault::Elsewhere), "{peer} {other}");
            }
        }
        assert!(names_here("127.0.0.1:80".parse().unwrap()).contains(&"localhost".to_owned()));
        assert!(names_here("127.0.0.2:81".parse().unwrap()).contains(&"127.0.0.2:81".to_owned()));
    }
}
