-- What was erased of leads that were not forgotten themselves, and whose traces are still to be erased everywhere.
-- +goose Up
CREATE TABLE erased (
    fact INTEGER PRIMARY KEY REFERENCES facts (id), -- its payload is gone, and the chain holds
    at   INTEGER NOT NULL
) STRICT;
CREATE TABLE forgetting (
    id    INTEGER PRIMARY KEY AUTOINCREMENT,
    words TEXT NOT NULL, -- addresses and names, one a line
    asked INTEGER NOT NULL
) STRICT;
