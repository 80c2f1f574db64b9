package store

import (
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"handoffd/handoff"
)

// KeepBytes keeps a rendered mail with its rows, so that the same bytes go out after a crash. Its Message-ID belongs to
// their handoffs from now on. told is the end of the window that the mail promises; zero if it promises none.
func (tx Queue) KeepBytes(rows []int64, message string, raw []byte, told time.Time) error {
	if err := tx.keepBytes(rows, messageID(message), raw, told); err != nil {
		return tx.fail(err, "keep the bytes of outbox rows %v", rows)
	}
	return nil
}

func (tx *txn) keepBytes(rows []int64, message string, raw []byte, told time.Time) error {
	if len(rows) == 0 {
		return nil
	}
	err := tx.exec(`INSERT INTO bodies (row, message_id, told, size, data) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (row) DO UPDATE
		SET message_id = excluded.message_id, told = excluded.told, size = excluded.size, data = excluded.data`,
		rows[0], message, nanos(told), len(raw), Pack(raw))
	if err != nil {
		return err
	}
	for _, row := range rows {
		var id string
		err := tx.one("UPDATE outbox SET body = $2 WHERE id = $1 AND finished_at IS NULL RETURNING coalesce(handoff, '')",
			[]any{row, rows[0]}, []any{&id})
		if err != nil {
			return err
		}
		if err := tx.keepMessageID(handoff.ID(id), message, false); err != nil {
			return err
		}
	}
	return nil
}

// MarkSent says that a mail was taken over by the server. Rows that are finished already are left alone.
func (tx Queue) MarkSent(rows []int64, at time.Time) error {
	return tx.finish(rows, RowSent, at, "", handoff.Reason{})
}

// MarkFailed says that a mail was refused for good.
func (tx Queue) MarkFailed(rows []int64, at time.Time, why string) error {
	return tx.finish(rows, RowFailed, at, why, handoff.Reason{})
}

// Skip says that a mail is not wanted any more.
func (tx Queue) Skip(rows []int64, at time.Time, why handoff.Reason) error {
	return tx.finish(rows, RowSkipped, at, "", why)
}

// finish ends rows and lets those go on that waited for them.
func (tx *txn) finish(rows []int64, state string, at time.Time, problem string, why handoff.Reason) error {
	for _, row := range rows {
		if err := tx.finishRow(row, state, at, problem, why); err != nil {
			return tx.fail(err, "mark outbox row %d %s", row, state)
		}
	}
	if err := tx.forgetDue(); err != nil {
		return tx.fail(err, "erase what was to be forgotten")
	}
	return nil
}

func (tx *txn) finishRow(row int64, state string, at time.Time, problem string, why handoff.Reason) error {
	var key, lane, digest string
	var id any // of the handoff
	err := tx.one(`UPDATE outbox SET state = $2, finished_at = $3, error = $4, why_code = $5, why_text = $6
		WHERE id = $1 AND finished_at IS NULL RETURNING key, handoff, lane, digest`,
		[]any{row, state, nanos(at), clip(problem, 4*longest), why.Code, spoken(why)}, []any{&key, &id, &lane, &digest})
	if errors.Is(err, sql.ErrNoRows) {
		var there int
		return tx.one("SELECT 1 FROM outbox WHERE id = $1", []any{row}, []any{&there})
	}
	if err != nil {
		return err
	}
	if digest != "" && state == RowSent {
		err := tx.exec(`INSERT INTO digests (key, sent_at) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE
			SET sent_at = CASE WHEN excluded.sent_at > digests.sent_at THEN excluded.sent_at ELSE digests.sent_at END`, digest,
			nanos(at))
		if err != nil {
			return err
		}
	}
	if id == nil {
		if err := tx.withoutWords(row); err != nil {
			return err
		}
	}
	return tx.unblock(id, lane, key)
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

// unblock lets the next row of the lane go, and the rows that name the key, if nothing else keeps them.
func (tx *txn) unblock(id any, lane, key string) error {
	err := tx.exec(`UPDATE outbox SET blocked = 0 WHERE id = (SELECT min(id) FROM outbox WHERE handoff = $1 AND lane = $2 AND finished_at IS NULL)
		AND blocked = 1
		AND NOT EXISTS (SELECT 1 FROM outbox_after a JOIN outbox d ON d.key = a.key WHERE a.row = outbox.id AND d.finished_at IS NULL)`, id, lane)
	if err != nil {
		return err
	}
	return tx.exec(`UPDATE outbox SET blocked = 0 WHERE id IN (SELECT row FROM outbox_after WHERE key = $1) AND blocked = 1 AND finished_at IS NULL
		AND NOT EXISTS (SELECT 1 FROM outbox e WHERE e.handoff = outbox.handoff AND e.lane = outbox.lane AND e.finished_at IS NULL AND e.id < outbox.id)
		AND NOT EXISTS (SELECT 1 FROM outbox_after a JOIN outbox d ON d.key = a.key WHERE a.row = outbox.id AND d.finished_at IS NULL)`, key)
}

// Retry puts claimed rows back after a temporary failure, to be claimed again at next. dropBytes has the mail rendered
// anew; without it the same bytes go out.
func (tx Queue) Retry(rows []int64, at, next time.Time, why string, dropBytes bool) error {
	for _, row := range rows {
		err := tx.exec("UPDATE outbox SET state = 'pending', not_before = $2, error = $3 WHERE id = $1 AND finished_at "+
			"IS NULL",
			row, nanos(next), clip(at.UTC().Format(time.RFC3339)+" "+why, 4*longest))
		if err == nil && dropBytes {
			err = tx.dropBytes(row)
		}
		if err != nil {
			return tx.fail(err, "retry outbox row %d", row)
		}
	}
	return nil
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
