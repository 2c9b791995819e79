//! Files that a form sends: read whole, within bounds, under the names of their fields. Never looks into them.

use axum::body::Body;
use axum::extract::{DefaultBodyLimit, FromRequest as _, Multipart, Request};
use axum::http::{HeaderMap, header};
use axum::response::Response;

use super::error::HttpError;
use super::extract::FormFields;
use crate::commands::keep_upload::UploadedFile;
use crate::files::{MAX_BYTES, is_unfit};
use crate::state::SharedState;

/// The largest sending of an import: two files, and what a browser writes between them.
pub const IMPORT_BYTES: usize = 2 * MAX_BYTES + 16 * 1024;

/// So much of a file's name is shown, in characters.
const MOST_NAME: usize = 80;

/// The files of a form.
#[derive(Debug, Default)]
pub struct Files(Vec<(String, UploadedFile)>);

impl Files {
    /// Whether a request says that it carries files.
    pub fn are_in(headers: &HeaderMap) -> bool {
        let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        kind.to_ascii_lowercase().starts_with("multipart/form-data") && !headers.contains_key(header::CONTENT_ENCODING)
    }

    /// The files that a request carries; none in a form of another kind. Refused when they are too large, or break off.
    pub async fn receive(state: &SharedState, request: Request<Body>) -> Result<Self, Response> {
        let refuse = |error: HttpError| error.answer(state);
        FormFields::check_length(request.headers(), IMPORT_BYTES).map_err(refuse)?;
        if !Self::are_in(request.headers()) {
            return FormFields::from_request(request, state).await.map(|_| Self::default());
        }
        // Read to its end first: a reader of parts stops before it, and what is left would end the connection.
        let (head, body) = request.into_parts();
        let bytes = axum::body::to_bytes(body, IMPORT_BYTES).await;
        let bytes = bytes.map_err(|error| refuse(HttpError::of_body(&error, IMPORT_BYTES)))?;
        let mut request = Request::from_parts(head, Body::from(bytes));
        DefaultBodyLimit::disable().apply(&mut request);
        let mut parts = Multipart::from_request(request, state).await.map_err(|_| refuse(HttpError::NoForm))?;
        let broken = |_| refuse(HttpError::NoForm);
        let mut files = Vec::new();
        while let Some(part) = parts.next_field().await.map_err(broken)? {
            let (field, name) = (part.name().unwrap_or_default().to_owned(), part.file_name().map(shown));
            let bytes = part.bytes().await.map_err(broken)?;
            // A browser sends a part without a name where no file was chosen.
            if let Some(name) = name.filter(|name| !name.is_empty()) {
                files.push((field, UploadedFile { name, bytes: bytes.to_vec() }));
            }
        }
        Ok(Self(files))
    }

    /// The file of a field, if one was chosen.
    pub fn take(&mut self, field: &str) -> Option<UploadedFile> {
        let place = self.0.iter().position(|(name, _)| name == field)?;
        Some(self.0.swap_remove(place).1)
    }
}

/// A file's name as it is shown: without the folders of its writer's machine, and without what is not fit to be shown.
fn shown(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    name.chars().filter(|c| !is_unfit(*c)).take(MOST_NAME).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_shown_without_folders_and_never_turns_text_around() {
        assert_eq!(shown("C:\\people\\maria\\May.xlsx"), "May.xlsx");
        assert_eq!(shown("/home/maria/a\u{202e}vsc.xlsx\0"), "avsc.xlsx");
        assert_eq!(shown(&"ա".repeat(200)), "ա".repeat(80));
        assert_eq!(shown("folder/"), "");
    }
}
