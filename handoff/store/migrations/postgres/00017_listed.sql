-- Which held mails stood in a list to the admin. Numbers cannot tell: one that is drawn earlier may be committed later.

-- +goose Up
ALTER TABLE mails ADD COLUMN listed BIGINT; -- when; NULL: not yet
CREATE INDEX mails_unlisted ON mails (arrived) WHERE verdict = 'held' AND listed IS NULL;
