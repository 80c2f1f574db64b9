-- +goose Up
ALTER TABLE notices ADD COLUMN html TEXT NOT NULL DEFAULT ''; -- empty once it is sent
ALTER TABLE notices ADD COLUMN items TEXT NOT NULL DEFAULT ''; -- what its numbers stand for, one a line

-- What people said of entries of their own calendars. An entry is a hash of its UID; the empty one is the weekly mail
-- itself.
CREATE TABLE said (
    person TEXT    NOT NULL,
    event  TEXT    NOT NULL,
    word   TEXT    NOT NULL,
    at     INTEGER NOT NULL,
    PRIMARY KEY (person, event)
) STRICT, WITHOUT ROWID;
