# Pages that say one thing: not found, refused, broken.

notice-title = { $heading }: { -brand }

not-found = Page not found
not-found-text = There is no page at this address. It may be mistyped, or the link that led here is too old.

no-such-day = No such day
no-such-day-yet = { $date } has not come yet.
# In an earlier state of the record. $day: a day or a month.
no-such-day-then = { $day } had not come yet at that moment.
no-such-day-before = The record begins on { $date }.
no-such-day-after = The record ended on { $date }.

withdrawn = This day was withdrawn
withdrawn-text = What was published about { $date } was withdrawn, and is not shown any more.
# $reason: as the desk wrote it.
withdrawn-reason = The reason: { $reason }

redacted = This state was removed
redacted-text = What stood about { $date } at that moment was removed for good: it held something that must not be public.

broken = The page could not be made
broken-text = Something went wrong on our side. Nothing that was acknowledged before is lost. Please try again; if it happens again, tell the desk this reference.
broken-reference = Reference: { $reference }

unreadable = This address cannot be read
# $text: what stands in the address.
unreadable-direction = “{ $text }” is no direction. Write outbound or return.
unreadable-backwards = The days run backwards: from { $from } to { $to }. Write the earlier one as from.
# Several of them are listed.
as-of-quoted = “{ $text }”
# as_of is the name of the parameter.
unreadable-as-of = “{ $text }” is no moment. Write as_of as a day such as 2023-05-10, which means its end in the corridor’s own time zone, or as an instant such as 2023-05-10T20:00:00+04:00.
unreadable-as-of-empty = as_of is empty. Write a day such as 2023-05-10, which means its end in the corridor’s own time zone, or an instant such as 2023-05-10T20:00:00+04:00.
unreadable-as-of-several = as_of is given more than once: { $texts }. Write it once: a page is as of one moment.
as-of-ahead = That moment has not come yet
# $today: a date in words. $last: the same as it is written in an address.
as-of-ahead-text = as_of is “{ $text }”, and it is { $today } now. What the record will say is not known: write a moment that has passed, or { $last } for the record as it stands.
way-as-it-stands = The page as it stands
unreadable-day = “{ $text }” is no day. Write it as 2023-05-10.
not-possible = Not possible here
not-possible-text = This address can be read, or written to, but not in the way that was asked.
too-large = Too much at once
too-large-text = What was sent is larger than { $size } KiB. Nothing was stored. Go back: your browser still has what you typed; send it in smaller parts.
not-a-form = Not a form
not-a-form-text = What was sent is not a form in UTF-8. Please go back and send the form of this site.
packed-form-text = What was sent is packed (Content-Encoding). Forms are taken as they are. Nothing was stored.
# $most: so many fields.
too-many-fields-text = What was sent has more than { $most } fields. Nothing was stored. Go back: your browser still has what you typed; send it in smaller parts.
too-slow = Too slow
too-slow-text = What was sent came too slowly to be waited for, and nothing was published. Of a day’s form what had arrived is kept as your draft. Go back: your browser still has what you typed; send it again when the line is better.
broke-off = It broke off
broke-off-text = What was sent did not arrive whole, and nothing was published. Go back: your browser still has what you typed; send it again.
too-much = Too much to do
# $seconds: a number of seconds.
too-much-text = There is more to do right now than this site takes on, so nothing was done. Please try again in { $seconds } seconds. If you sent a form, go back: your browser still has what you typed.
foreign-form = Not from here
foreign-form-text = This form was sent from another site, so nothing was done. If you filled it in here, go back, reload the page and send it again.
not-allowed = Not allowed
not-allowed-text = This account has no role that allows this here. An admin can give it one. Nothing was changed.
sessions-unknown = The desk cannot be reached
sessions-unknown-text = Who is signed in cannot be read at the moment. Nothing was changed, and the public pages are not affected.

# Plain text, for whoever reached this server under another name. $address: where the site is.
other-host = The site that was asked for is not here. This one is at { $address }
# Plain text, for a program that speaks HTTP wrongly.
no-host = The request does not say which site it asks for, in one Host line that holds a name. This one is at { $address }

# Why nothing can be saved, and what to do. $why: full, disk, away, clock, reader.
hindrance = { $why ->
    [full] The server’s disk is full. As soon as there is room on it, the same form can be sent again, without a restart.
    [disk] The server’s disk failed, and nothing is saved until its operator has looked at it and started the server again. Whether the last thing that was sent is stored will be known then: send the same form again, and it is stored once.
    [away] The server runs without its database: it shows the public record, and saves nothing until its operator has restored it.
    [clock] The clock of the server is wrong: it is behind the last revision. Its operator has to set it right; then the same form can be sent again.
    [reader] Another program keeps the server’s database busy. Please try again in a minute.
   *[other] Please try again in a minute.
}
cannot-save = This cannot be done at the moment
# The public record while the database is damaged or lost. $saved: date and time of the newest revision.
last-saved = The record as it was last saved.
last-saved-text = { $has_saved ->
    [yes] The database of this site cannot be read. What you see was saved until { $saved }; nothing newer can be shown, and the desk cannot save, until it is repaired.
   *[no] The database of this site cannot be read, and nothing was published before. The desk cannot save until it is repaired.
}
# Plain text, when there are too many connections. $seconds: a number of seconds.
turned-away = There are more visitors right now than this site takes on. Please try again in { $seconds } seconds.
# Plain text, for programs that speak HTTP wrongly or too much of it.
head-unreadable = The request cannot be read: its lines end in CR LF, are not folded, and name one length, in digits.
head-method = This is no proxy. It answers GET, HEAD and POST.
head-in-pieces = A form is sent with its length (Content-Length), not in pieces (Transfer-Encoding).
head-long-target = The address is longer than any of this site.
head-large = The head of the request is larger than any that this site needs.
head-version = This site speaks HTTP/1.1 and HTTP/1.0.
