//! What happens around every answer, one concern a file.

pub mod headers;
