# Importing files at the desk: choosing them, what is wrong with them, what they would change, how they are stored.

way-import = Import
import-title = Import: { $corridor }, { -brand }
import-title-all = Import: { -brand }
import-heading = Import files
import-where = Into which corridor?
import-nowhere = Your account has no role at a corridor into which files could be imported.

## Choosing files

import-choose = Choose files
import-choose-note = Nothing is stored by looking: you see what would be added and changed first, day by day.
import-claims-file = Claims
# $mebibytes, $rows: of each file.
import-limits = .xlsx or .csv, at most { $mebibytes } MiB and { $rows } rows
import-events-file = Events, if there are any
import-events-hint = .xlsx or .csv
import-look-through = Look through the files
import-no-file = Choose the file with the claims.
import-file-empty = The file is empty. Choose one with a header and rows.
import-file-field = { $file ->
    [claims] Claims
   *[events] Events
}
import-template-heading = Template
import-template-note = It has all columns and a few rows as examples. Delete these rows before you look through your own.
import-template = { $kind ->
    [xlsx] Template for a spreadsheet (.xlsx)
   *[csv] Template as text (.csv)
}
import-columns = What each column holds
import-columns-sheet = columns
import-column = { $column ->
    [corridor] The corridor’s short name. It may be empty: this page names the corridor.
    [date] The day that the figure is about, such as 2023-05-10, or a date of the spreadsheet.
    [period_start] Of a figure over several days, or a running total: its first day.
    [measure] What is counted: access_status, patients_transferred, patients_awaiting, deliveries…
    [counted] The source’s own definition, where it is another one: on the ICRC list.
    [group] Who: patients, children, companions, residents…
    [carrier] The organisation that moved people or goods. Empty: not said.
    [direction] outbound (away from the isolated area) or return.
    [facility] A hospital, where the figure is of one.
    [access] Of a status for one class of traffic: civilian, medical, humanitarian or cargo.
    [item] Goods: medicines, food, fuel…
    [unit] What goods are counted in: trucks, tonnes, litres…
    [stage] done, interim, planned or attempted. Empty: done.
    [bound] exact, at_least, more_than, at_most, fewer_than, about, range or vague; empty for a status. Or a reason why there is no figure: not_reported, source_silent, not_due, withheld_for_safety, not_applicable.
    [value] The number in digits, the words of a vague amount, or open, restricted, closed. 0 is a number. Empty beside a reason.
    [value_high] The upper end of a range.
    [preferred] Why the desk prefers this claim where sources differ. Public.
    [source] The office or paper that says so, not a person.
    [via] Who carried its words, if somebody did.
    [source_url] The page on which it says so.
    [published_on] The day on which it said so.
    [date_note] How the day was settled where the source does not say it plainly. Public.
   *[remark] A public remark.
}

## Under way

import-reading = The files are read
import-reading-waits = Waiting for other files to be read.
import-reading-rows = { $read } of { $rows } rows read
import-storing = The days are stored
import-storing-waits = Waiting until it can be stored.
import-storing-days = { $stored } of { $days } days stored
import-working-note = This page looks again by itself. You can also leave it and come back: it goes on.
import-look-again = Look again

## What is wrong with files

import-problems = { $problems ->
    [one] { $problems } problem in the files: nothing is stored
   *[other] { $problems } problems in the files: nothing is stored
}
import-problems-note = Put them right in your spreadsheet and choose the file again.
import-problems-list = Problems
import-problems-table = All problems as a table (.csv)
import-problem-place = Where
import-problem-found = What stands there
import-problem-expected = What was expected
import-problems-more = { $more ->
    [one] One more is in the table.
   *[other] { $more } more are in the table.
}
import-problems-beyond = { $more ->
    [one] And one more problem that is not listed.
   *[other] And { $more } more problems that are not listed.
}
import-found-nothing = nothing
import-found-row = the whole row
import-choose-again = Choose the mended files
# $has_name: whether the column has a name that is known.
import-place-cell = { $has_name ->
    [yes] { $file }, line { $line }, column { $column } ({ $name })
   *[no] { $file }, line { $line }, column { $column }
}
import-place-row = { $file }, line { $line }
# A cell as a spreadsheet names it: B17.
import-place-sheet-cell = { $has_name ->
    [yes] { $file }, cell { $cell } ({ $name })
   *[no] { $file }, cell { $cell }
}
import-place-sheet-row = { $file }, row { $row }

# What was expected in a place of a file. $word: a word of the file’s own language, which is English everywhere.
import-expected = { $what ->
    [header] The file is empty. Expected a header that names the columns.
    [missing-column] This column is missing. Expected it in the header.
    [known-column] Expected only columns that the file format knows: the template has them all.
    [commas] Expected commas between the columns, not semicolons or tabs. Save the file as .xlsx, or as “CSV UTF-8” with commas.
    [doubled-quote] Expected the cell in quotation marks, and those within it doubled.
    [comma-after-quote] Expected a comma or the end of the line after a closing quotation mark.
    [closing-quote] Expected a closing quotation mark: there is none up to the end of the file.
    [utf-8] Expected text in UTF-8. Save the file as “CSV UTF-8”, or as .xlsx.
    [utf-16] Expected text in UTF-8, and this is UTF-16. Save the file as “CSV UTF-8”, or as .xlsx.
    [old-workbook] Expected .xlsx or .csv, and this is an old workbook (.xls). Save it as .xlsx.
    [locked-workbook] Expected a workbook without a password. Take the password off and save it again.
    [open-document] Expected .xlsx or .csv, and this is an OpenDocument file. Save it as .xlsx.
    [no-workbook] Expected a workbook (.xlsx) that can be opened. Open it in a spreadsheet and save it anew.
    [no-table] Expected a table, .xlsx or .csv.
    [smaller-workbook] Expected a workbook of at most 32 MiB unpacked. Save the sheet alone, or as .csv.
    [cell-error] The spreadsheet shows an error here. Expected a value.
    [formula-value] A formula without a value that was saved. Open the file in a spreadsheet and save it, or write the value.
    [nul] Holds a NUL character. Expected plain text.
    [formula] A spreadsheet would run this as a formula. Put ' before it if it is meant as text.
    [no-bound] Expected nothing: a status has no bound.
    [no-upper-end] Expected nothing: only a range has an upper end.
    [whole-number] Expected a whole number in digits only, such as 5100. Words go with the bound vague.
    [figure-of-desk] Expected the figure itself: the public file withholds it.
    [source] Expected the name of the office that says so.
    [unit] Expected what was counted in, such as trucks, tonnes or litres.
    [date] Expected a date as year-month-day, such as 2023-05-10.
    [preferred-in-record] The record prefers another claim of the same thing and day. Expected at most one.
   *[shorter-header] Expected at most { $number } cells in a row.
}
import-expected-smaller-file = { $bytes } bytes. Expected at most { $most }.
import-expected-column-once = Expected each column once. Column { $first } has the name already.
import-expected-cells = { $found ->
    [one] { $found } cell. Expected { $expected }, as in the header.
   *[other] { $found } cells. Expected { $expected }, as in the header.
}
import-expected-fewer-rows = Expected at most { $most } rows. This is one more.
import-expected-shorter-cell = { $length } characters. Expected at most { $most }.
import-expected-sheet = Expected one sheet, or one with the name { $wanted }. There are { $sheets }.
import-expected-corridor = Expected { $corridor }, or nothing.
import-expected-not-after-today = Expected a date up to today, { $date }.
import-expected-from = Expected a day from { $date } on, when the record begins.
import-expected-until = Expected a day up to { $date }, when the record ended.
import-expected-period = Expected a first day that is not after the row’s date, { $date }.
import-expected-nothing-for = Expected nothing: { $measure } does not take this column.
import-expected-nothing-beside = Expected nothing beside { $reason }.
import-expected-said-once = Says again what line { $line } says. Expected each statement once.
import-expected-preferred = Line { $line } prefers another claim of the same thing and day. Expected at most one.
import-expected-word = Expected one of { $words }.

## What files would change

import-preview = What would change
# $claims, $events: the names of the files.
import-files = { $has_events ->
    [yes] Read: { $claims } and { $events }.
   *[no] Read: { $claims }.
}
import-nothing = Nothing would change: all of it is recorded already.
import-summary = { $days ->
    [one] { $days } day would change: { $rows }.
   *[other] { $days } days would change: { $rows }.
}
import-summary-public = { $days ->
    [0] None of them is public yet.
    [one] { $days } of them is public already.
   *[other] { $days } of them are public already.
}
import-summary-same = { $days ->
    [one] { $days } more day stays as it is.
   *[other] { $days } more days stay as they are.
}
import-rows-added = { $rows ->
    [one] { $rows } new row
   *[other] { $rows } new rows
}
import-rows-updated = { $rows ->
    [one] { $rows } changed row
   *[other] { $rows } changed rows
}
import-rows-same = { $rows ->
    [one] { $rows } the same
   *[other] { $rows } the same
}
import-events-added = { $events ->
    [one] { $events } new event
   *[other] { $events } new events
}
import-rows-none = no row
import-warnings = Look at these
import-warn-examples = Rows of the template are still in the file: its examples would be recorded as if somebody had said so.
import-warn-formulas = { $cells ->
    [one] { $file }: { $cells } cell holds a formula. The value that was saved with it is taken.
   *[other] { $file }: { $cells } cells hold formulas. The values that were saved with them are taken.
}
import-warn-sheets = { $file }: the sheet “{ $sheet }” is read, and { $others } passed over.
import-warn-alike = { $known ->
    [yes] { $column }: “{ $new }” is new and looks like “{ $other }”, which the record has.
   *[no] { $column }: “{ $new }” and “{ $other }” look like one and the same.
}
import-warn-days = { $why ->
    [waits] Waiting for review, and so not changed by an import: { $days }. Publish or return what waits first.
    [locked] Locked: { $days }. A lead opens them first; as drafts they can be taken.
    [withdrawn] Withdrawn: { $days }. No import changes such a day: publish it again from its own form.
   *[returned] Returned to their writer: { $days }. What was returned is not in these files.
}
import-new-names = New names
import-new-names-note = Nobody used these before. They are created as they are written.
import-names = { $column ->
    [source] Sources
    [facility] Facilities
    [group] Groups
    [carrier] Carriers
    [item] Goods
   *[unit] Units
}
import-names-more = { $more ->
    [one] and { $more } more
   *[other] and { $more } more
}
import-days = Day by day
import-day-kind = { $kind ->
    [new] New.
   *[changes] Changes.
}
import-day-lines = What changes on { $day }
import-day-hindrance = { $why ->
    [waits] Waits for review.
    [locked] Locked.
    [withdrawn] Withdrawn.
    [returned] Returned.
   *[draft] You have a draft of this day.
}
import-more-lines = { $more ->
    [one] and { $more } more change
   *[other] and { $more } more changes
}
import-more-days = { $more ->
    [one] { $more } more
   *[other] { $more } more
}
import-days-of = Days { $from } to { $to } of { $days }
import-days-before = Days before
import-days-after = Days after

## Storing it

import-store-heading = Import
import-store-note = All days or none. What you see here is what is stored: if the record changes before, nothing is, and you see it anew.
import-becomes-label = What the days become
import-becomes = { $becomes ->
    [drafts] Drafts of mine
    [submitted] Submitted for review
   *[published] Public at once
}
import-becomes-means = { $becomes ->
    [drafts] The form of each day shows them to you alone.
    [submitted] A lead who did not submit them publishes or returns them.
   *[published] Everybody reads them.
}
import-becomes-missing = Say what the days become.
import-kind-label = Days that are public already change: of which kind is that?
import-kind-missing = Say of which kind the change is.
import-reason = Reason, public
import-reason-hint = One for all days that are public already. Everyone reads it
import-reason-missing = Say why the public days change. Everyone reads it.
import-field = { $field ->
    [becomes] What the days become
    [kind] Kind of change
    [over_drafts] Drafts
   *[reason] Reason
}
import-over-drafts = { $days ->
    [one] Replace my draft of { $days } of these days
   *[other] Replace my drafts of { $days } of these days
}
import-store = Import these days
import-discard-heading = Not these files
import-discard-note = The server keeps them for a day, for you alone, so that they need not be sent twice.
import-discard = Discard the files

import-stored = { $becomes ->
    [drafts] Imported as your drafts
    [submitted] Submitted for review
    [published] Imported and public
   *[other] Imported
}
import-stored-days = { $becomes ->
    [drafts] { $days ->
        [one] { $days } day is a draft of yours now: { $rows }.
       *[other] { $days } days are drafts of yours now: { $rows }.
    }
    [submitted] { $days ->
        [one] { $days } day waits for a second person: { $rows }.
       *[other] { $days } days wait for a second person: { $rows }.
    }
   *[published] { $days ->
        [one] { $days } day is public: { $rows }.
       *[other] { $days } days are public: { $rows }.
    }
}
import-stored-version = It is version { $version } of the record.
import-stored-versions = They are versions { $first } to { $last } of the record.
import-stored-gone = The files are not kept any longer.
import-stored-before = Everything was stored. The server stopped before it could say so.
import-see-public = See it as the public does
import-see-review = All that waits for review
import-see-drafts = Your drafts
import-cut-off = Not stored
import-cut-off-text = The server stopped before it had stored the files: nothing of them was stored. They are still here.
import-in-vain = Not done
import-in-vain-text = Files of yours were being stored: they were not discarded, and no others were taken in their place. Wait until they are stored.
import-discarded = Discarded
import-discarded-text = The files are gone. Nothing of them was stored.
import-gone = There are no files any more
import-gone-text = They were imported, discarded, or a day old. Choose them again.
import-not-kept = Not uploaded
import-not-kept-text = The server could not keep the files. Nothing was stored.
import-too-many = There are too many uploads of others at the moment. Try again later, or ask them to import or discard theirs.
import-not-read = The server could not read these files
import-not-read-text = That is our fault, and is in its log. Nothing was stored.
import-not-stored = Nothing was stored
import-changed = Somebody changed the record since you looked through the files. What you see now is what they would do now: look at it again.
import-again = The files had to be read once more. Nothing is stored yet: look at it again, then import it.
import-refused-days = { $why ->
    [waiting] { $number ->
        [one] This day waits for review: { $days }. Publish or return what waits, then import.
       *[other] These days wait for review: { $days }. Publish or return what waits, then import.
    }
    [locked] { $number ->
        [one] This day is locked: { $days }. A lead opens it with a reason; as a draft it can be taken.
       *[other] These days are locked: { $days }. A lead opens each with a reason; as drafts they can be taken.
    }
    [withdrawn] { $number ->
        [one] This day was withdrawn: { $days }. Publish it again from its own form.
       *[other] These days were withdrawn: { $days }. Publish each again from its own form.
    }
   *[no-draft] { $number ->
        [one] This day cannot be a draft: { $days }. Its form would not say what the files say (it names a group where they name none, say, or has no place for it), or the day was returned. Submit it for review.
       *[other] These days cannot be drafts: { $days }. Their forms would not say what the files say (they name a group where the files name none, say, or have no place for it), or the days were returned. Submit them for review.
    }
}
import-refused-drafts = { $number ->
    [one] Of this day you have a draft: { $days }. Tick here that it gives way, or discard it first.
   *[other] Of these days you have drafts: { $days }. Tick here that they give way, or discard them first.
}
import-refused = { $why ->
    [lead] A lead publishes what was imported. Submit it for review, or take the days as your drafts.
    [second-person] A second person publishes the days of this corridor. Submit them for review.
   *[correction] A lead publishes corrections. Submit them for review.
}
