//! What an import did, or would do, in lines for the operator. Pure: never writes them itself.

use domain::{Label, Slug};

use super::output::counted;
use crate::commands::import_claims::{Becomes, Imported};

/// What changed. A dry run lists every day, source and name; an import counts them.
pub(super) fn told(corridor: &Slug, imported: &Imported, dry_run: bool, becomes: Becomes) -> String {
    let mut lines = vec![headline(corridor, imported, dry_run, becomes)];
    let plan = &imported.plan;
    lines.push(format!(
        "Rows of claims.csv: {} new, {} updated, {} unchanged. Events: {} new.",
        plan.added, plan.updated, plan.unchanged, plan.events_added
    ));
    if !plan.new_sources.is_empty() {
        lines.push(format!("{} on sight.", counted(plan.new_sources.len(), "source created", "sources created")));
    }
    for (column, labels) in &plan.created {
        lines.push(format!("{} in the column {column}.", counted(labels.len(), "new name", "new names")));
    }
    if dry_run {
        lines.extend(listed(imported));
        lines.push("Nothing was stored (dry run).".to_owned());
    }
    lines.join("\n")
}

fn headline(corridor: &Slug, imported: &Imported, dry_run: bool, becomes: Becomes) -> String {
    let days = counted(imported.plan.days.len(), "day", "days");
    let before = match imported.changed.len() {
        0 => String::new(),
        changed => format!(", {changed} of them published before"),
    };
    match (imported.plan.days.is_empty(), dry_run, becomes) {
        (true, _, _) => format!("Nothing changes in {corridor}: all of it is recorded already."),
        (false, true, Becomes::Published) => format!("Would publish {days} of {corridor}{before}."),
        (false, false, Becomes::Published) => format!("Published {days} of {corridor}{before}."),
        (false, true, Becomes::Submitted) => format!("Would submit {days} of {corridor}{before} for review."),
        (false, true, Becomes::Drafts) => format!("Would keep {days} of {corridor}{before} as drafts."),
        (false, false, Becomes::Drafts) => format!("Kept {days} of {corridor}{before} as drafts."),
        (false, false, Becomes::Submitted) => format!("Submitted {days} of {corridor}{before} for review."),
    }
}

fn listed(imported: &Imported) -> impl Iterator<Item = String> {
    let plan = &imported.plan;
    let days = plan.days.iter().map(|day| match imported.changed.contains(&day.date) {
        true => format!("  day {} changes (needs --reason)", day.date),
        false => format!("  day {} is new", day.date),
    });
    let sources = plan.new_sources.iter().map(|source| format!("  source: {}", source.name));
    let name = |column: &'static str| move |label: &Label| format!("  {column}: {label}");
    let names = plan.created.iter().flat_map(move |(column, labels)| labels.iter().map(name(column)));
    days.chain(sources).chain(names)
}

#[cfg(test)]
mod tests {
    use domain::{DayReport, Source, SourceKind};

    use super::*;
    use crate::files::ImportPlan;

    fn imported() -> Imported {
        let day = |date: &str| DayReport::empty("northern".parse().unwrap(), date.parse().unwrap());
        let source = Source {
            slug: "icrc".parse().unwrap(),
            name: "ICRC".parse().unwrap(),
            kind: SourceKind::Humanitarian,
            side: None,
            page: None,
        };
        let plan = ImportPlan {
            days: vec![day("2023-05-09"), day("2023-05-10")],
            new_sources: vec![source],
            created: [("carrier", vec!["ICRC".parse().unwrap()])].into(),
            added: 3,
            updated: 1,
            unchanged: 2,
            events_added: 1,
            ..ImportPlan::default()
        };
        Imported { plan, changed: ["2023-05-09".parse().unwrap()].into() }
    }

    #[test]
    fn a_dry_run_lists_everything_and_says_that_nothing_was_stored() {
        let text = told(&"northern".parse().unwrap(), &imported(), true, Becomes::Published);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(
            lines,
            [
                "Would publish 2 days of northern, 1 of them published before.",
                "Rows of claims.csv: 3 new, 1 updated, 2 unchanged. Events: 1 new.",
                "1 source created on sight.",
                "1 new name in the column carrier.",
                "  day 2023-05-09 changes (needs --reason)",
                "  day 2023-05-10 is new",
                "  source: ICRC",
                "  carrier: ICRC",
                "Nothing was stored (dry run).",
            ]
        );
    }

    #[test]
    fn the_same_file_again_says_that_nothing_changes() {
        let nothing = Imported { plan: ImportPlan { unchanged: 3, ..ImportPlan::default() }, changed: [].into() };
        let text = told(&"northern".parse().unwrap(), &nothing, false, Becomes::Published);
        assert!(text.starts_with("Nothing changes in northern"), "{text}");
        assert!(text.contains("0 new, 0 updated, 3 unchanged"), "{text}");
    }
}
