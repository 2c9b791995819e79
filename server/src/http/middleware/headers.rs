//! Headers that tell a browser what these pages never do: run a script, load anything, be framed.

use std::sync::LazyLock;

use axum::http::{HeaderMap, HeaderName, HeaderValue, Response, header};
use sha2::{Digest, Sha256};

use crate::http::cache::CachePolicy;

/// The only styles that run are the sheets that pages carry, named by their hashes.
static POLICY: LazyLock<Option<HeaderValue>> = LazyLock::new(|| {
    let hash = |sheet: &str| base64(&Sha256::digest(sheet));
    let (every, desk) = (hash(app::pages::shell::STYLE), hash(app::pages::shell::DESK_STYLE));
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{every}' 'sha256-{desk}'; img-src data:; form-action 'self'; base-uri 'none'; \
         frame-ancestors 'none'"
    );
    HeaderValue::from_str(&policy).ok()
});

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
    for (name, value) in fixed {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if let Some(policy) = POLICY.as_ref() {
        headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(policy.clone());
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

    #[test]
    fn encodes_as_everybody_does() {
        assert_eq!(base64(b"Man"), "TWFu");
        assert_eq!(base64(b"Ma"), "TWE=");
        assert_eq!(base64(b"M"), "TQ==");
    }
}
