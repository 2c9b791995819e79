//! What a reader takes: which codings, and what they have already. All that a public answer may depend on beside its
//! address; cookies and every other header are out of its reach.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};

use crate::finished::{Coding, Kept, Variant};

/// What a reader takes.
#[derive(Debug)]
pub struct Wants {
    accepts: Accepts,
    /// The tags of what they have, as they were sent.
    has: Vec<HeaderValue>,
}

/// How much a reader likes each coding, in thousandths; 0 refuses it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Accepts {
    brotli: u16,
    gzip: u16,
    identity: u16,
}

/// How much somebody likes plain bytes who did not speak of them: less than all that they spoke of.
const LEAST: u16 = 1;

impl<S: Sync> FromRequestParts<S> for Wants {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.headers))
    }
}

impl Wants {
    /// What the headers of a request ask for.
    pub fn of(headers: &HeaderMap) -> Self {
        Self { accepts: Accepts::of(headers), has: headers.get_all(header::IF_NONE_MATCH).iter().cloned().collect() }
    }

    /// The coding that the reader likes best of those that are kept. Who refuses them all gets plain bytes: of more use
    /// than a refusal.
    pub fn choose<'k>(&self, kept: &'k Kept) -> &'k Variant {
        let mut best = (0, None);
        for coding in Coding::ALL {
            let liked = self.accepts.how_much(coding);
            if let Some(variant) = kept.variant(coding).filter(|_| liked > best.0) {
                best = (liked, Some(variant));
            }
        }
        best.1.unwrap_or(kept.identity())
    }

    /// Whether the reader has the bytes with this tag. A weak tag matches its strong one; so RFC 9110 wants it here.
    pub fn has(&self, tag: &HeaderValue) -> bool {
        let strong = |tag: &'_ [u8]| tag.strip_prefix(b"W/").unwrap_or(tag).to_vec();
        let tag = strong(tag.as_bytes());
        let one = |sent: &[u8]| {
            let sent = sent.trim_ascii();
            sent == b"*" || strong(sent) == tag
        };
        self.has.iter().any(|value| value.as_bytes().split(|byte| *byte == b',').any(one))
    }
}

impl Accepts {
    fn of(headers: &HeaderMap) -> Self {
        let (mut brotli, mut gzip, mut identity, mut others) = (None, None, None, None);
        let values = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
        for part in values.flat_map(|value| value.split(',')) {
            let (coding, weight) = part.split_once(';').map_or((part, 1000), |(coding, weight)| (coding, read(weight)));
            let coding = coding.trim();
            let named = |name: &str| coding.eq_ignore_ascii_case(name);
            if named("br") {
                brotli = Some(weight);
            } else if named("gzip") || named("x-gzip") {
                gzip = Some(weight);
            } else if named("identity") {
                identity = Some(weight);
            } else if coding == "*" {
                others = Some(weight);
            }
        }
        Self {
            brotli: brotli.or(others).unwrap_or(0),
            gzip: gzip.or(others).unwrap_or(0),
            identity: identity.or(others).unwrap_or(LEAST),
        }
    }

    fn how_much(self, coding: Coding) -> u16 {
        match coding {
            Coding::Brotli => self.brotli,
            Coding::Gzip => self.gzip,
            Coding::Identity => self.identity,
        }
    }
}

/// A weight, `q=0.5`, in thousandths. One that cannot be read refuses.
fn read(weight: &str) -> u16 {
    let value = weight.trim().strip_prefix(['q', 'Q']).and_then(|rest| rest.trim_start().strip_prefix('='));
    let value = value.and_then(|value| value.trim().parse::<f32>().ok()).filter(|value| (0.0..=1.0).contains(value));
    // Between 0 and 1000.
    value.map_or(0, |value| (value * 1000.0).round() as u16)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finished::{Effort, Made};

    fn kept(bytes: &str) -> Kept {
        Kept::of(Made { headers: HeaderMap::new(), bytes: bytes.as_bytes().to_vec(), effort: Effort::Quick })
    }

    fn chosen(accept: Option<&str>, kept: &Kept) -> String {
        let mut headers = HeaderMap::new();
        if let Some(accept) = accept {
            headers.insert(header::ACCEPT_ENCODING, accept.parse().unwrap());
        }
        let variant = Wants::of(&headers).choose(kept);
        variant.headers.get(header::CONTENT_ENCODING).map_or("identity", |name| name.to_str().unwrap()).to_owned()
    }

    #[test]
    fn a_coding_that_is_refused_is_not_sent_and_the_smallest_of_equals_is() {
        let kept = kept(&"the same again ".repeat(100));
        for (accept, coding) in [
            (None, "identity"),
            (Some(""), "identity"),
            (Some("gzip, deflate, br, zstd"), "br"),
            (Some("br;q=0, gzip"), "gzip"),
            (Some("br;q=0"), "identity"),
            (Some("BR ; Q=1.0"), "br"),
            (Some("gzip;q=1, br;q=0.5"), "gzip"),
            (Some("x-gzip"), "gzip"),
            (Some("*"), "br"),
            (Some("*;q=0"), "identity"),
            (Some("*;q=0, gzip;q=0.1"), "gzip"),
            (Some("br;q=0, *;q=0.2"), "gzip"),
            (Some("identity;q=0, gzip;q=0.001"), "gzip"),
            (Some("identity, br;q=0.9"), "identity"),
            (Some("br;q=oops, gzip;q=0.3"), "gzip"),
            (Some("br;q=7"), "identity"),
            (Some("deflate, zstd"), "identity"),
        ] {
            assert_eq!(chosen(accept, &kept), coding, "{accept:?}");
        }
    }

    #[test]
    fn what_does_not_become_smaller_is_sent_as_it_is() {
        assert_eq!(chosen(Some("br, gzip"), &kept("x")), "identity");
        assert_eq!(chosen(Some("br, gzip, identity;q=0"), &kept("x")), "identity", "there is nothing else to send");
    }

    #[test]
    fn a_tag_is_found_in_any_list_weak_or_strong_and_never_in_a_part_of_another() {
        let kept = kept("words");
        let tag = kept.identity().tag.to_str().unwrap().to_owned();
        let has = |values: &[String]| {
            let mut headers = HeaderMap::new();
            for value in values {
                headers.append(header::IF_NONE_MATCH, value.parse().unwrap());
            }
            Wants::of(&headers).has(&kept.identity().tag)
        };
        assert!(!has(&[]) && !has(&["\"other\"".into()]) && !has(&[tag.replace('"', "")]));
        assert!(!has(&[tag.replace("\"", "\"x")]) && !has(&[tag.trim_end_matches('"').to_owned()]));
        assert!(has(std::slice::from_ref(&tag)) && has(&[format!("W/{tag}")]) && has(&["*".into()]));
        assert!(has(&[format!("\"a\", W/{tag},\"b\"")]) && has(&["\"a\"".into(), tag]));
    }
}
