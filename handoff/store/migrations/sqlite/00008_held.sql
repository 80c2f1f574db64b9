-- +goose Up
CREATE INDEX mails_strange ON mails (arrived) WHERE handoff IS NULL;
CREATE INDEX mails_heldby ON mails (sender) WHERE verdict = 'held';
