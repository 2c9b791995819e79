# Trends: figures over days, weeks or months, with what they rest on. $by is day, week or month.

# The title of the window: Patients moved out by day: Berdzor / Lachin corridor.
trends-title = { $what }: { $corridor }
trends-title-refused = Error: { $title }
trends-heading = Trends
trends-way = Trends
trends-heading-table = Table

## The form

trends-filter-refused = What to show: something cannot be read. Everything that you typed is still here.
trends-field-measure = What is counted
trends-field-from = From
trends-field-to = To
trends-field-by = By
trends-field-as-of = As it stood on
trends-field-compare = Compare with
trends-show = Show
trends-reset = Show everything
trends-by = { $by ->
    [day] Day
    [week] Week
   *[month] Month
}
trends-part = { $part ->
    [carrier] Moved by
    [direction] Direction
    [group] Who
    [counted] Counted as
    [facility] Place
    [access] Traffic
    [item] Goods
   *[unit] Unit
}
trends-any-carrier = Any carrier
trends-usual = { $usual } (usual)
trends-usual-open = As usual
trends-all = All, each apart

## What a choice is refused with: what was typed, and what was expected.

# The words that an address takes are English everywhere.
trends-no-measure = “{ $text }” is nothing that is counted here. Choose one of the list, or write access_status, patients_transferred, transfers, people_crossed, deliveries, one of these with _total behind it (not access_status), patients_awaiting, patients_hospitalised, patients_intensive_care or patients_critical.
trends-no-by = “{ $text }” is no step of time. Write day, week or month.
trends-directions = outbound or return
trends-classes = medical, cargo, civilian or humanitarian
trends-no-day = “{ $text }” is no day. Write it as 2023-05-10.
trends-backwards = The days run backwards: from { $from } to { $to }. Write the earlier one first.
trends-outside = None of these days lies in the record, which goes from { $from } to { $to }. Choose days within it.
# $most: as many days as one figure shows.
trends-too-long = { $days } days are more than a figure shows by { $by }: { $most }. Choose fewer days{ $by ->
    [day] , or show them by week or month
    [week] , or show them by month
   *[month] {""}
}.
# $known: what the record names.
trends-no-part = Nothing in this record { $part ->
    [carrier] was moved by “{ $text }”
    [direction] goes “{ $text }”
    [group] is about “{ $text }”
    [counted] is counted as “{ $text }”
    [facility] is of the place “{ $text }”
    [access] is of the traffic “{ $text }”
    [item] is “{ $text }”
   *[unit] is counted in “{ $text }”
}. { $has_known ->
    [yes] The record knows { $known }.
   *[no] The record names none.
}
trends-no-corridor = “{ $text }” is no other corridor of this site. { $has_known ->
    [yes] Write { $known }.
   *[no] There is none to compare with.
}
trends-too-many = { $asked } corridors are too many to compare: choose at most { $most }.

## Findings and what they rest on

# $periods: how many claims over a period count in it; a number that they carry is in no daily report.
trends-finding = { $what }: { $figure } { $periods ->
    [0] in daily reports
   *[other] reported
}{ $silent ->
    [0] {""}
   *[other] ; no figure for { $silent } of { $of ->
        [one] { $of } day
       *[other] { $of } days
    }
}
trends-finding-withdrawn = { $what }: withdrawn
# $figure: within 14 for 24–26 February.
trends-finding-within = { $what }: no figure of its own, { $figure }
trends-summary = { $rests } from { $from } to { $to }{ $has_last ->
    [yes] ; the last figure is { $last }
   *[no] {""}
}.
# 14 for 24–26 February
trends-over = { $figure } for { $days }
trends-within = within { $periods }
trends-on = { $figure } on { $date }
trends-differ = { $one ->
    [yes] claims differ
   *[no] claims differ on { $days ->
        [one] { $days } day
       *[other] { $days } days
    }
}
trends-counted = counted as a whole: { $periods }
trends-across = beside it, of more days than these: { $periods }
# $why: the reason that the desk wrote down.
trends-absent = { $why ->
    [not_reported] not reported
    [source_silent] the source said nothing
    [not_due] no report was due
    [withheld_for_safety] withheld for safety
   *[not_applicable] not applicable
}
trends-withdrawn = withdrawn
trends-days-withdrawn = { $days ->
    [one] { $days } day withdrawn
   *[other] { $days } days withdrawn
}
trends-day-withdrawn = { $date } was withdrawn: what was published about it is not shown any more.{ $has_reason ->
    [yes] {" "}The reason: { $reason }
   *[no] {""}
}
trends-rest-inside = { $days ->
    [one] { $days } day has a figure only within a period.
   *[other] { $days } days have a figure only within a period.
}
trends-unpublished = { $what }: nothing was published yet
# In the place of a drawing.
trends-no-daily = No figure of a day from { $from } to { $to }: { $what }. A running total is told below.
trends-all-withdrawn = What was published about { $from } to { $to } was withdrawn: { $what }. That is not silence, and not zero.
# What a month's drawing says aloud. $days: 24 and 25.
trends-bars-described = { $what }: { $told }.
trends-days-no-own = no figure of their own, but one for a period, on { $days }
trends-days-gone = withdrawn on { $days }
trends-no-own = no figure of its own
trends-only-in-total = The { $by ->
    [day] days
    [week] weeks
   *[month] months
} alone { $has_alone ->
    [yes] come to { $alone }
   *[no] have no figure of their own
}. One figure for a period that lies in none of them whole counts in all only ({ $periods }): { $total }.
trends-row-all = All
# In the place of sources where nobody gave a figure.
trends-nobody = nobody
trends-head-figure = Figure
trends-head-rests = Rests on
trends-table = Every { $by ->
    [day] day with a figure
    [week] week
   *[month] month
}
trends-in-months = By month
trends-in-months-of = { $what }, by month
trends-described = { $what }: { $has_said ->
    [yes] { $said }{ $silent ->
        [0] {""}
       *[other] ; { trends-silent }
    }
   *[no] { trends-silent }
}.
trends-silent = no figure in { $silent } { $by ->
    [day] { $silent ->
        [one] day
       *[other] days
    }
    [week] { $silent ->
        [one] week
       *[other] weeks
    }
   *[month] { $silent ->
        [one] month
       *[other] months
    }
}
trends-spoken = { $days ->
    [0] nobody spoke of it on the day itself
   *[other] somebody spoke of it on { $days } of { $of ->
        [one] { $of } day
       *[other] { $of } days
    }
}
trends-access-days = { $status ->
    [open] open
    [restricted] restricted
    [closed] closed
    [disputed] disputed
   *[unknown] unknown
} on { $days ->
    [one] { $days } day
   *[other] { $days } days
}
trends-access-finding = { $what }: { $counts }
trends-access-summary = { $period }: { $spoken }.
trends-legend-exact = { $by ->
    [week] the figure of a week
   *[month] the figure of a month
}
trends-sources = { $count ->
    [one] Source
   *[other] Sources
}: { $sources }.
trends-same-scale = Corridors stand under each other on one scale; nothing is added over them.
trends-band = Under the days: access of each day, as on the strip of the status page.
trends-of-corridor = { $corridor }: { $what }

## The cursor: what the script of the figure says, from words of the page

# Shown under the figure until somebody does it.
cursor-hint = Point, tap or use the arrow keys to read each { $by ->
    [day] day
    [week] week
   *[month] month
} here.
# Of a place for the keyboard. $what: Patients moved out.
cursor-label = { $what }, { $by ->
    [day] day by day
    [week] week by week
   *[month] month by month
}
# $rest: 24; 2 claims; ICRC.
cursor-line = { $has_plot ->
    [yes] { $plot }, { $day }
   *[no] { $day }
}: { $rest }
cursor-and = { $first }; { $next }

## Events

trends-events = Events on the axis
trends-events-more = { $events ->
    [one] { $events } earlier event stands in the file of events.
   *[other] { $events } earlier events stand in the file of events.
}
trends-event-aloud = Events: { $events }.
# In a file that stands alone.
trends-event-line = { $number }. { $day }: { $events }

## Carriers and other things

trends-carriers = By carrier
trends-also = Also reported, counted apart
trends-also-intro = None of these is added to the figure above.

## Definition and citation

trends-definition-heading = Definition
trends-definition-more = What counts, where, and whose definitions differ
trends-made = { $kind ->
    [flow] Weeks and months add their days up. A figure for a period is never spread over its days: it counts where all its days lie, as the larger of itself and their sum; elsewhere it is named. A day without a figure is no zero. Weeks are ISO weeks, Monday to Sunday.
    [stock] A level, never added up: a week or month shows the last figure in it, with its day. Different definitions are different series.
    [cumulative] A running total, never added up: a week or month shows the last total in it, with its day. Sources are never mixed.
   *[access] A week or month counts its days by their status.
}
trends-cite-heading = Cite
# What is cited of a view, as a title. $what: what is counted. $by: the step.
trends-cited = { $what }, { $corridor }, { $from } to { $to }, by { $by ->
    [day] day
    [week] week
   *[month] month
}
trends-file-csv = This view (CSV)
trends-link = Trends

trends-frame-heading = On another site
trends-frame = Copy this frame into a page: it shows these days, and a correction shows in it too.
trends-no-frame = A frame shows one measure of one corridor by day, of all carriers. Choose that to have its code here.
