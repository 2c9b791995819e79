# One’s own account: password, second factor, sessions. And the pages at the door that belong to it.

way-me = My account
way-people = People

me-title = My account: { -brand }
me-title-refused = Error: my account, { -brand }
me-heading = My account
me-heading-password = Password
me-old-password = Password now
me-new-password = New password
me-again = The same password again
me-change-password = Change the password
me-password-note = You are signed out everywhere else.
password-hint = At least 12 characters, such as four words that do not belong together. A password manager may fill it in.
password-short = Too short. Write at least 12 characters, such as four words that do not belong together.
password-long = Too long. Write at most 1,024 bytes.
# Two sentences: what makes it weak, then what to do.
password-weak = { $why ->
    [known] It holds the name of the account, the organisation or a corridor, which anybody would try first.
    [keys] Keys that lie beside one another are easy to guess.
    [repeats] The same again and again is easy to guess.
    [common] Many people have this password, or nearly this one.
    [sequence] Rows such as abc or 6543 are easy to guess.
    [date] Dates and years are easy to guess.
    [word] One word and little else is easy to guess.
    [name] A name and little else is easy to guess.
   *[other] This is easy to guess.
} Take four or more words that do not belong together; capitals, digits and signs help little.
password-differ = The two are not the same. Type the new password twice.
password-wrong = This is not your password.
password-busy = Many people are signing in at this moment, and nothing was checked. Please try again in a few seconds.

me-heading-factor = Second factor
me-factor-none = Beside the password a code can be asked for that an authenticator shows, an app on your phone or computer. Then a stolen password opens nothing. Leads and admins need one.
me-factor-demonstration = In this demonstration nobody needs a second factor.
me-factor-begin = Set up a second factor
me-factor-since = Set up on { $date }.
me-factor-remove = Remove the second factor
me-factor-required = Leads and admins need a second factor. Who lost theirs asks another admin for a new link.
me-codes-left = { $codes ->
    [0] No recovery code is left.
    [one] { $codes } recovery code is left.
   *[other] { $codes } recovery codes are left.
}
me-codes-renew = Make new recovery codes
# $deed: the words of the button.
me-password-for = Password, to go on with: { $deed }

me-heading-sessions = Where you are signed in
me-browser = Browser
me-browser-unknown = Unknown browser
me-when = When
me-since-and-seen = Since { $since }; last seen { $seen }
me-end-heading = Sign out
me-this-one = This one
me-end = Sign out
me-end-aloud = Sign out { $browser }, since { $since }
me-end-others = Sign out everywhere else

me-done-password = The password is changed. You are signed out everywhere else.
me-done-removed = The second factor is removed.
me-done-ended = Signed out there.
me-done-none = There was nothing to sign out any more.

enrol-title = Second factor: { -brand }
enrol-title-refused = Error: second factor, { -brand }
enrol-heading = Set up a second factor
enrol-required = Leads and admins need a second factor. This comes before anything else, and takes two minutes.
enrol-heading-scan = 1. The authenticator
enrol-scan = Open an authenticator, an app that shows codes of six digits, and let it scan this drawing.
enrol-qr = QR code with the secret that stands below
enrol-secret = Or type this secret into it:
enrol-open = Or open it in an authenticator on this device
enrol-heading-code = 2. A code as proof
enrol-code = Code
enrol-code-hint = The six digits that it shows now.
enrol-confirm = Confirm

code-title = Code: { -brand }
code-title-refused = Error: code, { -brand }
code-heading = Sign in to the desk
code-heading-code = Second factor
code-code = Code
code-hint = The six digits that your authenticator shows now, or a recovery code.
code-note = Who lost both asks an admin for a new link.
code-other = Sign in as somebody else
code-wrong = This code is wrong, too old, or was used before. Wait for the next one and type it.

recovery-title = Recovery codes: { -brand }
recovery-heading = Your recovery codes
recovery-heading-codes = Recovery codes
recovery-note = Each of these opens the door once in the place of a code, when the authenticator is lost. They are shown this once: write them down, and keep them apart from the authenticator.
recovery-used-title = Recovery code used: { -brand }
recovery-used-heading = You used a recovery code
recovery-used-note = { $codes ->
    [0] It is used up, and none is left. Make new ones under “My account” now, or set the authenticator up anew.
    [one] It is used up; { $codes } is left. Make new ones under “My account” when you can.
   *[other] It is used up; { $codes } are left. If the authenticator is lost, ask another admin for a new link.
}
recovery-go-on = Go on

welcome-title = Choose a password: { -brand }
welcome-title-refused = Error: choose a password, { -brand }
welcome-account = Your account
welcome-heading = Choose a password
welcome-password = Password
welcome-go = Save and sign in
welcome-note = This link works once. Afterwards you sign in with the account and this password.
link-gone = This link is of no use any more
link-gone-text = It was used, a newer one took its place, or it is older than seven days. Ask an admin of the desk for a new one. If you did not use it yourself, tell them so.
