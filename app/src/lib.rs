//! What a reader sees: view-models, pages, components and every sentence. No server, no database, no clock.
//!
//! Pages and components are made on the server alone: in the browser run the islands, which name none of them.

#[cfg(not(target_arch = "wasm32"))]
pub mod components;
pub mod islands;
#[cfg(not(target_arch = "wasm32"))]
pub mod pages;
pub mod paths;
pub mod text;
pub mod view;
