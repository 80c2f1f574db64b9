package store

import (
	"time"

	"handoffd/handoff"
)

// Held is a mail that was held, with its number; Kept says whether its text is still there.
type Held struct {
	InMail
	N    int64
	Kept bool
}

// HeldAfter lists held mails with a number above after, the newest first. A limit of 0 lists all.
func (tx Mailbook) HeldAfter(after int64, limit int) ([]Held, error) {
	return tx.listHeld("m.verdict = 'held' AND m.id > $1", limit, after)
}

// Unlisted lists held mails that arrived before the instant and stood in no list yet, the newest first.
func (tx Mailbook) Unlisted(before time.Time, limit int) ([]Held, error) {
	return tx.listHeld("m.verdict = 'held' AND m.listed IS NULL AND m.arrived < $1", limit, nanos(before))
}

// Listed remembers that held mails stand in a list now.
func (tx Mailbook) Listed(all []Held, at time.Time) error {
	for _, m := range all {
		if err := tx.exec("UPDATE mails SET listed = $2 WHERE id = $1", m.N, nanos(at)); err != nil {
			return tx.fail(err, "note that held mail %d was listed", m.N)
		}
	}
	return nil
}

// Waiting lists the mails that wait until the rate of their sender allows them to be taken, the newest first.
func (tx Mailbook) Waiting() ([]Held, error) { return tx.listHeld("m.verdict = 'deferred'", 0) }

func (tx *txn) listHeld(which string, limit int, args ...any) ([]Held, error) {
	var out []Held
	bound := ""
	if limit > 0 {
		bound = atMost(limit)
	}
	err := tx.each(func(scan func(...any) error) error {
		var m Held
		var at int64
		var kept int
		var why string
		err := scan(&m.N, &m.Source, &m.MessageID, &m.Sender, &m.Subject, &m.Kind, &at, &m.Handoff, &m.Verdict, &why,
			&m.Auth, &kept)
		m.Arrived, m.Why, m.Kept = instant(at), reasonIn(why), kept == 1
		out = append(out, m)
		return err
	}, `SELECT m.id, m.source, m.message_id, m.sender, m.subject, m.kind, m.arrived, coalesce(m.handoff, ''),
		m.verdict, m.why, m.auth,
			CASE WHEN r.mail IS NULL THEN 0 ELSE 1 END
		FROM mails m LEFT JOIN raws r ON r.mail = m.id WHERE `+which+` ORDER BY m.id DESC`+bound, args...)
	if err != nil {
		return nil, tx.fail(err, "list held mails")
	}
	if limit > 0 {
		out = first(out, limit)
	}
	return out, nil
}

// HeldOf counts the held mails in the name of a sender, up to most.
func (tx Mailbook) HeldOf(sender string, most int) (int, error) {
	var n int
	err := tx.one(`SELECT count(*) FROM (SELECT 1 FROM mails WHERE sender = $1 AND verdict = 'held' LIMIT `+places(2, 1)+
		`) AS found`,
		[]any{clip(sender, longest), most}, []any{&n})
	if err != nil {
		return 0, tx.fail(err, "count the held mails of %s", sender)
	}
	return n, nil
}

// DropHeld takes a mail from the list of the held ones, with the reason, and keeps nothing of its text unless it
// belongs to a handoff. It reports false if no held mail has that number.
func (tx Mailbook) DropHeld(n int64, why handoff.Reason) (bool, error) {
	changed, err := tx.change("UPDATE mails SET verdict = 'ignored', why = $2 WHERE id = $1 AND verdict = 'held'", n,
		whole(why))
	if err == nil && changed == 1 {
		err = tx.exec("DELETE FROM raws WHERE mail IN (SELECT id FROM mails WHERE id = $1 AND handoff IS NULL)", n)
	}
	if err != nil {
		return false, tx.fail(err, "drop held mail %d", n)
	}
	return changed == 1, nil
}

// WhyNotHeld is why a mail is not held, or not held any more: the reason of its verdict. ErrNotFound if no mail has
// that number.
func (tx Mailbook) WhyNotHeld(n int64) (handoff.Reason, error) {
	var why string
	err := tx.one("SELECT m.why FROM mails m WHERE m.id = $1 AND m.verdict <> 'held'", []any{n}, []any{&why})
	if err != nil {
		return handoff.Reason{}, tx.fail(err, "read what became of held mail %d", n)
	}
	return reasonIn(why), nil
}

// Expire forgets the held mails, and what else concerned no handoff, that arrived before the instant; and of held mails
// the text of the oldest, until that of all takes no more than so many bytes. It gives how many mails went and how many
// lost their text.
func (tx Mailbook) Expire(before time.Time, bytes int64) (gone, stripped int64, err error) {
	const old = "handoff IS NULL AND verdict IN ('held', 'ignored') AND arrived < $1"
	at := nanos(before)
	if err = tx.exec("DELETE FROM raws WHERE mail IN (SELECT id FROM mails WHERE "+old+")", at); err == nil {
		gone, err = tx.change("DELETE FROM mails WHERE "+old+
			" AND NOT EXISTS (SELECT 1 FROM tokens t WHERE t.mail = mails.id)", at)
	}
	if err == nil {
		var more int64
		more, err = tx.change("UPDATE mails SET verdict = 'ignored', why = $2 WHERE verdict = 'held' AND arrived < $1",
			at, whole(handoff.Because("nobody-took")))
		gone += more
	}
	if err == nil {
		stripped, err = tx.change(`DELETE FROM raws WHERE mail IN (SELECT s.id FROM (
			SELECT m.id AS id, sum(length(r.data)) OVER (ORDER BY m.id DESC) AS total
			FROM mails m JOIN raws r ON r.mail = m.id WHERE m.handoff IS NULL AND m.verdict = 'held') s WHERE s.total > $1)`,
			bytes)
	}
	if err != nil {
		return 0, 0, tx.fail(err, "forget old held mails")
	}
	return gone, stripped, nil
}

// HeldToken finds the question to a colleague about a held mail: until when it can be answered; false if there is none,
// or it was answered.
func (tx Tokens) HeldToken(n int64) (until time.Time, ok bool, err error) {
	err = tx.each(func(scan func(...any) error) error {
		var at int64
		err := scan(&at)
		until, ok = instant(at), true
		return err
	}, "SELECT expires FROM tokens WHERE mail = $1 AND used = 0", n)
	if err != nil {
		return time.Time{}, false, tx.fail(err, "look for the question about held mail %d", n)
	}
	return until, ok, nil
}

// Unask forgets the question about a held mail, so that it can be asked anew.
func (tx Tokens) Unask(n int64) error {
	if err := tx.exec("DELETE FROM tokens WHERE mail = $1", n); err != nil {
		return tx.fail(err, "forget the question about held mail %d", n)
	}
	return nil
}
