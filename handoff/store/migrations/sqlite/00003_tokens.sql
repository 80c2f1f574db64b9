-- +goose Up
CREATE TABLE tokens (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    hash    BLOB    UNIQUE,                   -- SHA-256 of the secret; NULL: no mail holds it yet
    handoff TEXT    REFERENCES handoffs (id), -- NULL: the mail to be confirmed begins one
    person  TEXT    NOT NULL,
    role    TEXT    NOT NULL,
    mail    INTEGER UNIQUE REFERENCES mails (id), -- held until confirmed; NULL: a role token
    digest  BLOB,                             -- of that mail's words: copies are asked about once
    issued  INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    used    INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX tokens_asked ON tokens (person, issued) WHERE mail IS NOT NULL;
CREATE INDEX tokens_handoff ON tokens (handoff);
CREATE INDEX mails_answered ON mails (sender, arrived) WHERE verdict = 'taken' AND kind = 'human_reply';
ALTER TABLE seen ADD COLUMN proved INTEGER NOT NULL DEFAULT 1; -- 0: of a mail whose sender is not proved
