package store

import (
	"database/sql"
	"errors"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
)

// Booking is where an event of a handoff stands on a calendar server.
type Booking struct {
	Provider string
	Ref      calendar.Ref
}

// Booking gives where the event stands; whose is the person whose own calendar it is, empty for that of the handoff
// address. False if it stands nowhere, as far as is known.
func (tx Bookings) Booking(id handoff.ID, whose handoff.PersonID) (Booking, bool, error) {
	var b Booking
	err := tx.one("SELECT provider, calendar, event, uid, etag FROM bookings WHERE handoff = $1 AND whose = $2",
		[]any{string(id), string(whose)}, []any{&b.Provider, &b.Ref.Calendar, &b.Ref.ID, &b.Ref.UID, &b.Ref.ETag})
	if errors.Is(err, sql.ErrNoRows) {
		return Booking{}, false, nil
	}
	if err != nil {
		return Booking{}, false, tx.fail(err, "read where the event of %s stands", id)
	}
	return b, true, nil
}

// PutBooking remembers where the event stands. A zero event id means that it was taken away.
func (tx Bookings) PutBooking(id handoff.ID, whose handoff.PersonID, b Booking) error {
	var err error
	if b.Ref.ID == "" {
		err = tx.exec("DELETE FROM bookings WHERE handoff = $1 AND whose = $2", string(id), string(whose))
	} else {
		err = tx.exec(`INSERT INTO bookings (handoff, whose, provider, calendar, event, uid, etag)
			VALUES ($1, $2, $3, $4, $5, $6, $7)
			ON CONFLICT (handoff, whose) DO UPDATE
			SET provider = excluded.provider, calendar = excluded.calendar, event = excluded.event,
				uid = excluded.uid, etag = excluded.etag`,
			string(id), string(whose), b.Provider, b.Ref.Calendar, b.Ref.ID, b.Ref.UID, b.Ref.ETag)
	}
	if err != nil {
		return tx.fail(err, "remember where the event of %s stands", id)
	}
	return nil
}

// Booked finds the handoff whose event the provider keeps under the id, in the calendar of the handoff address.
func (tx Bookings) Booked(provider, event string) (handoff.ID, bool, error) {
	var id string
	err := tx.one("SELECT handoff FROM bookings WHERE provider = $1 AND event = $2 AND whose = ''", []any{provider, event},
		[]any{&id})
	if errors.Is(err, sql.ErrNoRows) {
		return "", false, nil
	}
	if err != nil {
		return "", false, tx.fail(err, "look for the event %s", event)
	}
	return handoff.ID(id), true, nil
}

// Reading gives how far the changes of a calendar were read, and when; the zero values if they never were.
func (tx Sources) Reading(source string) (token string, at time.Time, err error) {
	var nano int64
	err = tx.one("SELECT token, read_at FROM readings WHERE source = $1", []any{source}, []any{&token, &nano})
	if errors.Is(err, sql.ErrNoRows) {
		return "", time.Time{}, nil
	}
	if err != nil {
		return "", time.Time{}, tx.fail(err, "read how far %s was read", source)
	}
	return token, instant(nano), nil
}

// SetReading remembers how far the changes of a calendar were read.
func (tx Sources) SetReading(source, token string, at time.Time) error {
	err := tx.exec(`INSERT INTO readings (source, token, read_at) VALUES ($1, $2, $3) ON CONFLICT (source) DO UPDATE
		SET token = excluded.token, read_at = excluded.read_at`, source, token, nanos(at))
	if err != nil {
		return tx.fail(err, "remember how far %s was read", source)
	}
	return nil
}

// Presence is what was seen of an event in the calendar of somebody who holds it.
type Presence struct {
	Seen    time.Time // last; zero: never
	Missing int       // how often in a row it was not there since
}

// Presence gives what was seen of a handoff's event in the person's calendar.
func (tx Bookings) Presence(id handoff.ID, person handoff.PersonID) (Presence, error) {
	var p Presence
	var at int64
	err := tx.one("SELECT seen_at, missing FROM presences WHERE handoff = $1 AND person = $2",
		[]any{string(id), string(person)}, []any{&at, &p.Missing})
	if errors.Is(err, sql.ErrNoRows) {
		return Presence{}, nil
	}
	if err != nil {
		return Presence{}, tx.fail(err, "read what was seen of %s in the calendar of %s", id, person)
	}
	p.Seen = instant(at)
	return p, nil
}

// SetPresence remembers what was seen; the zero Presence forgets it.
func (tx Bookings) SetPresence(id handoff.ID, person handoff.PersonID, p Presence) error {
	var err error
	if p == (Presence{}) {
		err = tx.exec("DELETE FROM presences WHERE handoff = $1 AND person = $2", string(id), string(person))
	} else {
		err = tx.exec(`INSERT INTO presences (handoff, person, seen_at, missing) VALUES ($1, $2, $3, $4)
			ON CONFLICT (handoff, person) DO UPDATE
			SET seen_at = excluded.seen_at, missing = excluded.missing`, string(id), string(person), nanos(p.Seen), p.Missing)
	}
	if err != nil {
		return tx.fail(err, "remember what was seen of %s in the calendar of %s", id, person)
	}
	return nil
}

// BookedUIDs maps the UIDs that providers gave to events of open handoffs, and to talks of colleagues, as
// calendar.NormalizeUID gives them, to our own. Those that stand under a UID of ours need none.
func (tx Bookings) BookedUIDs() (map[string]string, error) {
	out := map[string]string{}
	err := tx.each(func(scan func(...any) error) error {
		var theirs, ours, whose string
		if err := scan(&theirs, &ours, &whose); err != nil {
			return err
		}
		if whose != "" {
			ours = (&handoff.Handoff{UID: ours}).Events().Block()
		}
		out[calendar.NormalizeUID(theirs)] = ours
		return nil
	}, "SELECT b.uid, h.uid, b.whose FROM bookings b JOIN handoffs h ON h.id = b.handoff WHERE h.open = 1 AND b.uid <> "+
		"'' AND h.uid IS NOT NULL AND NOT EXISTS "+
		"(SELECT 1 FROM event_uids u WHERE u.uid = b.uid)")
	if err == nil {
		err = tx.each(func(scan func(...any) error) error {
			var theirs, ours string
			err := scan(&theirs, &ours)
			out[calendar.NormalizeUID(theirs)] = ours
			return err
		}, "SELECT event_uid, uid FROM talks WHERE event_uid <> '' AND event_uid <> uid")
	}
	if err != nil {
		return nil, tx.fail(err, "read under which UIDs events stand")
	}
	return out, nil
}
