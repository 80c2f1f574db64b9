-- Who is signed in to the pages, and what the links in mails to one colleague may do. Of each secret the hash is kept.

-- +goose Up
CREATE TABLE sessions (
    hash    BLOB    PRIMARY KEY,
    person  TEXT    NOT NULL,
    how     TEXT    NOT NULL, -- how they proved who they are: link, oidc, demo
    agent   TEXT    NOT NULL, -- the browser, as it names itself
    begun   INTEGER NOT NULL,
    seen    INTEGER NOT NULL,
    expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_person ON sessions (person, seen);
CREATE TABLE links (
    hash    BLOB    PRIMARY KEY,
    handoff TEXT,             -- none: the link signs in
    person  TEXT    NOT NULL,
    words   TEXT    NOT NULL, -- what it says, as a plain reply would
    stand   TEXT    NOT NULL, -- where the handoff stood when the mail was written
    issued  INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    used    INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX links_expires ON links (expires);
CREATE INDEX links_person ON links (person, issued);
