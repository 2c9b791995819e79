//! One finished answer: its bytes in each coding, and the headers that go with them.

use std::fmt::Write as _;

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use sha2::{Digest as _, Sha256};

use super::pack::{self, Effort};

/// An answer as a route makes it: status 200, all its headers but those of the coding, its bytes.
#[derive(Clone, Debug)]
pub struct Made {
    /// Content type, how long it may be kept, and what else the answer carries.
    pub headers: HeaderMap,
    /// The bytes, not packed.
    pub bytes: Vec<u8>,
    /// How hard to pack them.
    pub effort: Effort,
}

/// How bytes are packed for the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coding {
    /// Brotli.
    Brotli,
    /// Gzip.
    Gzip,
    /// Not at all.
    Identity,
}

impl Coding {
    /// All of them, the smallest first.
    pub const ALL: [Self; 3] = [Self::Brotli, Self::Gzip, Self::Identity];

    /// Its name in headers; none for bytes that are not packed.
    fn name(self) -> Option<&'static str> {
        match self {
            Self::Brotli => Some("br"),
            Self::Gzip => Some("gzip"),
            Self::Identity => None,
        }
    }
}

/// An answer that is kept.
#[derive(Debug)]
pub struct Kept {
    identity: Variant,
    gzip: Option<Variant>,
    brotli: Option<Variant>,
}

/// An answer in one coding.
#[derive(Debug)]
pub struct Variant {
    /// What is sent.
    pub bytes: Bytes,
    /// Its strong tag: a hash of the bytes as they are sent.
    pub tag: HeaderValue,
    /// The headers of the answer.
    pub headers: HeaderMap,
    /// The headers of the answer to somebody who has the bytes already.
    pub unchanged: HeaderMap,
}

/// What a reader who has the bytes is told again, the length of what they have included. The rest stands in it.
const TOLD_AGAIN: [HeaderName; 6] = [
    header::ETAG,
    header::CONTENT_LENGTH,
    header::CACHE_CONTROL,
    header::VARY,
    header::ACCESS_CONTROL_ALLOW_ORIGIN,
    HeaderName::from_static("cross-origin-resource-policy"),
];

/// What an entry takes beside its bytes, roughly: three times two maps of headers.
const BESIDE_BYTES: u64 = 8 * 1024;

impl Kept {
    /// Packs what was made.
    pub fn of(made: Made) -> Self {
        let Made { mut headers, bytes, effort } = made;
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        // What does not become smaller stays as it is.
        let smaller = |packed: Option<Vec<u8>>| packed.filter(|packed| packed.len() < bytes.len());
        let variant = |packed, coding| Variant::of(&headers, packed, coding);
        let gzip = smaller(pack::gzip(&bytes, effort)).map(|packed| variant(packed, Coding::Gzip));
        let brotli = smaller(pack::brotli(&bytes, effort)).map(|packed| variant(packed, Coding::Brotli));
        let identity = variant(bytes, Coding::Identity);
        Self { identity, gzip, brotli }
    }

    /// The answer in a coding, if it is kept in it.
    pub fn variant(&self, coding: Coding) -> Option<&Variant> {
        match coding {
            Coding::Brotli => self.brotli.as_ref(),
            Coding::Gzip => self.gzip.as_ref(),
            Coding::Identity => Some(&self.identity),
        }
    }

    /// The answer as it was made.
    pub fn identity(&self) -> &Variant {
        &self.identity
    }

    /// How much memory it takes, in bytes.
    pub(super) fn weight(&self) -> u64 {
        let bytes = |coding| self.variant(coding).map_or(0, |variant| variant.bytes.len() as u64);
        Coding::ALL.into_iter().map(bytes).sum::<u64>() + BESIDE_BYTES
    }
}

impl Variant {
    fn of(headers: &HeaderMap, bytes: Vec<u8>, coding: Coding) -> Self {
        let tag = tag(&bytes, coding);
        let mut headers = headers.clone();
        headers.insert(header::ETAG, tag.clone());
        headers.insert(header::CONTENT_LENGTH, HeaderValue::from(bytes.len()));
        let mut unchanged = HeaderMap::new();
        for name in TOLD_AGAIN {
            if let Some(value) = headers.get(&name) {
                unchanged.insert(name, value.clone());
            }
        }
        if let Some(name) = coding.name() {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
        }
        Self { bytes: Bytes::from(bytes.into_boxed_slice()), tag, headers, unchanged }
    }
}

/// The first 16 digits of the hash, and the coding.
fn tag(bytes: &[u8], coding: Coding) -> HeaderValue {
    let mut tag = String::from("\"");
    for byte in Sha256::digest(bytes).iter().take(8) {
        let _ = write!(tag, "{byte:02x}");
    }
    tag.push_str(coding.name().map_or("", |name| if name == "br" { "-br" } else { "-gz" }));
    tag.push('"');
    HeaderValue::from_str(&tag).unwrap_or(HeaderValue::from_static("\"\""))
}
