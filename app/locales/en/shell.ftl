# What stands around every page.

-brand = Corridor Status

site-name = { -brand }
skip-to-content = Skip to content
pages-of-site = Pages
demonstration = Demonstration.
sign-out = Sign out
# Who is signed in.
account-and-role = { $account }, { $role }

way-corridors = Corridors
way-all-corridors = All corridors
way-about = About
way-status = Status
way-desk = Inbox
way-public = Public pages

# $moment: 9 May 2023, 23:59 in Yerevan. $nothing: whether nothing was published by then. { $strong }…{ $end } is the link back.
old-state = You read the record as it stood on { $moment }{ $nothing ->
    [yes] , before anything was published
   *[no] {""}
}. { $strong }See it as it stands{ $end }.
old-state-moment = { $date }, { $time } in { $city }
# The page of all corridors.
old-states-day = You read the records as they stood at the end of { $date }, in each corridor’s own time zone. { $strong }See them as they stand{ $end }.
old-states-instant = You read the records as they stood on { $moment }. { $strong }See them as they stand{ $end }.
# The label of a field for a date.
earlier-states = Earlier states: this page at the end of
earlier-states-show = Show

record-none = No day is published yet. As it stood on { $moment }.
# $version and $hash name a state of the record.
record-version = Record version { $version } ({ $hash }), as it stood on { $moment }.
write-to-desk = Write to the desk
no-contact = The desk has given no public address yet.

foot-claims = Every figure is a claim by the source named beside it. Sources may disagree; all stay. Nothing is averaged. A day that nobody reported is unknown.
foot-names = Names are in alphabetical order. Names and boundaries imply no opinion on the status of any territory.
foot-zones = A day is a date in each corridor’s own time zone.
foot-zone = A day is a date in { $zone }, the corridor’s own time zone.
