//! The site over HTTP. One file a route, refusals first.

mod as_of;
mod caches;
mod changes;
mod charts;
mod corrections;
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
