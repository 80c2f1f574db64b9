-- What the calendars of reps showed when a fact was decided. It is kept for a shorter time than the fact, whose payload
-- holds the commitment to it.
-- +goose Up
CREATE TABLE looked (
    fact   INTEGER PRIMARY KEY REFERENCES facts (id),
    at     INTEGER NOT NULL,          -- when it was decided
    salt   BLOB,                      -- NULL, as body: its time was over
    body   TEXT,
    inside INTEGER NOT NULL DEFAULT 0 -- it stands in the payload itself, as before there was this table
) STRICT;
CREATE INDEX looked_at ON looked (at) WHERE body IS NOT NULL OR inside = 1;

INSERT INTO looked (fact, at, inside)
SELECT p.fact, f.at, 1 FROM payloads p JOIN facts f ON f.id = p.fact WHERE instr(p.body, '"Busy":{') > 0;

-- When the lines of a Today were written, of earlier ones the latest that it can have been.
ALTER TABLE today_lines ADD COLUMN at INTEGER NOT NULL DEFAULT 0;
UPDATE today_lines SET at = (SELECT coalesce(max(created), 0) FROM outbox);
