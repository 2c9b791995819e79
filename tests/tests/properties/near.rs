//! Bytes that lie near a seed: some of them changed, left out, doubled, or replaced by what has broken readers before.

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
