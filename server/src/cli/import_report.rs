//! What an import did, or would do, in lines for the operator. Pure: never writes them itself.

use domain::{Label, Slug};

use super::output::counted;
use crate::commands::import_claims::{Becomes, Imported};
use crate::files::{Alike, ImportPlan};

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
    lines.extend(warned(plan));
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
        // The command line has no drafts.
        (false, true, _) => format!("Would submit {days} of {corridor}{before} for review."),
        (false, false, _) => format!("Submitted {days} of {corridor}{before} for review."),
    }
}

/// What to look at twice: what was not read, or may not be meant.
fn warned(plan: &ImportPlan) -> Vec<String> {
    let mut lines = Vec::new();
    if plan.examples {
        lines.push("Rows of the template are in the file: they count as if somebody had said so.".to_owned());
    }
    for (file, told) in &plan.sheets {
        let file = file.sheet();
        if told.formulas > 0 {
            let cells = counted(told.formulas, "cell with a formula", "cells with a formula");
            lines.push(format!("{file}: {cells}; what was saved as its value is taken."));
        }
        if !told.passed_over.is_empty() {
            let others = told.passed_over.join(", ");
            lines.push(format!("{file}: the sheet “{}” is read, and not {others}.", told.name));
        }
    }
    let alike = |alike: &Alike| {
        let (column, new, other) = (alike.column, &alike.new, &alike.other);
        let known = if alike.is_known { ", which the record has" } else { "" };
        format!("{column}: “{new}” looks like “{other}”{known}.")
    };
    lines.extend(plan.alike.iter().map(alike));
    lines
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
    use crate::files::{ImportFile, SheetTold};

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
    fn what_was_passed_over_and_what_may_not_be_meant_is_told_whether_it_is_stored_or_not() {
        let told_sheet = SheetTold {
            name: "Claims".to_owned(),
            passed_over: vec!["May".to_owned(), "June".to_owned()],
            formulas: 2,
        };
        let alike = |is_known| Alike { column: "source", new: "Icrc".to_owned(), other: "ICRC".to_owned(), is_known };
        let mut imported = imported();
        imported.plan.sheets = vec![(ImportFile::Claims, told_sheet)];
        imported.plan.alike = vec![alike(true), alike(false)];
        imported.plan.examples = true;
        for dry_run in [true, false] {
            let text = told(&"northern".parse().unwrap(), &imported, dry_run, Becomes::Published);
            for line in [
                "Rows of the template are in the file: they count as if somebody had said so.",
                "claims: 2 cells with a formula; what was saved as its value is taken.",
                "claims: the sheet “Claims” is read, and not May, June.",
                "source: “Icrc” looks like “ICRC”, which the record has.",
                "source: “Icrc” looks like “ICRC”.",
            ] {
                assert!(text.lines().any(|own| own == line), "{line}: {text}");
            }
        }
    }

    #[test]
    fn the_same_file_again_says_that_nothing_changes() {
        let nothing = Imported { plan: ImportPlan { unchanged: 3, ..ImportPlan::default() }, changed: [].into() };
        let text = told(&"northern".parse().unwrap(), &nothing, false, Becomes::Published);
        assert!(text.starts_with("Nothing changes in northern"), "{text}");
        assert!(text.contains("0 new, 0 updated, 3 unchanged"), "{text}");
    }
}
