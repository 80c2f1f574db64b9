package store

import (
	"slices"
	"strings"
	"time"

	"handoffd/handoff"
)

// Where a row of the outbox stands. The last three are final.
const (
	RowPending = "pending"
	RowClaimed = "claimed"
	RowSent    = "sent"
	RowSkipped = "skipped"
	RowFailed  = "failed"
)

// Row is one action in the outbox.
type Row struct {
	ID        int64
	Action    handoff.Action
	State     string // RowPending …
	Created   time.Time
	NotBefore time.Time
	Attempts  int       // how often it was claimed
	Finished  time.Time // when it was sent, skipped or failed for good
	Bytes     []byte    // as rendered; nil: not rendered yet
	MessageID string
	Told      time.Time      // the end of the window that the mail promises
	Error     string         // of the last attempt
	Reason    handoff.Reason // why it was skipped
}

// Job is one mail to send. It has more than one row only when actions with one Digest are joined.
type Job struct {
	Rows  []Row
	Token string // of the claim
}

// together is the time after a mail with a digest key in which others with that key wait to become one.
const together = 5 * time.Minute

// mostTogether bounds how many actions become one mail.
const mostTogether = 500

// priority orders what goes out: who must not come or must come at another time first, then invitations, then the rest.
func priority(p handoff.Purpose) int {
	switch p {
	case handoff.PurposeCancel, handoff.PurposeUpdate:
		return 0
	case handoff.PurposeInvite:
		return 1
	}
	return priorities - 1
}

const priorities = 3

// Enqueue adds actions to the outbox. One with a key that is there already is dropped: it is done, or will be.
func (tx Queue) Enqueue(actions []handoff.Action, now time.Time) error {
	return tx.enqueueAll(actions, now, &written{actions: actions})
}

// enqueueAll adds actions, which w will have as bytes.
func (tx *txn) enqueueAll(actions []handoff.Action, now time.Time, w *written) error {
	if err := tx.writing(); err != nil {
		return tx.fail(err, "enqueue")
	}
	ids := make([]handoff.ID, len(actions))
	for i := range actions {
		ids[i] = actions[i].Handoff
	}
	if err := tx.lockHandoffs(ids...); err != nil {
		return tx.fail(err, "lock the handoffs of mails")
	}
	rows := make([]action, len(actions))
	for i := range actions {
		a := &actions[i]
		rows[i] = action{Action: a, w: w, n: i, created: nanos(now), from: nanos(now.Add(a.Delay))}
	}
	if slices.ContainsFunc(actions, func(a handoff.Action) bool { return len(a.After) > 0 }) {
		return tx.enqueueNow(rows)
	}
	p := tx.top()
	p.actions = append(p.actions, rows...)
	p.rows += len(rows)
	return nil
}

// enqueueNow adds actions some of which wait for others.
func (tx *txn) enqueueNow(rows []action) error {
	var waiting []*action
	for i := range rows {
		a := &rows[i]
		args, err := a.values()
		if err != nil {
			return tx.fail(err, "enqueue %s", a.Key())
		}
		n, err := tx.change(insertAction, args...)
		if err != nil {
			return tx.fail(err, "enqueue %s", a.Key())
		}
		if n == 1 && len(a.After) > 0 {
			waiting = append(waiting, a)
		}
	}
	for _, a := range waiting { // after all are there: an action may name one that stands behind it
		if err := tx.wait(a); err != nil {
			return tx.fail(err, "enqueue %s", a.Key())
		}
	}
	return nil
}

// wait blocks a row until those it names are finished. A key that nobody enqueued cannot be waited for.
func (tx *txn) wait(a *action) error {
	key := a.Key()
	for _, k := range a.After {
		if k == key {
			continue
		}
		if err := tx.exec("INSERT INTO outbox_after (row, key) SELECT id, $2 FROM outbox WHERE key = $1 ON CONFLICT DO "+
			"NOTHING", key, k); err != nil {
			return err
		}
	}
	return tx.exec(`UPDATE outbox SET blocked = 1 WHERE key = $1 AND EXISTS (SELECT 1 FROM outbox_after a
		JOIN outbox d ON d.key = a.key
		WHERE a.row = outbox.id AND d.finished_at IS NULL)`, key)
}

// columns are those that scanRow reads, of outbox o and bodies b.
const columns = `o.id, o.action, o.state, o.created, o.not_before, o.attempts, coalesce(o.finished_at, 0), o.error,
	o.why_code, o.why_text, coalesce(o.body, 0), coalesce(b.message_id, ''), coalesce(b.told, 0), coalesce(b.size, 0),
	b.data, o.priority`

// columnsOnly are they without the bytes.
var columnsOnly = strings.Replace(columns, "b.data", "NULL", 1)

// stored is a row with what only the store needs of it.
type stored struct {
	Row
	body     int64
	priority int
}

func scanRow(scan func(...any) error) (stored, error) {
	var s stored
	var action, packed []byte
	var created, notBefore, finished, told int64
	var size int
	var code handoff.Code
	var why string
	err := scan(&s.ID, &action, &s.State, &created, &notBefore, &s.Attempts, &finished, &s.Error, &code, &why,
		&s.body, &s.MessageID, &told, &size, &packed, &s.priority)
	if err != nil {
		return stored{}, err
	}
	s.Reason = reasonOf(code, why)
	s.Created, s.NotBefore, s.Finished, s.Told = instant(created), instant(notBefore), instant(finished), instant(told)
	if packed != nil {
		if s.Bytes, err = unpack(packed, size); err != nil {
			return stored{}, err
		}
	}
	return s, s.Action.UnmarshalJSON(action) // json.Unmarshal would go through it once more
}

// rows reads rows of the outbox.
func (tx *txn) rows(query string, args ...any) ([]stored, error) {
	var out []stored
	err := tx.each(func(scan func(...any) error) error {
		s, err := scanRow(scan)
		out = append(out, s)
		return err
	}, "SELECT "+columns+" FROM outbox o LEFT JOIN bodies b ON b.row = o.body "+query, args...)
	return out, err
}

// SentAs lists what went out for a handoff under any of the Message-IDs, in order, without its bytes.
func (tx Queue) SentAs(id handoff.ID, messages []string) ([]Row, error) {
	var out []Row
	err := in(tx.txn, lookedFor(slices.Clone(messages)), func(scan func(...any) error) error {
		s, err := scanRow(scan)
		out = append(out, s.Row)
		return err
	}, "SELECT "+columnsOnly+" FROM outbox o JOIN bodies b ON b.row = o.body "+
		"WHERE o.handoff = $1 AND b.message_id IN (%s) ORDER BY o.id", string(id))
	if err != nil {
		return nil, tx.fail(err, "look for mails of handoff %s that went out", id)
	}
	return out, nil
}

// Outbox lists everything that was ever to be done for a handoff, in order, with the bytes of what was rendered;
// without an id, what belongs to none.
func (tx Queue) Outbox(id handoff.ID) ([]Row, error) {
	query, args := "WHERE o.handoff = $1 ORDER BY o.id", []any{string(id)}
	if id == "" {
		query, args = "WHERE o.handoff IS NULL ORDER BY o.id", nil
	}
	found, err := tx.rows(query, args...)
	if err != nil {
		return nil, tx.fail(err, "read the outbox of handoff %s", id)
	}
	out := make([]Row, len(found))
	for i, s := range found {
		out[i] = s.Row
	}
	return out, nil
}
