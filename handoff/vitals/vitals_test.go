package vitals

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/handoff/store"
	"handoffd/handoff/store/storetest"
)

// ward is a service that is watched, in a time of its own.
type ward struct {
	*Watch
	t    *testing.T
	now  time.Time
	free int64
}

func newWard(t *testing.T) *ward {
	t.Helper()
	database := filepath.Join(t.TempDir(), "x.db")
	if storetest.OnPostgres() {
		database = storetest.Database(t)
	}
	s, err := store.Open(t.Context(), database)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	w := &ward{t: t, now: time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC), free: 1 << 40}
	w.restart(s)
	return w
}

// restart is another process on the same store.
func (w *ward) restart(s *store.Store) {
	c := &handoff.Config{Hash: "x", Address: "handoff@acme.example", Admin: "olga", People: map[handoff.PersonID]handoff.Person{
		"olga": {ID: "olga", Emails: []string{"olga@acme.example"}, Zone: "UTC"}}}
	w.Watch = New(Options{Store: s, Config: func() *handoff.Config { return c }, Now: func() time.Time { return w.now },
		Folder: "/db", Space: func(string) (int64, int64, error) { return w.free, 1 << 40, nil }})
}

// pass looks every minute for so long.
func (w *ward) pass(during time.Duration) {
	w.t.Helper()
	for end := w.now.Add(during); w.now.Before(end); w.now = w.now.Add(Every) {
		if err := w.Pass(w.t.Context()); err != nil {
			w.t.Fatal(err)
		}
	}
}

// told are the first words of the mails to the admin, in order.
func (w *ward) told() []string {
	w.t.Helper()
	var out []string
	err := w.Store.View(w.t.Context(), func(tx *store.Tx) error {
		rows, err := tx.Outbox("")
		for _, r := range rows {
			d := handoff.DetailOf[handoff.ServiceDetail](r.Action)
			if what := string(d.Lines[0].Sentence()); what != "trouble/outbox" { // nobody delivers here
				out = append(out, what)
			}
		}
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return out
}

func (w *ward) expect(want ...string) {
	w.t.Helper()
	if got := w.told(); !slices.Equal(got, want) {
		w.t.Errorf("at %s the admin was told %q, want %q", w.now, got, want)
	}
}

// TestOnceOverRestarts: a trouble is told ten minutes after it was found, by whichever process, and by no later one.
func TestOnceOverRestarts(t *testing.T) {
	t.Parallel()
	w := newWard(t)
	w.pass(time.Hour)
	w.free = 1 << 20
	w.pass(5 * time.Minute)
	w.restart(w.Store)
	w.pass(5 * time.Minute)
	w.expect()
	w.pass(time.Minute)
	w.expect("trouble/disk")
	for range 2 {
		w.restart(w.Store)
		w.pass(2 * time.Hour)
	}
	w.free = 1 << 40
	w.pass(time.Hour)
	w.free = 1 << 20
	w.pass(time.Hour)
	w.expect("trouble/disk")
	w.free = 1 << 40
	w.pass(25 * time.Hour)
	w.free = 1 << 20
	w.pass(time.Hour)
	w.expect("trouble/disk", "trouble/disk")
}

// TestReadings: a mailbox that nobody reads is told; one that an outage tells of is not; a colleague's calendar that
// fails is told after half a working day, and is over when it is read again.
func TestReadings(t *testing.T) {
	t.Parallel()
	w := newWard(t)
	box, lost := w.Mailbox("in/INBOX"), w.Mailbox("in/Junk")
	answer := errors.New("no")
	agenda := w.Calendar("handoff@acme.example", changesOf(func() error { return answer }))
	diary := w.Diary("rita", "feed", scheduleOf(func() error { return answer }))
	err := w.Store.Update(t.Context(), func(tx *store.Tx) error {
		_, err := tx.OutageBegin(lost.Source, w.now, "gone")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for range 30 {
		box.Polled(nil, nil)
		answer = nil
		_, _ = agenda.Changes(t.Context(), "")
		answer = &calendar.Error{Kind: calendar.Permission, Err: errors.New("no")}
		_, _ = diary.Schedule(t.Context(), "", w.now, w.now)
		w.pass(9 * time.Minute)
	}
	w.expect("trouble/diary")
	w.pass(time.Hour)
	w.expect("trouble/diary", "trouble/unread", "trouble/unread")
	answer = nil
	_, _ = diary.Schedule(t.Context(), "", w.now, w.now)
	w.pass(time.Minute)
	var over bool
	_ = w.Store.View(t.Context(), func(tx *store.Tx) error {
		all, err := tx.Troubles()
		for _, s := range all {
			over = over || s.Kind == handoff.TroubleDiary && !s.Open() && strings.HasPrefix(s.Name, "rita")
		}
		return err
	})
	if !over {
		t.Error("the calendar is read, and its trouble goes on")
	}
}

type changesOf func() error

func (f changesOf) Changes(context.Context, string) (calendar.Changes, error) {
	return calendar.Changes{}, f()
}

type scheduleOf func() error

func (f scheduleOf) Schedule(context.Context, string, time.Time, time.Time) (calendar.Schedule, error) {
	return calendar.Schedule{}, f()
}

// TestClock: mail from the future shows at once that this clock is behind; that it is ahead, only several mails that
// were read as soon as they came; and old mail shows nothing.
func TestClock(t *testing.T) {
	t.Parallel()
	w := newWard(t)
	for _, row := range []struct {
		name    string
		ages    []time.Duration // of mails when they are read
		noticed bool
		want    handoff.VitalClock
	}{
		{"nothing", nil, true, handoff.VitalClock{Likely: true}},
		{"old mail at the start", []time.Duration{time.Hour, 2 * time.Hour, 3 * time.Hour, time.Hour, time.Hour}, false,
			handoff.VitalClock{Likely: true}},
		{"fresh mail", []time.Duration{time.Second, time.Hour, 2 * time.Second, 3 * time.Second, time.Second}, true,
			handoff.VitalClock{Likely: true, Tried: true, Ahead: -time.Second}},
		{"of the future", []time.Duration{-5 * time.Minute}, false,
			handoff.VitalClock{Tried: true, Ahead: 5 * time.Minute}},
		{"four late ones", []time.Duration{6 * time.Minute, 6 * time.Minute, 6 * time.Minute, 6 * time.Minute}, true,
			handoff.VitalClock{Likely: true, Ahead: -6 * time.Minute}},
		{"all late", []time.Duration{6 * time.Minute, 7 * time.Minute, 6 * time.Minute, 6 * time.Minute, time.Hour}, true,
			handoff.VitalClock{Likely: true, Tried: true, Ahead: -6 * time.Minute}},
	} {
		r := w.Mailbox(row.name)
		var took time.Duration
		r.Kept = func(since time.Duration) { took += since }
		for _, age := range row.ages {
			if row.noticed {
				r.Noticed()
			}
			r.Polled([]time.Time{w.now.Add(-age - time.Hour), w.now.Add(-age)}, nil)
			w.now = w.now.Add(time.Millisecond)
			r.Taken()
			r.Taken() // of another part of the same news
		}
		row.want.Name = row.name
		if got := r.clock(w.now); got != row.want {
			t.Errorf("%s: %+v, want %+v", row.name, got, row.want)
		}
		if want := time.Duration(len(row.ages)) * time.Millisecond; row.noticed != (took == want) && len(row.ages) > 0 {
			t.Errorf("%s: taken %s after the notices", row.name, took)
		}
		if later := r.clock(w.now.Add(7 * time.Hour)); later.Tried {
			t.Errorf("%s: what was seen long ago still counts: %+v", row.name, later)
		}
	}
}

// TestBackupAndSpace: the newest file of a folder counts, a missing one is none; the disk of a folder has a size.
func TestBackupAndSpace(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	old, fresh := time.Unix(1_000_000, 0), time.Unix(2_000_000, 0)
	for name, at := range map[string]time.Time{"a.db": old, "b.db": fresh, "c.db": old} {
		path := filepath.Join(dir, name)
		if err := errors.Join(os.WriteFile(path, nil, 0o600), os.Chtimes(path, at, at)); err != nil {
			t.Fatal(err)
		}
	}
	for path, want := range map[string]time.Time{dir: fresh, filepath.Join(dir, "a.db"): old,
		filepath.Join(dir, "none"): {}, t.TempDir(): {}} {
		w := New(Options{Backup: path, Most: time.Hour})
		var v handoff.Vitals
		if w.measureBackup(&v); v.Backup == nil || !v.Backup.Newest.Equal(want) {
			t.Errorf("%s: %+v, want %s", path, v.Backup, want)
		}
	}
	if free, size, err := space(dir); err != nil || free < 0 || size < free {
		t.Errorf("%d of %d bytes: %v", free, size, err)
	}
}
