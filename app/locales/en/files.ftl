# Files to take along: what each holds, and in which form.

file-days-csv = Days (CSV)
file-events-csv = Events (CSV)
file-days-json = Days (JSON)
file-claims-json = Claims (JSON)
file-events-json = Events (JSON)

# What cannot be asked of a file. $text: what stands in the address. $names: what could stand there, parted by commas.
files-no-measure = “{ $text }” is no measure. Write one of: { $names }.
files-no-carrier = { $count ->
    [0] “{ $text }” is no carrier of this record, which names none yet. Leave carrier out.
   *[other] “{ $text }” is no carrier of this record. Write one exactly as the record does: { $names }.
}
files-no-group = { $count ->
    [0] “{ $text }” is no group of this record, which names none yet. Leave group out.
   *[other] “{ $text }” is no group of this record. Write one exactly as the record does: { $names }.
}
files-no-hxl = “{ $text }” is no choice. Write hxl=1 for a row of tags under the header, or leave it out.
