//! The site over HTTP. One file a route, refusals first.

mod as_of;
mod charts;
mod corridor;
mod day;
mod errors;
mod files;
mod finished;
mod headers;
mod imports;
mod index;
mod month;
mod operations;
mod policy;
mod staff_audit;
mod staff_day_form;
mod staff_sign_in;
mod story;
