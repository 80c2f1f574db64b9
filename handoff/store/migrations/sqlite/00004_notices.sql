-- +goose Up
CREATE TABLE notices ( -- mails of the service itself, which belong to no handoff
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    key     TEXT    NOT NULL UNIQUE,
    person  TEXT    NOT NULL,
    subject TEXT    NOT NULL,
    body    TEXT    NOT NULL, -- empty once it is sent
    created INTEGER NOT NULL,
    sent_at INTEGER -- NULL: still to be sent
) STRICT;
CREATE INDEX notices_waiting ON notices (id) WHERE sent_at IS NULL;

CREATE TABLE taking ( -- mails in hand: what is found here at a start has ended the process
    source      TEXT    PRIMARY KEY,
    uidvalidity INTEGER NOT NULL,
    through     INTEGER NOT NULL, -- the last one in hand; the first is the one after the cursor
    uid         INTEGER NOT NULL, -- the only one in hand, 0 if there are several
    tries       INTEGER NOT NULL  -- of that one
) STRICT;

CREATE INDEX outbox_sent ON outbox (finished_at) WHERE state = 'sent';
