-- +goose Up
-- Colleagues whose address does not take mail, until a mail comes from it or their entry in the config is another one.
CREATE TABLE no_mail (
    person  TEXT    PRIMARY KEY,
    address TEXT    NOT NULL,
    entry   TEXT    NOT NULL, -- mark of the entry in the config, then
    at      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
