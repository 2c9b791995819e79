//! What moves on a page of the desk, one behaviour a file. An island enhances what the server wrote and never owns an
//! input: it may wake late or never, and reads what stands in the page before it does anything. Its texts are finished
//! when they are handed to it: the catalogue stays on the server. Flat: no children, no island in an island.
//!
//! An island is woken when it is seen or focused, and never on a line that is to be spared; one that must not wait says so
//! with `data-wake="at-once"` on an element of its own (`public/boot.js`).
#![expect(missing_docs, reason = "the macro writes a struct of properties that takes no doc of ours")]

pub mod bulletin;
pub mod keeper;
