# The first start: three pages to an organisation, an admin and a corridor.

set-up-title = Set up: { -brand }
set-up-title-refused = Error: set up, { -brand }
set-up-heading = Set up this site
set-up-step = Step { $number } of 3
set-up-kept = What you sent is kept: you can leave, and come back with the same link. Nothing counts before the last step.
set-up-back = Back
set-up-next = Go on
set-up-finish = Set up the site

set-up-organisation = The organisation
set-up-organisation-note = Who keeps this record? Readers see the name beside every change, and are told how to reach you.

set-up-admin = The first admin
set-up-admin-note = This account invites everybody else. It also becomes the lead of the first corridor, so that days can be recorded at once; another admin can change that later.
set-up-password-kept = A password was chosen already. Type another one to replace it, or leave both empty.
set-up-no-password = Choose a password.

set-up-corridor = The first corridor
set-up-corridor-note = The road that is recorded. Its names and settings can be changed later; its short name stays.
set-up-names = Names
set-up-names-hint = One a line; all are equal. In another language: hy=NAME.
set-up-slug = Short name
set-up-slug-hint = In addresses and files, for ever: letters a–z, digits, hyphens. Empty: one is suggested.
set-up-zone = Time zone
set-up-zone-hint = A day is a date there.
set-up-zone-choose = Choose one
set-up-begins = The record begins on
set-up-begins-hint = Empty: today, there.
# $address: where the corridor's page will stand.
set-up-suggested = The corridor’s page will stand at { $address }. Change the short name if you like, then go on.
set-up-fault-names = { $why ->
    [long] A name is too long. Write at most { $most } characters.
    [control] A name holds an invisible sign. Type it again.
   *[empty] Write at least one name.
}
set-up-fault-slug = { $text ->
    [none] The names suggest no short name. Write one: letters a–z, digits, hyphens.
   *[other] “{ $text }” is no short name. Write letters a–z, digits, and hyphens between them.
}
set-up-fault-zone = Choose the time zone of the corridor.
set-up-fault-begins = “{ $text }” is no day up to today. Write it as 2023-05-10, or leave it empty for today.
set-up-fault-taken = There is a corridor of this short name already. Choose another one.

set-up-done = This site is set up
set-up-done-text = There is an account, so this link is of no use any more. Sign in; who has no account asks an admin for an invitation.
set-up-gone = This link is of no use any more
set-up-gone-text = It was used, it is older than 24 hours, or the server was started again since. Start the server again: as long as there is no account, each start prints a new link.
