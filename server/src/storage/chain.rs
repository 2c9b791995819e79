//! The chain of hashes over all revisions: whoever changes, removes or reorders one cannot make the rest fit. Pure:
//! never reads the database, never repairs.
//!
//! The hash of a revision is the SHA-256 of a list of texts, each written as its length in bytes, a colon, the text
//! and a comma (netstrings; a missing one is `-,`), in this order: `corridor-status revision 1`, the previous hash,
//! the document's hash, seq, corridor, date, state, change kind, reason, role, recorded_at, published_at (both in
//! milliseconds since 1970). The lengths keep any two different lists apart. The first revision follows 64 zeros.
//! The document itself is not in it, only its hash: so a document can be removed and the chain stay whole.

use domain::Slug;

use super::hash::sha256;
use super::revisions::{StoredDocument, StoredRevision};

/// What the first revision follows.
pub const ORIGIN: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// The end of the chain: it vouches for everything before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The last revision, or 0 when there is none.
    pub seq: i64,
    /// Its hash, or [`ORIGIN`].
    pub hash: String,
}

impl Head {
    /// The end of a chain without a revision.
    pub fn origin() -> Self {
        Self { seq: 0, hash: ORIGIN.to_owned() }
    }
}

/// Where the chain is broken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "revision {seq}: {what}. The record was changed by something else than this program: restore a backup from before, \
     and keep the damaged folder for whoever has to find out"
)]
pub struct ChainError {
    /// The first revision that does not fit.
    pub seq: i64,
    /// What does not fit.
    pub what: Broken,
}

/// What does not fit in the chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    /// One is missing or too many before it.
    #[error("a revision before it is missing, or this one stands twice")]
    Order,
    /// It does not follow the one before it.
    #[error("it does not follow the revision before it")]
    Previous,
    /// Its document is not the one that was stored.
    #[error("its document is not the one that was stored with it")]
    Document,
    /// Its date, state, reason, role or time are not those that were stored.
    #[error("its own data are not those that were stored")]
    Data,
}

/// The hash of the revision's data, in the place where it stands.
pub fn link(previous_hash: &str, document_hash: &str, revision: &Metadata<'_>) -> String {
    let mut list = List::default();
    list.add("corridor-status revision 1");
    list.add(previous_hash);
    list.add(document_hash);
    list.add(&revision.seq.to_string());
    list.add(revision.corridor.as_str());
    list.add(&revision.date.to_string());
    list.add(revision.state.key());
    list.add_optional(revision.change_kind.map(|kind| kind.key()));
    list.add_optional(revision.reason);
    list.add(revision.role.key());
    list.add(&revision.recorded_at.timestamp_millis().to_string());
    list.add_optional(revision.published_at.map(|at| at.timestamp_millis().to_string()).as_deref());
    sha256(list.0)
}

/// What of a revision goes into its hash, beside the document.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "the fields are those of StoredRevision")]
pub struct Metadata<'a> {
    pub seq: i64,
    pub corridor: &'a Slug,
    pub date: chrono::NaiveDate,
    pub state: domain::RevisionState,
    pub change_kind: Option<domain::ChangeKind>,
    pub reason: Option<&'a str>,
    pub role: domain::Role,
    pub recorded_at: chrono::DateTime<chrono::Utc>,
    pub published_at: Option<chrono::DateTime<chrono::Utc>>,
}

/// The end of a chain that somebody kept: from a page's foot, from `latest.json`, from an earlier `verify`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptHead {
    /// The revision; none when only the hash was kept.
    pub seq: Option<i64>,
    /// Its hash, or at least the first 8 digits of it.
    pub hash: String,
}

/// A text that is no [`KeptHead`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected a revision and its hash, such as 56:c88d64e1, or a hash alone: 8 to 64 digits 0–9 and a–f")]
pub struct KeptHeadError;

/// What became of a head that somebody kept.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HeadError {
    /// The chain ends before it.
    #[error(
        "the record does not hold the head {kept}: it ends at revision {last}, so what came after was cut off. Restore a \
         backup from after that head, and keep the damaged folder for whoever has to find out"
    )]
    CutOff {
        /// What was kept.
        kept: KeptHead,
        /// The last revision that is there.
        last: i64,
    },
    /// Another chain stands in its place.
    #[error(
        "the record does not hold the head {kept}: revision {seq} has the hash {found}. The record was written anew from \
         some revision before it on, or the head is of another record. Keep the damaged folder for whoever has to find out"
    )]
    Rewritten {
        /// What was kept.
        kept: KeptHead,
        /// The revision in its place.
        seq: i64,
        /// Its hash.
        found: String,
    },
    /// Nothing in the chain has this hash.
    #[error(
        "the record does not hold the head {kept}: no revision has this hash. The record was cut off or written anew \
         before it, or the head is of another record. Keep the damaged folder for whoever has to find out"
    )]
    Unknown {
        /// What was kept.
        kept: KeptHead,
    },
}

impl std::str::FromStr for KeptHead {
    type Err = KeptHeadError;

    fn from_str(text: &str) -> Result<Self, KeptHeadError> {
        let text = text.trim();
        let (seq, hash) = match text.split_once(':') {
            Some((seq, hash)) => (Some(seq.parse().ok().filter(|seq| *seq > 0).ok_or(KeptHeadError)?), hash),
            None => (None, text),
        };
        let fits = (8..=64).contains(&hash.len()) && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
        if fits { Ok(Self { seq, hash: hash.to_ascii_lowercase() }) } else { Err(KeptHeadError) }
    }
}

impl std::fmt::Display for KeptHead {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.seq {
            Some(seq) => write!(f, "{seq}:{}", self.hash),
            None => f.write_str(&self.hash),
        }
    }
}

/// The revision of a whole chain that somebody kept the hash of: as long as it stands there, nothing before it was
/// changed, removed or reordered. A chain that was written anew is whole in itself; only this tells.
pub fn find<'r>(revisions: &'r [StoredRevision], kept: &KeptHead) -> Result<&'r StoredRevision, HeadError> {
    let is_it = |revision: &&StoredRevision| revision.hash.starts_with(&kept.hash);
    let Some(seq) = kept.seq else {
        return revisions.iter().find(is_it).ok_or_else(|| HeadError::Unknown { kept: kept.clone() });
    };
    let last = revisions.last().map_or(0, |last| last.seq);
    let there = revisions.iter().find(|revision| revision.seq == seq);
    let there = there.ok_or_else(|| HeadError::CutOff { kept: kept.clone(), last })?;
    let other = || HeadError::Rewritten { kept: kept.clone(), seq, found: there.hash.clone() };
    Some(there).filter(is_it).ok_or_else(other)
}

/// Checks all revisions, in the order of seq from the first on; gives the end of the chain.
pub fn verify(revisions: &[StoredRevision]) -> Result<Head, ChainError> {
    verify_behind(Head::origin(), revisions)
}

/// Checks the revisions that follow a head which was checked before; gives the end of the chain.
pub fn verify_behind(mut head: Head, revisions: &[StoredRevision]) -> Result<Head, ChainError> {
    for revision in revisions {
        let broken = |what| Err(ChainError { seq: revision.seq, what });
        if revision.seq != head.seq + 1 {
            return broken(Broken::Order);
        }
        if revision.previous_hash != head.hash {
            return broken(Broken::Previous);
        }
        if let StoredDocument::Kept(text) = &revision.document
            && sha256(text) != revision.document_hash
        {
            return broken(Broken::Document);
        }
        if link(&head.hash, &revision.document_hash, &revision.metadata()) != revision.hash {
            return broken(Broken::Data);
        }
        head = Head { seq: revision.seq, hash: revision.hash.clone() };
    }
    Ok(head)
}

#[derive(Default)]
struct List(String);

impl List {
    fn add(&mut self, text: &str) {
        self.add_optional(Some(text));
    }

    fn add_optional(&mut self, text: Option<&str>) {
        match text {
            Some(text) => {
                self.0.push_str(&text.len().to_string());
                self.0.push(':');
                self.0.push_str(text);
            }
            None => self.0.push('-'),
        }
        self.0.push(',');
    }
}

#[cfg(test)]
mod tests {
    use domain::{ChangeKind, RevisionState, Role};

    use super::*;

    fn chain(length: i64) -> Vec<StoredRevision> {
        let mut revisions: Vec<StoredRevision> = Vec::new();
        for seq in 1..=length {
            let document = format!("{{\"day\":{seq}}}");
            let mut revision = StoredRevision {
                seq,
                corridor: "lachin".parse().unwrap(),
                date: "2023-05-10".parse().unwrap(),
                state: RevisionState::Published,
                document_hash: sha256(&document),
                document: StoredDocument::Kept(document),
                change_kind: (seq > 1).then_some(ChangeKind::Correction),
                reason: (seq > 1).then(|| "typing error".to_owned()),
                role: Role::Lead,
                recorded_at: "2023-05-10T16:00:00Z".parse().unwrap(),
                published_at: Some("2023-05-10T16:00:00Z".parse().unwrap()),
                previous_hash: revisions.last().map_or(ORIGIN, |last| &last.hash).to_owned(),
                hash: String::new(),
            };
            revision.hash = link(&revision.previous_hash, &revision.document_hash, &revision.metadata());
            revisions.push(revision);
        }
        revisions
    }

    fn broken(change: impl FnOnce(&mut Vec<StoredRevision>)) -> ChainError {
        let mut revisions = chain(3);
        change(&mut revisions);
        verify(&revisions).unwrap_err()
    }

    #[test]
    fn a_redacted_document_leaves_the_chain_intact_and_nothing_else_may_change_with_it() {
        let redacted = |all: &mut Vec<StoredRevision>| {
            let at = "2023-05-11T16:00:00Z".parse().unwrap();
            all[1].document = StoredDocument::Redacted(domain::Redaction { at, reason: "a name".to_owned() });
        };
        let mut revisions = chain(3);
        redacted(&mut revisions);
        assert_eq!(verify(&revisions).unwrap().hash, chain(3)[2].hash);
        let refused = broken(|all| {
            redacted(all);
            all[1].document_hash = sha256("other");
        });
        assert_eq!(refused, ChainError { seq: 2, what: Broken::Data });
    }

    #[test]
    fn any_change_is_found_at_its_place() {
        let at = |seq, what| ChainError { seq, what };
        assert_eq!(
            broken(|all| all[1].document = StoredDocument::Kept("{\"day\": 2}".to_owned())),
            at(2, Broken::Document)
        );
        assert_eq!(broken(|all| all[1].document_hash = sha256("other")), at(2, Broken::Document));
        assert_eq!(broken(|all| all[1].reason = Some("nothing".to_owned())), at(2, Broken::Data));
        assert_eq!(broken(|all| all[1].reason = None), at(2, Broken::Data));
        assert_eq!(broken(|all| all[1].change_kind = Some(ChangeKind::Revision)), at(2, Broken::Data));
        assert_eq!(broken(|all| all[1].role = Role::Admin), at(2, Broken::Data));
        assert_eq!(broken(|all| all[1].state = RevisionState::Withdrawn), at(2, Broken::Data));
        assert_eq!(broken(|all| all[1].published_at = None), at(2, Broken::Data));
        assert_eq!(broken(|all| all[1].recorded_at += chrono::TimeDelta::milliseconds(1)), at(2, Broken::Data));
        assert_eq!(broken(|all| all[1].hash = sha256("other")), at(2, Broken::Data));
        assert_eq!(broken(|all| all[1].previous_hash = ORIGIN.to_owned()), at(2, Broken::Previous));
        assert_eq!(broken(|all| drop(all.remove(1))), at(3, Broken::Order));
        assert_eq!(broken(|all| drop(all.remove(0))), at(2, Broken::Order));
        assert_eq!(broken(|all| all.swap(0, 1)), at(2, Broken::Order));
    }

    #[test]
    fn a_head_is_written_as_a_page_and_a_file_give_it() {
        for bad in
            ["", "1:", ":c88d64e1", "0:c88d64e1", "-1:c88d64e1", "x:c88d64e1", "c88d64e", "1:c88d64e", "c88d64eg"]
        {
            assert_eq!(bad.parse::<KeptHead>(), Err(KeptHeadError), "{bad}");
        }
        assert!("0".repeat(65).parse::<KeptHead>().is_err());
        let kept: KeptHead = " 56:C88D64E1 ".parse().unwrap();
        assert_eq!((kept.seq, kept.to_string().as_str()), (Some(56), "56:c88d64e1"));
    }

    /// The hash of every revision is recomputed: whole in itself, and not the record that was published.
    #[test]
    fn a_chain_that_was_cut_off_or_written_anew_is_whole_and_yet_holds_no_head_that_was_kept() {
        let honest = chain(4);
        let kept = |seq: usize, digits: usize| {
            let revision = &honest[seq - 1];
            (format!("{seq}:{}", &revision.hash[..digits]).parse().unwrap(), revision.hash[..digits].parse().unwrap())
        };
        for (with_seq, alone) in [kept(1, 64), kept(3, 64), kept(4, 8)] {
            let of = |kept: &KeptHead| find(&honest, kept).map(|found| found.hash.clone());
            assert_eq!(of(&with_seq), of(&alone));
            assert!(of(&with_seq).unwrap().starts_with(&with_seq.hash));
        }
        let (last, last_alone): (KeptHead, KeptHead) = kept(4, 64);
        let cut_off = &honest[..3];
        assert_eq!(verify(cut_off).unwrap().seq, 3);
        assert_eq!(find(cut_off, &last), Err(HeadError::CutOff { kept: last.clone(), last: 3 }));
        assert_eq!(find(cut_off, &last_alone), Err(HeadError::Unknown { kept: last_alone.clone() }));

        let mut anew = honest.clone();
        let other = "{\"day\":\"other\"}";
        anew[1].document = StoredDocument::Kept(other.to_owned());
        anew[1].document_hash = sha256(other);
        let mut previous = anew[0].hash.clone();
        for revision in &mut anew[1..] {
            revision.previous_hash = previous;
            revision.hash = link(&revision.previous_hash, &revision.document_hash, &revision.metadata());
            previous = revision.hash.clone();
        }
        assert_eq!(verify(&anew).unwrap().seq, 4, "whole in itself");
        assert!(matches!(find(&anew, &last), Err(HeadError::Rewritten { seq: 4, .. })));
        assert!(matches!(find(&anew, &kept(2, 8).0), Err(HeadError::Rewritten { seq: 2, .. })));
        assert_eq!(find(&anew, &last_alone), Err(HeadError::Unknown { kept: last_alone }));
        assert!(find(&anew, &kept(1, 64).0).is_ok(), "what stands before the change is what it was");
    }

    #[test]
    fn a_whole_chain_gives_its_head() {
        assert_eq!(verify(&[]).unwrap(), Head { seq: 0, hash: ORIGIN.to_owned() });
        let revisions = chain(3);
        assert_eq!(verify(&revisions).unwrap().hash, revisions[2].hash);
    }

    /// Published hashes depend on it: if this test fails, every stored chain is refused.
    #[test]
    fn the_encoding_never_changes() {
        let hashes: Vec<String> = chain(2).into_iter().map(|revision| revision.hash).collect();
        // Computed by another program from the description at the head of this file.
        let published = [
            "b25672c0a6f487d69c0245828d5217b56e5df6658176e32918daa1ff4ab0869b",
            "4ab39468536bd909ab66d3cf972d853219e1c942876e84013c79f4e68a0ef45f",
        ];
        assert_eq!(hashes, published);
    }
}
