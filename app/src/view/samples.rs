//! Samples of every view-model, for the tests of pages.
