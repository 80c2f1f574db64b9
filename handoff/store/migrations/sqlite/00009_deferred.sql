-- +goose Up
-- Mails beyond what one sender may bring about in an hour: they wait, and are taken when the rate allows.
ALTER TABLE mails ADD COLUMN acted INTEGER; -- when it was acted upon, if that was not as it came in
CREATE INDEX mails_acted ON mails (sender, acted) WHERE acted IS NOT NULL;
CREATE INDEX mails_deferred ON mails (id) WHERE verdict = 'deferred';
CREATE TABLE deferred (
    mail   INTEGER PRIMARY KEY REFERENCES mails (id),
    sender TEXT    NOT NULL,
    due    INTEGER NOT NULL -- not before
) STRICT;
CREATE INDEX deferred_due ON deferred (due);
CREATE INDEX deferred_sender ON deferred (sender, due);
