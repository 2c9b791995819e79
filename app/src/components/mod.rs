//! One visual thing a file: pure functions of finished values. They decide nothing.

pub mod cites;
pub mod claims;
pub mod day_list;
pub mod event_list;
pub mod field;
pub mod figure_table;
pub mod marks;
pub mod name;
pub mod phrase;
pub mod place;
pub mod record_line;
pub mod sentence;
pub mod text_area;
