# Method, definitions, corrections, privacy. { $strong }…{ $end } stands out.

about-title = About { -brand }
about-heading-method = Method
about-method-road = A humanitarian corridor is a road on which safe passage is or was agreed. Day by day we record what is said of it: whether it is open, for whom, who was moved out for treatment, who is still waiting.
about-method-claims = We record claims, not facts. Every number is a statement by a source about one day, in that source’s words. Two sources may disagree for ever; both stay. Nothing is averaged, and no source is preferred in silence: where the desk prefers one, it says why beside the figure. Otherwise a figure covers all that was said.
about-method-gaps = A gap is a gap. A day that nobody reported is unknown: never open, never zero, never the day before.

about-heading-status = Status
about-status-words = { $strong }Open{ $end }, { $strong }restricted{ $end } and { $strong }closed{ $end } are what sources say of all traffic on a day. If they differ, the day is { $strong }disputed{ $end }; if nobody spoke, it is { $strong }unknown{ $end }. One side’s “open” is not an all-clear: every status names who says so.
about-status-classes = A status of one class of traffic (patients, cargo, civilians, aid convoys) has a line of its own and never colours the day. “Closed for 35 days” is a statement of the day on which it was made; the days before show it as said later.
about-status-silence = The days since the last reported movement count from the last day on which somebody is said to have been moved. Silence does not lengthen or shorten them; the number of silent days stands beside them.

about-heading-words = Words of measure
about-words-amounts = “More than 30” is not 30, “about 660” is not 660, and “several dozen” has no number. Amounts are shown as they were said: at least, more than, at most, fewer than, about, from–to, or in words only.
about-words-kinds = Figures of a day, levels (people waiting) and running totals are kept apart. Returns are never added to transfers, companions never to patients. Planned or attempted movements are never counted.

about-heading-corrections = Corrections
about-corrections = A published day can change: because better or later information came (a revision), or because we were wrong (a correction). Both name their reason on the day’s page. Nothing that was published is overwritten: every state is kept, in a chain that shows whether one was tampered with. The foot of each page leads to earlier states.

about-heading-privacy = Privacy and safety
about-privacy-data = No person is in the data: no names, ages, diagnoses, number plates or permits, no times of movements, nothing finer than a day. What a source says was planned or attempted is shown as that, and never counted. Small numbers of a single facility or a small group are withheld, unless a corridor’s page says why not.
about-privacy-readers = Readers are not followed: no third party, no cookie on public pages. The status page has one script, which asks this site alone whether something newer was published. Who recorded a day is shown as a role, never as a person.
about-privacy-names = All names of a place are shown, in alphabetical order. None is preferred.
