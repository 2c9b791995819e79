# The desk’s form of one day.

form-title = Day report { $date }: { -brand }
form-title-refused = Error: { $title }
form-heading = Day report, { $date }
form-pager = Days
form-as-public = As the public sees it
form-state-none = Nothing is public yet.
form-state-public = Public since version { $version }.
form-state-changes = What you publish takes its place; the old state stays in the history.
form-check-first = Check what is typed
form-heading-another = Another source
form-add-report = Add a report

form-problems = { $problems ->
    [one] { $problems }{"\u00A0"}thing to put right
   *[other] { $problems }{"\u00A0"}things to put right
}
form-problem = { $field }: { $problem }
form-problems-note = Nothing is published yet. Everything that you typed is still here.
# Read aloud before what is wrong with a field.
error-aloud = Error:

form-theirs = { $state ->
    [submitted] Waits for review
    [returned] Was returned
    [withdrawn] Stood before
   *[published] Public now
}
form-you-typed = What you typed

form-expected = Expected for { $date }
form-expected-note = Write figures into the reports below, 0 if a source says nobody. Where nobody gave one, say why here.
form-expected-last = Last: { $figure } on { $date }
form-expected-none = no figure below yet
form-expected-given = ✓ given below: { $figures }
form-expected-hint = { $last } · { $given }

form-report = { $has_source ->
    [yes] Report { $number }: { $source }
   *[no] Report { $number }
}
form-add-row = Add a row to this report

# Labels, and the hints under them.
form-source = Source
form-source-hint = An office or a paper, not a person
form-published = Published on
form-published-hint = By the source
form-via = Carried by
form-via-hint = If another passed it on
form-url = Address of the page
form-url-hint = If there is one
form-measure = What it counts
form-amount = Amount, as the source words it
# What can be read in any language: figures and marks; and words without digits.
form-amount-hint = 30, >30, 30+, ~30, 30-35, several dozen
# In files and in this field the words are English.
form-amount-hint-access = open, restricted, closed
form-access = Class of traffic
form-access-all = All traffic
form-direction = Direction
form-direction-unsaid = Not said
form-carrier = Carrier
form-carrier-hint = Empty: not said
form-group = Group
form-group-hint = patients, companions…
form-facility = Facility
form-facility-hint = Empty: all
form-item = What was delivered
form-item-hint = flour, fuel…
form-unit = Counted in
form-unit-hint = tonnes, lorries…
form-period = A period from
form-period-hint = Empty: { $date } alone
form-definition = The source’s own definition
form-definition-hint = Only if it differs
form-date-note = How its day was settled
form-date-note-hint = If the source did not say it plainly
form-remark = Remark, public
form-remark-hint = No names, ages or number plates
form-preferred = Preferred, because
form-preferred-hint = Public. Makes this claim the figure of the day
form-remove = Remove this claim

form-heading-notes = Notes
form-public-note = Public note
form-public-note-hint = Everyone reads it. No names, ages or number plates
form-internal-note = Internal note
form-internal-note-hint = For the desk alone; never published
form-heading-events = Events of this day
form-events-note = What happened along the corridor, a sentence each. An event never moves a figure. The last row is for one more; checking gives another.
form-event = Event { $number }
form-event-title = What happened
form-event-title-hint = One sentence. No names, ages or number plates
form-event-source-hint = Who says so, if somebody does
form-remove-event = Remove this event

form-heading-change = Why it changes
form-change-kind = Kind of change
form-change-kind-option = { $kind ->
    [revision] Revision: there is better or later information
   *[correction] Correction: we were wrong
}
form-change-reason = Reason, public
form-change-reason-hint = One sentence that everyone can read

form-heading-finish = Finish
form-publish = Publish { $date }
form-publish-note = Published is public at once, and stays in the history for ever.
form-confirm = { $days ->
    [one] This is about { $date }, { $days }{"\u00A0"}day ago.
   *[other] This is about { $date }, { $days }{"\u00A0"}days ago.
}
form-confirmed = Yes, this is the day I mean
form-check = Check without publishing

# What a field is called in the list of what is to be put right.
field-name = { $field ->
    [public_note] Public note
    [internal_note] Internal note
    [change_kind] Kind of change
    [change_reason] Reason for the change
    [withdraw_reason] Reason for the withdrawal
    [open_reason] Reason for opening the day
    [return_note] Note for the writer
    [bulletin] Bulletin
   *[confirmed] The day
}
# $report: the source’s name, or its number. $input: as below.
field-report = Report { $number }
field-of-report = { $report }, { $input }
field-of-row = { $report }, row { $row }, { $input }
field-of-event = Event { $event }, { $input }
field-input = { $input ->
    [title] what happened
    [source] source
    [via] carried by
    [url] address of the page
    [published_on] published on
    [measure] what it counts
    [amount] amount
    [counted] definition
    [period_start] period from
    [group] group
    [carrier] carrier
    [direction] direction
    [facility] facility
    [access] class of traffic
    [item] item
    [unit] unit
    [stage] stage
    [preferred] why it is preferred
    [date_note] how its day was settled
    [remark] remark
    [why] why it is right
    [also] the other day
   *[other] field
}

# What a draft says, a line each. $details: what was typed into the fields of the row.
draft-claim = { $has_details ->
    [yes] { $source }: { $measure } ({ $details }): { $amount }
   *[no] { $source }: { $measure }: { $amount }
}
draft-event = Event
draft-not-chosen = (not chosen)
draft-line = { $name }: { $text }

# What the writer should know first.
told-signed-in = You are signed in again
told-signed-in-text = Everything that you typed is here. Nothing of it was published yet.
told-checked = Nothing is wrong with it
told-checked-text = This day can be published. It is not public yet.
told-stale = { $state ->
    [withdrawn] This day was withdrawn meanwhile
    [submitted] Another state of this day was submitted for review meanwhile
    [returned] A submission of this day was returned meanwhile
   *[published] Another state of this day was published meanwhile
}
told-stale-safe = Nothing was overwritten, and nothing that you typed is lost.
told-stale-joined = What they recorded stands in the form below, together with yours. Look at both, take out what is double, say why the day changes, and send it again.
told-not-published = Not published
told-not-published-text = A second person publishes the days of this corridor. What you typed is all below: submit it for review.
told-not-submitted = Not submitted
told-not-submitted-text = This account may not submit days of this corridor. What you typed is all below.
told-locked = Locked
told-locked-text = This day lies too far back to be changed. Nothing was published or submitted, and what you typed is all below. A lead can open the day with a reason, or withdraw it if it is public.
told-not-saved = Not saved
told-not-saved-text = The server could not save this day. Nothing that you typed is lost: it is all below. If you have to leave, keep a copy of this page.
