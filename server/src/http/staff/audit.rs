//! The audit: a page, and the same lines as a table.

use app::pages;
use app::view::audit_page::AuditSearch;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::Response;

use crate::http::cache::CachePolicy;
use crate::http::error::HttpError;
use crate::http::extract::{AtDesk, QueryFields};
use crate::http::render;
use crate::queries::audit::{audit_csv, audit_page};
use crate::state::SharedState;

/// `GET /staff/audit`
pub async fn show_audit(State(state): State<SharedState>, AtDesk(who): AtDesk, query: QueryFields) -> Response {
    let before = query.value("before").parse().ok();
    match audit_page(&state, &who, searched(&query), before).await {
        Ok((page, is_read)) => {
            let status = if is_read { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
            render::private(status, || pages::staff::audit::page(&page))
        }
        Err(error) => HttpError::broken(error).answer(&state),
    }
}

/// `GET /staff/audit.csv`
pub async fn get_audit_csv(State(state): State<SharedState>, AtDesk(_): AtDesk, query: QueryFields) -> Response {
    let search = searched(&query);
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

fn searched(query: &QueryFields) -> AuditSearch {
    let text = |name: &str| query.value(name).to_owned();
    AuditSearch { text: text("q"), account: text("account"), verb: text("verb"), from: text("from"), to: text("to") }
}
