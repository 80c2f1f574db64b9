-- Leads that fall due at one moment are decided in the order of their ids: indexes in that order change side by side.
-- What is counted by state is found in the index of the reps, and meetings are only those that lie ahead.

-- +goose Up
DROP INDEX handoffs_state;
DROP INDEX handoffs_rep;
DROP INDEX handoffs_owner;
DROP INDEX handoffs_qualifier;
DROP INDEX handoffs_reps;
CREATE INDEX handoffs_meets ON handoffs (rep, start_at, end_at, id) WHERE open = 1 AND turn = 1;
CREATE INDEX handoffs_owner ON handoffs (owner, due_at, id, state) WHERE open = 1;
CREATE INDEX handoffs_qualifier ON handoffs (qualifier, due_at, id, owner, state) WHERE open = 1;
CREATE INDEX handoffs_reps ON handoffs (rep, due_at, id, owner, state, team) WHERE open = 1;
CREATE INDEX handoffs_met ON handoffs (rep, qualifier)
    WHERE state IN ('accepted', 'past', 'held', 'nurture', 'converted');
