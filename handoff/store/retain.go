package store

import (
	"encoding/json"
	"time"

	"handoffd/handoff"
)

// Dropped is what was dropped since its time was over.
type Dropped struct{ Leads, Came, Sent int64 }

// What drops the mails of one lead; $1 is the lead. A mail that told of other leads as well, which was sent in the same
// moment then, stays until the last of them is closed.
const (
	dropCame = "DELETE FROM raws WHERE mail IN (SELECT id FROM mails WHERE handoff = $1)"
	dropSent = `DELETE FROM bodies WHERE row IN (SELECT o.body FROM outbox o WHERE o.handoff = $1
		AND o.finished_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM outbox x JOIN handoffs h ON h.id = x.handoff
			WHERE x.state = 'sent' AND x.finished_at = o.finished_at AND x.body = o.body AND h.open = 1))`
	dropService = `DELETE FROM bodies WHERE row IN (SELECT id FROM outbox WHERE handoff IS NULL AND state = 'sent'
		AND finished_at < $1)`
)

// DropBodies drops the bytes of mails and calendar objects of leads. The chain of facts, reasons and evidence stay.
func (tx Proof) DropBodies(leads []handoff.ID) (d Dropped, err error) {
	for _, id := range leads {
		came, err := tx.change(dropCame, string(id))
		var sent int64
		if err == nil {
			sent, err = tx.change(dropSent, string(id))
		}
		if err != nil {
			return d, tx.fail(err, "drop the mails of handoff %s", id)
		}
		if came+sent > 0 {
			d = Dropped{Leads: d.Leads + 1, Came: d.Came + came, Sent: d.Sent + sent}
			tx.erased = true
		}
	}
	return d, nil
}

// DropService drops the bytes of mails of the service that were sent before the instant.
func (tx Proof) DropService(before time.Time) (int64, error) {
	n, err := tx.change(dropService, nanos(before))
	tx.erased = tx.erased || n > 0
	if err != nil {
		return 0, tx.fail(err, "drop mails of the service")
	}
	return n, nil
}

// Closed are leads that were closed before the instant and have mails whose bytes are kept.
func (tx Proof) Closed(before time.Time) ([]handoff.ID, error) {
	var out []handoff.ID
	err := tx.each(func(scan func(...any) error) error {
		var id string
		var data []byte
		if err := scan(&id, &data); err != nil {
			return err
		}
		var h struct{ Since time.Time }
		if err := json.Unmarshal(data, &h); err != nil {
			return err
		}
		if h.Since.Before(before) {
			out = append(out, handoff.ID(id))
		}
		return nil
	}, `SELECT h.id, h.data FROM handoffs h WHERE h.open = 0 AND (
		EXISTS (SELECT 1 FROM mails m JOIN raws r ON r.mail = m.id WHERE m.handoff = h.id)
		OR EXISTS (SELECT 1 FROM outbox o JOIN bodies b ON b.row = o.body WHERE o.handoff = h.id)) ORDER BY h.n`)
	if err != nil {
		return nil, tx.fail(err, "look for closed leads whose mails are kept")
	}
	return out, nil
}
