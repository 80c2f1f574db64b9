package store

import (
	"errors"
	"testing"
	"time"

	"handoffd/handoff"
)

// TestReportedInAnotherZone: a week that was reported is the same week once reports are in another zone.
func TestReportedInAnotherZone(t *testing.T) {
	s := openStore(t)
	c := &handoff.Config{Hash: "berlin", Week: handoff.Week{Zone: "Europe/Berlin"}}
	berlin, tokyo := handoff.Location("Europe/Berlin"), handoff.Location("Asia/Tokyo")
	monday := func(zone *time.Location) time.Time { return time.Date(2026, 11, 23, 0, 0, 0, 0, zone) }
	first := Reported{From: monday(berlin), To: monday(berlin).AddDate(0, 0, 7), AsOf: epoch, Config: "berlin"}
	doUpdate(t, s, func(tx *Tx) error {
		_, err := tx.KeepReported(first)
		return errors.Join(err, tx.PutConfig(c))
	})
	doView(t, s, func(tx *Tx) error {
		r, err := tx.Reported(monday(tokyo), monday(tokyo).AddDate(0, 0, 7))
		if err != nil || !r.From.Equal(first.From) || r.From.Location() != berlin || !r.To.Equal(first.To) {
			t.Errorf("%+v, %v", r, err)
		}
		if _, err := tx.Reported(monday(tokyo).AddDate(0, 0, -1), monday(tokyo).AddDate(0, 0, 6)); !errors.Is(err, ErrNotFound) {
			t.Errorf("from Sunday: %v", err)
		}
		return nil
	})
}

// TestReportedIsKeptOnce: of which instant a report is stays what it was at first.
func TestReportedIsKeptOnce(t *testing.T) {
	s := openStore(t)
	first := Reported{From: epoch, To: epoch.AddDate(0, 0, 7), AsOf: epoch.AddDate(0, 0, 8), Config: "hash"}
	other := first
	other.AsOf, other.Config = first.AsOf.AddDate(0, 0, 1), "other"
	next := Reported{From: first.To, To: first.To.AddDate(0, 0, 7), AsOf: first.AsOf.AddDate(0, 0, 7), Config: "hash"}
	for _, r := range []Reported{first, other, next} {
		doUpdate(t, s, func(tx *Tx) error {
			got, err := tx.KeepReported(r)
			if r == other && (!got.AsOf.Equal(first.AsOf) || got.Config != first.Config) {
				t.Errorf("kept anew: %+v", got)
			}
			return err
		})
	}
	doView(t, s, func(tx *Tx) error {
		if r, err := tx.Reported(first.From, first.To); err != nil || !r.AsOf.Equal(first.AsOf) || r.Config != "hash" {
			t.Errorf("%+v, %v", r, err)
		}
		if _, err := tx.Reported(first.From, next.To); !errors.Is(err, ErrNotFound) {
			t.Errorf("another period: %v", err)
		}
		if r, err := tx.ReportedBefore(next.AsOf); err != nil || !r.AsOf.Equal(first.AsOf) || !r.To.Equal(first.To) {
			t.Errorf("before: %+v, %v", r, err)
		}
		if _, err := tx.ReportedBefore(first.AsOf); !errors.Is(err, ErrNotFound) {
			t.Errorf("before the first: %v", err)
		}
		return nil
	})
}
