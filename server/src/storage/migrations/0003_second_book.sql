-- From this schema on the record has a second book, record.journal, which follows each commit, and names have a seal. A
-- program from before keeps neither: it refuses a database of this schema, so that nothing is acknowledged in one book alone.
-- A seal that is there was not made under this schema: the names are sealed anew.
DELETE FROM settings WHERE name = 'names_hash';
