//! The audit: a page, and the same lines as a table.

use app::pages;
use app::view::audit_page::AuditSearch;
use axum::extract::{RawQuery, State};
use axum::http::{StatusCode, header};
use axum::response::Response;

use crate::http::cache::CachePolicy;
use crate::http::error::HttpError;
use crate::http::extract::{AtDesk, fields_of};
use crate::http::render;
use crate::queries::audit::{audit_csv, audit_page};
use crate::state::SharedState;

/// `GET /staff/audit`
pub async fn show_audit(State(state): State<SharedState>, AtDesk(who): AtDesk, RawQuery(query): RawQuery) -> Response {
    let fields = fields_of(query.as_deref().unwrap_or_default());
    let before = value(&fields, "before").parse().ok();
    match audit_page(&state, &who, searched(&fields), before).await {
        Ok((page, is_read)) => {
            let status = if is_read { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
            render::private(status, || pages::staff::audit::page(&page))
        }
        Err(error) => HttpError::broken(error).answer(&state),
    }
}

/// `GET /staff/audit.csv`
pub async fn get_audit_csv(State(state): State<SharedState>, AtDesk(_): AtDesk, RawQuery(query): RawQuery) -> Response {
    let fields = fields_of(query.as_deref().unwrap_or_default());
    let search = searched(&fields);
    match audit_csv(&state, &search).await {
        Ok(Some(table)) => {
            let kind = [
                (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
                (header::CONTENT_DISPOSITION, "attachment; filename=\"audit.csv\""),
            ];
            CachePolicy::Never.on((kind, table))
        }
        Ok(None) => {
            let problem = search.days().err().and_then(|problems| problems.into_iter().next());
            let words = problem.map(|(_, words)| words).unwrap_or_default();
            HttpError::Unreadable(app::text::notices::unreadable(words)).answer(&state)
        }
        Err(error) => HttpError::broken(error).answer(&state),
    }
}

fn searched(fields: &[(String, String)]) -> AuditSearch {
    let text = |name: &str| value(fields, name).to_owned();
    AuditSearch { text: text("q"), account: text("account"), verb: text("verb"), from: text("from"), to: text("to") }
}

fn value<'a>(fields: &'a [(String, String)], name: &str) -> &'a str {
    fields.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str()).unwrap_or_default()
}
