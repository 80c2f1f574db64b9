-- +goose Up
-- Where events stand on calendar servers.
CREATE TABLE bookings (
    handoff  TEXT NOT NULL REFERENCES handoffs (id),
    whose    TEXT NOT NULL, -- empty: the handoff address; else the person in whose own calendar it stands
    provider TEXT NOT NULL,
    calendar TEXT NOT NULL,
    event    TEXT NOT NULL, -- the provider's id of it
    uid      TEXT NOT NULL,
    etag     TEXT NOT NULL,
    PRIMARY KEY (handoff, whose)
) STRICT, WITHOUT ROWID;
CREATE INDEX bookings_event ON bookings (provider, event);

-- How far the changes of a calendar were read.
CREATE TABLE readings (
    source  TEXT    PRIMARY KEY,
    token   TEXT    NOT NULL,
    read_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What was seen of our events in the calendars of the people who hold them.
CREATE TABLE presences (
    handoff TEXT    NOT NULL REFERENCES handoffs (id),
    person  TEXT    NOT NULL,
    seen_at INTEGER NOT NULL, -- last
    missing INTEGER NOT NULL, -- how often in a row it was not there since
    PRIMARY KEY (handoff, person)
) STRICT, WITHOUT ROWID;
