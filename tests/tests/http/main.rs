//! The site over HTTP. One file a route, refusals first.

mod changes;
mod charts;
mod corrections;
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
mod staff_day_form;
mod staff_sign_in;
mod story;
