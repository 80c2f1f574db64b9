-- What is wrong with the service itself, as it was found last: one row for each trouble.

-- +goose Up
CREATE TABLE troubles (
    kind    TEXT    NOT NULL,
    name    TEXT    NOT NULL,
    from_at INTEGER NOT NULL,
    to_at   INTEGER NOT NULL, -- 0 while it lasts
    told    INTEGER NOT NULL, -- when the admin was told; 0: not
    args    TEXT    NOT NULL, -- JSON
    PRIMARY KEY (kind, name)
) STRICT, WITHOUT ROWID;
