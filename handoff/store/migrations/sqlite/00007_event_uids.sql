-- +goose Up
-- Every UID that an event of a handoff ever had, and whose event it is: an answer finds its way by it for good.
CREATE TABLE event_uids (
    uid     TEXT    PRIMARY KEY,
    handoff TEXT    NOT NULL REFERENCES handoffs (id),
    person  TEXT    NOT NULL, -- the rep whose event it is; empty: the prospect's people, and before this table everybody
    turn    INTEGER NOT NULL  -- number of the rep's assignment; 0 if it is no rep's
) STRICT, WITHOUT ROWID;
INSERT INTO event_uids (uid, handoff, person, turn)
SELECT handoffs.uid, handoffs.id, '', 0 FROM handoffs WHERE handoffs.uid IS NOT NULL;
