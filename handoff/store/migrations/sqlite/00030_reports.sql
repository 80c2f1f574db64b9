-- When the report of a period was first made, and under which config: it is made the same way ever after.

-- +goose Up
CREATE TABLE reports (
	from_at INTEGER NOT NULL,
	to_at   INTEGER NOT NULL,
	as_of   INTEGER NOT NULL,
	config  TEXT    NOT NULL,
	PRIMARY KEY (from_at, to_at)
) STRICT, WITHOUT ROWID;
