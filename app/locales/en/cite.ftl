# How a page and the record behind it are cited.

cite-label-short = Short
cite-label-full = In full, with the link to this very state
cite-label-bibtex = BibTeX
cite-label-csl = CSL-JSON
cite-download-bib = BibTeX as a file
cite-download-csl = CSL-JSON as a file
cite-since = What changed since this version
cite-more = BibTeX and CSL-JSON
cite-all = More ways to cite: short, BibTeX, CSL-JSON
# $author: who keeps the record.
cite-short = { $has_version ->
    [yes] { $author }, { $title }, { $date }, version { $version }.
   *[no] { $author }, { $title }, { $date }.
}
# The link stands behind it.
cite-full = { $has_version ->
    [yes] { $author }: { $title }. As the record stood on { $moment }, version { $version }.
   *[no] { $author }: { $title }. As the record stood on { $moment }, before anything was published.
}
# 56 (c88d64e1): number and hash of the state.
cite-version = { $version } ({ $hash })
# What stands with a reference. $path: where it is within the site, when the address of the site is not known.
cite-note = As the record stood on { $moment }.{ $has_since ->
    [yes] {" "}What changed since: { $since }
   *[no] {""}
}{ $has_path ->
    [yes] {" "}Within the site: { $path }
   *[no] {""}
}
# The record as a whole. $corridor: its names.
cite-record = { $corridor }, day by day
