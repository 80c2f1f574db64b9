package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"handoffd/handoff"
	"handoffd/handoff/store/storetest"
)

func TestNumbered(t *testing.T) {
	tests := []struct{ in, want string }{
		{"SELECT 1", "SELECT 1"},
		{"SELECT $2, $1", "SELECT ?2, ?1"},
		{"a = $10 AND b = $1", "a = ?10 AND b = ?1"},
		{"a = '$1' AND b = $1", "a = '$1' AND b = ?1"},
		{"a = 'it''s $1' AND b = $2", "a = 'it''s $1' AND b = ?2"},
		{`"$1" = $1`, `"$1" = ?1`},
		{"a = $1 -- not $2\nAND b = $3", "a = ?1 \nAND b = ?3"},
		{"a = $1 -- not $2", "a = ?1 "},
		{"'open $1", "'open $1"},
		{"$", "$"},
		{"$0 $a", "$0 $a"},
	}
	for _, tt := range tests {
		if got := numbered(tt.in); got != tt.want {
			t.Errorf("numbered(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func FuzzNumbered(f *testing.F) {
	for _, s := range []string{"SELECT $2, $1", "a = '$1' AND \"$2\" = $3 -- $4\n$5", "'", "--", "$$1", "''$1''"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, query string) {
		once := numbered(query)
		if twice := numbered(once); twice != once {
			t.Errorf("%q becomes %q, then %q", query, once, twice)
		}
	})
}

// TestPlaceholderOrder binds arguments by number in each kind of statement, though the driver binds $n by first
// appearance.
func TestPlaceholderOrder(t *testing.T) {
	s := openStore(t)
	doUpdate(t, s, func(tx *Tx) error {
		var a, b, c string
		if err := tx.one("SELECT $3, $1, $2", []any{"one", "two", "three"}, []any{&a, &b, &c}); err != nil {
			return err
		}
		if got := a + b + c; got != "threeonetwo" {
			t.Errorf("one: %s", got)
		}
		if err := tx.exec("INSERT INTO digests (sent_at, key) VALUES ($2, $1)", "key", 7); err != nil {
			return err
		}
		if err := tx.exec("UPDATE digests SET sent_at = $2 WHERE key = $1 AND sent_at = $3", "key", 8, 7); err != nil {
			return err
		}
		return tx.each(func(scan func(...any) error) error {
			var key string
			var at int
			err := scan(&key, &at)
			if key != "key" || at != 8 {
				t.Errorf("each: %s %d", key, at)
			}
			return err
		}, "SELECT key, sent_at FROM digests WHERE sent_at = $2 AND key = $1", "key", 8)
	})
}

func pragma(t *testing.T, c *conn, name string) string {
	t.Helper()
	var v string
	if err := c.c.QueryRowContext(context.Background(), "PRAGMA "+name).Scan(&v); err != nil {
		t.Fatal(err)
	}
	return v
}

// TestPragmas reads the pragmas of the writer and of every pooled reader.
func TestPragmas(t *testing.T) {
	storetest.OnlySQLite(t, "it is of its file")
	s := openStore(t)
	want := map[string]string{"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "busy_timeout": "5000",
		"query_only": "0", "secure_delete": "1"}
	check := func(name string, c *conn, want map[string]string) {
		got := map[string]string{}
		for k := range want {
			got[k] = pragma(t, c, k)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	check("writer", s.w, want)
	want["query_only"] = "1"
	delete(want, "secure_delete")
	var nest func(n int)
	nest = func(n int) {
		if n == 0 {
			return
		}
		doView(t, s, func(tx *Tx) error {
			check(fmt.Sprintf("reader %d", n), tx.c, want)
			if _, err := tx.c.c.ExecContext(context.Background(), "DELETE FROM seen"); !isReadOnly(err) {
				t.Errorf("reader %d can write: %v", n, err)
			}
			nest(n - 1)
			return nil
		})
	}
	nest(readers)
}

func isReadOnly(err error) bool {
	sentinel, _ := classify(err)
	return sentinel == ErrReadOnly
}

// TestForeignFile: a database of another program is left as it is.
func TestForeignFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "other.db")
	db, err := sql.Open("sqlite3", path)
	if err == nil {
		_, err = db.Exec("CREATE TABLE t (a)")
	}
	if err = errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), path); !errors.Is(err, ErrForeign) {
		t.Errorf("got %v, want ErrForeign", err)
	}
	if after, err := os.ReadFile(path); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the file was changed: %v", err)
	}
}

// TestNewer refuses a database of a newer version and leaves every byte of it alone.
func TestNewer(t *testing.T) {
	storetest.OnlySQLite(t, "it is of its file")
	path := filepath.Join(t.TempDir(), "x.db")
	s, err := Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	doUpdate(t, s, func(tx *Tx) error {
		return tx.exec("INSERT INTO goose_db_version (version_id, is_applied) VALUES ($1, 1)", Schema+1)
	})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		_, err = Open(context.Background(), path)
		if !errors.Is(err, ErrNewer) {
			t.Fatalf("got %v, want ErrNewer", err)
		}
		if !strings.Contains(err.Error(), fmt.Sprintf("schema %d", Schema+1)) || !strings.Contains(err.Error(), path) {
			t.Errorf("the message does not help: %v", err)
		}
	}
	after, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(before) != string(after) {
		t.Error("the file was changed")
	}
}

// TestSchema keeps the constant and the newest migration in step, and opens a database again without a migration.
func TestSchema(t *testing.T) {
	database := storetest.Database(t)
	for range 2 {
		s, err := Open(context.Background(), database)
		if err != nil {
			t.Fatal(err)
		}
		got, err := s.w.version(context.Background())
		if err != nil || got != Schema {
			t.Errorf("schema %d (%v), want %d", got, err, Schema)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	steps := map[string][]string{}
	for _, folder := range []string{"sqlite", "postgres"} {
		files, err := migrations.ReadDir("migrations/" + folder)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			number, _, _ := strings.Cut(f.Name(), "_")
			steps[folder] = append(steps[folder], number)
		}
		if last := steps[folder][len(files)-1]; last != fmt.Sprintf("%05d", Schema) {
			t.Errorf("the last migration of %s is %s, for schema %d", folder, last, Schema)
		}
	}
	common := steps["sqlite"][slices.Index(steps["sqlite"], fmt.Sprintf("%05d", firstPostgres)):]
	if diff := cmp.Diff(common, steps["postgres"]); diff != "" {
		t.Errorf("the steps of the two dialects are not the same (-sqlite +postgres):\n%s", diff)
	}
}

// TestFull lets the disk run full in the middle of a transaction.
func TestFull(t *testing.T) {
	storetest.OnlySQLite(t, "it is of its file")
	s := openStore(t)
	doUpdate(t, s, func(tx *Tx) error { return tx.Save(draft("HO-1")) })
	limit := pragma(t, s.w, "page_count")
	pragma(t, s.w, "max_page_count = "+limit)
	big := draft("HO-2")
	big.Subject = strings.Repeat("x", 100_000)

	err := s.Update(context.Background(), func(tx *Tx) error {
		for i := range 100 {
			h := draft(fmt.Sprintf("HO-small-%d", i))
			h.Subject = strings.Repeat("x", 1000)
			if err := tx.Save(h); err != nil {
				break // f goes on as if nothing had happened
			}
		}
		tx.Save(big)
		return nil
	})
	if !errors.Is(err, ErrFull) && !strings.Contains(fmt.Sprint(err), "full") {
		t.Errorf("got %v, want ErrFull", err)
	}
	if diff := cmp.Diff([]string{"HO-1"}, listIDs(t, s)); diff != "" {
		t.Errorf("half written (-want +got):\n%s", diff)
	}
	err = s.Update(context.Background(), func(tx *Tx) error {
		err := tx.Savepoint(func() error { return errors.Join(tx.Save(big), tx.Flush()) })
		if !errors.Is(err, ErrFull) || !strings.Contains(err.Error(), s.path) ||
			!strings.Contains(err.Error(), "save handoff HO-2") {
			t.Errorf("the error does not say what and where: %v", err)
		}
		if again := tx.Save(draft("HO-3")); again == nil {
			t.Error("something was said after the transaction was lost")
		}
		return nil
	})
	if !errors.Is(err, ErrFull) {
		t.Errorf("got %v, want ErrFull", err)
	}
	pragma(t, s.w, "max_page_count = 1000000")
	doUpdate(t, s, func(tx *Tx) error { return tx.Save(draft("HO-3")) })
	if diff := cmp.Diff([]string{"HO-3", "HO-1"}, listIDs(t, s)); diff != "" {
		t.Errorf("after space was made (-want +got):\n%s", diff)
	}
}

// TestFullTogether has transactions share the commit of one that finds the disk full: none may believe that it was
// written.
func TestFullTogether(t *testing.T) {
	storetest.OnlySQLite(t, "it is of its file")
	s := openStore(t)
	pragma(t, s.w, "max_page_count = "+pragma(t, s.w, "page_count"))
	big := draft("HO-big")
	big.Subject = strings.Repeat("x", 100_000)
	for range 50 { // whether they share a commit is up to the scheduler
		var wg sync.WaitGroup
		var smallErr, bigErr error
		started := make(chan struct{})
		wg.Go(func() {
			smallErr = s.Update(context.Background(), func(tx *Tx) error {
				<-started
				runtime.Gosched()
				return tx.SetCursor("imap", Cursor{Place: "1:1"})
			})
		})
		wg.Go(func() {
			close(started)
			bigErr = s.Update(context.Background(), func(tx *Tx) error { return tx.Save(big) })
		})
		wg.Wait()
		if !errors.Is(bigErr, ErrFull) {
			t.Fatalf("the big one: %v", bigErr)
		}
		doUpdate(t, s, func(tx *Tx) error {
			_, ok, err := tx.Cursor("imap")
			if ok != (smallErr == nil) {
				t.Errorf("written %v, but told %v", ok, smallErr)
			}
			return errors.Join(err, tx.exec("DELETE FROM cursors"))
		})
	}
}

// TestKilled opens what a killed process leaves behind: the file and the log as they lie on the disk after a commit.
func TestKilled(t *testing.T) {
	storetest.OnlySQLite(t, "it is of its file")
	dir := t.TempDir()
	s := openAt(t, filepath.Join(dir, "x.db"))
	a := handoff.Action{Handoff: "HO-1", Purpose: handoff.PurposeReceipt, To: handoff.Recipient{Person: "quinn"},
		Revision: 1}
	doUpdate(t, s, func(tx *Tx) error {
		if err := tx.Save(draft("HO-1")); err != nil {
			return err
		}
		if err := tx.Enqueue([]handoff.Action{a}, epoch); err != nil {
			return err
		}
		jobs, err := tx.Claim(me, epoch, 10)
		if err != nil || len(jobs) != 1 {
			return fmt.Errorf("claim: %v %w", jobs, err)
		}
		return only(tx.KeepBytes(jobs[0].Claimed(), "<1@acme.example>", []byte("the mail"), epoch))
	})
	copied := filepath.Join(t.TempDir(), "x.db")
	err := s.Update(context.Background(), func(tx *Tx) error { // killed in the middle of this
		if err := tx.Save(draft("HO-2")); err != nil {
			return err
		}
		for _, suffix := range []string{"", "-wal"} {
			data, err := os.ReadFile(filepath.Join(dir, "x.db"+suffix))
			if err != nil {
				return err
			}
			if err := os.WriteFile(copied+suffix, data, 0o600); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	again := openAt(t, copied)
	if diff := cmp.Diff([]string{"HO-1"}, listIDs(t, again)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	doUpdate(t, again, func(tx *Tx) error {
		if jobs, err := tx.Claim(me, epoch, 10); err != nil || len(jobs) != 0 {
			t.Errorf("claimed twice: %v %v", jobs, err)
		}
		jobs, err := tx.Claim(Claimant{Run: "the next"}, epoch, 10)
		if err != nil {
			return err
		}
		if len(jobs) != 1 || string(jobs[0].Rows[0].Bytes) != "the mail" || jobs[0].Rows[0].MessageID != "1@acme.example" ||
			!jobs[0].Rows[0].Told.Equal(epoch) {
			t.Errorf("the bytes are lost: %+v", jobs)
		}
		return nil
	})
}

// TestBesideNothing: who does not serve makes no file, and nobody takes what can be no database for one.
func TestBesideNothing(t *testing.T) {
	storetest.OnlySQLite(t, "it is of its file")
	dir := t.TempDir()
	beside := func(path string) error {
		_, err := OpenBeside(t.Context(), path, func() (bool, error) { return false, nil })
		return err
	}
	empty := filepath.Join(dir, "empty.db")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{empty, filepath.Join(dir, "none.db")} {
		if err := beside(path); !errors.Is(err, ErrNone) {
			t.Errorf("%s: got %v, want ErrNone", path, err)
		}
	}
	pipe := filepath.Join(dir, "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	for path, what := range map[string]string{dir: "it is a folder", "/dev/null": "it is a device", pipe: "it is a pipe"} {
		_, err := Open(t.Context(), path)
		for _, err := range []error{err, beside(path)} {
			if !errors.Is(err, ErrForeign) || !strings.Contains(err.Error(), what) {
				t.Errorf("%s: got %v, want ErrForeign, %s", path, err, what)
			}
		}
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 2 {
		t.Errorf("files were made: %v, %v", left, err)
	}
}
