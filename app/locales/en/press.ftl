# What leaves the site: feeds, embeds, the badge, cards, and the page that offers them.

## Feeds

# The name of a feed: Berdzor / Lachin corridor: corrections and withdrawals
feed-title = { $corridor }: { feed-words }
feed-words = { $kind ->
    [all] every publication
    [status] access
    [figures] figures
   *[corrections] corrections and withdrawals
}
feed-subtitle = Every figure is a claim by the source named beside it. A feed holds the newest { $most } publications; all of them stand in the list of changes.
# A link to a feed.
feed-way = { $kind ->
    [all] Every publication (Atom)
    [status] Access (Atom)
    [figures] Figures (Atom)
   *[corrections] Corrections and withdrawals (Atom)
}
feeds-heading = Follow
feeds-text = A feed reader tells each publication as it happens, with its kind and the reason for a change.

## Embeds

embed-title-chart = { $finding }: { $corridor }
embed-title-figure = { $measure }, { $date }: { $corridor }
embed-way = { -brand }: all claims and their sources
# Who the numbers of a chart are from.
embed-sources = Sources: { $sources }.
embed-no-figure = No source gave a figure of this by { $date }. That is not zero.
embed-more-figures = { $count ->
    [one] { $count } more figure of this is in the record.
   *[other] { $count } more figures of this are in the record.
}
# $measures: the words that can be written.
unreadable-measure = “{ $text }” is nothing that is counted here. Write one of { $measures }.
unreadable-measure-figure = Access has no figure. Leave “measure” out and show the view “status”, or “chart”.
unreadable-theme = “{ $text }” is no theme. Write light or dark, or leave it out: then the reader’s own is used.

## The page that offers them

share-way = Show on another site
share-title = Show on another site: { $corridor }
share-intro = Each of these stays true by itself: it shows the record as it stands, names every source, and tells a correction. No script runs, no cookie is set, and nothing is told to anybody else.
share-no-address = This site has no public address yet. Write it before each address below.
share-heading-embeds = Frames
share-heading-pictures = Pictures
share-heading-choices = What can be asked for
share-status = The status, in one sentence with its sources
share-chart = { $measure }: the last 90{"\u00A0"}days
share-figure = { $measure }: the latest figures
share-size = { $width } × { $height } pixels, or any other size: a frame that is too low can be scrolled.
share-open = Open it
share-badge = A badge: the status, its date and who says so
share-badge-alt = Access of { $corridor }, with its date and who says so
share-card = A picture for a link, 1,200 × 630 pixels
share-choice = What to write
share-choice-means = What it does
share-theme-means = Its colours, whatever the reader’s own: { $theme ->
    [light] light
   *[dark] dark
}
share-measure-means = { $measure }
share-days-means = The days of a chart, from and to
share-as-of-means = The record as it stood at the end of that day, for a citation that never changes
feed-short = Feed (Atom)

## A newer state

live-newer = A newer state of this record was published.
live-reload = Reload

## Cards and the badge

card-foot = { -brand } · { $record }
# Stands for the name of a source that no bundled font can write.
card-unnamed = a source whose name is written in other letters
# Between what stood before and what stands now: 16, now 17.
card-now = {", now "}
# The last line of a picture that has no room for all. $more: so many lines.
card-more = and { $more } more on the page
card-no-report = No report for { $date }: unknown, neither open nor closed, and not zero.
# What somebody hears of the badge. $who: who says so; what was reported last where nobody does.
badge-described = Access of { $corridor }: { $word }, { $date }. { $who }{ $has_corrected ->
    [yes] {" "}{ $corrected }
   *[no] {""}
}
badge-corrected = Correction of { $date }

# What the record is, for search engines of data. $record: Record version 56 (c88d64e1), as it stood on ….
dataset-description = Day by day: whether the { $corridor } is open, for whom, how many people were moved and how many wait, each figure as a claim by the source named beside it. Sources may disagree; all stay, and nothing is averaged. A day that nobody reported is unknown. { $record }
