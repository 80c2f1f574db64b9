package store

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handoffd/calendar"
	"handoffd/handoff"
)

// TestRemembered asks for absences and outages again and again in one transaction, while they change in it.
func TestRemembered(t *testing.T) {
	s := openStore(t)
	at := func(h int) time.Time { return epoch.Add(time.Duration(h) * time.Hour) }
	span := func(from, to int) calendar.Span { return calendar.Span{Start: at(from), End: at(to)} }
	inbox := handoff.Source{Kind: "mailbox", Name: "inbox"}
	doUpdate(t, s, func(tx *Tx) error {
		want := func(what string, from, to int, away, out []calendar.Span) {
			t.Helper()
			all, err1 := tx.away([]handoff.PersonID{"rita", "rolf"}, at(from))
			gaps, err2 := tx.Outages(at(from), at(to))
			if err := errors.Join(err1, err2); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([][]calendar.Span{away, nil, out}, [][]calendar.Span{all["rita"], all["rolf"],
				gaps}); diff != "" {
				t.Errorf("%s: %s", what, diff)
			}
		}
		absent := func(from, to int) error {
			return tx.AddAway([]handoff.Absence{{Person: "rita", Span: span(from, to)}}, "test")
		}
		want("nothing", 5, 9, nil, nil)
		if err := absent(2, 6); err != nil {
			return err
		}
		if _, err := tx.OutageBegin(inbox, at(4), "down"); err != nil {
			return err
		}
		want("added", 5, 9, []calendar.Span{span(2, 6)}, []calendar.Span{span(5, 9)})
		want("later", 6, 9, nil, []calendar.Span{span(6, 9)})
		want("earlier", 3, 5, []calendar.Span{span(2, 6)}, []calendar.Span{span(4, 5)})
		err := tx.Savepoint(func() error {
			_, _, err := tx.OutageEnd(inbox, at(7))
			err = errors.Join(err, absent(10, 12))
			want("ended", 3, 9, []calendar.Span{span(2, 6), span(10, 12)}, []calendar.Span{span(4, 7)})
			return errors.Join(err, errAborted)
		})
		if !errors.Is(err, errAborted) {
			return err
		}
		want("undone", 3, 9, []calendar.Span{span(2, 6)}, []calendar.Span{span(4, 9)})
		want("before it began", 1, 3, []calendar.Span{span(2, 6)}, nil)
		return nil
	})
}
