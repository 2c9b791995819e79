//! Moments by the corridor’s clock, in the words of the page. The server’s clock counts, as far as it is known here.

use web_sys::js_sys::{Date, Object, Reflect};
use web_sys::wasm_bindgen::JsValue;

use super::store;
use crate::text::keeper::fill;
use crate::view::keeper::Keeper;

/// The clock of one form.
#[derive(Clone, Debug)]
pub struct Clock {
    ahead: i64,
    zone: String,
    days: Vec<(String, String)>,
    moment: String,
    time: String,
}

impl Clock {
    /// The clock of a page: one that the server just made, or a copy of this device.
    pub fn of(keeper: &Keeper, copy: bool) -> Self {
        let measured = keeper.now - milliseconds();
        let ahead = if copy { store::known_clock().unwrap_or(measured) } else { measured };
        if !copy {
            store::note_clock(ahead);
        }
        let (moment, time) = (keeper.words.moment.clone(), keeper.words.clock.clone());
        Self { ahead, zone: keeper.zone.clone(), days: keeper.days.clone(), moment, time }
    }

    /// Now, in milliseconds since 1970.
    pub fn now(&self) -> i64 {
        milliseconds() + self.ahead
    }

    /// A moment in words.
    pub fn words(&self, at: i64) -> String {
        let (date, time) = self.there(at).unwrap_or_default();
        let day = self.days.iter().find(|(own, _)| *own == date).map_or(date.as_str(), |(_, words)| words.as_str());
        let (hours, minutes) = time.split_once(':').unwrap_or_default();
        fill(&self.moment, &[day, &fill(&self.time, &[hours, minutes])])
    }

    /// Date and time at the corridor: `2023-05-10` and `20:02`.
    fn there(&self, at: i64) -> Option<(String, String)> {
        #[expect(clippy::cast_precision_loss, reason = "milliseconds of our centuries are exact")]
        let date = Date::new(&JsValue::from_f64(at as f64));
        let options = Object::new();
        let digits = ["year", "month", "day", "hour", "minute"].map(|part| (part, "2-digit"));
        for (name, value) in
            digits.into_iter().chain([("year", "numeric"), ("timeZone", &self.zone), ("hourCycle", "h23")])
        {
            Reflect::set(&options, &name.into(), &value.into()).ok()?;
        }
        // Swedish writes dates as the rest of this program does.
        let text: String = date.to_locale_string("sv-SE", &options).into();
        let (date, time) = text.split_once(' ')?;
        Some((date.to_owned(), time.to_owned()))
    }
}

#[expect(clippy::cast_possible_truncation, reason = "milliseconds are whole and far below 2^53")]
fn milliseconds() -> i64 {
    Date::now() as i64
}
