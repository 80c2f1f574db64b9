package store

import (
	"errors"
	"testing"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
)

// TestTalks: a talk is found by either UID and by its entry, and changed by whoever has read it last alone; it goes
// with the mails of its time.
func TestTalks(t *testing.T) {
	s := openStore(t)
	k := handoff.Talk{UID: "one-to-one-1@acme.example", Start: epoch, End: epoch.Add(time.Hour),
		With: []handoff.PersonID{"mona", "rita"}, Said: map[handoff.PersonID]calendar.PartStat{"rita": calendar.Accepted}}
	doUpdate(t, s, func(tx *Tx) error { return tx.PutTalk(k) })
	at := Booking{Provider: "google", Ref: calendar.Ref{Calendar: "c", ID: "e1", UID: "e1@google.example", ETag: "1"}}
	doUpdate(t, s, func(tx *Tx) error { return tx.PutTalkBooking(k.UID, at) })
	doUpdate(t, s, func(tx *Tx) error {
		for _, find := range []func() (handoff.Talk, bool, error){
			func() (handoff.Talk, bool, error) { return tx.Talk(k.UID) },
			func() (handoff.Talk, bool, error) { return tx.Talk("e1@google.example") },
			func() (handoff.Talk, bool, error) { return tx.TalkBooked("google", "e1") },
		} {
			if got, found, err := find(); err != nil || !found || got.Version != 1 || got.Said["rita"] != calendar.Accepted ||
				!got.Start.Equal(epoch) {
				t.Errorf("%+v %t %v", got, found, err)
			}
		}
		if _, found, err := tx.TalkBooked("graph", "e1"); found || err != nil {
			t.Errorf("found on another server: %v", err)
		}
		if b, there, err := tx.TalkBooking(k.UID); b != at || !there || err != nil {
			t.Errorf("%+v %t %v", b, there, err)
		}
		if names, err := tx.BookedUIDs(); names["e1@google.example"] != k.UID || err != nil {
			t.Errorf("%v %v", names, err)
		}
		for after, want := range map[time.Duration]int{0: 1, time.Hour: 0} {
			if all, err := tx.Talks(epoch.Add(after)); len(all) != want || err != nil {
				t.Errorf("%d talks end after %s: %v", len(all), after, err)
			}
		}
		k.Version, k.Sequence = 1, 1
		return tx.PutTalk(k)
	})
	for _, version := range []int{0, 1} {
		k.Version = version
		if err := s.Update(t.Context(), func(tx *Tx) error { return tx.PutTalk(k) }); !errors.Is(err, ErrChanged) {
			t.Errorf("on top of version %d: %v, want ErrChanged", version, err)
		}
	}
	doUpdate(t, s, func(tx *Tx) error { return tx.PutTalkBooking(k.UID, Booking{Provider: "google"}) })
	doView(t, s, func(tx *Tx) error {
		if _, there, err := tx.TalkBooking(k.UID); there || err != nil {
			t.Errorf("it stands there: %v", err)
		}
		return nil
	})
	for want, ends := range []time.Duration{time.Hour, 2 * time.Hour} {
		doUpdate(t, s, func(tx *Tx) error {
			now := epoch.Add(ends)
			d, _, err := tx.DropAged(now, now.Add(agedLeast))
			if d.Talks != int64(want) {
				t.Errorf("%d dropped %s on, want %d", d.Talks, ends, want)
			}
			return err
		})
	}
	doView(t, s, func(tx *Tx) error {
		if _, found, err := tx.Talk(k.UID); found || err != nil {
			t.Errorf("it is kept: %v", err)
		}
		return nil
	})
}
