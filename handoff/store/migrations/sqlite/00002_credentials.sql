-- +goose Up
CREATE TABLE credentials (
    subject    TEXT    NOT NULL, -- the mailbox
    provider   TEXT    NOT NULL,
    key_id     TEXT    NOT NULL, -- which key of the key file sealed it
    nonce      BLOB    NOT NULL,
    sealed     BLOB    NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (subject, provider)
) STRICT, WITHOUT ROWID;
