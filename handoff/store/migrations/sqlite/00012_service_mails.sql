-- +goose Up
-- Mails of the service itself are rows of the outbox like all others: those that wait go out from there, and of those
-- that were sent, key and numbers stay known.
INSERT INTO outbox (key, handoff, lane, digest, priority, state, blocked, created, not_before, finished_at, action)
SELECT '/service/' || key, NULL, person || '/service', '', 2, CASE WHEN sent_at IS NULL THEN 'pending' ELSE 'sent' END,
    0, created, created, sent_at,
    json_object('Handoff', '', 'Purpose', 'service', 'To', json_object('Person', person, 'Role', ''), 'Revision', 0,
        'Why', json_object('Code', '', 'Text', ''),
        'Detail', json_object('key', key, 'subject', CASE WHEN sent_at IS NULL THEN subject ELSE '' END,
            'text', body, 'html', html, 'items', items,
            'personal', CASE WHEN substr(key, 1, 7) = 'hygiene' THEN 'yes' ELSE 'no' END))
FROM notices ORDER BY id;
DROP TABLE notices;
