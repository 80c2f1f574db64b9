-- A claim belongs to a run of a process, holds until its lease ends, and is named by every mark: who has lost it
-- changes nothing. Rows from before are free at once.

-- +goose Up
ALTER TABLE outbox ADD COLUMN host TEXT NOT NULL DEFAULT '';  -- where the process runs that has claimed it
-- of that process; another run on the same host: it is gone
ALTER TABLE outbox ADD COLUMN run TEXT NOT NULL DEFAULT '';
ALTER TABLE outbox ADD COLUMN lease BIGINT NOT NULL DEFAULT 0; -- until then nobody else takes it
ALTER TABLE outbox ADD COLUMN claim TEXT NOT NULL DEFAULT ''; -- token of the claim
