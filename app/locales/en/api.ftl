# The API: what programs, and those who write them, are told. Names of parameters and words of lists stay as they are.

# $problem: bad-parameter, not-found, withdrawn, cursor-gone, method-not-allowed, too-busy, broken, other.
api-problem-title = { $problem ->
    [bad-parameter] A parameter cannot be read
    [not-found] There is nothing at this address
    [withdrawn] This was withdrawn
    [cursor-gone] This walk cannot go on
    [method-not-allowed] The API is read-only
    [too-busy] Too much to do
    [broken] The answer could not be made
   *[other] This cannot be answered
}
# $problem: as above.
api-problem = { $problem ->
    [bad-parameter] A part of the address is not what was expected. errors names each: the parameter, what was given, what was expected.
    [not-found] There is no such address, corridor, measure, or day of the record. What there is stands in the description of the API, /api/openapi.json.
    [withdrawn] What was published here was withdrawn, for the reason that is told, and is not shown again under any moment.
    [cursor-gone] The pages of one walk belong to one state of the record, and that state cannot be told any more. Begin again without cursor.
    [method-not-allowed] The API is read with GET and HEAD. Nothing was changed.
    [too-busy] There is more to do right now than this site takes on, or what is needed cannot be had. Try again after as many seconds as Retry-After says.
    [broken] Something went wrong on our side. Try again; if it happens again, tell the desk the reference.
   *[other] The status says why.
}
# $heading: the heading of a refusal, without a full stop. $text: whole sentences.
api-problem-detail = { $heading }. { $text }
# $count: a number of parameters.
api-bad-parameters = { $count ->
    [one] A parameter of this address cannot be read.
   *[other] { $count } parameters of this address cannot be read.
}
api-expected-moment = a day that has come, such as 2023-05-10 (its end in the corridor’s time zone), or a past instant such as 2023-05-10T20:00:00Z, once
api-expected-day = a day as YYYY-MM-DD, such as 2023-05-10
# $from: a day as it was given.
api-expected-later-day = a day that is not before from, { $from }
# $most: a number of rows.
api-expected-limit = a whole number from 1 to { $most }
api-expected-cursor = the cursor that a page of this list gave as next, letter by letter; or none, to begin
api-expected-own-cursor = a cursor that a page of this very list gave, with the same filters; or none, to begin
# $moment: an instant.
api-expected-cursor-moment = a cursor of the state as of { $moment }; or no as_of, since a cursor has its own
api-expected-left-out = nothing: leave it out
api-expected-once = one value: write it once
api-expected-nothing = no parameter
api-expected-no-name = nothing: the record names none
# $words: several words of which one is right.
api-expected-one-of = one of { $words }
api-cursor-gone = The record was published anew within the very moment that this walk began in. Begin again without cursor.

# Examples of requests, for those who write programs. $address: a whole command follows in a line of its own.
api-examples-heading = The same for programs
api-examples-intro = An API gives all this as JSON: read-only, open to every site, without a key. Every answer names the record version and the moment, and takes as_of.
api-examples-description = Its description in OpenAPI 3.1
api-example-status = What the status page says, with every number’s source
api-example-status-then = The same as it stood at the end of a day
api-example-days = What the days of one month come to
api-example-day = One day: its figures, every claim, events and history
api-example-claims = Every claim about what is counted most here
# $measure: what is counted.
api-example-series = { $measure } by week, as the page of trends shows it
api-example-changes = Corrections alone, the newest first
api-example-corridors = All corridors
# Of the page about the site: what the problems of the API mean.
about-heading-api = The API
about-api = Programs read the same record as JSON, without a key and from any site. The first address leads to all corridors, the second to the description of the API in OpenAPI 3.1.
about-api-problems = Every refusal there is told in one form (RFC 9457), and is of one of these kinds:
api-expected-version = the version of a record, a number such as 56
