-- +goose Up
-- What the numbers of a Today stand for, and how many mails somebody has had.
CREATE TABLE today_lines (
    message_id TEXT COLLATE "C" NOT NULL,
    n          BIGINT NOT NULL,
    person     TEXT COLLATE "C" NOT NULL,
    handoff    TEXT COLLATE "C" NOT NULL REFERENCES handoffs (id),
    PRIMARY KEY (message_id, n)
);

CREATE TABLE budgets (
    person  TEXT COLLATE "C" PRIMARY KEY,
    day     TEXT NOT NULL,   -- of the counted mails, in the person's zone
    live    BIGINT NOT NULL, -- mails of that day that could not wait for Today
    sent_at BIGINT NOT NULL  -- the latest of them
);
