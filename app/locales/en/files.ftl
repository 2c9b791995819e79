# Files to take along: what each holds, and in which form.

file-days-csv = Days (CSV)
file-events-csv = Events (CSV)
file-days-json = Days (JSON)
file-claims-json = Claims (JSON)
file-events-json = Events (JSON)
