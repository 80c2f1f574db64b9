-- The talks of colleagues, each with where its event stands on a calendar server.

-- +goose Up
CREATE TABLE talks (
    uid       TEXT PRIMARY KEY,
    version   INTEGER NOT NULL, -- counts its changes
    ends      INTEGER NOT NULL,
    data      TEXT NOT NULL, -- handoff.Talk
    provider  TEXT NOT NULL, -- empty: it stands nowhere
    calendar  TEXT NOT NULL,
    event     TEXT NOT NULL, -- the provider's id of it
    event_uid TEXT NOT NULL,
    etag      TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX talks_ends ON talks (ends);
CREATE INDEX talks_event ON talks (provider, event);
CREATE INDEX talks_event_uid ON talks (event_uid);
