package store

import (
	"database/sql"
	"errors"
	"time"

	"handoffd/handoff"
)

// Defer keeps a mail, which has come in before its sender's rate allows it, until the instant.
func (tx Mailbook) Defer(m InMail, due time.Time) error {
	m.Verdict = handoff.MailDeferred
	n, err := tx.putMail(m)
	if err == nil {
		err = tx.exec("INSERT INTO deferred (mail, sender, due) VALUES ($1, $2, $3) ON CONFLICT (mail) DO UPDATE SET due = "+
			"excluded.due", n, clip(m.Sender, longest), nanos(due))
	}
	if err != nil {
		return tx.fail(err, "defer mail %s of %s", m.Ref, m.Source)
	}
	return nil
}

// Deferred says how many mails of a sender wait.
func (tx Mailbook) Deferred(sender string) (n int, err error) {
	if err = tx.one("SELECT count(*) FROM deferred WHERE sender = $1", []any{clip(sender, longest)},
		[]any{&n}); err != nil {
		return 0, tx.fail(err, "count the deferred mails of %s", sender)
	}
	return n, nil
}

// Postpone lets all mails of a sender wait until the instant at least.
func (tx Mailbook) Postpone(sender string, due time.Time) error {
	if err := tx.exec("UPDATE deferred SET due = $2 WHERE sender = $1 AND due < $2", clip(sender, longest),
		nanos(due)); err != nil {
		return tx.fail(err, "postpone the mails of %s", sender)
	}
	return nil
}

// NextDeferred is when the next deferred mail may be taken; false if none waits.
func (tx Mailbook) NextDeferred() (time.Time, bool, error) {
	var due int64
	err := tx.one("SELECT due FROM deferred ORDER BY due LIMIT 1", nil, []any{&due})
	if errors.Is(err, sql.ErrNoRows) {
		return time.Time{}, false, nil
	}
	if err != nil {
		return time.Time{}, false, tx.fail(err, "find the next deferred mail")
	}
	return instant(due), true, nil
}

// TakeDeferred gives the mail that has waited longest of those that may be taken at the instant, with its raw bytes,
// and ends its waiting; false if there is none. Raw is empty if it is not kept any more.
func (tx Mailbook) TakeDeferred(now time.Time) (InMail, bool, error) {
	return tx.takeDeferred(now, "d.due <= $1", nanos(now))
}

// TakeDeferredOf gives the mail about a handoff that has waited longest of those that arrived up to the instant,
// whenever its turn is.
func (tx Mailbook) TakeDeferredOf(id handoff.ID, until, now time.Time) (InMail, bool, error) {
	m, ok, err := tx.takeDeferred(now, "m.handoff = $1 AND m.arrived <= $2", string(id), nanos(until))
	m.Due = ok
	return m, ok, err
}

func (tx *txn) takeDeferred(now time.Time, which string, args ...any) (InMail, bool, error) {
	var m InMail
	var n, at int64
	var size int
	var data []byte
	err := tx.one(`SELECT m.id, m.source, m.ref, m.message_id, m.sender, m.subject, m.kind, m.arrived,
		coalesce(m.handoff, ''), m.auth,
		coalesce(r.size, 0), r.data FROM deferred d JOIN mails m ON m.id = d.mail LEFT JOIN raws r ON r.mail = m.id WHERE `+
		which+` ORDER BY d.mail LIMIT 1`,
		args, []any{&n, &m.Source, &m.Ref, &m.MessageID, &m.Sender, &m.Subject, &m.Kind, &at, &m.Handoff, &m.Auth, &size,
			&data})
	if errors.Is(err, sql.ErrNoRows) {
		return InMail{}, false, nil
	}
	if err == nil {
		m.Arrived, m.Packed, m.Acted = instant(at), data, now
		if size > 0 {
			m.Raw, err = unpack(data, size)
		}
	}
	if err == nil {
		err = tx.changeOne("DELETE FROM deferred WHERE mail = $1", n)
	}
	if errors.Is(err, ErrChanged) { // another process has taken it
		return tx.takeDeferred(now, which, args...)
	}
	if err != nil {
		return InMail{}, false, tx.fail(err, "take a deferred mail")
	}
	return m, true, nil
}

// NthAnswered is when the n-th mail, counted back from the latest, of a sender was acted upon; false if there were
// fewer since the instant. The proved ones are counted, or the others.
func (tx Mailbook) NthAnswered(sender string, proved bool, n int, since time.Time) (time.Time, bool, error) {
	const counted = `sender = $1 AND verdict = 'taken' AND kind = 'human_reply' AND CASE WHEN auth LIKE 'pass%' THEN 1 ` +
		`ELSE 0 END = $3`
	var at int64
	err := tx.one(`SELECT answered FROM (SELECT arrived AS answered FROM mails WHERE `+counted+
		` AND arrived >= $2 AND acted IS NULL
		UNION ALL SELECT acted FROM mails WHERE `+counted+
		` AND acted >= $2) AS latest ORDER BY answered DESC LIMIT 1 OFFSET $4`,
		[]any{clip(sender, longest), nanos(since), flag(proved), n - 1}, []any{&at})
	if errors.Is(err, sql.ErrNoRows) {
		return time.Time{}, false, nil
	}
	if err != nil {
		return time.Time{}, false, tx.fail(err, "count the mails of %s", sender)
	}
	return instant(at), true, nil
}
