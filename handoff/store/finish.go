package store

import (
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"handoffd/handoff"
)

// Packed is a mail as it is kept: Data is its bytes, Size of them, as Pack has packed them. Told is the end of the
// window that it promises; zero if it promises none.
type Packed struct {
	Claimed
	MessageID string
	Size      int
	Data      []byte
	Told      time.Time
}

// KeepAll keeps rendered mails with their rows, so that the same bytes go out after a crash. Their Message-IDs belong
// to their handoffs from now on. It reports false for one whose claim is lost: it is not ours to send.
func (tx Queue) KeepAll(all []Packed) (ours []bool, err error) {
	if ours, err = tx.keepBytes(all); err != nil {
		var rows []int64
		for _, p := range all {
			rows = append(rows, p.Rows...)
		}
		return nil, tx.fail(err, "keep the bytes of outbox rows %v", rows)
	}
	return ours, nil
}

// KeepBytes is KeepAll for one mail that is not packed yet.
func (tx Queue) KeepBytes(c Claimed, message string, raw []byte, told time.Time) (ours bool, err error) {
	all, err := tx.KeepAll([]Packed{{c, message, len(raw), Pack(raw), told}})
	return err == nil && all[0], err
}

func (tx *txn) keepBytes(all []Packed) (ours []bool, err error) {
	var rows [][]any
	for _, p := range all {
		for _, row := range p.Rows {
			rows = append(rows, []any{row, p.Token, p.Rows[0]})
		}
	}
	of := map[int64]handoff.ID{}
	err = forRows(tx, rows, func(scan func(...any) error) error {
		var row int64
		var id string
		err := scan(&row, &id)
		of[row] = handoff.ID(id)
		return err
	}, `UPDATE outbox SET body = v.column3 FROM (VALUES %s) AS v
		WHERE id = v.column1 AND claim = v.column2 AND finished_at IS NULL RETURNING id, coalesce(handoff, '')`,
		"BIGINT", "TEXT", "BIGINT")
	if err != nil {
		return nil, err
	}
	var bodies [][]any
	for _, p := range all {
		mine := false
		for _, row := range p.Rows {
			id, ok := of[row]
			if !ok {
				continue
			}
			mine = true
			if err := tx.keepMessageID(id, p.MessageID, false); err != nil {
				return nil, err
			}
		}
		if ours = append(ours, mine); mine {
			bodies = append(bodies, []any{p.Rows[0], messageID(p.MessageID), nanos(p.Told), int64(p.Size), p.Data})
		}
	}
	return ours, addRows(tx, bodies, `INSERT INTO bodies (row, message_id, told, size, data) VALUES %s
		ON CONFLICT (row) DO UPDATE
		SET message_id = excluded.message_id, told = excluded.told, size = excluded.size, data = excluded.data`)
}

// MarkSent says that a mail was taken over by the server. Rows that are finished, or that somebody else has claimed
// since, are left alone: if there are no others, it reports false.
func (tx Queue) MarkSent(c Claimed, at time.Time) (ours bool, err error) {
	return tx.finish(c, RowSent, at, "", handoff.Reason{})
}

// Taken is a mail that the server took over.
type Taken struct {
	Claimed
	At time.Time
}

// MarkAllSent is MarkSent for many mails: what waited for them goes on once all are marked.
func (tx Queue) MarkAllSent(all []Taken) (ours []bool, err error) {
	var rows []int64
	for _, t := range all {
		rows = append(rows, t.Rows...)
	}
	if err := tx.lockRows(rows); err != nil {
		return nil, err
	}
	ended, err := tx.markSent(all)
	if err != nil {
		return nil, tx.fail(err, "mark outbox rows %v sent", rows)
	}
	var ends []end
	for _, t := range all {
		before := len(ends)
		for _, row := range t.Rows {
			e, ok := ended[row]
			if !ok {
				continue
			}
			if err := tx.finished(row, e, RowSent, t.At); err != nil {
				return nil, tx.fail(err, "mark outbox row %d sent", row)
			}
			ends = append(ends, e)
		}
		ours = append(ours, len(ends) > before)
	}
	if err := tx.goOn(ends); err != nil {
		return nil, tx.fail(err, "let go on what waited for outbox rows %v", rows)
	}
	return ours, nil
}

// markSent marks the rows that are ours still.
func (tx *txn) markSent(all []Taken) (map[int64]end, error) {
	tx.finishing = true
	var rows [][]any
	for _, t := range all {
		for _, row := range t.Rows {
			rows = append(rows, []any{row, t.Token, nanos(t.At)})
		}
	}
	ended := make(map[int64]end, len(rows))
	err := forRows(tx, rows, func(scan func(...any) error) error {
		var row int64
		var e end
		err := scan(&row, &e.key, &e.handoff, &e.lane, &e.digest)
		ended[row] = e
		return err
	}, `UPDATE outbox SET state = 'sent', finished_at = v.column3, error = '', why_code = '', why_text = ''
		FROM (VALUES %s) AS v WHERE id = v.column1 AND claim = v.column2 AND finished_at IS NULL
		RETURNING id, key, handoff, lane, digest`, "BIGINT", "TEXT", "BIGINT")
	return ended, err
}

// MarkFailed says that a mail was refused for good; false as MarkSent.
func (tx Queue) MarkFailed(c Claimed, at time.Time, why string) (ours bool, err error) {
	return tx.finish(c, RowFailed, at, why, handoff.Reason{})
}

// Skip says that a mail is not wanted any more; false as MarkSent.
func (tx Queue) Skip(c Claimed, at time.Time, why handoff.Reason) (ours bool, err error) {
	return tx.finish(c, RowSkipped, at, "", why)
}

// end is a row that was finished.
type end struct {
	key, lane, digest string
	handoff           sql.NullString
}

// finish ends rows and lets those go on that waited for them.
func (tx *txn) finish(c Claimed, state string, at time.Time, problem string, why handoff.Reason) (
	ours bool, err error) {
	if err := tx.lockRows(c.Rows); err != nil {
		return false, err
	}
	ends, err := tx.finishRows(nil, c, state, at, problem, why)
	if err != nil {
		return false, err
	}
	for _, e := range ends {
		if err := tx.unblock(e); err != nil {
			return false, tx.fail(err, "let go on what waited for outbox rows %v", c.Rows)
		}
	}
	return len(ends) > 0, nil
}

// lockRows locks the handoffs of rows.
func (tx *txn) lockRows(rows []int64) error {
	ids, err := tx.handoffsOf(rows)
	if err == nil {
		err = tx.lockHandoffs(ids...)
	}
	if err != nil {
		return tx.fail(err, "lock the handoffs of outbox rows %v", rows)
	}
	return nil
}

// finishRows ends rows, and adds those that were ours to the ends.
func (tx *txn) finishRows(ends []end, c Claimed, state string, at time.Time, problem string, why handoff.Reason) (
	[]end, error) {
	tx.finishing = true
	for _, row := range c.Rows {
		var e end
		err := tx.one(`UPDATE outbox SET state = $2, finished_at = $3, error = $4, why_code = $5, why_text = $6
			WHERE id = $1 AND claim = $7 AND finished_at IS NULL RETURNING key, handoff, lane, digest`,
			[]any{row, state, nanos(at), clip(problem, 4*longest), why.Code, spoken(why), c.Token},
			[]any{&e.key, &e.handoff, &e.lane, &e.digest})
		if errors.Is(err, sql.ErrNoRows) {
			continue
		}
		if err == nil {
			err = tx.finished(row, e, state, at)
		}
		if err != nil {
			return nil, tx.fail(err, "mark outbox row %d %s", row, state)
		}
		ends = append(ends, e)
	}
	return ends, nil
}

// finished does what follows from the end of a row, but for those that waited for it.
func (tx *txn) finished(row int64, e end, state string, at time.Time) error {
	if e.digest != "" && state == RowSent {
		err := tx.exec(`INSERT INTO digests (key, sent_at) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE
			SET sent_at = CASE WHEN excluded.sent_at > digests.sent_at THEN excluded.sent_at ELSE digests.sent_at END`,
			e.digest, nanos(at))
		if err != nil {
			return err
		}
	}
	if !e.handoff.Valid {
		return tx.withoutWords(row)
	}
	return nil
}

// withoutWords erases what a mail of the service said: it may be what stands in somebody's calendar.
func (tx *txn) withoutWords(row int64) error {
	var data []byte
	var a handoff.Action
	if err := tx.one("SELECT action FROM outbox WHERE id = $1", []any{row}, []any{&data}); err != nil {
		return err
	}
	if err := json.Unmarshal(data, &a); err != nil || a.Purpose != handoff.PurposeService {
		return err
	}
	data, err := json.Marshal(a.WithoutWords())
	if err != nil {
		return err
	}
	if err := tx.exec("UPDATE outbox SET action = $2, body = NULL WHERE id = $1", row, string(data)); err != nil {
		return err
	}
	return tx.exec("DELETE FROM bodies WHERE row = $1", row)
}

// Retry puts claimed rows back after a temporary failure, to be claimed again at next. dropBytes has the mail rendered
// anew; without it the same bytes go out. It reports false as MarkSent.
func (tx Queue) Retry(c Claimed, at, next time.Time, why string, dropBytes bool) (ours bool, err error) {
	for _, row := range c.Rows {
		n, err := tx.change("UPDATE outbox SET state = 'pending', not_before = $2, error = $3, claim = '' WHERE id = $1 AND "+
			"claim = $4 AND finished_at IS NULL",
			row, nanos(next), clip(at.UTC().Format(time.RFC3339)+" "+why, 4*longest), c.Token)
		if err == nil && n > 0 && dropBytes {
			err = tx.dropBytes(row)
		}
		if err != nil {
			return false, tx.fail(err, "retry outbox row %d", row)
		}
		ours = ours || n > 0
	}
	return ours, nil
}

func (tx *txn) dropBytes(row int64) error {
	if err := tx.exec("UPDATE outbox SET body = NULL WHERE id = $1 AND finished_at IS NULL", row); err != nil {
		return err
	}
	return tx.exec("DELETE FROM bodies WHERE row = $1 AND NOT EXISTS (SELECT 1 FROM outbox WHERE id = $1 AND body = $1)",
		row)
}

// SentSince counts the mails that were taken over by a server at the instant or later; rows that went as one mail are
// one.
func (tx Queue) SentSince(at time.Time) (int, error) {
	n := 0
	if err := tx.one("SELECT count(DISTINCT coalesce(body, -id)) FROM outbox WHERE state = 'sent' AND finished_at >= $1",
		[]any{nanos(at)}, []any{&n}); err != nil {
		return 0, tx.fail(err, "count the mails that were sent")
	}
	return n, nil
}
