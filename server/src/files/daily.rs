//! The files that have rows for each day, a few days at a time: one after the other the pieces are the bytes of the whole
//! file, and no more than a piece has to lie anywhere.

use app::paths::files::{AskedFile, Form, Holding};
use chrono::NaiveDate;
use domain::{Moment, Record};

use super::{claim_line, claims_csv, claims_json, day_row, hxl, typed_cell};

/// So many bytes a piece has at least, but for the last one.
const PIECE: usize = 64 * 1024;

/// How far a file is written.
#[derive(Debug)]
pub struct Daily {
    next: Next,
    is_first: bool,
}

#[derive(Debug)]
enum Next {
    Head,
    Days(NaiveDate),
    End,
    Nothing,
}

impl Daily {
    /// A file at its beginning; none of those that are not written day by day.
    pub fn of(asked: &AskedFile) -> Option<Self> {
        let by_day = matches!(asked.holding, Holding::Claims | Holding::Days) && asked.form != Form::Xlsx;
        by_day.then_some(Self { next: Next::Head, is_first: true })
    }

    /// The next piece of the file, of the same record and moment each time; none when it is whole.
    ///
    /// # Errors
    /// When the text cannot be written; it always can.
    pub fn next(
        &mut self,
        record: &Record,
        moment: &Moment,
        asked: &AskedFile,
    ) -> Result<Option<Vec<u8>>, serde_json::Error> {
        let (first, last) = days_of(asked.holding, record, moment);
        let mut out = Vec::new();
        loop {
            match self.next {
                Next::Head => {
                    out = head(record, moment, asked)?;
                    self.next = Next::Days(asked.selection.from.map_or(first, |from| from.max(first)));
                }
                Next::Days(date) if date <= last && asked.selection.to.is_none_or(|to| date <= to) => {
                    self.push_day(&mut out, (record, moment), asked, date)?;
                    self.next = date.succ_opt().map_or(Next::End, Next::Days);
                    if out.len() >= PIECE {
                        return Ok(Some(out));
                    }
                }
                Next::Days(_) => self.next = Next::End,
                Next::End => {
                    if asked.form == Form::Json {
                        out.extend_from_slice(typed_cell::JSON_END);
                    }
                    self.next = Next::Nothing;
                    return Ok(Some(out));
                }
                Next::Nothing => return Ok(None),
            }
        }
    }

    fn push_day(
        &mut self,
        out: &mut Vec<u8>,
        (record, moment): (&Record, &Moment),
        asked: &AskedFile,
        date: NaiveDate,
    ) -> Result<(), serde_json::Error> {
        let (slug, part) = (&record.corridor().slug, &asked.selection);
        let claims = || record.day(date).into_iter().flat_map(|day| claims_csv::lines_of_day(record, day, part));
        let days = || day_row::of_day(record, date, moment, part);
        match (asked.holding, asked.form) {
            (Holding::Claims, Form::Csv) => typed_cell::push_csv(out, claims().map(|line| line.line.typed(slug))),
            (Holding::Claims, _) => {
                let rows = claims().map(|line| claims_json::row(record, &line));
                typed_cell::push_json(out, claims_json::KEYS, rows, &mut self.is_first)?;
            }
            (_, Form::Csv) => typed_cell::push_csv(out, days()),
            _ => typed_cell::push_json(out, day_row::COLUMNS, days(), &mut self.is_first)?,
        }
        Ok(())
    }
}

/// The first and the last day that may have rows.
fn days_of(holding: Holding, record: &Record, moment: &Moment) -> (NaiveDate, NaiveDate) {
    let (first, last) = day_row::span(record, moment);
    let mut all = record.all_days().map(|day| day.date);
    match (holding, all.next()) {
        (Holding::Claims, Some(earliest)) => (first.min(earliest), last.max(all.last().unwrap_or(earliest))),
        _ => (first, last),
    }
}

fn head(record: &Record, moment: &Moment, asked: &AskedFile) -> Result<Vec<u8>, serde_json::Error> {
    let measure = asked.selection.measure;
    Ok(match (asked.holding, asked.form) {
        (_, Form::Json | Form::Xlsx) => return typed_cell::json_head(record, moment.instant),
        (Holding::Claims, Form::Csv) => {
            let columns = claim_line::COLUMNS;
            typed_cell::csv_head(columns, asked.hxl.then(|| hxl::tags(columns, measure)))
        }
        (_, Form::Csv) => {
            let columns = day_row::COLUMNS;
            typed_cell::csv_head(columns, asked.hxl.then(|| hxl::tags(columns, measure)))
        }
    })
}
