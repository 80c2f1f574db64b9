-- Who is signed in to the pages, and what the links in mails to one colleague may do. Of each secret the hash is kept.

-- +goose Up
CREATE TABLE sessions (
    hash    BYTEA  PRIMARY KEY,
    person  TEXT   COLLATE "C" NOT NULL,
    how     TEXT   COLLATE "C" NOT NULL,
    agent   TEXT   COLLATE "C" NOT NULL,
    begun   BIGINT NOT NULL,
    seen    BIGINT NOT NULL,
    expires BIGINT NOT NULL
);
CREATE INDEX sessions_person ON sessions (person, seen);
CREATE TABLE links (
    hash    BYTEA  PRIMARY KEY,
    handoff TEXT   COLLATE "C",
    person  TEXT   COLLATE "C" NOT NULL,
    words   TEXT   COLLATE "C" NOT NULL,
    stand   TEXT   COLLATE "C" NOT NULL,
    issued  BIGINT NOT NULL,
    expires BIGINT NOT NULL,
    used    BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX links_expires ON links (expires);
CREATE INDEX links_person ON links (person, issued);
