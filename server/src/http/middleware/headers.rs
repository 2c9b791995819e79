//! Headers that tell a browser what these pages never do: run a script, load anything, be framed. Pages of the desk with
//! islands run the site's own script, and nothing else of that.

use std::sync::LazyLock;

use axum::http::{HeaderMap, HeaderName, HeaderValue, Response, header};
use sha2::{Digest, Sha256};

use crate::http::cache::CachePolicy;

/// The only styles that run are the sheets that pages carry, named by their hashes.
static POLICY: LazyLock<Option<HeaderValue>> = LazyLock::new(|| HeaderValue::from_str(&policy()).ok());

/// The same for pages with islands: files of this site may run as scripts, a program of theirs among them, and may ask this
/// site. Nothing that stands in a page runs, whoever wrote it there.
static POLICY_WITH_SCRIPT: LazyLock<Option<HeaderValue>> = LazyLock::new(|| {
    let more = "script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'";
    HeaderValue::from_str(&format!("{}; {more}", policy())).ok()
});

/// Of status pages: the site's own script, which asks this site alone.
static POLICY_OF_LIVE: LazyLock<Option<HeaderValue>> = LazyLock::new(|| {
    let more = "script-src 'self'; connect-src 'self'";
    HeaderValue::from_str(&format!("{}; {more}", policy())).ok()
});

/// Of pages of trends: a sheet of their own, and the site's own script, which asks nobody.
static POLICY_OF_CURSOR: LazyLock<Option<HeaderValue>> = LazyLock::new(|| {
    let sheet = format!("'sha256-{}'", base64(&Sha256::digest(app::pages::shell::CURSOR_STYLE)));
    let policy = policy().replacen("; img-src", &format!(" {sheet}; img-src"), 1);
    let more = "script-src 'self'";
    HeaderValue::from_str(&format!("{policy}; {more}")).ok()
});

/// Of what other sites may frame: two sheets of its own, nothing to send, nothing to load.
static POLICY_OF_FRAMES: LazyLock<Option<HeaderValue>> =
    LazyLock::new(|| HeaderValue::from_str(&policy_of_frames()).ok());

fn policy_of_frames() -> String {
    let hash = |sheet: &str| base64(&Sha256::digest(sheet));
    let (every, frame) = (hash(app::pages::shell::STYLE), hash(app::pages::shell::FRAME_STYLE));
    format!(
        "default-src 'none'; style-src 'sha256-{every}' 'sha256-{frame}'; img-src data:; form-action 'none'; \
         base-uri 'none'; frame-ancestors *"
    )
}

fn policy() -> String {
    let hash = |sheet: &str| base64(&Sha256::digest(sheet));
    let (every, desk) = (hash(app::pages::shell::STYLE), hash(app::pages::shell::DESK_STYLE));
    let reference = hash(app::pages::shell::REFERENCE_STYLE);
    format!(
        "default-src 'none'; style-src 'sha256-{every}' 'sha256-{reference}' 'sha256-{desk}'; img-src data:; form-action 'self'; base-uri 'none'; \
         frame-ancestors 'none'"
    )
}

/// Adds the headers, unless the answer brought its own. A finished answer, told by its tag, has them all.
///
/// Nobody keeps an answer that hands out a cookie, nor one that does not say that it may be kept.
pub fn add_headers<B>(mut response: Response<B>) -> Response<B> {
    let headers = response.headers_mut();
    if headers.contains_key(header::SET_COOKIE) {
        headers.insert(header::CACHE_CONTROL, CachePolicy::Never.value());
    }
    if !headers.contains_key(header::ETAG) {
        headers.entry(header::CACHE_CONTROL).or_insert(CachePolicy::Never.value());
        add_to(headers);
    }
    response
}

/// Adds the headers, unless others of their name are there.
pub fn add_to(headers: &mut HeaderMap) {
    let fixed = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
    ];
    let framed = headers.get(header::CONTENT_SECURITY_POLICY).is_some_and(|it| POLICY_OF_FRAMES.as_ref() == Some(it));
    let not_of_frames = [header::X_FRAME_OPTIONS, HeaderName::from_static("cross-origin-opener-policy")];
    for (name, value) in fixed.into_iter().filter(|(name, _)| !framed || !not_of_frames.contains(name)) {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if let Some(policy) = POLICY.as_ref() {
        headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(policy.clone());
    }
}

/// Lets the site's own script run on the page that is answered.
pub fn allow_script(headers: &mut HeaderMap) {
    if let Some(policy) = POLICY_WITH_SCRIPT.as_ref() {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy.clone());
    }
}

/// Lets a status page hear of a newer state.
pub fn allow_live(headers: &mut HeaderMap) {
    if let Some(policy) = POLICY_OF_LIVE.as_ref() {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy.clone());
    }
}

/// Lets the script of its figure run on a page of trends.
pub fn allow_cursor(headers: &mut HeaderMap) {
    if let Some(policy) = POLICY_OF_CURSOR.as_ref() {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy.clone());
    }
}

/// Lets other sites frame the page that is answered, also those that frame nothing which does not say so. It has nothing that
/// a click could do but lead out of the frame.
pub fn allow_frames(headers: &mut HeaderMap) {
    headers.remove(header::X_FRAME_OPTIONS);
    headers.remove(HeaderName::from_static("cross-origin-opener-policy"));
    let fixed = [("cross-origin-resource-policy", "cross-origin"), ("cross-origin-embedder-policy", "require-corp")];
    for (name, value) in fixed {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    if let Some(policy) = POLICY_OF_FRAMES.as_ref() {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy.clone());
    }
}

/// Base64 with padding, as the policy wants a hash.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let letter = |bits: u32| LETTERS.get((bits & 63) as usize).map_or('A', |letter| char::from(*letter));
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let bits = chunk.iter().fold(0u32, |bits, byte| (bits << 8) | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for place in 0..4 {
            text.push(if place <= chunk.len() { letter(bits >> (18 - 6 * place)) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a policy says of each kind of thing.
    fn directives(policy: &str) -> Vec<(&str, Vec<&str>)> {
        let parts = policy.split(';').map(|part| part.split_ascii_whitespace());
        parts.filter_map(|mut words| Some((words.next()?, words.collect()))).collect()
    }

    /// What a policy says beyond that of a page without islands.
    const OF_ISLANDS: [(&str, &[&str]); 3] =
        [("script-src", &["'self'", "'wasm-unsafe-eval'"]), ("connect-src", &["'self'"]), ("worker-src", &["'self'"])];

    /// What is wrong with a policy, as those who look for ways around one see it.
    fn weaknesses(policy: &str, of_islands: bool) -> Vec<String> {
        let all = directives(policy);
        let of = |name: &str| all.iter().find(|(found, _)| *found == name).map(|(_, values)| values.as_slice());
        let mut found = Vec::new();
        // What falls back to nothing must be nothing, and what does not fall back must be said.
        for (name, value) in [("default-src", "'none'"), ("base-uri", "'none'"), ("frame-ancestors", "'none'")] {
            if of(name) != Some(&[value]) {
                found.push(format!("{name} is not {value}"));
            }
        }
        if !matches!(of("form-action"), Some(["'self'" | "'none'"])) {
            found.push("form-action leads elsewhere".to_owned());
        }
        for (name, values) in OF_ISLANDS {
            if of(name) != of_islands.then_some(values) {
                found.push(format!("{name} is not as it is for such a page"));
            }
        }
        let of_islands = |name: &str| of_islands && OF_ISLANDS.iter().any(|(known, _)| *known == name);
        for (name, values) in all.iter().filter(|(name, _)| !of_islands(name)) {
            let twice = all.iter().filter(|(other, _)| other == name).count() > 1;
            let known = ["default-src", "style-src", "img-src", "form-action", "base-uri", "frame-ancestors"];
            if twice || !known.contains(name) {
                found.push(format!("{name} is said twice, or allows what no page needs"));
            }
            for value in values {
                let hash = value.strip_prefix("'sha256-").and_then(|rest| rest.strip_suffix('\''));
                let fits = match *name {
                    "style-src" => hash.is_some_and(|hash| hash.len() == 44),
                    "img-src" => *value == "data:",
                    _ => ["'none'", "'self'"].contains(value),
                };
                if !fits {
                    found.push(format!("{name} allows {value}"));
                }
            }
        }
        found
    }

    #[test]
    fn the_policies_have_no_way_around_them() {
        let [plain, with_script] = [&POLICY, &POLICY_WITH_SCRIPT].map(|policy| policy.as_ref().expect("a policy"));
        let [plain, with_script] = [plain, with_script].map(|policy| policy.to_str().expect("ASCII"));
        for (policy, of_islands) in [(plain, false), (with_script, true)] {
            assert_eq!(weaknesses(policy, of_islands), Vec::<String>::new(), "{policy}");
            // The control: the one is not taken for the other, and each of these is seen.
            assert!(!weaknesses(policy, !of_islands).is_empty(), "{policy}");
            every_weaker_one_is_seen(policy, of_islands, &WEAKER);
        }
        every_weaker_one_is_seen(with_script, true, &WEAKER_WITH_SCRIPT);
        assert!(with_script.starts_with(plain), "islands take nothing back");
    }

    fn every_weaker_one_is_seen(policy: &str, of_islands: bool, changes: &[(&str, &str)]) {
        for (from, to) in changes {
            let weaker = policy.replacen(from, to, 1);
            assert_ne!(weaker, policy, "{from}");
            assert!(!weaknesses(&weaker, of_islands).is_empty(), "{weaker}");
        }
    }

    const WEAKER: [(&str, &str); 13] = [
        ("default-src 'none'", "default-src 'self'"),
        ("default-src 'none'; ", ""),
        ("style-src", "style-src 'unsafe-inline'"),
        ("style-src", "script-src 'unsafe-eval'; style-src"),
        ("style-src", "script-src 'nonce-abc'; style-src"),
        ("img-src data:", "img-src *"),
        ("img-src data:", "img-src https:"),
        ("form-action 'self'", "form-action *"),
        ("; base-uri 'none'", ""),
        ("frame-ancestors 'none'", "frame-ancestors 'self'"),
        ("form-action 'self'; ", ""),
        ("img-src data:", "img-src data:; img-src *"),
        ("img-src data:", "object-src data:"),
    ];

    const WEAKER_WITH_SCRIPT: [(&str, &str); 9] = [
        ("script-src 'self'", "script-src *"),
        ("script-src 'self'", "script-src 'self' 'unsafe-inline'"),
        ("'wasm-unsafe-eval'", "'unsafe-eval'"),
        ("'wasm-unsafe-eval'", "'wasm-unsafe-eval' blob:"),
        ("connect-src 'self'", "connect-src *"),
        ("; connect-src 'self'", ""),
        ("worker-src 'self'", "worker-src 'self' blob:"),
        ("; worker-src 'self'", ""),
        ("script-src 'self'", "script-src-elem 'self'; script-src 'self'"),
    ];

    #[test]
    fn encodes_as_everybody_does() {
        assert_eq!(base64(b"Man"), "TWFu");
        assert_eq!(base64(b"Ma"), "TWE=");
        assert_eq!(base64(b"M"), "TQ==");
    }
}
