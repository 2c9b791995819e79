//! The harness: a server with a database of its own, a clock in the test's hand, and a client that reads pages as
//! people do. Talks to 127.0.0.1 only, and ends with its test.

pub mod audit;
pub mod cache;
pub mod described;
pub mod desk;
pub mod door;
pub mod editors;
pub mod lachin;
pub mod logged;
pub mod markup;
pub mod page;
pub mod payloads;
pub mod properties;
pub mod proxy;
pub mod publish;
pub mod report;
pub mod site;
pub mod upload;
pub mod wire;

pub use described::Described;
pub use desk::Desk;
pub use page::Page;
pub use site::Site;
