//! Where the script is that brings the islands of a page to life.

/// The addresses of what a page with islands loads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Script {
    /// The small script that the page names; it loads the rest when an island needs it.
    pub boot: String,
    /// The module that speaks with the program.
    pub module: String,
    /// The program.
    pub program: String,
}
