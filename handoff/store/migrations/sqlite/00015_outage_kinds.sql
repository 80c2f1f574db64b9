-- What is out of reach has a kind, in place of a name that tells it.

-- +goose Up
DROP INDEX outages_open;
ALTER TABLE outages ADD COLUMN kind TEXT NOT NULL DEFAULT 'mailbox';
UPDATE outages SET kind = 'mail' WHERE source = 'smtp' OR source LIKE 'smtp %';
UPDATE outages SET kind = 'calendar-writing', source = substr(source, 10, length(source) - 19)
    WHERE source LIKE 'calendar % (writing)';
UPDATE outages SET kind = 'calendar', source = substr(source, 10) WHERE source LIKE 'calendar %' AND kind = 'mailbox';
CREATE UNIQUE INDEX outages_open ON outages (kind, source) WHERE to_at IS NULL;
