-- Which held mails stood in a list to the admin. Numbers cannot tell: one that is drawn earlier may be committed later.

-- +goose Up
ALTER TABLE mails ADD COLUMN listed INTEGER; -- when; NULL: not yet
UPDATE mails SET listed = arrived WHERE verdict = 'held' AND id <=
    (SELECT max(CAST(substr(action, instr(action, 'upto ') + 5) AS INTEGER)) FROM outbox
     WHERE key LIKE '/service/held %' AND instr(action, 'upto ') > 0);
CREATE INDEX mails_unlisted ON mails (arrived) WHERE verdict = 'held' AND listed IS NULL;
