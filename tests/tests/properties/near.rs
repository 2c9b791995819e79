//! Bytes that lie near a seed: some of them changed, left out, doubled, or replaced by what has broken readers before.

use std::io::{Cursor, Read as _, Write as _};

use proptest::prelude::*;

/// What has broken readers before.
const PIECES: [&[u8]; 22] = [
    b"",
    b"\0",
    b"\r\n",
    b"\n\n",
    b"\"",
    b"''",
    b"=1+1",
    b"%",
    b"%00",
    b"%F0%9F%98%80",
    b"&&",
    b";",
    b",",
    b"\xef\xbb\xbf",
    b"\xff",
    b"</textarea><script>",
    b"999999999999999999999",
    b"-1",
    b"\xe2\x80\xae",
    b"\xef\xbc\x9d",
    b" 04:00",
    b"0001-01-01",
];

#[derive(Clone, Debug)]
enum Change {
    Flip(u8),
    Cut(usize),
    Double(usize),
    Piece(usize),
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        any::<u8>().prop_map(Change::Flip),
        (1usize..20).prop_map(Change::Cut),
        (1usize..80).prop_map(Change::Double),
        (0..PIECES.len()).prop_map(Change::Piece),
    ]
}

/// One of the seeds with one to four changes.
pub fn near(seeds: Vec<&'static [u8]>) -> impl Strategy<Value = Vec<u8>> {
    let changes = prop::collection::vec((any::<prop::sample::Index>(), change()), 1..5);
    (prop::sample::select(seeds), changes).prop_map(|(seed, changes)| {
        let mut bytes = seed.to_vec();
        for (at, change) in changes {
            if bytes.is_empty() {
                break;
            }
            let at = at.index(bytes.len());
            match change {
                Change::Flip(byte) => bytes[at] ^= byte,
                Change::Cut(length) => drop(bytes.drain(at..(at + length).min(bytes.len()))),
                Change::Double(length) => {
                    let piece = bytes[at..(at + length).min(bytes.len())].to_vec();
                    drop(bytes.splice(at..at, piece));
                }
                Change::Piece(number) => drop(bytes.splice(at..at, PIECES[number].iter().copied())),
            }
        }
        bytes
    })
}

/// The parts of a packed file.
pub fn unpacked(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a packed file");
    let mut part = |index| {
        let mut part = archive.by_index(index).expect("a part");
        let (name, mut bytes) = (part.name().expect("a name").into_owned(), Vec::new());
        part.read_to_end(&mut bytes).expect("its bytes");
        (name, bytes)
    };
    (0..archive_len(bytes)).map(&mut part).collect()
}

fn archive_len(bytes: &[u8]) -> usize {
    zip::ZipArchive::new(Cursor::new(bytes)).expect("a packed file").len()
}

/// Parts as one packed file.
pub fn packed(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).expect("a part");
        archive.write_all(bytes).expect("its bytes");
    }
    archive.finish().expect("a packed file").into_inner()
}
