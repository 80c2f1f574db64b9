package store

import (
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"handoffd/handoff"
)

// Talk gives the talk of colleagues with the UID, ours or the one that a server gave its event; false if there is none.
func (tx Bookings) Talk(uid string) (handoff.Talk, bool, error) {
	return tx.talk("uid = $1 OR event_uid = $1", uid)
}

// TalkBooked finds the talk whose event a server keeps under the id.
func (tx Bookings) TalkBooked(provider, event string) (handoff.Talk, bool, error) {
	return tx.talk("provider = $1 AND event = $2", provider, event)
}

func (tx *txn) talk(where string, args ...any) (handoff.Talk, bool, error) {
	var t handoff.Talk
	var data []byte
	var version int
	err := tx.one("SELECT data, version FROM talks WHERE "+where+" ORDER BY uid LIMIT 1", args, []any{&data, &version})
	if errors.Is(err, sql.ErrNoRows) {
		return t, false, nil
	}
	if err == nil {
		err = json.Unmarshal(data, &t)
	}
	if err != nil {
		return t, false, tx.fail(err, "read the talk of %v", args)
	}
	t.Version = version
	return t, true, nil
}

// Talks lists those that end after the instant.
func (tx Bookings) Talks(after time.Time) ([]handoff.Talk, error) {
	var out []handoff.Talk
	err := tx.each(func(scan func(...any) error) error {
		var t handoff.Talk
		var data []byte
		var version int
		err := scan(&data, &version)
		if err == nil {
			err = json.Unmarshal(data, &t)
		}
		t.Version = version
		out = append(out, t)
		return err
	}, "SELECT data, version FROM talks WHERE ends > $1 ORDER BY uid", nanos(after))
	if err != nil {
		return nil, tx.fail(err, "list the talks of colleagues")
	}
	return out, nil
}

// PutTalk keeps a talk. ErrChanged says that it was changed since it was read.
func (tx Bookings) PutTalk(t handoff.Talk) error {
	data, err := json.Marshal(t)
	var n int64
	switch {
	case err != nil:
	case t.Version == 0:
		n, err = tx.change(`INSERT INTO talks (uid, version, ends, data, provider, calendar, event, event_uid, etag)
			VALUES ($1, 1, $2, $3, '', '', '', '', '') ON CONFLICT DO NOTHING`, t.UID, nanos(t.End), string(data))
	default:
		n, err = tx.change("UPDATE talks SET version = version + 1, ends = $3, data = $4 WHERE uid = $1 AND version = $2",
			t.UID, t.Version, nanos(t.End), string(data))
	}
	if err == nil && n == 0 {
		err = ErrChanged
	}
	if err != nil {
		return tx.fail(err, "keep the talk %s", t.UID)
	}
	return nil
}

// TalkBooking gives where the event of a talk stands; false if nowhere, as far as is known.
func (tx Bookings) TalkBooking(uid string) (Booking, bool, error) {
	var b Booking
	err := tx.one("SELECT provider, calendar, event, event_uid, etag FROM talks WHERE uid = $1 AND event <> ''",
		[]any{uid}, []any{&b.Provider, &b.Ref.Calendar, &b.Ref.ID, &b.Ref.UID, &b.Ref.ETag})
	if errors.Is(err, sql.ErrNoRows) {
		return Booking{}, false, nil
	}
	if err != nil {
		return Booking{}, false, tx.fail(err, "read where the talk %s stands", uid)
	}
	return b, true, nil
}

// PutTalkBooking remembers where the event of a talk stands. A zero event id means that it was taken away.
func (tx Bookings) PutTalkBooking(uid string, b Booking) error {
	if b.Ref.ID == "" {
		b = Booking{}
	}
	if err := tx.exec(`UPDATE talks SET provider = $2, calendar = $3, event = $4, event_uid = $5, etag = $6
		WHERE uid = $1`, uid, b.Provider, b.Ref.Calendar, b.Ref.ID, b.Ref.UID, b.Ref.ETag); err != nil {
		return tx.fail(err, "remember where the talk %s stands", uid)
	}
	return nil
}
