# What helps the desk to enter a day: what stands ready, how an amount was read, what looks odd, the bulletin beside the form.

# $number: the place of the row in its report, as text.
entry-row = { $has_thing ->
    [yes] Row { $number }: { $thing }
   *[no] Row { $number }: one more
}
entry-carrier-unsaid = carrier not said
entry-choose = Choose
entry-measure-hint = What follows depends on it
entry-more-of-row = What it counts; planned or attempted; over a period; remark
entry-more = Planned or attempted; over a period; definition; remark
entry-stage = Did it happen?
entry-stage-hint = Planned and attempted are shown, and never make a figure
entry-unlike-yesterday = There is no “same as yesterday”: what nobody said again is not known, and yesterday’s number would read like news.
entry-amounts = Amounts as the source words them: { form-amount-hint }. 0 only if a source says so.
entry-usual = { $source } usually reports; what it usually counts stands ready below. A row without an amount is not sent.

# Beside a row: the last values. { $strong }…{ $end } stands out. $date: 29 April. $days: how many days lie between without one.
entry-lately = Last values of { $thing }
entry-lately-value = { $date }: { $strong }{ $value }{ $end }
entry-lately-silent = { $days ->
    [one] no figure on 1 day
   *[other] no figure on { $days } days
}
entry-lately-none = No value of just this before this day

# Under an amount: how it was read.
entry-understood = Understood as: { $amount }

# What looks odd: it may be right.
entry-odd = { $warnings ->
    [one] 1 thing to look at twice
   *[other] { $warnings } things to look at twice
}
entry-odd-title = Look twice: { $title }
entry-odd-note = It may be right. Then say why in a word, and send it again: the word stays with the desk, in the internal note. Nothing is published yet.
entry-odd-aloud = Look twice:
entry-why = Why it is right, in a word
entry-why-hint = For the desk alone; never published
entry-why-kept = Looked at twice: { $thing }, { $amount } ({ $source }). { $why }
odd-outlier = { $low ->
    [0] Far from the last { $of } values, which go up to { $high }.
   *[other] Far from the last { $of } values, which lie between { $low } and { $high }.
}
odd-above-whole = More than { $whole }, { $amount }, of which this is a part.
odd-stands-still = The running total stands where it stood on { $date }, but { $moved } were moved since.
odd-falls = The running total is lower than on { $date }: it was { $from }.
odd-jumps = Since { $date } the running total rose by { $missing } more than the daily reports say.
odd-return = It is not said with whom they returned; this source usually says so.

# The text of a source, beside the form.
entry-bulletin = Bulletin
entry-bulletin-label = The source’s text
entry-bulletin-hint = Paste it, and type from it. Nothing is read out of it; it is kept with your draft alone and goes with it

# Another day of which the same bulletin speaks.
entry-other = This bulletin also speaks of another day
entry-other-day = The other day
entry-other-hint = This draft is saved, and that day opens with this head and the bulletin
entry-other-go = Open that day
entry-from = The bulletin of { $date } is filled in
entry-from-text = Its source, relay, address and date stand in report { $report } below; nothing of it counts until you write an amount. What you typed for { $date } is saved as your draft.
entry-from-back = Back to { $date }
entry-from-none = Your draft of { $date } does not hold that report any more
entry-from-none-text = Nothing was filled in. What stands below is this day as you left it.
