# The desk’s first page, and the page to sign in.

desk-title = Desk: { -brand }
desk-heading = Desk
# $version: of the record.
desk-published = { $date } is public, as version { $version } of the record.
desk-see-published = See it as the public does
desk-heading-none = No corridor yet
# The command stands behind it.
desk-none = There is nothing to record yet. The operator adds the first corridor at the command line:

# What is due: three sentences behind one another.
desk-state = { $state }.
desk-newest = The newest report is about { $date }.
desk-no-report = No day is published yet.
desk-next-due = The next falls due on { $date } at { $time }.
desk-fell-due = The first one missing fell due on { $date } at { $time }.
desk-record-day = Record { $date }
desk-change-day = Change { $date }
desk-public-page = Public page

desk-not-begun = The record has not begun.
desk-last-days = The last days
desk-heading-day = Day
desk-heading-access = Access
desk-heading-recorded = Recorded
desk-day-empty = No report
desk-day-events = { $events ->
    [one] { $events }{"\u00A0"}event
   *[other] { $events }{"\u00A0"}events
}
desk-day-missing = { $missing ->
    [one] { $missing }{"\u00A0"}figure missing
   *[other] { $missing }{"\u00A0"}figures missing
}

sign-in-title = Sign in: { -brand }
sign-in-title-refused = Error: sign in, { -brand }
sign-in-heading = Sign in to the desk
sign-in-heading-refused = Not signed in
sign-in-heading-account = Your account
sign-in-account = Account
sign-in-password = Password
sign-in = Sign in
sign-in-note = An admin of the desk invites you. Nobody will ever ask for your password but this page.
sign-in-wrong = Account or password is wrong. Please check both.
sign-in-wait = { $seconds ->
    [one] Too many failed attempts. Please wait { $seconds } second, then try again.
   *[other] Too many failed attempts. Please wait { $seconds } seconds, then try again.
}
sign-in-ended = Your session has ended. Sign in again: everything that you typed is kept and comes back.
sign-in-unknown = The server cannot look up your session now. Nothing was published, and what you typed is kept in this page: leave it open, and sign in again in a minute.
