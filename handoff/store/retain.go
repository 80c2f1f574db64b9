package store

import (
	"encoding/json"
	"time"

	"handoffd/handoff"
)

// Dropped is what was dropped since its time was over.
type Dropped struct {
	Leads  int64 // of which mails went
	Came   int64 // mails that came in
	Sent   int64 // mails that went out
	Shown  int64 // decisions of which went what calendars showed
	Heads  int64 // what was known of mails that concern no lead
	Tokens int64 // reply addresses and questions
	Links  int64 // to pages
	Lines  int64 // numbers of Todays
	Joined int64 // when mails were joined
	Signed int64 // sessions of the pages
	Talks  int64 // of colleagues
}

// Add is the sum of both.
func (d Dropped) Add(o Dropped) Dropped {
	return Dropped{Leads: d.Leads + o.Leads, Came: d.Came + o.Came, Sent: d.Sent + o.Sent, Shown: d.Shown + o.Shown,
		Heads: d.Heads + o.Heads, Tokens: d.Tokens + o.Tokens, Links: d.Links + o.Links, Lines: d.Lines + o.Lines,
		Joined: d.Joined + o.Joined, Signed: d.Signed + o.Signed, Talks: d.Talks + o.Talks}
}

// What drops the mails of one lead; $1 is the lead. A mail that told of other leads as well, which was sent in the same
// moment then, stays until the last of them is closed.
const (
	dropCame = "DELETE FROM raws WHERE mail IN (SELECT id FROM mails WHERE handoff = $1)"
	dropSent = `DELETE FROM bodies WHERE row IN (SELECT o.body FROM outbox o WHERE o.handoff = $1
		AND o.finished_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM outbox x JOIN handoffs h ON h.id = x.handoff
			WHERE x.state = 'sent' AND x.finished_at = o.finished_at AND x.body = o.body AND h.open = 1))`
	dropService = `DELETE FROM bodies WHERE row IN (SELECT id FROM outbox WHERE handoff IS NULL AND finished_at < $1)`
)

// stray are mails that concern no lead and wait for nobody.
const stray = "m.handoff IS NULL AND m.verdict NOT IN ('held', 'deferred') AND m.arrived < $1 AND " +
	"NOT EXISTS (SELECT 1 FROM tokens t WHERE t.mail = m.id) AND NOT EXISTS (SELECT 1 FROM deferred d WHERE d.mail = m.id)"

// agedAtOnce are dropped in one transaction.
const agedAtOnce = 512

// aged are what goes by its age alone; $1 is the instant before which it must have been of no more use. Each drops
// agedAtOnce at most.
var aged = []struct {
	statement string
	counts    func(*Dropped) *int64
	at        func(bodies, now time.Time) time.Time
}{
	{"DELETE FROM tokens WHERE id IN (SELECT t.id FROM tokens t LEFT JOIN handoffs h ON h.id = t.handoff WHERE " +
		"t.expires < $1 AND (h.id IS NULL OR h.open = 0)", func(d *Dropped) *int64 { return &d.Tokens }, byBodies},
	{"DELETE FROM raws WHERE mail IN (SELECT m.id FROM mails m JOIN raws r ON r.mail = m.id WHERE " + stray,
		func(d *Dropped) *int64 { return &d.Came }, byBodies},
	{"DELETE FROM mails WHERE id IN (SELECT m.id FROM mails m WHERE " + stray +
		" AND NOT EXISTS (SELECT 1 FROM raws r WHERE r.mail = m.id)",
		func(d *Dropped) *int64 { return &d.Heads }, byBodies},
	{"DELETE FROM links WHERE hash IN (SELECT hash FROM links WHERE expires < $1",
		func(d *Dropped) *int64 { return &d.Links }, func(_, now time.Time) time.Time { return now.Add(-linksKept) }},
	{"DELETE FROM sessions WHERE hash IN (SELECT hash FROM sessions WHERE expires <= $1",
		func(d *Dropped) *int64 { return &d.Signed }, func(_, now time.Time) time.Time { return now }},
	{"DELETE FROM today_lines WHERE message_id IN (SELECT message_id FROM today_lines WHERE at < $1",
		func(d *Dropped) *int64 { return &d.Lines }, byBodies},
	{"DELETE FROM digests WHERE key IN (SELECT key FROM digests WHERE sent_at < $1",
		func(d *Dropped) *int64 { return &d.Joined }, byBodies},
	{"DELETE FROM talks WHERE uid IN (SELECT uid FROM talks WHERE ends < $1",
		func(d *Dropped) *int64 { return &d.Talks }, byBodies},
}

// agedLeast is how old such a thing is at least: the numbers of a Today are answered for two weeks.
const agedLeast = 30 * 24 * time.Hour

func byBodies(bodies, now time.Time) time.Time {
	if least := now.Add(-agedLeast); least.Before(bodies) {
		return least
	}
	return bodies
}

// DropAged drops some of what is of no use any more, whatever lead it is of: reply addresses, links and sessions that
// have expired, numbers of Todays, and what is known of mails that concern no lead. bodies is how far back mails are
// kept. With more, it is to be called again.
func (tx Proof) DropAged(bodies, now time.Time) (d Dropped, more bool, err error) {
	for _, a := range aged {
		n, err := tx.change(a.statement+atMost(agedAtOnce)+")", nanos(a.at(bodies, now)))
		if err != nil {
			return Dropped{}, false, tx.fail(err, "drop what is too old")
		}
		*a.counts(&d) += n
		more = more || n >= agedAtOnce
	}
	tx.erased = tx.erased || d != Dropped{}
	return d, more, nil
}

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
