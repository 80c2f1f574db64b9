-- Further addresses of colleagues, which they have called theirs when they were asked about a mail from there.

-- +goose Up
CREATE TABLE aliases (
    address TEXT   COLLATE "C" PRIMARY KEY,
    person  TEXT   COLLATE "C" NOT NULL,
    at      BIGINT NOT NULL
);
