//! Bytes packed for the way. The same bytes give the same packed bytes in every process.

use std::io::Write as _;

/// How hard to pack: a property of what is packed, never of who asks first, or two processes would send other bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effort {
    /// As small as can be, for pages that most readers ask for and that are made before they do.
    Best,
    /// Small, and done soon: for the many pages that few ask for.
    Quick,
}

/// Packed bytes above this size take too long at their best.
const BEST_BYTES: usize = 512 * 1024;
/// Brotli's largest window that every browser takes.
const WINDOW: u32 = 22;

/// Brotli.
pub(super) fn brotli(bytes: &[u8], effort: Effort) -> Option<Vec<u8>> {
    let quality = if effort == Effort::Best && bytes.len() <= BEST_BYTES { 11 } else { 5 };
    let mut packed = Vec::with_capacity(bytes.len() / 4);
    let mut writer = brotli::CompressorWriter::new(&mut packed, 16 * 1024, quality, WINDOW);
    writer.write_all(bytes).ok()?;
    writer.flush().ok()?;
    drop(writer);
    Some(packed)
}

/// Gzip, without name or time in its head.
pub(super) fn gzip(bytes: &[u8], effort: Effort) -> Option<Vec<u8>> {
    let level = if effort == Effort::Best { 9 } else { 6 };
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(level));
    writer.write_all(bytes).ok()?;
    writer.finish().ok()
}
