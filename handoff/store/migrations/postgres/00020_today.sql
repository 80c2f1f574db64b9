-- +goose Up
-- What the numbers of a Today stand for, and how many mails somebody has had.
CREATE TABLE today_lines (
    message_id TEXT COLLATE "C" NOT NULL,
    n          BIGINT NOT NULL,
    person     TEXT COLLATE "C" NOT NULL,
    handoff    TEXT COLLATE "C" REFERENCES handoffs (id), -- NULL: it is about an entry of a calendar
    entry      TEXT COLLATE "C" NOT NULL DEFAULT '',
    asks       BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (message_id, n)
);

CREATE TABLE budgets (
    person  TEXT COLLATE "C" PRIMARY KEY,
    day     TEXT NOT NULL,   -- of the counted mails, in the person's zone
    live    BIGINT NOT NULL, -- mails of that day that could not wait for Today
    sent_at BIGINT NOT NULL  -- the latest of them
);

-- of the Today whose reply address it is; '': of no Today
ALTER TABLE tokens ADD COLUMN message TEXT COLLATE "C" NOT NULL DEFAULT '';
