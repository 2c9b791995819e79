//! Requests and answers. Decides nothing that a command or a query decides, and never sees the storage.

pub mod ahead;
pub mod api;
pub mod assets;
pub mod cache;
pub mod changes;
pub mod charts;
pub mod error;
pub mod extract;
pub mod files;
mod files_sent;
pub mod finished;
pub mod hosts;
pub mod middleware;
pub mod operations;
pub mod pages;
pub mod reader;
pub mod render;
pub mod router;
pub mod routes;
pub mod set_up;
pub mod staff;
pub mod trends;
pub mod wants;
