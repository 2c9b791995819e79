//! What a reader sees: view-models, pages, components and every sentence. No server, no database, no clock.

// What the server alone writes is not built for the browser: it brings islands to life, and nothing else of a page. With
// it, the compiler would work out how every page is hydrated, which takes minutes and fails in the longest.
#[cfg(not(feature = "hydrate"))]
pub mod components;
pub mod islands;
#[cfg(not(feature = "hydrate"))]
pub mod pages;
pub mod paths;
pub mod text;
pub mod view;
