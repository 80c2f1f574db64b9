-- What figures count of each decision: colleagues by their ids, nobody outside, so that it stays when a lead is
-- forgotten.

-- +goose Up
CREATE TABLE moments (
    handoff TEXT COLLATE "C" NOT NULL REFERENCES handoffs (id),
    seq     BIGINT NOT NULL, -- of the fact
    at      BIGINT NOT NULL, -- when it was decided
    body    TEXT NOT NULL,   -- JSON
    PRIMARY KEY (handoff, seq)
);
CREATE INDEX moments_at ON moments (at);

-- Of leads from before, it is still to be found out.
CREATE TABLE moments_owed (handoff TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES handoffs (id));
INSERT INTO moments_owed (handoff) SELECT id FROM handoffs;
