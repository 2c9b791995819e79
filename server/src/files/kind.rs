//! What kind of file some bytes are, by how they begin: a table in text, a workbook, or something that is neither.

use super::expectation::Expectation;
use super::problem::FileForm;

/// How a packed file begins, and so a workbook.
const PACKED: &[u8] = b"PK\x03\x04";
/// How the files of old office programs begin; a workbook with a password lies in one.
const OLD_OFFICE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
/// How pictures, documents and packed files begin.
const NO_TABLES: [&[u8]; 7] = [b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"\x1f\x8b", b"7z\xbc\xaf"];

/// The form of a table; refused when the bytes are none.
pub(super) fn form_of(bytes: &[u8]) -> Result<FileForm, Expectation> {
    if bytes.starts_with(PACKED) {
        return Ok(FileForm::Workbook);
    }
    if bytes.starts_with(OLD_OFFICE) {
        return Err(if is_locked(bytes) { Expectation::LockedWorkbook } else { Expectation::OldWorkbook });
    }
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Err(Expectation::Utf16);
    }
    if NO_TABLES.iter().any(|beginning| bytes.starts_with(beginning)) {
        return Err(Expectation::NoTable);
    }
    Ok(FileForm::Csv)
}

/// A workbook with a password names the part that is encrypted, two bytes a letter.
fn is_locked(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(name.len()).any(|window| window == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_known_by_how_they_begin() {
        let locked: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let cases: [(&[u8], Result<FileForm, Expectation>); 8] = [
            (b"", Ok(FileForm::Csv)),
            (b"corridor,date", Ok(FileForm::Csv)),
            (b"PK\x03\x04 and more", Ok(FileForm::Workbook)),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more", Err(Expectation::OldWorkbook)),
            (b"\xff\xfec\0", Err(Expectation::Utf16)),
            (b"\xfe\xff\0c", Err(Expectation::Utf16)),
            (b"%PDF-1.7", Err(Expectation::NoTable)),
            (b"\x89PNG\r\n", Err(Expectation::NoTable)),
        ];
        for (bytes, expected) in cases {
            assert_eq!(form_of(bytes), expected, "{bytes:?}");
        }
        assert_eq!(form_of(&[OLD_OFFICE, &locked].concat()), Err(Expectation::LockedWorkbook));
    }
}
