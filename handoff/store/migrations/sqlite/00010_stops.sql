-- +goose Up
-- Addresses that want no mail from here, as hashes: all that is kept of them, also after the lead is forgotten.
CREATE TABLE stops (
    address BLOB    PRIMARY KEY, -- SHA-256 of the folded address
    at      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

