# What somebody typed and did not publish yet.

form-save-draft = Save draft
form-submit = Submit { $date } for review
form-submit-note = Submitted is not public: a second person looks at it, then publishes it or returns it with a note.
form-submit-only-note = A second person publishes the days of this corridor: they look at it, then publish it or return it with a note.
form-locked-note = This day is locked: it cannot be published or submitted. What you type can be kept as a draft.

# $moment: 10 May 2023, 20:00 in Yerevan (16:00 UTC).
draft-saved = Draft saved at { $moment }
draft-kept = You are looking at your draft. Nobody else sees it. It goes when you publish or submit this day, and after { $days } days.
# $base: a number of a revision.
draft-based = It was based on revision { $base }. { draft-meanwhile }
draft-based-none = It was begun when nothing was recorded of this day. { draft-meanwhile }
draft-meanwhile = { $state ->
    [published] Meanwhile another state was published
    [withdrawn] Meanwhile the day was withdrawn
    [returned] Meanwhile a submission was returned
   *[submitted] Meanwhile another state was submitted for review
}, as revision { $newest }: it stands in the form below, together with yours. Look at both, and take out what is double.
draft-without-link = Show the form without it
draft-discard-link = Discard this draft
draft-discard-title = Discard a draft: { -brand }
draft-discard-heading = Discard your draft of { $date }?
draft-discard-text = What you typed goes for good; what is published stays as it is.
draft-discard-changed = This draft was saved again since you asked to discard it. Here it is as it stands now.
draft-discard-none = There is no draft of yours for this day. It was published, submitted, discarded or too old.
draft-discard = Discard it for good
draft-keep = Keep it, and go back to the form
draft-holds = What it holds
draft-holds-nothing = Nothing but empty fields.
