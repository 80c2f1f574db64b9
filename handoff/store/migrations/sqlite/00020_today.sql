-- +goose Up
-- What the numbers of a Today stand for, and how many mails somebody has had.
CREATE TABLE today_lines (
    message_id TEXT    NOT NULL,
    n          INTEGER NOT NULL,
    person     TEXT    NOT NULL,
    handoff    TEXT    NOT NULL REFERENCES handoffs (id),
    PRIMARY KEY (message_id, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE budgets (
    person  TEXT    PRIMARY KEY,
    day     TEXT    NOT NULL, -- of the counted mails, in the person's zone
    live    INTEGER NOT NULL, -- mails of that day that could not wait for Today
    sent_at INTEGER NOT NULL  -- the latest of them
) STRICT;
