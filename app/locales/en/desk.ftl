# The desk’s first page, and the page to sign in.

# $version: of the record.
desk-published = { $date } is public, as version { $version } of the record.
desk-see-published = See it as the public does
desk-heading-none = No corridor yet
# The command stands behind it.
desk-none = There is nothing to record yet. The operator adds the first corridor at the command line:

desk-public-page = Public page

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
