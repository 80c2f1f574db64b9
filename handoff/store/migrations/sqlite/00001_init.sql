-- Instants are nanoseconds since 1970 in UTC, 0 for none; flags are 0 or 1.

-- +goose Up
CREATE TABLE configs (
    hash TEXT PRIMARY KEY,
    body TEXT NOT NULL
) STRICT;

CREATE TABLE handoffs (
    n         INTEGER PRIMARY KEY AUTOINCREMENT,
    id        TEXT    NOT NULL UNIQUE,
    version   INTEGER NOT NULL,
    state     TEXT    NOT NULL,
    open      INTEGER NOT NULL, -- until converted or closed
    team      TEXT    NOT NULL,
    qualifier TEXT    NOT NULL,
    rep       TEXT    NOT NULL,
    turn      INTEGER NOT NULL, -- the rep's assignment is open and the meeting lies ahead
    owner     TEXT    NOT NULL,
    due_at    INTEGER,          -- NULL: nothing is owed any more
    due_what  TEXT    NOT NULL,
    start_at  INTEGER NOT NULL,
    end_at    INTEGER NOT NULL,
    uid       TEXT    UNIQUE,
    token     TEXT    UNIQUE,
    forget    INTEGER NOT NULL DEFAULT 0, -- 1: asked for, 2: done
    data      TEXT    NOT NULL
) STRICT;
CREATE INDEX handoffs_due ON handoffs (due_at, id) WHERE due_at IS NOT NULL;
CREATE INDEX handoffs_state ON handoffs (state, team) WHERE open = 1;
CREATE INDEX handoffs_rep ON handoffs (rep, start_at, end_at, turn, id) WHERE open = 1;
CREATE INDEX handoffs_qualifier ON handoffs (qualifier) WHERE open = 1;
CREATE INDEX handoffs_owner ON handoffs (owner) WHERE open = 1;
-- longer than four hours
CREATE INDEX handoffs_long ON handoffs (rep, start_at) WHERE turn = 1 AND end_at - start_at > 14400000000000;
CREATE INDEX handoffs_forget ON handoffs (id) WHERE forget = 1;

CREATE TABLE prospects (
    address TEXT NOT NULL,
    handoff TEXT NOT NULL REFERENCES handoffs (id),
    PRIMARY KEY (address, handoff)
) STRICT, WITHOUT ROWID;

CREATE TABLE message_ids (
    message_id TEXT    NOT NULL,
    handoff    TEXT    NOT NULL REFERENCES handoffs (id),
    noted      INTEGER NOT NULL, -- somebody else's message, not one that was sent from here
    PRIMARY KEY (message_id, handoff)
) STRICT, WITHOUT ROWID;
CREATE INDEX message_ids_handoff ON message_ids (handoff) WHERE noted = 1;

CREATE TABLE facts (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    handoff    TEXT    NOT NULL REFERENCES handoffs (id),
    seq        INTEGER NOT NULL,
    kind       TEXT    NOT NULL,
    at         INTEGER NOT NULL,
    person     TEXT    NOT NULL,
    commitment BLOB    NOT NULL, -- SHA-256 of salt and payload
    hash       BLOB    NOT NULL,
    UNIQUE (handoff, seq)
) STRICT;

CREATE TABLE payloads (
    fact INTEGER PRIMARY KEY REFERENCES facts (id),
    salt BLOB NOT NULL,
    body TEXT NOT NULL
) STRICT;

-- +goose StatementBegin
CREATE TRIGGER facts_stay BEFORE UPDATE ON facts
BEGIN SELECT RAISE(ABORT, 'facts are append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER facts_are_kept BEFORE DELETE ON facts
BEGIN SELECT RAISE(ABORT, 'facts are append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER payloads_stay BEFORE UPDATE ON payloads
BEGIN SELECT RAISE(ABORT, 'payloads are erased, never changed'); END;
-- +goose StatementEnd

CREATE TABLE ledger (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    person   TEXT    NOT NULL,
    handoff  TEXT    REFERENCES handoffs (id),
    kind     TEXT    NOT NULL,
    turns    INTEGER NOT NULL,
    at       INTEGER NOT NULL,
    why_code TEXT    NOT NULL,
    why_text TEXT    NOT NULL
) STRICT;
CREATE INDEX ledger_handoff ON ledger (handoff);

-- The sums over ledger and handoffs that the rotation needs at each decision.
CREATE TABLE loads (
    person TEXT    PRIMARY KEY,
    turns  INTEGER NOT NULL,
    last   INTEGER NOT NULL,
    offers INTEGER NOT NULL
) STRICT;

CREATE TABLE absences (
    person   TEXT    NOT NULL,
    end_at   INTEGER NOT NULL,
    start_at INTEGER NOT NULL,
    source   TEXT    NOT NULL,
    PRIMARY KEY (person, end_at, start_at, source)
) STRICT, WITHOUT ROWID;

CREATE TABLE outages (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    source  TEXT    NOT NULL,
    from_at INTEGER NOT NULL,
    to_at   INTEGER, -- NULL: still open
    why     TEXT    NOT NULL
) STRICT;
CREATE UNIQUE INDEX outages_open ON outages (source) WHERE to_at IS NULL;
CREATE INDEX outages_to ON outages (to_at);

CREATE TABLE cursors (
    source      TEXT    PRIMARY KEY,
    uidvalidity INTEGER NOT NULL,
    uid         INTEGER NOT NULL,
    read_at     INTEGER NOT NULL
) STRICT;

CREATE TABLE mails (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    source      TEXT    NOT NULL,
    uidvalidity INTEGER NOT NULL,
    uid         INTEGER NOT NULL, -- 0: not from a mailbox
    message_id  TEXT    NOT NULL,
    sender      TEXT    NOT NULL,
    subject     TEXT    NOT NULL,
    kind        TEXT    NOT NULL,
    arrived     INTEGER NOT NULL,
    handoff     TEXT    REFERENCES handoffs (id),
    verdict     TEXT    NOT NULL,
    why         TEXT    NOT NULL,
    auth        TEXT    NOT NULL
) STRICT;
CREATE UNIQUE INDEX mails_uid ON mails (source, uidvalidity, uid) WHERE uid > 0;
CREATE INDEX mails_handoff ON mails (handoff, message_id);
CREATE INDEX mails_held ON mails (id) WHERE verdict = 'held';

CREATE TABLE raws (
    mail INTEGER PRIMARY KEY REFERENCES mails (id),
    size INTEGER NOT NULL,
    data BLOB    NOT NULL -- raw deflate
) STRICT;

CREATE TABLE seen (
    key BLOB PRIMARY KEY -- SHA-256 of handoff, kind, sender and Message-ID
) STRICT, WITHOUT ROWID;

CREATE TABLE outbox (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    key         TEXT    NOT NULL UNIQUE,
    handoff     TEXT    REFERENCES handoffs (id),
    lane        TEXT    NOT NULL, -- recipient and channel: with the handoff, an order to keep
    digest      TEXT    NOT NULL,
    priority    INTEGER NOT NULL,
    state       TEXT    NOT NULL,
    blocked     INTEGER NOT NULL, -- waits for an earlier row of its lane or for one it names
    created     INTEGER NOT NULL,
    not_before  INTEGER NOT NULL,
    attempts    INTEGER NOT NULL DEFAULT 0,
    finished_at INTEGER,
    body        INTEGER, -- row of bodies; joined rows share one
    error       TEXT    NOT NULL DEFAULT '',
    why_code    TEXT    NOT NULL DEFAULT '',
    why_text    TEXT    NOT NULL DEFAULT '',
    action      TEXT    NOT NULL
) STRICT;
CREATE INDEX outbox_lane ON outbox (handoff, lane, finished_at, id);
CREATE INDEX outbox_ready ON outbox (digest, priority, not_before, id) WHERE state = 'pending' AND blocked = 0;
CREATE INDEX outbox_claimed ON outbox (digest) WHERE state = 'claimed';

CREATE TABLE outbox_after (
    row INTEGER NOT NULL REFERENCES outbox (id),
    key TEXT    NOT NULL,
    PRIMARY KEY (row, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX outbox_after_key ON outbox_after (key);

CREATE TABLE bodies (
    row        INTEGER PRIMARY KEY, -- the first outbox row that goes out with these bytes
    message_id TEXT    NOT NULL,
    told       INTEGER NOT NULL,
    size       INTEGER NOT NULL,
    data       BLOB    NOT NULL -- raw deflate
) STRICT;

CREATE TABLE digests (
    key     TEXT    PRIMARY KEY,
    sent_at INTEGER NOT NULL
) STRICT;
