-- +goose Up
-- What a replay needs beside facts, lookups and configs. NULL: unknown, kept before there was such a column.
-- The global order of facts is facts.id: it is drawn while the decision holds its locks, and decisions that could
-- depend on each other hold a lock in common.
ALTER TABLE configs ADD COLUMN schema_version INTEGER;
ALTER TABLE configs ADD COLUMN toml TEXT;      -- the file, without comments and secrets
ALTER TABLE facts ADD COLUMN rules INTEGER;    -- version of the rules
ALTER TABLE payloads ADD COLUMN decided BLOB;  -- SHA-256 of the decided handoff; erased with what it tells of
