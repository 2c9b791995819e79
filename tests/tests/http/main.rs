//! The site over HTTP. One file a route, refusals first.

mod caches;
mod as_of;
mod charts;
mod corridor;
mod day;
mod editors;
mod errors;
mod files;
mod finished;
mod headers;
mod hosts;
mod imports;
mod index;
mod logs;
mod month;
mod operations;
mod policy;
mod staff_audit;
mod staff_day_form;
mod staff_sign_in;
mod statements;
mod story;
