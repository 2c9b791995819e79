//! One visual thing a file: pure functions of finished values. They decide nothing.

pub mod around_day;
pub mod calendar;
pub mod change_entry;
pub mod chart_figure;
pub mod cites;
pub mod claims;
pub mod correction_notice;
pub mod data_table;
pub mod day_list;
pub mod day_strip;
pub mod earlier_states;
pub mod event_list;
pub mod field;
pub mod figure_table;
pub mod figure_tile;
pub mod marks;
pub mod name;
pub mod pager;
pub mod phrase;
pub mod place;
pub mod record_line;
pub mod rests;
pub mod running_totals;
pub mod sentence;
pub mod text_area;
