-- What is wrong with the service itself, as it was found last: one row for each trouble.

-- +goose Up
CREATE TABLE troubles (
    kind    TEXT COLLATE "C" NOT NULL,
    name    TEXT COLLATE "C" NOT NULL,
    from_at BIGINT NOT NULL,
    to_at   BIGINT NOT NULL, -- 0 while it lasts
    told    BIGINT NOT NULL, -- when the admin was told; 0: not
    args    TEXT   NOT NULL, -- JSON
    PRIMARY KEY (kind, name)
);
