package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handoffd/handoff"
	"handoffd/handoff/store/storetest"
)

// epoch is a Monday morning.
var epoch = time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)

func openStore(t testing.TB) *Store {
	t.Helper()
	return openAt(t, storetest.Database(t))
}

func openAt(t testing.TB, path string) *Store {
	t.Helper()
	s, err := Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func doUpdate(t testing.TB, s *Store, f func(*Tx) error) {
	t.Helper()
	if err := s.Update(context.Background(), f); err != nil {
		t.Fatal(err)
	}
}

func doView(t testing.TB, s *Store, f func(*Tx) error) {
	t.Helper()
	if err := s.View(context.Background(), f); err != nil {
		t.Fatal(err)
	}
}

// listIDs says which handoffs are there.
func listIDs(t testing.TB, s *Store) []string {
	t.Helper()
	var out []string
	doView(t, s, func(tx *Tx) error {
		hs, err := tx.List(Filter{})
		for _, h := range hs {
			out = append(out, string(h.ID))
		}
		return err
	})
	return out
}

func draft(id string) handoff.Handoff {
	return handoff.Handoff{ID: handoff.ID(id), State: handoff.Draft, UID: id + "-uid", Token: "tok-" + id,
		Qualifier: "quinn",
		Next:      handoff.Next{Owner: "quinn", At: epoch, What: handoff.DueNudge}}
}

func TestUpdate(t *testing.T) {
	boom := errors.New("boom")
	tests := []struct {
		name string
		f    func(*Tx) error
		want error
		text string
		kept bool
	}{
		{name: "kept", f: func(tx *Tx) error { return tx.Save(draft("HO-1")) }, kept: true},
		{name: "error", f: func(tx *Tx) error { return errors.Join(tx.Save(draft("HO-1")), boom) }, want: boom},
		{name: "panic with an error", f: func(tx *Tx) error { tx.Save(draft("HO-1")); panic(boom) }, want: boom},
		{name: "panic", f: func(tx *Tx) error { tx.Save(draft("HO-1")); panic("poison") }, text: "poison"},
		{name: "goroutine ended", f: func(tx *Tx) error { tx.Save(draft("HO-1")); runtime.Goexit(); return nil },
			want: errAborted},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := openStore(t)
			err := s.Update(context.Background(), tt.f)
			if tt.want != nil && !errors.Is(err, tt.want) || tt.text != "" &&
				(err == nil || !strings.Contains(err.Error(), tt.text)) || tt.kept != (err == nil) {
				t.Errorf("got error %v", err)
			}
			var want []string
			if tt.kept {
				want = []string{"HO-1"}
			}
			if diff := cmp.Diff(want, listIDs(t, s)); diff != "" {
				t.Errorf("stored (-want +got):\n%s", diff)
			}
			doUpdate(t, s, func(tx *Tx) error { return tx.Save(draft("HO-2")) }) // the writer goes on
		})
	}
}

func TestSavepoint(t *testing.T) {
	s := openStore(t)
	boom := errors.New("boom")
	doUpdate(t, s, func(tx *Tx) error {
		if err := tx.Save(draft("HO-1")); err != nil {
			return err
		}
		for _, poison := range []func() error{
			func() error { return errors.Join(tx.Save(draft("HO-bad")), boom) },
			func() error { tx.Save(draft("HO-bad")); panic(boom) },
			func() error { // a statement that fails takes only its savepoint with it
				twice := draft("HO-bad")
				twice.UID = "HO-1-uid"
				return errors.Join(tx.Save(twice), boom)
			},
			func() error { // an inner one that held falls with the outer one
				return errors.Join(tx.Savepoint(func() error { return tx.Save(draft("HO-bad")) }), boom)
			},
		} {
			if err := tx.Savepoint(poison); !errors.Is(err, boom) {
				t.Errorf("savepoint: %v", err)
			}
		}
		return tx.Savepoint(func() error {
			if err := tx.Savepoint(func() error { return errors.Join(tx.Save(draft("HO-bad")), boom) }); !errors.Is(err, boom) {
				t.Errorf("inner savepoint: %v", err)
			}
			return tx.Save(draft("HO-2"))
		})
	})
	if diff := cmp.Diff([]string{"HO-2", "HO-1"}, listIDs(t, s)); diff != "" {
		t.Errorf("stored (-want +got):\n%s", diff)
	}
}

// TestSavepointLoad undoes the counts of open offers too, which are written at the end of a transaction only.
func TestSavepointLoad(t *testing.T) {
	s := openStore(t)
	boom := errors.New("boom")
	offered := draft("HO-1")
	offered.State = handoff.Offered
	offered.Assignments = []handoff.Assignment{{N: 1, Rep: "rita"}}
	open := func(tx *Tx) int {
		l, err := tx.load([]handoff.PersonID{"rita"}, epoch)
		if err != nil {
			t.Error(err)
		}
		return l["rita"].Open
	}
	doUpdate(t, s, func(tx *Tx) error {
		err := tx.Savepoint(func() error { return errors.Join(tx.Save(offered), boom) })
		if got := open(tx); got != 0 || !errors.Is(err, boom) {
			t.Errorf("after the savepoint: %d open, %v", got, err)
		}
		if err := tx.Save(offered); err != nil {
			return err
		}
		err = tx.Savepoint(func() error {
			closed := offered
			closed.State = handoff.Closed
			return errors.Join(resave(tx, closed), boom)
		})
		if got := open(tx); got != 1 || !errors.Is(err, boom) {
			t.Errorf("after the second savepoint: %d open, %v", got, err)
		}
		return nil
	})
	doView(t, s, func(tx *Tx) error {
		if got := open(tx); got != 1 {
			t.Errorf("committed: %d open", got)
		}
		return nil
	})
}

func TestView(t *testing.T) {
	s := openStore(t)
	doUpdate(t, s, func(tx *Tx) error { return tx.Save(draft("HO-1")) })
	doView(t, s, func(tx *Tx) error {
		if _, err := tx.Handoff("HO-1"); err != nil {
			return err
		}
		doUpdate(t, s, func(tx *Tx) error { return tx.Save(draft("HO-2")) })
		if _, err := tx.Handoff("HO-2"); !errors.Is(err, ErrNotFound) {
			t.Errorf("the snapshot shows what was written later: %v", err)
		}
		if err := tx.Save(draft("HO-3")); !errors.Is(err, ErrReadOnly) {
			t.Errorf("saving in a view: %v", err)
		}
		if err := tx.Savepoint(func() error { return nil }); !errors.Is(err, ErrReadOnly) {
			t.Errorf("savepoint in a view: %v", err)
		}
		return nil
	})
	if err := s.View(context.Background(), func(tx *Tx) error { panic("poison") }); err == nil ||
		!strings.Contains(err.Error(), "poison") {
		t.Errorf("panic in a view: %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := s.View(ctx, func(tx *Tx) error { _, err := tx.Handoff("HO-1"); return err }); !errors.Is(err,
		context.Canceled) {
		t.Errorf("cancelled view: %v", err)
	}
	for range readers + 1 { // no reader was lost
		doView(t, s, func(tx *Tx) error { _, err := tx.Handoff("HO-2"); return err })
	}
}

func TestTxEnds(t *testing.T) {
	s := openStore(t)
	var kept *Tx
	doUpdate(t, s, func(tx *Tx) error { kept = tx; return nil })
	if err := kept.Save(draft("HO-1")); err == nil {
		t.Error("a transaction can be used after its end")
	}
	doView(t, s, func(tx *Tx) error { kept = tx; return nil })
	if _, _, err := kept.NextDue(); err == nil {
		t.Error("a view can be used after its end")
	}
}

// TestUpdateWaits gives up in the queue and not in the middle.
func TestUpdateWaits(t *testing.T) {
	s := openStore(t)
	inside, goOn := make(chan struct{}), make(chan struct{})
	first := make(chan error)
	go func() {
		first <- s.Update(context.Background(), func(tx *Tx) error {
			close(inside)
			<-goOn
			return tx.Save(draft("HO-1"))
		})
	}()
	<-inside
	ctx, cancel := context.WithCancel(context.Background())
	second := make(chan error)
	go func() { second <- s.Update(ctx, func(tx *Tx) error { return tx.Save(draft("HO-2")) }) }()
	cancel()
	if err := <-second; !errors.Is(err, context.Canceled) {
		t.Errorf("the one that waits: %v", err)
	}
	close(goOn)
	if err := <-first; err != nil {
		t.Error(err)
	}
	ctx, cancel = context.WithCancel(context.Background())
	if err := s.Update(ctx, func(tx *Tx) error { cancel(); return tx.Save(draft("HO-3")) }); err != nil {
		t.Errorf("the one that has begun: %v", err)
	}
	if diff := cmp.Diff([]string{"HO-3", "HO-1"}, listIDs(t, s)); diff != "" {
		t.Errorf("stored (-want +got):\n%s", diff)
	}
}

// TestGroup joins transactions that wait, each for itself: one that fails takes nothing else with it.
func TestGroup(t *testing.T) {
	s := openStore(t)
	inside, goOn := make(chan struct{}), make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		if err := s.Update(context.Background(), func(*Tx) error { close(inside); <-goOn; return nil }); err != nil {
			t.Error(err)
		}
	})
	<-inside
	const n = 40
	for i := range n {
		wg.Go(func() {
			err := s.Update(context.Background(), func(tx *Tx) error {
				if err := tx.Save(draft(fmt.Sprintf("HO-%d", i))); err != nil {
					return err
				}
				switch i % 4 {
				case 1:
					return errors.New("on purpose")
				case 2:
					panic("on purpose")
				}
				return nil
			})
			if failed := i%4 == 1 || i%4 == 2; failed != (err != nil) {
				t.Errorf("update %d: %v", i, err)
			}
		})
	}
	close(goOn)
	wg.Wait()
	if got := len(listIDs(t, s)); got != n/2 {
		t.Errorf("%d are stored, want %d", got, n/2)
	}
}

func TestConcurrency(t *testing.T) {
	s := openStore(t)
	doUpdate(t, s, func(tx *Tx) error {
		h := draft("HO-1")
		h.Mails = 0
		return tx.Save(h)
	})
	var wg sync.WaitGroup
	const writers, each = 8, 25
	for range writers {
		wg.Go(func() {
			for range each {
				err := s.Update(context.Background(), func(tx *Tx) error {
					h, err := tx.Handoff("HO-1")
					if err != nil {
						return err
					}
					h.Mails++
					return resave(tx, h)
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
		wg.Go(func() {
			last := 0
			for range each {
				err := s.View(context.Background(), func(tx *Tx) error {
					h, err := tx.Handoff("HO-1")
					if h.Mails < last {
						t.Errorf("the count went back from %d to %d", last, h.Mails)
					}
					last = h.Mails
					return err
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	doView(t, s, func(tx *Tx) error {
		h, err := tx.Handoff("HO-1")
		if h.Mails != writers*each {
			t.Errorf("%d of %d increments are there", h.Mails, writers*each)
		}
		return err
	})
}

func TestClose(t *testing.T) {
	s, err := Open(context.Background(), storetest.Database(t))
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(s.Close(), s.Close()); err != nil {
		t.Error(err)
	}
	if err := s.Update(context.Background(), func(*Tx) error { return nil }); !errors.Is(err, ErrClosed) {
		t.Errorf("update: %v", err)
	}
	if err := s.View(context.Background(), func(*Tx) error { return nil }); !errors.Is(err, ErrClosed) {
		t.Errorf("view: %v", err)
	}
}

func TestOpenRefuses(t *testing.T) {
	storetest.OnlySQLite(t, "of its path")
	dir := t.TempDir()
	garbage := filepath.Join(dir, "garbage.db")
	if err := os.WriteFile(garbage, []byte(strings.Repeat("this is no database ", 500)), 0o600); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		path string
		want error
	}{
		{filepath.Join(dir, "missing", "x.db"), fs.ErrNotExist},
		{garbage, ErrCorrupt},
		{dir, nil},
		{"", nil},
	}
	for _, tt := range tests {
		s, err := Open(context.Background(), tt.path)
		if err == nil {
			s.Close()
			t.Errorf("%q was opened", tt.path)
		}
		if tt.want != nil && !errors.Is(err, tt.want) {
			t.Errorf("%q: %v, want %v", tt.path, err, tt.want)
		}
		if err != nil && !strings.Contains(err.Error(), tt.path) {
			t.Errorf("%q is not named: %v", tt.path, err)
		}
	}
}

// TestOpenPath opens paths that mean something in a URI.
func TestOpenPath(t *testing.T) {
	storetest.OnlySQLite(t, "of its path")
	for _, name := range []string{"plain.db", "a b.db", "50%.db", "what?mode=memory.db", "a#b.db", "käse.db", "%20.db"} {
		path := filepath.Join(t.TempDir(), name)
		s := openAt(t, path)
		doUpdate(t, s, func(tx *Tx) error { return tx.Save(draft("HO-1")) })
		st, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if st.Mode().Perm() != 0o600 {
			t.Errorf("%s: others may read it: %v", name, st.Mode())
		}
		if diff := cmp.Diff([]string{"HO-1"}, listIDs(t, s)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
