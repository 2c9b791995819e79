# What is wrong with a field of the desk’s form, and what to write instead.

fault-amount-empty = No amount is written; expected a number such as 30, or the source’s words
# $text: what was typed.
fault-amount-unreadable = “{ $text }” cannot be read; write 30, >30 (more than), 30+ (at least), <5, ~660 (about) or 30-35, or words without digits such as “several dozen”
fault-amount-large = “{ $text }” is too large; expected at most { $most }
fault-amount-backwards = The range runs backwards; write { $high }-{ $low }
fault-amount-below-none = Nothing is fewer than 0; write 0 if a source said that there was none
fault-amount-words = Expected words of at most { $most } characters on one line

fault-label-empty = Nothing is written here; expected a name or words
fault-label-control = Holds a character that cannot be shown (a control character or a direction mark); expected plain text on one line
fault-note-empty = Nothing is written here
fault-note-control = Holds a character that cannot be shown (a control character or a direction mark); expected plain text
# $most: a number of characters, as text.
fault-too-long = Too long; expected at most { $most } characters
fault-address = Not an address of a page; expected https://… as the browser shows it, without spaces
# $words: the words that files know, which are English.
fault-word = Expected one of { $words }

fault-no-status = { $has_text ->
    [yes] “{ $text }” is no status. Write open, restricted or closed.
   *[no] Write open, restricted or closed.
}
fault-no-date = “{ $text }” is no date. Write it as 2023-05-10.
# $today: as 2023-05-10.
fault-future = This lies in the future. Give { $today } (today at the corridor) or an earlier day.
fault-starts-later = The period starts after its last day. Give the day itself or an earlier one.
fault-misplaced = “{ measure-in-message }” has no { dimension-in-message }. Empty this field, or choose what is counted anew.
fault-no-unit = Say in what it was counted: trucks, tonnes, litres…
fault-no-source = Say who made this report: an office or a paper, not a person.
fault-no-claim = This report says nothing yet. Write an amount in at least one row, or empty the source.
fault-emptied = This was recorded before and is empty now. Write an amount, or tick “Remove this claim”.
fault-no-title = Say in a sentence what happened.
fault-emptied-event = This was recorded before and is empty now. Write what happened, or tick “Remove this event”.
fault-reason-and-figure = There is a figure in a report and also a reason why there is none. Keep one.
fault-nothing = Nothing is recorded yet. Write at least one report, or a public note.
fault-two-preferred = Another claim of the same thing is preferred already. Prefer one.
fault-said-twice = The same source says the same of the same thing twice. Keep one.
fault-no-change-kind = Choose whether there is better information, or whether we were wrong.
fault-no-change-reason = Say in a sentence why the published day changes. Everyone will read it.
fault-no-change = Nothing differs from what is published.
fault-unconfirmed = This day lies more than one day back. Confirm that it is the day you mean.
fault-too-many = More than { $most } rows are more than a form takes. Nothing was changed; use an import.
fault-incomplete = Claims or events that are recorded did not arrive with this form. Nothing was changed; load the page again.
# $most: a number of characters.
fault-long-bulletin = Longer than the { $most } characters that are kept beside a form. Take out what is not needed: nothing was cut off.
fault-outside-record = This day lies outside the record of the corridor. Give a day that it holds.
fault-no-other-day = Give another day than this one, of which the bulletin speaks as well.
