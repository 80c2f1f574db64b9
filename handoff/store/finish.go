package store

import (
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"handoffd/handoff"
)

// KeepBytes keeps a rendered mail with its rows, so that the same bytes go out after a crash. Its Message-ID belongs to
// their handoffs from now on. told is the end of the window that the mail promises; zero if it promises none. It
// reports false if the claim is lost: the mail is not ours to send.
func (tx Queue) KeepBytes(c Claimed, message string, raw []byte, told time.Time) (ours bool, err error) {
	return tx.KeepPacked(c, message, len(raw), Pack(raw), told)
}

// KeepPacked is KeepBytes for bytes, so many, that Pack has packed, which need not be done while others wait.
func (tx Queue) KeepPacked(c Claimed, message string, size int, packed []byte, told time.Time) (ours bool, err error) {
	if ours, err = tx.keepBytes(c, messageID(message), size, packed, told); err != nil {
		return false, tx.fail(err, "keep the bytes of outbox rows %v", c.Rows)
	}
	return ours, nil
}

func (tx *txn) keepBytes(c Claimed, message string, size int, packed []byte, told time.Time) (ours bool, err error) {
	for _, row := range c.Rows {
		var id string
		err := tx.one("UPDATE outbox SET body = $2 WHERE id = $1 AND claim = $3 AND finished_at IS NULL RETURNING "+
			"coalesce(handoff, '')", []any{row, c.Rows[0], c.Token}, []any{&id})
		if errors.Is(err, sql.ErrNoRows) {
			continue
		}
		if err != nil {
			return false, err
		}
		ours = true
		if err := tx.keepMessageID(handoff.ID(id), message, false); err != nil {
			return false, err
		}
	}
	if !ours {
		return false, nil
	}
	return true, tx.exec(`INSERT INTO bodies (row, message_id, told, size, data) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (row) DO UPDATE
		SET message_id = excluded.message_id, told = excluded.told, size = excluded.size, data = excluded.data`,
		c.Rows[0], message, nanos(told), size, packed)
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
	var ends []end
	for _, t := range all {
		before := len(ends)
		if ends, err = tx.finishRows(ends, t.Claimed, RowSent, t.At, "", handoff.Reason{}); err != nil {
			return nil, err
		}
		ours = append(ours, len(ends) > before)
	}
	if err := tx.goOn(ends); err != nil {
		return nil, tx.fail(err, "let go on what waited for outbox rows %v", rows)
	}
	return ours, nil
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
