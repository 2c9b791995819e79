//! Opens what a command works on. Never opens anything before the set-up was checked.

use std::io::Read;
use std::path::Path;

use app::view::chrome::Site;

use super::refusal::Refusal;
use crate::assets::Assets;
use crate::auth::SecondFactor;
use crate::clock::Clock;
use crate::config::Place;
use crate::state::{Keeping, Outside, SharedState, State};
use crate::storage::{Access, Database, Folder, Head};

/// Whether a command may begin with a folder that is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Missing {
    /// It is created.
    Created,
    /// There is nothing to show or to change in it: the name is wrong.
    Refused,
}

/// The data folder.
pub(super) fn folder(place: &Place, access: Access, missing: Missing) -> Result<Folder, Refusal> {
    place.check(std::env::vars_os())?;
    if missing == Missing::Refused && !place.data.is_dir() {
        return Err(Refusal::NoFolder(place.data.clone()));
    }
    Ok(Folder::open(&place.data, access)?.with_backups(Some(place.backups())))
}

/// The database alone, without its records.
pub(super) async fn database(place: &Place, missing: Missing) -> Result<Database, Refusal> {
    Ok(Database::open(folder(place, Access::Shared, missing)?).await?)
}

/// The installation with its records, its chain verified.
pub(super) async fn state(place: &Place, access: Access, missing: Missing) -> Result<(SharedState, Head), Refusal> {
    let outside = Outside {
        clock: Clock::system(),
        site: Site::default(),
        assets: Assets::default(),
        secure_cookies: false,
        second_factor: SecondFactor::Required,
        trusted_proxies: Vec::new(),
        keeping: Keeping::default(),
    };
    Ok(State::open(folder(place, access, missing)?, outside).await?)
}

/// The bytes of a file, at most so many and one more: enough to see that it is too long.
pub(super) fn file(path: &Path, most: usize) -> Result<Vec<u8>, Refusal> {
    let failed = |source| Refusal::Read { path: path.to_owned(), source };
    let mut bytes = Vec::new();
    let limit = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    std::fs::File::open(path).and_then(|file| file.take(limit).read_to_end(&mut bytes)).map_err(failed)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_file_is_named_and_a_long_one_is_read_no_further_than_needed() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("claims.csv");
        assert!(file(&path, 4).unwrap_err().told().contains("claims.csv"));
        std::fs::write(&path, b"0123456789").unwrap();
        assert_eq!(file(&path, 4).unwrap(), b"01234");
        assert_eq!(file(&path, 10).unwrap(), b"0123456789");
    }
}
