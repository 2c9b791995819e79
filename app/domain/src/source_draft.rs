//! What is known of a source, as it was typed. Reading it gives a source, or every problem at its field.

use crate::access::NotInList;
use crate::address::WebAddress;
use crate::draft::{DraftFault, DraftProblem};
use crate::label::Label;
use crate::slug::Slug;
use crate::source::{Source, SourceKind};

/// A source as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceDraft {
    /// The name of an office.
    pub name: String,
    /// A word of [`SourceKind`].
    pub kind: String,
    /// The side that it speaks for, or nothing.
    pub side: String,
    /// The address of its own page, or nothing.
    pub page: String,
}

impl SourceDraft {
    /// What a form shows of a source.
    pub fn of(source: &Source) -> Self {
        Self {
            name: source.name.to_string(),
            kind: source.kind.key().to_owned(),
            side: source.side.as_ref().map(ToString::to_string).unwrap_or_default(),
            page: source.page.clone().unwrap_or_default(),
        }
    }

    /// The source, or all that is wrong with it, in the order of the form.
    pub fn read(&self, slug: &Slug) -> Result<Source, Vec<DraftProblem>> {
        let mut problems = Vec::new();
        let mut fault = |field: &str, what| problems.push(DraftProblem { field: field.to_owned(), what });
        let name = self.name.parse::<Label>().map_err(|error| fault("name", DraftFault::Label(error))).ok();
        let kinds = NotInList("health_authority, government, humanitarian, peacekeeping, media, other");
        let kind = self.kind.trim().parse::<SourceKind>();
        let kind = kind.map_err(|_| fault("kind", DraftFault::Word(kinds))).ok();
        let side = Label::optional(&self.side).map_err(|error| fault("side", DraftFault::Label(error))).ok();
        let page = WebAddress::optional(&self.page).map_err(|error| fault("page", DraftFault::Address(error))).ok();
        match (name, kind, side, page) {
            (Some(name), Some(kind), Some(side), Some(page)) => {
                Ok(Source { slug: slug.clone(), name, kind, side, page: page.map(|page| page.to_string()) })
            }
            _ => Err(problems),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(draft: &SourceDraft) -> Vec<String> {
        let read = draft.read(&"weekly".parse().unwrap());
        read.expect_err("was read").into_iter().map(|problem| problem.field).collect()
    }

    #[test]
    fn each_problem_stands_at_its_field_and_what_a_form_shows_reads_as_it_stands() {
        let source = Source {
            slug: "weekly".parse().unwrap(),
            name: "Armenian Weekly".parse().unwrap(),
            kind: SourceKind::Media,
            side: None,
            page: Some("https://example.org".to_owned()),
        };
        let good = SourceDraft::of(&source);
        assert_eq!(good.read(&source.slug), Ok(source));
        assert_eq!(fields(&SourceDraft { name: " ".to_owned(), ..good.clone() }), ["name"]);
        assert_eq!(fields(&SourceDraft { kind: "paper".to_owned(), ..good.clone() }), ["kind"]);
        assert_eq!(fields(&SourceDraft { side: "a\0".to_owned(), ..good.clone() }), ["side"]);
        assert_eq!(fields(&SourceDraft { page: "javascript:alert(1)".to_owned(), ..good }), ["page"]);
        assert_eq!(fields(&SourceDraft::default()), ["name", "kind"]);
    }
}
