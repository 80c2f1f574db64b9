package store

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handoffd/calendar"
	"handoffd/handoff"
)

func TestBookings(t *testing.T) {
	s := openStore(t)
	h := draft("HO-1")
	h.UID = "uid-1@handoffd"
	first := Booking{Provider: "google", Ref: calendar.Ref{Calendar: "", ID: "e1", UID: "e1@google.example", ETag: "1"}}
	block := Booking{Provider: "google", Ref: calendar.Ref{Calendar: "rita@acme.example", ID: "e2",
		UID: "e2@google.example", ETag: "1"}}
	doUpdate(t, s, func(tx *Tx) error {
		if err := tx.Save(h); err != nil {
			return err
		}
		if err := tx.PutBooking("HO-1", "", first); err != nil {
			return err
		}
		copied := draft("HO-2") // stands under a UID of ours
		copied.Assignments = []handoff.Assignment{{N: 1, Rep: "rita", UID: "turn-1@handoffd"}}
		own := Booking{Provider: "caldav", Ref: calendar.Ref{ID: "e4", UID: "turn-1@handoffd"}}
		return errors.Join(tx.PutBooking("HO-1", "rita", block), tx.Save(copied), tx.PutBooking("HO-2", "", own))
	})
	doView(t, s, func(tx *Tx) error {
		got, ok, err := tx.Booking("HO-1", "")
		if diff := cmp.Diff(first, got); diff != "" || !ok || err != nil {
			t.Errorf("booking %t, %v:\n%s", ok, err, diff)
		}
		for event, want := range map[string]handoff.ID{"e1": "HO-1", "e2": "", "e3": ""} { // the block is nobody's meeting
			if id, _, err := tx.Booked("google", event); id != want || err != nil {
				t.Errorf("%s is of %q, %v, want %q", event, id, err, want)
			}
		}
		uids, err := tx.BookedUIDs()
		if diff := cmp.Diff(map[string]string{"e1@google.example": "uid-1@handoffd",
			"e2@google.example": h.Events().Block()}, uids); diff != "" || err != nil {
			t.Errorf("uids: %v\n%s", err, diff)
		}
		return nil
	})
	doUpdate(t, s, func(tx *Tx) error { return tx.PutBooking("HO-1", "", Booking{}) })
	doView(t, s, func(tx *Tx) error {
		if _, ok, err := tx.Booking("HO-1", ""); ok || err != nil {
			t.Errorf("what was taken away still stands: %v", err)
		}
		return nil
	})
}

func TestReadingsAndPresences(t *testing.T) {
	s := openStore(t)
	seen := Presence{Seen: epoch, Missing: 1}
	doUpdate(t, s, func(tx *Tx) error {
		if err := tx.Save(draft("HO-1")); err != nil {
			return err
		}
		if token, at, err := tx.Reading("x"); token != "" || !at.IsZero() || err != nil {
			t.Errorf("%q %v %v before any reading", token, at, err)
		}
		if err := tx.SetReading("x", "t1", epoch); err != nil {
			return err
		}
		if err := tx.SetReading("x", "t2", epoch.Add(time.Minute)); err != nil {
			return err
		}
		return tx.SetPresence("HO-1", "rita", seen)
	})
	doUpdate(t, s, func(tx *Tx) error {
		if token, at, err := tx.Reading("x"); token != "t2" || !at.Equal(epoch.Add(time.Minute)) || err != nil {
			t.Errorf("%q %v %v", token, at, err)
		}
		got, err := tx.Presence("HO-1", "rita")
		if !got.Seen.Equal(seen.Seen) || got.Missing != 1 || err != nil {
			t.Errorf("%+v %v", got, err)
		}
		return tx.SetPresence("HO-1", "rita", Presence{})
	})
	doView(t, s, func(tx *Tx) error {
		if got, err := tx.Presence("HO-1", "rita"); got != (Presence{}) || err != nil {
			t.Errorf("%+v %v after it was forgotten", got, err)
		}
		return nil
	})
}
