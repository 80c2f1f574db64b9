package store

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handoffd/handoff"
)

// outbox drives the outbox of two handoffs by words.
type outbox struct {
	t  *testing.T
	s  *Store
	id map[string]int64 // by key
}

func newOutbox(t *testing.T) *outbox {
	o := &outbox{t: t, s: openStore(t), id: map[string]int64{}}
	doUpdate(t, o.s, func(tx *Tx) error {
		return errors.Join(tx.Save(draft("HO-1")), tx.Save(draft("HO-2")), tx.Save(draft("HO-3")))
	})
	return o
}

func at(minutes int) time.Time { return epoch.Add(time.Duration(minutes) * time.Minute) }

func act(id handoff.ID, p handoff.Purpose, to handoff.PersonID, revision int, after ...string) handoff.Action {
	return handoff.Action{Handoff: id, Purpose: p, To: handoff.Recipient{Person: to, Role: handoff.RoleRep},
		Revision: revision, After: after}
}

func (o *outbox) enqueue(minutes int, actions ...handoff.Action) {
	o.t.Helper()
	doUpdate(o.t, o.s, func(tx *Tx) error { return tx.Enqueue(actions, at(minutes)) })
	for _, h := range []handoff.ID{"HO-1", "HO-2", "HO-3"} {
		doView(o.t, o.s, func(tx *Tx) error {
			rows, err := tx.Outbox(h)
			for _, r := range rows {
				o.id[r.Action.Key()] = r.ID
			}
			return err
		})
	}
}

// claim expects the jobs, each the keys of its rows without the handoff's "HO-", joined by "+".
func (o *outbox) claim(minutes, limit int, want ...string) []Job {
	o.t.Helper()
	var jobs []Job
	doUpdate(o.t, o.s, func(tx *Tx) (err error) { jobs, err = tx.Claim(me, at(minutes), limit); return err })
	var got []string
	for _, j := range jobs {
		var keys []string
		for _, r := range j.Rows {
			keys = append(keys, strings.TrimPrefix(r.Action.Key(), "HO-"))
			if r.State != RowClaimed || r.Attempts < 1 {
				o.t.Errorf("%s is %s after %d attempts", r.Action.Key(), r.State, r.Attempts)
			}
		}
		got = append(got, strings.Join(keys, "+"))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		o.t.Errorf("claimed at %d (-want +got):\n%s", minutes, diff)
	}
	return jobs
}

func (o *outbox) rows(keys ...string) []int64 {
	o.t.Helper()
	var out []int64
	for _, k := range keys {
		id, ok := o.id["HO-"+k]
		if !ok {
			o.t.Fatalf("no row %s", k)
		}
		out = append(out, id)
	}
	return out
}

// me is the run of the tests.
var me = Claimant{Run: "me"}

// held names rows as whoever has claimed them does.
func held(tx *Tx, rows ...int64) Claimed {
	c := Claimed{Rows: rows}
	_ = tx.one("SELECT claim FROM outbox WHERE id = $1", []any{rows[0]}, []any{&c.Token}) // none: the row is not there
	return c
}

func (o *outbox) sent(minutes int, keys ...string) {
	o.t.Helper()
	doUpdate(o.t, o.s, func(tx *Tx) error { return only(tx.MarkSent(held(tx, o.rows(keys...)...), at(minutes))) })
}

// next expects the time of the next mail in minutes; -1: none.
func (o *outbox) next(want int) {
	o.t.Helper()
	doView(o.t, o.s, func(tx *Tx) error {
		next, ok, err := tx.NextSend()
		if ok != (want >= 0) || ok && !next.Equal(at(want)) {
			o.t.Errorf("next mail at %v (%v), want %v", next, ok, at(want))
		}
		return err
	})
}

func (o *outbox) row(key string) Row {
	o.t.Helper()
	var found Row
	doView(o.t, o.s, func(tx *Tx) error {
		rows, err := tx.Outbox(handoff.ID(key[:4]))
		for _, r := range rows {
			if r.Action.Key() == key {
				found = r
			}
		}
		return err
	})
	return found
}

func TestClaimPriority(t *testing.T) {
	o := newOutbox(t)
	o.next(-1)
	o.enqueue(0, act("HO-1", handoff.PurposeReminder, "rita", 1), act("HO-1", handoff.PurposeInvite, "rolf", 1))
	o.enqueue(1, act("HO-2", handoff.PurposeUpdate, "rosa", 1), act("HO-2", handoff.PurposeCancel, "rita", 1),
		act("HO-2", handoff.PurposeInvite, "mona", 1))
	o.next(0)
	o.claim(2, 0)
	o.claim(2, 3, "2/update/rosa/1", "2/cancel/rita/1", "1/invite/rolf/1")
	o.claim(2, 100, "2/invite/mona/1", "1/reminder/rita/1")
	o.claim(2, 100)
	o.next(-1)
}

func TestClaimLane(t *testing.T) {
	o := newOutbox(t)
	o.enqueue(0,
		act("HO-1", handoff.PurposeBrief, "rita", 1),
		act("HO-1", handoff.PurposeReminder, "rita", 1),
		act("HO-1", handoff.PurposeIntro, "rita", 1),
		act("HO-1", handoff.PurposeReminder, "rolf", 1),
		act("HO-2", handoff.PurposeReminder, "rita", 1))
	o.claim(1, 100, "1/brief/rita/1", "1/intro/rita/1", "1/reminder/rolf/1", "2/reminder/rita/1")
	o.claim(2, 100)
	doUpdate(t, o.s, func(tx *Tx) error {
		return only(tx.Retry(held(tx, o.rows("1/brief/rita/1")...), at(3), at(10), "mailbox busy", false))
	})
	o.next(10)
	o.claim(9, 100)
	o.claim(10, 100, "1/brief/rita/1")
	if r := o.row("HO-1/brief/rita/1"); r.Attempts != 2 || !strings.Contains(r.Error, "mailbox busy") ||
		!strings.HasPrefix(r.Error, "2026-11-23T08:03:00Z") {
		t.Errorf("the row does not tell of the first attempt: %+v", r)
	}
	doUpdate(t, o.s, func(tx *Tx) error {
		return only(tx.MarkFailed(held(tx, o.rows("1/brief/rita/1")...), at(10), "550 no such user"))
	})
	if r := o.row("HO-1/brief/rita/1"); r.State != RowFailed || r.Error != "550 no such user" ||
		!r.Finished.Equal(at(10)) {
		t.Errorf("failed row: %+v", r)
	}
	o.next(0)
	o.claim(10, 100, "1/reminder/rita/1")
	doUpdate(t, o.s, func(tx *Tx) error {
		return only(tx.Skip(held(tx, o.rows("1/reminder/rita/1")...), at(11),
			handoff.Reason{Code: "answered", Text: "has answered"}))
	})
	if r := o.row("HO-1/reminder/rita/1"); r.State != RowSkipped || r.Reason.Code != "answered" ||
		r.Reason.Text != "has answered" {
		t.Errorf("skipped row: %+v", r)
	}
	o.enqueue(12, act("HO-1", handoff.PurposeReminder, "rita", 2))
	o.claim(12, 100, "1/reminder/rita/2")
}

// TestClaimSkipped lets the lane go on when a row that was never claimed is skipped.
func TestClaimSkipped(t *testing.T) {
	o := newOutbox(t)
	o.enqueue(0, act("HO-1", handoff.PurposeBrief, "rita", 1), act("HO-1", handoff.PurposeReminder, "rita", 1),
		act("HO-1", handoff.PurposeReminder, "rita", 2))
	doUpdate(t, o.s, func(tx *Tx) error {
		return only(tx.Skip(held(tx, o.rows("1/reminder/rita/1")...), at(0), handoff.Reason{}))
	})
	o.claim(0, 100, "1/brief/rita/1")
	o.sent(0, "1/brief/rita/1")
	o.sent(5, "1/brief/rita/1") // again: it stays as it was
	if r := o.row("HO-1/brief/rita/1"); !r.Finished.Equal(at(0)) {
		t.Errorf("sent twice: %v", r.Finished)
	}
	o.claim(0, 100, "1/reminder/rita/2")
}

func TestClaimAfter(t *testing.T) {
	o := newOutbox(t)
	o.enqueue(0,
		act("HO-1", handoff.PurposeUpdate, "mona", 1, "HO-1/invite/rita/1", "HO-1/cancel/rolf/1"),
		act("HO-1", handoff.PurposeInvite, "rita", 1),
		act("HO-1", handoff.PurposeCancel, "rolf", 1),
		act("HO-1", handoff.PurposeUpdate, "rosa", 1, "HO-1/invite/nobody/1"), // never enqueued: cannot be waited for
		act("HO-1", handoff.PurposeUpdate, "quinn", 1, "HO-1/update/quinn/1")) // itself
	o.claim(0, 100, "1/cancel/rolf/1", "1/update/rosa/1", "1/update/quinn/1", "1/invite/rita/1")
	o.sent(1, "1/invite/rita/1")
	o.claim(1, 100)
	doUpdate(t, o.s, func(tx *Tx) error {
		return only(tx.MarkFailed(held(tx, o.rows("1/cancel/rolf/1")...), at(1), "no such user"))
	})
	o.claim(1, 100, "1/update/mona/1")
	o.enqueue(2, act("HO-1", handoff.PurposeNotice, "mona", 1, "HO-1/invite/rita/1")) // finished long ago
	o.claim(2, 100, "1/notice/mona/1")
}

// TestClaimAfterInLane has a row wait for both its lane and a row it names.
func TestClaimAfterInLane(t *testing.T) {
	for _, lastly := range []string{"1/brief/rita/1", "1/invite/rolf/1"} {
		o := newOutbox(t)
		o.enqueue(0, act("HO-1", handoff.PurposeBrief, "rita", 1), act("HO-1", handoff.PurposeInvite, "rolf", 1),
			act("HO-1", handoff.PurposeReminder, "rita", 1, "HO-1/invite/rolf/1"))
		o.claim(0, 100, "1/invite/rolf/1", "1/brief/rita/1")
		firstly := "1/invite/rolf/1"
		if lastly == firstly {
			firstly = "1/brief/rita/1"
		}
		o.sent(1, firstly)
		o.claim(1, 100)
		o.sent(2, lastly)
		o.claim(2, 100, "1/reminder/rita/1")
	}
}

func TestClaimDelay(t *testing.T) {
	o := newOutbox(t)
	a := act("HO-1", handoff.PurposeInvite, "rita", 1)
	a.Delay = 2 * time.Minute
	o.enqueue(0, a, act("HO-1", handoff.PurposeReminder, "rolf", 1))
	o.claim(1, 100, "1/reminder/rolf/1")
	o.next(2)
	o.claim(2, 100, "1/invite/rita/1")
}

func TestEnqueueTwice(t *testing.T) {
	o := newOutbox(t)
	a := act("HO-1", handoff.PurposeNotice, "rita", 1)
	a.Step = "first"
	o.enqueue(0, a)
	a.Step = "second"
	o.enqueue(1, a, a)
	if r := o.row("HO-1/notice/rita/1"); r.Action.Step != "first" || !r.Created.Equal(at(0)) {
		t.Errorf("the first one was replaced: %+v", r)
	}
	o.claim(1, 100, "1/notice/rita/1")
	o.sent(1, "1/notice/rita/1")
	o.enqueue(2, a)
	o.claim(2, 100)
	err := o.s.Update(context.Background(), func(tx *Tx) error {
		return tx.Enqueue([]handoff.Action{act("HO-9", handoff.PurposeNotice, "rita", 1)}, epoch)
	})
	if err == nil || !strings.Contains(err.Error(), "HO-9/notice/rita/1") {
		t.Errorf("an action of an unknown handoff: %v", err)
	}
}

func TestDigest(t *testing.T) {
	esc := func(n int, to handoff.PersonID, revision int) handoff.Action {
		return act(handoff.ID(fmt.Sprintf("HO-%d", n)), handoff.PurposeEscalation, to, revision)
	}
	o := newOutbox(t)
	o.enqueue(0, esc(1, "mona", 1))
	o.claim(0, 100, "1/escalation/mona/1")
	o.enqueue(1, esc(2, "mona", 1), esc(2, "max", 1))
	o.next(1)
	o.claim(1, 100, "2/escalation/max/1") // the other one waits while one is on its way
	o.next(-1)
	o.sent(2, "1/escalation/mona/1")
	o.next(1)
	o.enqueue(3, esc(3, "mona", 1), esc(1, "mona", 2))
	o.claim(3, 100, "2/escalation/mona/1+3/escalation/mona/1+1/escalation/mona/2") // none waits once it is out
	o.sent(3, "2/escalation/mona/1", "3/escalation/mona/1", "1/escalation/mona/2")
	o.enqueue(4, esc(2, "mona", 2))
	o.claim(4, 100, "2/escalation/mona/2") // soon after: at once
	doUpdate(t, o.s, func(tx *Tx) error {
		return only(tx.Skip(held(tx, o.rows("2/escalation/mona/2")...), at(4), handoff.Reason{}))
	})
	o.enqueue(5, esc(3, "mona", 2))
	o.claim(5, 100, "3/escalation/mona/2")
}

// TestDigestBytes sends what was rendered as one mail as that mail, also when others could join it by then.
func TestDigestBytes(t *testing.T) {
	o := newOutbox(t)
	o.enqueue(0, act("HO-1", handoff.PurposeEscalation, "mona", 1), act("HO-2", handoff.PurposeEscalation, "mona", 1))
	rows := []string{"1/escalation/mona/1", "2/escalation/mona/1"}
	o.claim(0, 100, strings.Join(rows, "+"))
	doUpdate(t, o.s, func(tx *Tx) error {
		return only(tx.KeepBytes(held(tx, o.rows(rows...)...), "<d@acme.example>", []byte("two cases"), time.Time{}))
	})
	doUpdate(t, o.s, func(tx *Tx) error {
		return only(tx.Retry(held(tx, o.rows(rows...)...), at(1), at(5), "busy",
			false))
	})
	o.enqueue(2, act("HO-3", handoff.PurposeEscalation, "mona", 1))
	o.claim(3, 100, "3/escalation/mona/1")
	o.sent(3, "3/escalation/mona/1")
	o.enqueue(4, act("HO-3", handoff.PurposeEscalation, "mona", 2))
	o.claim(8, 100, "3/escalation/mona/2")
	o.sent(8, "3/escalation/mona/2")
	jobs := o.claim(13, 100, strings.Join(rows, "+"))
	for _, r := range jobs[0].Rows {
		if string(r.Bytes) != "two cases" || r.MessageID != "d@acme.example" {
			t.Errorf("row without its bytes: %+v", r)
		}
	}
	doUpdate(t, o.s, func(tx *Tx) error {
		return only(tx.Retry(held(tx, o.rows(rows...)...), at(13), at(14), "busy",
			true))
	})
	for _, r := range o.claim(14, 100, strings.Join(rows, "+"))[0].Rows {
		if r.Bytes != nil || r.MessageID != "" {
			t.Errorf("the bytes were not dropped: %+v", r)
		}
	}
	doView(t, o.s, func(tx *Tx) error { // a message of two handoffs leads to neither
		if id, ok, err := tx.ByMessageIDs([]string{"<d@acme.example>"}); ok || err != nil {
			t.Errorf("found %s, %v", id, err)
		}
		return nil
	})
}

func TestKeepBytes(t *testing.T) {
	o := newOutbox(t)
	o.enqueue(0, act("HO-1", handoff.PurposeNotice, "rita", 1))
	o.claim(0, 100, "1/notice/rita/1")
	for _, raw := range []string{"first", "second", ""} {
		doUpdate(t, o.s, func(tx *Tx) error {
			return only(tx.KeepBytes(held(tx, o.rows("1/notice/rita/1")...), "<m@acme.example>", []byte(raw), at(99)))
		})
		if r := o.row("HO-1/notice/rita/1"); string(r.Bytes) != raw || r.Bytes == nil || r.MessageID != "m@acme.example" ||
			!r.Told.Equal(at(99)) {
			t.Errorf("got %+v, want %q", r, raw)
		}
	}
	doView(t, o.s, func(tx *Tx) error {
		if id, ok, err := tx.ByMessageIDs([]string{"<m@acme.example>"}); id != "HO-1" || !ok || err != nil {
			t.Errorf("an answer would not be found: %s %v", id, err)
		}
		for id, messages := range map[handoff.ID][]string{"HO-1": {"x", "m@acme.example", "m@acme.example", "\xff\x00"},
			"HO-2": {"m@acme.example"}, "": {"m@acme.example"}} {
			all, err := tx.SentAs(id, messages)
			if err != nil || (id == "HO-1") != (len(all) == 1 && all[0].MessageID == "m@acme.example" &&
				all[0].Action.To.Person == "rita" && all[0].Bytes == nil) || id != "HO-1" && len(all) > 0 {
				t.Errorf("%q went out under its Message-ID: %+v (%v)", id, all, err)
			}
		}
		if all, err := tx.SentAs("HO-1", []string{"", "y"}); err != nil || len(all) > 0 {
			t.Errorf("under others: %+v (%v)", all, err)
		}
		return nil
	})
	o.sent(1, "1/notice/rita/1")
	for what, f := range map[string]func(tx *Tx) (bool, error){
		"keep bytes of a sent row": func(tx *Tx) (bool, error) {
			return tx.KeepBytes(held(tx, o.rows("1/notice/rita/1")...), "<x@acme.example>", []byte("late"), at(0))
		},
		"keep bytes of no row": func(tx *Tx) (bool, error) {
			return tx.KeepBytes(Claimed{Rows: []int64{999}}, "<x@acme.example>", []byte("late"), at(0))
		},
		"mark a row that is not there": func(tx *Tx) (bool, error) { return tx.MarkSent(Claimed{Rows: []int64{999}}, at(0)) },
	} {
		doUpdate(t, o.s, func(tx *Tx) error {
			ours, err := f(tx)
			if ours {
				t.Errorf("%s: it is ours", what)
			}
			return err
		})
	}
	if r := o.row("HO-1/notice/rita/1"); string(r.Bytes) != "" || r.State != RowSent {
		t.Errorf("after all that: %+v", r)
	}
}
