-- Who may do what at which corridor, how people come in, what they are working on, and what is taken out for good.
-- All sessions end with this migration: people sign in again.

CREATE TABLE members (
    id            INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    account       TEXT    NOT NULL UNIQUE COLLATE NOCASE,
    -- 1: looks after people, corridors and sources.
    admin         INTEGER NOT NULL,
    -- None as long as an invitation was not taken up.
    password_hash TEXT,
    disabled_at   INTEGER,
    created_at    INTEGER NOT NULL,
    -- The day on which somebody was last signed in with it.
    seen_on       TEXT
) STRICT;

INSERT INTO members (id, account, admin, password_hash, disabled_at, created_at)
SELECT id, account, role = 'admin', password_hash, disabled_at, created_at FROM staff;

-- Reporter or lead, at one corridor.
CREATE TABLE posts (
    staff_id INTEGER NOT NULL,
    corridor TEXT    NOT NULL,
    role     TEXT    NOT NULL,
    PRIMARY KEY (staff_id, corridor)
) STRICT, WITHOUT ROWID;

-- Until now a role counted everywhere, and an admin could publish.
INSERT INTO posts (staff_id, corridor, role)
SELECT s.id, c.slug, CASE s.role WHEN 'reporter' THEN 'reporter' ELSE 'lead' END FROM staff s CROSS JOIN corridors c;

DROP TABLE sessions;
DROP TABLE staff;
ALTER TABLE members RENAME TO staff;

-- Only the hash of a session's token is kept: a copy of this table lets nobody in.
CREATE TABLE sessions (
    token_hash TEXT    NOT NULL PRIMARY KEY,
    -- Names the session to its own holder, who may end it; opens nothing.
    id         INTEGER NOT NULL UNIQUE,
    staff_id   INTEGER NOT NULL REFERENCES staff (id),
    -- 'whole'; 'code': the second factor is still to come; 'enrol': it is still to be set up.
    stage      TEXT    NOT NULL,
    -- What kind of browser, such as 'Firefox, Android': never its whole description.
    browser    TEXT,
    created_at INTEGER NOT NULL,
    seen_at    INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX sessions_of_a_member ON sessions (staff_id);

-- The second factor (RFC 6238) of an account.
CREATE TABLE second_factors (
    staff_id     INTEGER NOT NULL PRIMARY KEY,
    -- Base32, as an authenticator takes it.
    secret       TEXT    NOT NULL,
    -- None as long as no code of it was shown.
    confirmed_at INTEGER,
    -- The time step of the last code that was taken: no code is taken twice.
    last_step    INTEGER
) STRICT;

CREATE TABLE recovery_codes (
    code_hash TEXT    NOT NULL PRIMARY KEY,
    staff_id  INTEGER NOT NULL,
    used_at   INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX recovery_codes_of_a_member ON recovery_codes (staff_id);

-- Links that work once: to set up, to take up an invitation, to choose a new password. Only the hash is kept.
CREATE TABLE links (
    token_hash TEXT    NOT NULL PRIMARY KEY,
    kind       TEXT    NOT NULL,
    staff_id   INTEGER,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What the installation says of itself: 'organisation', …
CREATE TABLE settings (
    name       TEXT    NOT NULL PRIMARY KEY,
    value      TEXT    NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What somebody typed about a day, as a browser sends it. May be invalid.
CREATE TABLE drafts (
    corridor TEXT    NOT NULL,
    date     TEXT    NOT NULL,
    staff_id INTEGER NOT NULL,
    body     TEXT    NOT NULL,
    saved_at INTEGER NOT NULL,
    PRIMARY KEY (corridor, date, staff_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX drafts_of_a_member ON drafts (staff_id);

-- Which account made a revision: for the rule that nobody approves their own. Not in the chain, never public.
CREATE TABLE authors (
    seq      INTEGER NOT NULL PRIMARY KEY REFERENCES revisions (seq),
    account  TEXT    NOT NULL
) STRICT;

CREATE TRIGGER authors_are_not_changed BEFORE UPDATE ON authors
BEGIN SELECT RAISE(ABORT, 'authors are append-only: an author is never changed'); END;

CREATE TRIGGER authors_are_not_removed BEFORE DELETE ON authors
BEGIN SELECT RAISE(ABORT, 'authors are append-only: an author is never removed'); END;

CREATE TRIGGER authors_are_not_replaced BEFORE INSERT ON authors
WHEN EXISTS (SELECT 1 FROM authors WHERE seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'authors are append-only: an author is never replaced'); END;

-- Locked days that a lead opened, and until when.
CREATE TABLE openings (
    corridor  TEXT    NOT NULL,
    date      TEXT    NOT NULL,
    opened_at INTEGER NOT NULL,
    until     INTEGER NOT NULL,
    reason    TEXT    NOT NULL,
    PRIMARY KEY (corridor, date)
) STRICT, WITHOUT ROWID;

-- 0: told by its name. 1, 2, …: the public is not told who it is, only this number.
ALTER TABLE sources ADD COLUMN withheld INTEGER NOT NULL DEFAULT 0;
-- The source that it turned out to be; it keeps its own name in the history.
ALTER TABLE sources ADD COLUMN merged_into TEXT;

-- Spellings of carriers that turned out to be another one's.
CREATE TABLE carriers (
    name       TEXT    NOT NULL PRIMARY KEY,
    shown_as   TEXT    NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Documents that were removed for good, and why. Comes before the removal, and lets it through.
CREATE TABLE redactions (
    document_hash TEXT    NOT NULL PRIMARY KEY,
    seq           INTEGER NOT NULL,
    at            INTEGER NOT NULL,
    reason        TEXT    NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER redactions_are_not_changed BEFORE UPDATE ON redactions
BEGIN SELECT RAISE(ABORT, 'redactions are append-only: a redaction is never changed'); END;

CREATE TRIGGER redactions_are_not_removed BEFORE DELETE ON redactions
BEGIN SELECT RAISE(ABORT, 'redactions are append-only: a redaction is never taken back'); END;

CREATE TRIGGER redactions_are_not_replaced BEFORE INSERT ON redactions
WHEN EXISTS (SELECT 1 FROM redactions WHERE document_hash = NEW.document_hash)
BEGIN SELECT RAISE(ABORT, 'redactions are append-only: a redaction is never replaced'); END;

DROP TRIGGER documents_are_not_removed;
CREATE TRIGGER documents_are_not_removed BEFORE DELETE ON documents
WHEN NOT EXISTS (SELECT 1 FROM redactions WHERE document_hash = OLD.hash)
BEGIN SELECT RAISE(ABORT, 'documents are append-only: a document is only removed by a redaction'); END;

-- What was removed does not come back under its own hash.
CREATE TRIGGER documents_stay_removed BEFORE INSERT ON documents
WHEN EXISTS (SELECT 1 FROM redactions WHERE document_hash = NEW.hash)
BEGIN SELECT RAISE(ABORT, 'documents are append-only: this document was redacted'); END;

CREATE INDEX audit_by_account ON audit (account, seq);
