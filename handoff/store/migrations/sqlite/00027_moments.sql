-- What figures count of each decision: colleagues by their ids, nobody outside, so that it stays when a lead is
-- forgotten.

-- +goose Up
CREATE TABLE moments (
    handoff TEXT    NOT NULL REFERENCES handoffs (id),
    seq     INTEGER NOT NULL, -- of the fact
    at      INTEGER NOT NULL, -- when it was decided
    body    TEXT    NOT NULL, -- JSON
    PRIMARY KEY (handoff, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX moments_at ON moments (at);

-- Of leads from before, it is still to be found out.
CREATE TABLE moments_owed (handoff TEXT NOT NULL PRIMARY KEY REFERENCES handoffs (id)) STRICT, WITHOUT ROWID;
INSERT INTO moments_owed (handoff) SELECT id FROM handoffs;
