-- +goose Up
-- Where a mail lies and how far a mailbox was read are texts of the mailbox's own: of IMAP, UIDVALIDITY and UID.
ALTER TABLE mails ADD COLUMN ref TEXT NOT NULL DEFAULT ''; -- its id in the mailbox; empty: not from a mailbox
UPDATE mails SET ref = uidvalidity || ':' || uid WHERE uid > 0;
DROP INDEX mails_uid;
ALTER TABLE mails DROP COLUMN uidvalidity;
ALTER TABLE mails DROP COLUMN uid;
CREATE UNIQUE INDEX mails_ref ON mails (source, ref) WHERE ref <> '';

ALTER TABLE cursors ADD COLUMN place TEXT NOT NULL DEFAULT '';
UPDATE cursors SET place = uidvalidity || ':' || uid;
ALTER TABLE cursors DROP COLUMN uidvalidity;
ALTER TABLE cursors DROP COLUMN uid;

ALTER TABLE taking RENAME COLUMN through TO last;
ALTER TABLE taking ADD COLUMN through TEXT NOT NULL DEFAULT ''; -- id of the last mail in hand
ALTER TABLE taking ADD COLUMN mail TEXT NOT NULL DEFAULT ''; -- id of the only one in hand, empty if there are several
UPDATE taking SET through = uidvalidity || ':' || last,
    mail = CASE WHEN uid > 0 THEN uidvalidity || ':' || uid ELSE '' END;
ALTER TABLE taking DROP COLUMN uidvalidity;
ALTER TABLE taking DROP COLUMN last;
ALTER TABLE taking DROP COLUMN uid;
