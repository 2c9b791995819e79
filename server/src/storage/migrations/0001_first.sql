-- The first schema. Instants are whole milliseconds since 1970 in UTC, dates ISO text, hashes lower-case hexadecimal.
-- What must never change is guarded here too, not only in the program: a second tool on the file is stopped as well.

-- The exact text that was hashed. In a table of its own, so that one document can be removed for good one day
-- (a name slipped in) while its row in the chain stays; hence no foreign key from revisions.
CREATE TABLE documents (
    hash TEXT NOT NULL PRIMARY KEY,
    body TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER documents_keep_their_text BEFORE UPDATE ON documents
BEGIN SELECT RAISE(ABORT, 'documents are append-only: a document is never changed'); END;

CREATE TRIGGER documents_are_not_removed BEFORE DELETE ON documents
BEGIN SELECT RAISE(ABORT, 'documents are append-only: a document is never removed'); END;

-- REPLACE would remove the old row, without the trigger above unless the connection asked for it.
CREATE TRIGGER documents_are_not_replaced BEFORE INSERT ON documents
WHEN EXISTS (SELECT 1 FROM documents WHERE hash = NEW.hash)
BEGIN SELECT RAISE(ABORT, 'documents are append-only: a document is never replaced'); END;

-- One state of one day. seq counts from 1 without a gap; every hash covers the one before it.
CREATE TABLE revisions (
    seq           INTEGER NOT NULL PRIMARY KEY,
    corridor      TEXT    NOT NULL,
    date          TEXT    NOT NULL,
    state         TEXT    NOT NULL,
    document_hash TEXT    NOT NULL,
    change_kind   TEXT,
    reason        TEXT,
    role          TEXT    NOT NULL,
    recorded_at   INTEGER NOT NULL,
    published_at  INTEGER,
    previous_hash TEXT    NOT NULL,
    hash          TEXT    NOT NULL UNIQUE
) STRICT;

CREATE INDEX revisions_of_a_day ON revisions (corridor, date, seq);

CREATE TRIGGER revisions_are_not_changed BEFORE UPDATE ON revisions
BEGIN SELECT RAISE(ABORT, 'revisions are append-only: a revision is never changed'); END;

CREATE TRIGGER revisions_are_not_removed BEFORE DELETE ON revisions
BEGIN SELECT RAISE(ABORT, 'revisions are append-only: a revision is never removed'); END;

CREATE TRIGGER revisions_follow_the_last_one BEFORE INSERT ON revisions
WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM revisions)
  OR NEW.previous_hash <> coalesce((SELECT hash FROM revisions ORDER BY seq DESC LIMIT 1),
                                   '0000000000000000000000000000000000000000000000000000000000000000')
BEGIN SELECT RAISE(ABORT, 'revisions are append-only: a revision follows the last one'); END;

-- What was done at the desk and at the command line, written in the same transaction as the thing itself.
CREATE TABLE audit (
    seq     INTEGER NOT NULL PRIMARY KEY,
    at      INTEGER NOT NULL,
    account TEXT    NOT NULL,
    verb    TEXT    NOT NULL,
    subject TEXT    NOT NULL,
    detail  TEXT
) STRICT;

CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit is append-only: a line is never changed'); END;

CREATE TRIGGER audit_is_not_removed BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit is append-only: a line is never removed'); END;

CREATE TRIGGER audit_follows_the_last_line BEFORE INSERT ON audit
WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM audit)
BEGIN SELECT RAISE(ABORT, 'the audit is append-only: a line follows the last one'); END;

-- Settings as JSON: they are read whole, by the domain's own type.
CREATE TABLE corridors (
    slug       TEXT    NOT NULL PRIMARY KEY,
    settings   TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sources (
    slug       TEXT    NOT NULL PRIMARY KEY,
    name       TEXT    NOT NULL UNIQUE,
    kind       TEXT    NOT NULL,
    side       TEXT,
    page       TEXT,
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- No personal data beyond the name of the account.
CREATE TABLE staff (
    id            INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    account       TEXT    NOT NULL UNIQUE COLLATE NOCASE,
    role          TEXT    NOT NULL,
    password_hash TEXT    NOT NULL,
    disabled_at   INTEGER,
    created_at    INTEGER NOT NULL
) STRICT;

-- Only the hash of a session's token is kept: a copy of this table lets nobody in.
CREATE TABLE sessions (
    token_hash TEXT    NOT NULL PRIMARY KEY,
    staff_id   INTEGER NOT NULL REFERENCES staff (id),
    created_at INTEGER NOT NULL,
    seen_at    INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX sessions_of_a_member ON sessions (staff_id);

-- Failed sign-ins of the last day. The account as a hash, because people type their password there by mistake.
CREATE TABLE sign_in_attempts (
    account_hash TEXT    NOT NULL,
    network      TEXT    NOT NULL,
    failures     INTEGER NOT NULL,
    last_at      INTEGER NOT NULL,
    PRIMARY KEY (account_hash, network)
) STRICT, WITHOUT ROWID;

CREATE INDEX sign_in_attempts_of_a_network ON sign_in_attempts (network);

-- Which form made which revision: the same form sent twice is answered once.
CREATE TABLE submissions (
    key          TEXT    NOT NULL PRIMARY KEY,
    content_hash TEXT    NOT NULL,
    seq          INTEGER NOT NULL REFERENCES revisions (seq),
    created_at   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
