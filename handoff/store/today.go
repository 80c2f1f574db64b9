package store

import (
	"database/sql"
	"errors"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
)

// KeepLines keeps what the numbers of a Today stand for that was written then; the first is 1.
func (tx Queue) KeepLines(message string, person handoff.PersonID, at time.Time, lines []handoff.TodayLine) error {
	message = messageID(message)
	for i, l := range lines {
		err := tx.exec("INSERT INTO today_lines (message_id, n, person, handoff, entry, asks, at) "+
			"VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (message_id, n) DO UPDATE SET "+
			"handoff = excluded.handoff, entry = excluded.entry, asks = excluded.asks",
			message, i+1, string(person), text(string(l.Handoff)), l.Entry, flag(l.Asks), nanos(at))
		if err != nil {
			return tx.fail(err, "keep the lines of %s", message)
		}
	}
	return nil
}

// Lines is what the numbers of the person's Today stand for that has the first known of the Message-IDs; the first is
// 1. None if no Today has any of them.
func (tx Queue) Lines(person handoff.PersonID, messages []string) ([]handoff.TodayLine, error) {
	for _, m := range messages[:min(len(messages), 50)] {
		var out []handoff.TodayLine
		err := tx.each(func(scan func(...any) error) error {
			var l handoff.TodayLine
			var asks int64
			err := scan(&l.Handoff, &l.Entry, &asks)
			l.Asks = asks != 0
			out = append(out, l)
			return err
		}, "SELECT coalesce(handoff, ''), entry, asks FROM today_lines WHERE message_id = $1 AND person = $2 ORDER BY n",
			messageID(m), string(person))
		if err != nil {
			return nil, tx.fail(err, "find the lines of %s", m)
		}
		if len(out) > 0 {
			return out, nil
		}
	}
	return nil, nil
}

// Delayed is a mail that is kept back until then. With a digest key it goes out with others of that key.
type Delayed struct {
	Claimed
	Until  time.Time
	Digest string
}

// Hold puts claimed rows back, to be claimed again at the instant, as if they had not been claimed: what they say waits
// for its reader.
func (tx Queue) Hold(all []Delayed) error {
	var rows [][]any
	for _, d := range all {
		for _, row := range d.Rows {
			rows = append(rows, []any{row, d.Token, nanos(d.Until), d.Digest})
		}
	}
	err := forRows(tx.txn, rows, ignored, `UPDATE outbox SET state = 'pending', attempts = attempts - 1,
		not_before = v.column3, digest = CASE WHEN v.column4 = '' THEN digest ELSE v.column4 END, claim = ''
		FROM (VALUES %s) AS v WHERE id = v.column1 AND claim = v.column2 AND finished_at IS NULL RETURNING id`,
		"BIGINT", "TEXT", "BIGINT", "TEXT")
	if err != nil {
		return tx.fail(err, "hold %d outbox rows", len(rows))
	}
	return nil
}

// Had is what the person was sent on the day of what could not wait for Today.
func (tx Queue) Had(person handoff.PersonID, day string) (handoff.Had, error) {
	var live int
	var at int64
	err := tx.one("SELECT live, sent_at FROM budgets WHERE person = $1 AND day = $2", []any{string(person), day},
		[]any{&live, &at})
	if errors.Is(err, sql.ErrNoRows) {
		return handoff.Had{}, nil
	}
	if err != nil {
		return handoff.Had{}, tx.fail(err, "count the mails to %s", person)
	}
	return handoff.Had{Live: live, Last: instant(at)}, nil
}

// CountLive notes that n mails went out to the person that could not wait for Today, the last one then.
func (tx Queue) CountLive(person handoff.PersonID, day string, n int, at time.Time) error {
	err := tx.exec("INSERT INTO budgets (person, day, live, sent_at) VALUES ($1, $2, $3, $4) "+
		"ON CONFLICT (person) DO UPDATE "+
		"SET live = CASE WHEN budgets.day = excluded.day THEN budgets.live + excluded.live ELSE excluded.live END, "+
		"day = excluded.day, sent_at = excluded.sent_at", string(person), day, n, nanos(at))
	if err != nil {
		return tx.fail(err, "count mails to %s", person)
	}
	return nil
}

// Away lists the absences of a person that end after the instant, beside those that the config knows.
func (tx People) Away(person handoff.PersonID, after time.Time) ([]calendar.Span, error) {
	all, err := tx.away([]handoff.PersonID{person}, after)
	return all[person], err
}
