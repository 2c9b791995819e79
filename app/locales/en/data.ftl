# The page of all files of a corridor.

way-data = Data
data-title = Data and files: { $corridor }
data-heading = Data and files
data-intro = Everything that is published of this corridor can be taken along: what each source said, what each day comes to, what happened. The files are open to every site and program, and take no key. Their addresses and columns stay; new columns are only added at the end.
data-foot = All files

data-heading-files = Files
data-part-whole = The whole record.
# $parts: what was chosen, in a row.
data-part = In part: { $parts }.
data-part-from = from { $date }
data-part-to = up to { $date }
# A choice among the record’s own words: $name says what it is, $value which one.
data-part-of = { $name } “{ $value }”
data-filter = Choose a part
data-filter-from = From
data-filter-to = To
data-filter-measure = Measure
data-filter-carrier = Carrier
data-filter-direction = Direction
data-filter-group = Group
data-filter-any = all
data-filter-hint = Days are chosen by the column “date”: what was said over a period stands on the day on which it ends, and belongs to no other. A day that was withdrawn stands in every part that has it.
data-show = Show these files
data-reset = The whole record

data-heading-days = Days
data-heading-trends = Trends, and series of the API
data-heading-claims = Claims
data-heading-events = Events
data-about-days = What each day comes to, one row a day and thing: the status, the figures, why one is missing, who says so, when it was last corrected. A day of which nobody spoke has a row that says unknown.
data-about-claims = Every claim as one row, in its source’s words of measure, with the source and its page; and every absence with its reason.
data-about-events = What happened, a dated line each, with its source. Events are chosen by day alone.
# $form: csv, xlsx, json. $holding: days, claims, events.
data-file = { $holding ->
    [days] Days
    [claims] Claims
   *[events] Events
} { $form ->
    [csv] as a table (CSV)
    [xlsx] as a workbook (XLSX)
    [hxl] with HXL tags (CSV)
   *[json] for programs (JSON)
}
data-heading-more = Beside them
data-about-trends = a measure by day, week or month, drawn and as a table, with just these rows as a file
data-about-share = frames and pictures for other sites, feeds for readers and programs
data-about-latest = what the status page says, at one address that stays
data-about-package = all tables and their columns, described for programs (Data Package v2)
data-about-measures = each measure’s page of record: what it counts and where, and whose definitions differ
data-measures = What is counted
data-latest = latest.json
data-package = datapackage.json
data-as-of = Every address takes as_of, a day or an instant that has passed, and then gives the record as it stood; the name of a file says which state it holds.

data-heading-dictionary = Columns
data-dictionary-note = The same words stand in the package and in the second sheet of each workbook. An empty cell means “not said, or does not apply”, never zero.
data-column-name = Column
data-column-kind = Kind
data-column-means = What it holds
# Beside a column that JSON has and the table does not.
data-only-json = JSON only

data-heading-licence = Licence
# Names of licences, as those who wrote them write them.
licence-title = { $licence ->
    [cc0] Creative Commons Zero 1.0
    [cc-by] Creative Commons Attribution 4.0
    [cc-by-sa] Creative Commons Attribution-ShareAlike 4.0
    [pddl] Public Domain Dedication and Licence 1.0
    [odc-by] Open Data Commons Attribution 1.0
   *[odbl] Open Database License 1.0
}
data-licence = These files may be used under { $licence }.
data-licence-sources = What each source said stays the source’s, and every row names its source: name the source too, and the moment that you cite.
data-licence-none = No licence is stated for these files. What each source said stays the source’s, and every row names its source. Ask the desk before you publish more than a citation allows.
data-heading-cite = How to cite
