-- The pages list what waits in the order in which it falls due, of a person or of a team: an index has that order.

-- +goose Up
DROP INDEX handoffs_due;
DROP INDEX handoffs_owner;
DROP INDEX handoffs_qualifier;
CREATE INDEX handoffs_due ON handoffs (due_at, id, team) WHERE due_at IS NOT NULL;
CREATE INDEX handoffs_owner ON handoffs (owner, due_at, n DESC, state) WHERE open = 1;
CREATE INDEX handoffs_qualifier ON handoffs (qualifier, due_at, n DESC, owner, state) WHERE open = 1;
CREATE INDEX handoffs_reps ON handoffs (rep, due_at, n DESC, owner, state) WHERE open = 1;
CREATE INDEX outbox_failed ON outbox (finished_at) WHERE state = 'failed';
