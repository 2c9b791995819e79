//! Where the scripts are that bring the islands of a page to life, and answer in a figure.

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

/// The addresses of what the figure of trends loads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CursorScript {
    /// The small script that the page names; it loads the rest when somebody uses the figure.
    pub loader: String,
    /// What answers in the figure.
    pub module: String,
}
