-- +goose Up
-- What the numbers of a Today stand for, and how many mails somebody has had.
CREATE TABLE today_lines (
    message_id TEXT NOT NULL,
    n          INTEGER NOT NULL,
    person     TEXT NOT NULL,
    handoff    TEXT REFERENCES handoffs (id), -- NULL: it is about an entry of a calendar
    entry      TEXT NOT NULL DEFAULT '',
    asks       INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (message_id, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE budgets (
    person  TEXT    PRIMARY KEY,
    day     TEXT    NOT NULL, -- of the counted mails, in the person's zone
    live    INTEGER NOT NULL, -- mails of that day that could not wait for Today
    sent_at INTEGER NOT NULL  -- the latest of them
) STRICT;

-- of the Today whose reply address it is; '': of no Today
ALTER TABLE tokens ADD COLUMN message TEXT NOT NULL DEFAULT '';
