# Review, locks, withdrawal: what the desk decides about a day.

way-review = Review

## Where a day stands

# $moment: 10 May 2023, 20:00 in Yerevan (16:00 UTC). $role: by a reporter.
stand-waits-own = Waits for a second person since { $moment }. You submitted it.
stand-waits = Waits for a second person since { $moment }, submitted { $role }.
stand-waits-form = The form shows what waits. What you submit takes its place.
stand-returned = Returned on { $moment } { $role }: { $note }
stand-returned-form = The form shows what was submitted, to go on from.
stand-withdrawn = Withdrawn on { $moment }: { $reason }
stand-withdrawn-form = The form shows what stood before; readers do not see it. To publish the day again, say of which kind that change is, and why.
stand-locked = Locked: days of this corridor are locked after { $days ->
    [one] { $days } day
   *[other] { $days } days
}. A lead can open it with a reason, or withdraw it if it is public.
stand-open = Locked, and opened by a lead until { $moment }.
by-role = { $role ->
    [reporter] by a reporter
    [lead] by a lead
   *[admin] by the operator
}

## What may be done with a day beside writing it

act-withdraw = Withdraw this day
act-withdraw-text = Everything that is published about { $date } is hidden at once, also in earlier states of the record; readers see the date and this reason. The desk keeps it, and can publish it again.
act-withdraw-reason = Reason, public
act-withdraw-reason-hint = Everyone reads it. No names, nothing that was withdrawn
act-withdraw-prefilled = Withdrawn while the desk checks these figures.
act-withdraw-none = Not withdrawn
act-withdraw-none-text = Nothing of this day is public.
act-open = Open this day
act-open-text = It can be written to for 24 hours then.
act-open-reason = Reason
act-open-reason-hint = The audit keeps it
act-open-button = Open { $date } for 24 hours
act-take-back = Take the submission back
act-take-back-text = It waits no more, and becomes your draft again. Nobody else sees it then.
act-take-back-button = Take it back

fault-lead-corrects = A lead publishes corrections. Submit it for review: a lead then publishes it.
fault-lead-prefers = A lead decides which claim is the figure. Submit it for review, or leave this as it was.
fault-same-as-waiting = What waits for a second person says the same.
fault-reason-given = Say why, in a sentence.

## The desk’s first page

task-review-all = All days that wait
desk-no-role = Your account has no role at a corridor yet. An admin can give it one.
# $done: what was just done with days, such as 9 May 2023, Lachin corridor.
done-submitted = { $date } waits for a second person. It is not public yet.
done-withdrawn = { $date } is withdrawn. Readers see the reason in its place.
done-returned = { $date } was returned to its writer.
done-approved = { $days ->
    [one] { $days } day is public.
   *[other] { $days } days are public.
}
done-see = Go to this day

## The list of what waits

review-title = Review: { -brand }
review-title-refused = Error: review, { -brand }
review-heading = Review
review-none = Nothing waits for review.
review-none-text = What is submitted at your corridors stands here until a second person publishes or returns it.
review-intro = Look at each day first. Ticked days are published together: all of them, or none.
review-days = Days that wait
review-look = Look at { $date }
review-tick = Publish { $date }, { $corridor }
review-summary = { $claims } by { $sources ->
    [one] { $sources } source
   *[other] { $sources } sources
}, sent on { $moment } { $role }.
review-change = { $kind ->
    [revision] Revision
   *[correction] Correction
}: { $reason }
review-own = You submitted it: somebody else publishes it.
review-not-yours = A lead of this corridor publishes it.
review-publish-ticked = Publish the ticked days
review-refused = Nothing was published
review-refused-nothing = Tick at least one day.
review-refused-stale = Meanwhile something else happened to { $days }: it waits no more, or another submission takes its place. Look at what waits now.
review-refused-own = You submitted { $days } yourself: somebody else publishes it.
review-refused-locked = Locked: { $days }. Open it first, with a reason.
review-refused-other = This form was sent before with another content.
review-refused-unsaved = The server could not save it. Please try again in a minute.

## One day that waits

review-day-title = Review { $date }: { -brand }
review-day-title-refused = Error: review { $date }, { -brand }
review-day-heading = Review, { $date }
review-day-changes = What would change for readers
review-day-first = Nothing was published about this day before. What would become public:
review-day-again = This day is withdrawn. What would become public again:
review-day-why = Kind and reason
review-day-warnings = Look twice
review-day-note = Internal note
review-day-reads = The day as it would read
review-day-form = Change it in the form
review-day-decide = Decide
review-day-publish = Publish { $date }
review-day-return-note = Note for the writer
review-day-return-note-hint = Never public
review-day-return = Return with a note
review-day-gone = Nothing waits here
review-day-gone-text = This day does not wait for review: it was published, returned or taken back.
review-day-stale = Another state stands here now
review-day-stale-text = What you looked at is not what waits now. Nothing was published or returned. Below is what waits now, compared with what is public.
warn-disputed = Sources differ: { $things }.
warn-missing = Without a figure: { $things }.
warn-withheld = { $claims ->
    [one] { $claims } number will be withheld as a small number.
   *[other] { $claims } numbers will be withheld as small numbers.
}
warn-back = It is about a day { $days } days ago.
warn-emptied = It says nothing: no claim, no event.
