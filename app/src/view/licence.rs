//! The licences under which an organisation may publish its record: open ones for data, by their usual short names.

use crate::t;

/// A licence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Licence {
    /// Its identifier of SPDX.
    pub id: &'static str,
    /// Its word in the catalogue.
    key: &'static str,
    /// Where it is written.
    pub url: &'static str,
}

const fn licence(id: &'static str, key: &'static str, url: &'static str) -> Licence {
    Licence { id, key, url }
}

impl Licence {
    /// All that can be chosen.
    pub const ALL: [Self; 6] = [
        licence("CC0-1.0", "cc0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        licence("CC-BY-4.0", "cc-by", "https://creativecommons.org/licenses/by/4.0/"),
        licence("CC-BY-SA-4.0", "cc-by-sa", "https://creativecommons.org/licenses/by-sa/4.0/"),
        licence("PDDL-1.0", "pddl", "https://opendatacommons.org/licenses/pddl/1-0/"),
        licence("ODC-By-1.0", "odc-by", "https://opendatacommons.org/licenses/by/1-0/"),
        licence("ODbL-1.0", "odbl", "https://opendatacommons.org/licenses/odbl/1-0/"),
    ];

    /// The one with an identifier, in small or capital letters.
    pub fn of(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|licence| licence.id.eq_ignore_ascii_case(id.trim()))
    }

    /// Its name.
    pub fn title(self) -> String {
        t!("licence-title", licence = self.key)
    }
}
