-- The talks of colleagues, each with where its event stands on a calendar server.

-- +goose Up
CREATE TABLE talks (
    uid       TEXT COLLATE "C" PRIMARY KEY,
    version   BIGINT NOT NULL, -- counts its changes
    ends      BIGINT NOT NULL,
    data      TEXT NOT NULL, -- handoff.Talk
    provider  TEXT COLLATE "C" NOT NULL, -- empty: it stands nowhere
    calendar  TEXT NOT NULL,
    event     TEXT COLLATE "C" NOT NULL, -- the provider's id of it
    event_uid TEXT COLLATE "C" NOT NULL,
    etag      TEXT NOT NULL
);
CREATE INDEX talks_ends ON talks (ends);
CREATE INDEX talks_event ON talks (provider, event);
CREATE INDEX talks_event_uid ON talks (event_uid);
