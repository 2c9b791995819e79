//! What a reader sees: view-models, pages, components and every sentence. No server, no database, no clock.

pub mod components;
pub mod islands;
pub mod pages;
pub mod paths;
pub mod text;
pub mod view;
