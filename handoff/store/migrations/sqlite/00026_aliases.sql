-- Further addresses of colleagues, which they have called theirs when they were asked about a mail from there.

-- +goose Up
CREATE TABLE aliases (
    address TEXT    PRIMARY KEY,
    person  TEXT    NOT NULL,
    at      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
