# The accounts of the desk as admins see them, invitations, the organisation.

not-done = Not done
people-title = People: { -brand }
people-title-refused = Error: people, { -brand }
people-heading = People
people-heading-accounts = Accounts
people-account = Account
people-state = State
people-roles = Roles
people-when = When
people-seen-on = Last seen: { $seen }
# $since: the account since when.
people-seen-and-since = Last seen: { $seen }. { $since }.
people-heading-invite = Invite somebody
people-heading-organisation = The organisation
people-invite-account = Account
people-invite-account-hint = The name to sign in with: letters a–z, digits, and . _ - + @. No spaces.
people-invite = Invite
people-invite-note = You get a link that works once, within seven days. Hand it over yourself, on a way that you trust; nothing is sent.
people-roles-note = A reporter records days. A lead publishes, corrects and withdraws. An admin looks after people, corridors and sources, and publishes nothing unless a lead as well. Leads and admins need a second factor.
people-role-at = At { $corridor }
people-role-none = No role
people-role-reporter = Reporter
people-role-lead = Lead
people-admin = Admin: looks after people, corridors and sources
# One role among several: Lead of North road.
people-role-of = { $role ->
    [lead] Lead of { $corridor }
    [admin] Admin
   *[reporter] Reporter of { $corridor }
}
people-no-role = No role yet
# Two parts: in use or not, and the second factor.
people-state-and-factor = { $state }; { $factor }
people-state-of = { $state ->
    [disabled] Disabled since { $date }
    [waits] Link not used yet
   *[in-use] In use
}
people-factor-of = { $has ->
    [yes] with a second factor
   *[no] no second factor
}
people-since = Account since { $date }
people-never-seen = Never

people-fault-account = “{ $text }” is no name for an account. Write letters a–z, digits and . _ - + @, without spaces, at least one letter or digit.
people-fault-taken = There is an account { $account } already. Choose another name, or give that account another role on its page.
people-fault-role = Choose one of the roles in the list.
people-fault-corridor = There is no corridor { $corridor } any more. Look at the roles again.
people-fault-own = Nobody does this to their own account. Another admin can do it.
people-fault-last = { $account } is the last admin who can sign in. Make another account an admin first.
people-fault-disabled = { $account } is disabled. Enable the account first.

person-title = { $account }: { -brand }
person-title-refused = Error: { $account }, { -brand }
person-pager = Back
person-back = All accounts
person-account = Account
person-heading-state = State
person-heading-roles = Roles
person-own = This is your own account. Nobody changes their own roles, or disables or resets their own account: another admin does. Password and second factor are under “My account”.
person-roles = Give these roles
person-roles-note = Everybody who is signed in with this account is signed out, and signs in again with the new roles.
person-heading-reset = New link
person-reset-note = For somebody who forgot their password or did not use their link. The old password, the old link and all sessions end at once; you get a link that works once.
person-reset-lost = The second factor was lost: remove it as well
person-reset = Make a new link
person-heading-disable = Disable
person-disable-note = Nobody can sign in with this account any more; who is signed in is out at once. What was recorded stays.
person-disable = Disable
person-heading-enable = Enable
person-enable-note = The account comes in again with the password and the roles that it had.
person-enable = Enable

people-done-roles = The roles were changed, and the account was signed out everywhere.
people-done-same = These were the roles already. Nothing was changed.
people-done-disable = The account is disabled, and was signed out everywhere.
people-done-enable = The account can sign in again.
people-done-organisation = The organisation’s name and contact are saved.

link-title = A link: { -brand }
link-heading = Link for { $account }
link-heading-link = The link
link-once = Copy it now: it is shown this once, and stored nowhere. Hand it over yourself, on a way that you trust. Whoever has it first chooses the password.
link-until = It works once, until { $until }. A newer link ends it.

organisation-name = Name of the organisation
organisation-name-hint = Public: history names the organisation, never an account.
organisation-contact = Contact
organisation-contact-hint = Public: an e-mail address, or a page that begins with https://. May be empty.
organisation-save = Save
organisation-fault-name = { $why ->
    [long] The name is too long. Write at most { $most } characters.
    [control] The name holds an invisible sign. Type it again.
   *[empty] Write the organisation’s name.
}
organisation-fault-contact = This leads nowhere. Write an e-mail address such as desk@example.org, or a page such as https://example.org/contact.
