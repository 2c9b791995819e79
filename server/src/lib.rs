//! All that touches the world: storage, sign-in, HTTP, files, the command line. `main` and the tests start here.

pub mod assets;
pub mod auth;
pub mod backups;
pub mod charts;
pub mod cli;
pub mod clock;
pub mod commands;
pub mod config;
pub mod edition;
pub mod events;
pub mod faults;
pub mod files;
pub mod finished;
pub mod http;
pub mod imports;
pub mod listen;
pub mod live;
pub mod log;
pub mod queries;
pub mod records;
pub mod state;
pub mod storage;

pub use http::router::build;
