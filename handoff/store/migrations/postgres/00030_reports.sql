-- When the report of a period was first made, and under which config: it is made the same way ever after.

-- +goose Up
CREATE TABLE reports (
	from_at BIGINT           NOT NULL,
	to_at   BIGINT           NOT NULL,
	as_of   BIGINT           NOT NULL,
	config  TEXT COLLATE "C" NOT NULL,
	PRIMARY KEY (from_at, to_at)
);
