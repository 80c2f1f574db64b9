package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"handoffd/handoff"
)

// noise does not compress away.
func noise(seed, size int) []byte {
	var out []byte
	for i := 0; len(out) < size; i++ {
		sum := sha256.Sum256(fmt.Appendf(nil, "%d/%d", seed, i))
		out = append(out, sum[:]...)
	}
	return out[:size]
}

// addLead writes a handoff with a fact, a mail and a row of the outbox in one transaction.
func addLead(tx *Tx, n, size int) error {
	h := draft(fmt.Sprintf("HO-%06d", n))
	if err := tx.Save(h); err != nil {
		return err
	}
	_, err := tx.PutMail(InMail{Source: "imap", UIDValidity: 1, UID: uint32(n + 1), MessageID: fmt.Sprintf("<%d@acme.example>", n), Arrived: epoch, Handoff: h.ID,
		Verdict: MailTaken, Raw: noise(n, size)})
	return errors.Join(err, tx.AppendFact(h.ID, replied(n), handoff.Lookups{}, nil, "", epoch, handoff.Reason{Code: "c", Text: "t"}),
		tx.Enqueue([]handoff.Action{{Handoff: h.ID, Purpose: handoff.PurposeReceipt, To: handoff.Recipient{Person: "quinn"}, Revision: 1}}, epoch))
}

func fillLeads(t testing.TB, s *Store, from, to, size int) {
	t.Helper()
	doUpdate(t, s, func(tx *Tx) error {
		for n := from; n < to; n++ {
			if err := addLead(tx, n, size); err != nil {
				return err
			}
		}
		return nil
	})
}

// content is every row of every table.
func content(t testing.TB, s *Store) string {
	t.Helper()
	var out strings.Builder
	doView(t, s, func(tx *Tx) error { return dump(tx, &out) })
	return out.String()
}

// files are the names in a folder.
func files(t testing.TB, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range entries {
		out = append(out, e.Name())
	}
	return out
}

// TestBackup copies a database that is written to in the middle of the copying: the copy is what it was at the beginning, and
// goes on after it is restored.
func TestBackup(t *testing.T) {
	s, ctx := openStore(t), context.Background()
	fillLeads(t, s, 0, 300, 8000)
	before := content(t, s)
	target := filepath.Join(t.TempDir(), "backup.db")
	written := 300
	stages := map[string]int{}
	got, err := Backup(ctx, s.path, target, func(p Progress) {
		if stages[p.Stage]++; p.Stage == StageCopy {
			fillLeads(t, s, written, written+5, 100)
			written += 5
		}
		if p.Done > p.Total {
			t.Errorf("%+v: more than all", p)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if stages[StageCopy] < 4 || stages[StageCheck] == 0 || stages[StageSource] != 0 || written != 300+5*stages[StageCopy] {
		t.Errorf("stages %v: the copying was not written into, or began anew", stages)
	}
	if got.Handoffs != 300 || got.Facts != 300 || got.Waiting != 300 || got.Schema != Schema || got.Bytes < 300*8000 {
		t.Errorf("copied %+v", got)
	}
	st, err := os.Stat(target)
	if err != nil || st.Size() != got.Bytes || st.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", st, err)
	}
	if diff := cmp.Diff([]string{"backup.db"}, files(t, filepath.Dir(target))); diff != "" {
		t.Errorf("beside the backup (-want +got):\n%s", diff)
	}
	restored := filepath.Join(t.TempDir(), "x.db")
	if again, err := Restore(ctx, target, restored, nil); err != nil || again != got {
		t.Fatalf("restored %+v, %v; want %+v", again, err, got)
	}
	r := openAt(t, restored)
	if content(t, r) != before {
		t.Error("what was restored is not what was there when the backup began")
	}
	fillLeads(t, r, 300, 310, 100)
	if pragma(t, r.w, "journal_mode") != "wal" {
		t.Error("the restored database has no write-ahead log")
	}
}

// TestBackupUnderLoad backs up while several goroutines write, again and again, and compares each copy with the original:
// all that was told done before it began is there, nothing is half there, and everything there is as in the original.
func TestBackupUnderLoad(t *testing.T) {
	s, dir := openStore(t), t.TempDir()
	fillLeads(t, s, 0, 500, 4000)
	var next, done atomic.Int64
	next.Store(500)
	done.Store(500)
	stop := make(chan struct{})
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				n := int(next.Add(1)) - 1
				if err := s.Update(context.Background(), func(tx *Tx) error { return addLead(tx, n, 500) }); err != nil {
					t.Error(err)
					return
				}
				done.Add(1)
			}
		})
	}
	const rounds = 5
	promised := make([]int64, rounds)
	for i := range rounds {
		promised[i] = done.Load()
		if _, err := Backup(context.Background(), s.path, filepath.Join(dir, fmt.Sprint(i)), nil); err != nil {
			t.Error(err)
		}
	}
	close(stop)
	wg.Wait()
	want := rowsOf(t, s)
	for i := range rounds {
		path := filepath.Join(t.TempDir(), "x.db")
		copied, err := Restore(context.Background(), filepath.Join(dir, fmt.Sprint(i)), path, nil)
		if err != nil {
			t.Fatal(err)
		}
		if copied.Handoffs < promised[i] || copied.Facts != copied.Handoffs || copied.Waiting != copied.Handoffs {
			t.Errorf("copy %d: %+v; %d were done before", i, copied, promised[i])
		}
		got := rowsOf(t, openAt(t, path))
		for key, row := range got {
			if want[key] != row {
				t.Fatalf("copy %d: %s is %s, and %s in the original", i, key, row, want[key])
			}
		}
		if len(got) != 4*int(copied.Handoffs) {
			t.Errorf("copy %d: %d rows for %d handoffs", i, len(got), copied.Handoffs)
		}
		t.Logf("copy %d: %d handoffs done before it began, %d in it, %d in the end, %d bytes", i, promised[i], copied.Handoffs, done.Load(), copied.Bytes)
	}
}

// rowsOf are the rows that addLead writes and nothing changes any more.
func rowsOf(t testing.TB, s *Store) map[string]string {
	t.Helper()
	out := map[string]string{}
	doView(t, s, func(tx *Tx) error {
		for _, query := range []string{
			"SELECT 'handoff ' || id, data FROM handoffs", "SELECT 'fact ' || handoff || seq, hex(hash) FROM facts",
			"SELECT 'mail ' || m.message_id, hex(r.data) FROM mails m JOIN raws r ON r.mail = m.id", "SELECT 'outbox ' || key, action FROM outbox",
		} {
			err := tx.each(func(scan func(...any) error) error {
				var key, row string
				err := scan(&key, &row)
				out[key] = row
				return err
			}, query)
			if err != nil {
				return err
			}
		}
		return nil
	})
	return out
}

// TestBackupOfTheKilled copies what a killed service leaves: a file and a log that nobody has read.
func TestBackupOfTheKilled(t *testing.T) {
	s, dir := openStore(t), t.TempDir()
	fillLeads(t, s, 0, 20, 100)
	want := content(t, s)
	doView(t, s, func(*Tx) error { // keeps the log from being emptied
		for _, suffix := range []string{"", "-wal"} {
			data, err := os.ReadFile(s.path + suffix)
			if err != nil {
				return err
			}
			if err := os.WriteFile(filepath.Join(dir, "x.db"+suffix), data, 0o600); err != nil {
				return err
			}
		}
		return nil
	})
	target := filepath.Join(t.TempDir(), "backup.db")
	if _, err := Backup(context.Background(), filepath.Join(dir, "x.db"), target, nil); err != nil {
		t.Fatal(err)
	}
	if content(t, openAt(t, target)) != want {
		t.Error("the log was not copied")
	}
}

// TestBackupOfEarlier copies a database of an earlier schema as it is, so that it can be saved before an upgrade.
func TestBackupOfEarlier(t *testing.T) {
	text, err := os.ReadFile(dumpFile(1))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	path, target := filepath.Join(dir, "x.db"), filepath.Join(dir, "backup.db")
	load(t, path, 1, string(text))
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	got, err := Backup(context.Background(), path, target, nil)
	if err != nil || got.Schema != 1 || got.Handoffs != 2 || got.Facts != 3 || got.Waiting != 3 {
		t.Errorf("copied %+v, %v", got, err)
	}
	after, err := os.ReadFile(path)
	if err != nil || !bytes.Equal(before, after) {
		t.Errorf("the original was changed (%v)", err)
	}
	if got, err = Restore(context.Background(), target, filepath.Join(dir, "y.db"), nil); err != nil || got.Schema != 1 {
		t.Errorf("restored %+v, %v", got, err)
	}
}

// damaged gives a backup whose bytes were changed by f.
func damaged(t *testing.T, backup string, f func([]byte) []byte) string {
	t.Helper()
	data, err := os.ReadFile(backup)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "bad.db")
	if err := os.WriteFile(path, f(data), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// said runs statements on a backup, past all rules of this package.
func said(t *testing.T, backup string, statements ...string) string {
	t.Helper()
	path := damaged(t, backup, func(b []byte) []byte { return b })
	c, err := connect(context.Background(), path, "_journal_mode=DELETE")
	if err != nil {
		t.Fatal(err)
	}
	defer c.close()
	for _, s := range statements {
		if _, err := c.c.ExecContext(context.Background(), s); err != nil {
			t.Fatal(err)
		}
	}
	return path
}

// TestRestoreRefuses tries what is no sound backup: no database may come of it, and nothing is left behind.
func TestRestoreRefuses(t *testing.T) {
	s := openStore(t)
	fillLeads(t, s, 0, 100, 2000)
	good := filepath.Join(t.TempDir(), "good.db")
	if _, err := Backup(context.Background(), s.path, good, nil); err != nil {
		t.Fatal(err)
	}
	payload := []byte(`\u003c1@acme.example`) // covered by the chain
	tests := []struct {
		name, path string
		want       error
	}{
		{"no file", filepath.Join(t.TempDir(), "none.db"), fs.ErrNotExist},
		{"folder", t.TempDir(), ErrForeign},
		{"empty file", damaged(t, good, func([]byte) []byte { return nil }), ErrForeign},
		{"text", damaged(t, good, func([]byte) []byte { return bytes.Repeat([]byte("no database "), 1000) }), ErrCorrupt},
		{"half of it", damaged(t, good, func(b []byte) []byte { return b[:len(b)/2] }), ErrCorrupt},
		{"a page of zeros", damaged(t, good, func(b []byte) []byte { clear(b[5*4096 : 6*4096]); return b }), ErrCorrupt},
		{"another program's", said(t, damaged(t, good, func([]byte) []byte { return nil }), "CREATE TABLE t (x)"), ErrForeign},
		{"newer", said(t, good, fmt.Sprintf("INSERT INTO goose_db_version (version_id, is_applied) VALUES (%d, 1)", Schema+1)), ErrNewer},
		{"a fact changed", damaged(t, good, func(b []byte) []byte {
			at := bytes.Index(b, payload)
			if at < 0 {
				t.Fatal("the payload is not where it was thought to be")
			}
			b[at+len(`\u003c`)] = '7'
			return b
		}), ErrBroken},
		{"a fact twice", said(t, good, "DROP TRIGGER facts_are_kept", "INSERT INTO facts SELECT 1000000, handoff, 2, kind, at, person, commitment, hash FROM facts WHERE id = 1"), ErrBroken},
		{"a reference to nothing", said(t, good, "PRAGMA foreign_keys = OFF", "INSERT INTO prospects VALUES ('pat@globex.example', 'HO-none')"), ErrCorrupt},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			_, err := Restore(context.Background(), tt.path, filepath.Join(dir, "x.db"), nil)
			if !errors.Is(err, tt.want) || !strings.Contains(fmt.Sprint(err), tt.path) {
				t.Errorf("got %v, want %v with the path", err, tt.want)
			}
			if left := files(t, dir); left != nil {
				t.Errorf("left behind: %v", left)
			}
		})
	}
}

// TestOverwritesNothing leaves what is there, also what comes there in the middle of the work.
func TestOverwritesNothing(t *testing.T) {
	s, ctx := openStore(t), context.Background()
	fillLeads(t, s, 0, 3, 100)
	dir := t.TempDir()
	good := filepath.Join(dir, "good.db")
	if _, err := Backup(ctx, s.path, good, nil); err != nil {
		t.Fatal(err)
	}
	put := func(path string) {
		t.Helper()
		if err := os.WriteFile(path, []byte("precious"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for i, suffix := range []string{"", "-wal", "-shm", "-journal"} {
		database := filepath.Join(dir, fmt.Sprintf("%d.db", i))
		put(database + suffix)
		if _, err := Restore(ctx, good, database, nil); !errors.Is(err, ErrExists) || !strings.Contains(err.Error(), database+suffix) {
			t.Errorf("restored beside %s: %v", database+suffix, err)
		}
	}
	if _, err := Backup(ctx, s.path, filepath.Join(dir, "0.db"), nil); !errors.Is(err, ErrExists) {
		t.Errorf("backed up over a file: %v", err)
	}
	late := filepath.Join(dir, "late.db")
	_, err := Backup(ctx, s.path, late, func(p Progress) {
		if p.Stage == StageCheck && p.Done == p.Total {
			put(late)
		}
	})
	if got, readErr := os.ReadFile(late); !errors.Is(err, ErrExists) || string(got) != "precious" {
		t.Errorf("%v; the file that came meanwhile holds %q (%v)", err, got, readErr)
	}
	if diff := cmp.Diff([]string{"0.db", "1.db-wal", "2.db-shm", "3.db-journal", "good.db", "late.db"}, files(t, dir)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestBackupEnds gives up between two steps and leaves nothing.
func TestBackupEnds(t *testing.T) {
	s, dir := openStore(t), t.TempDir()
	fillLeads(t, s, 0, 300, 8000)
	for _, stage := range []string{StageCopy, StageCheck} {
		ctx, cancel := context.WithCancel(context.Background())
		_, err := Backup(ctx, s.path, filepath.Join(dir, "x.db"), func(p Progress) {
			if p.Stage == stage {
				cancel()
			}
		})
		cancel()
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", stage, err)
		}
	}
	if _, err := Backup(context.Background(), s.path, filepath.Join(dir, "none", "x.db"), nil); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("into a folder that is not there: %v", err)
	}
	if left := files(t, dir); left != nil {
		t.Errorf("left behind: %v", left)
	}
}

// FuzzRestore restores backups in which some bytes were changed: what is taken can be opened and its chains hold.
func FuzzRestore(f *testing.F) {
	s, err := Open(context.Background(), filepath.Join(f.TempDir(), "x.db"))
	if err != nil {
		f.Fatal(err)
	}
	fillLeads(f, s, 0, 3, 100)
	good := filepath.Join(f.TempDir(), "good.db")
	if _, err := Backup(context.Background(), s.path, good, nil); err != nil {
		f.Fatal(err)
	}
	if err := s.Close(); err != nil {
		f.Fatal(err)
	}
	data, err := os.ReadFile(good)
	if err != nil {
		f.Fatal(err)
	}
	for _, at := range []uint32{0, 16, 18, 19, 28, 44, 52, 56, 100, 105, 4096, 4099, 20000, 50000} {
		f.Add(at, []byte{0xff})
		f.Add(at, []byte{0, 0, 0, 9})
	}
	f.Fuzz(func(t *testing.T, at uint32, change []byte) {
		bad := damaged(t, good, func([]byte) []byte {
			out := bytes.Clone(data)
			copy(out[int(at)%len(out):], change)
			return out
		})
		path := filepath.Join(t.TempDir(), "x.db")
		if _, err := Restore(context.Background(), bad, path, nil); err != nil {
			if _, there := os.Stat(path); !errors.Is(there, fs.ErrNotExist) {
				t.Errorf("refused (%v), and there is a file", err)
			}
			return
		}
		s, err := Open(context.Background(), path)
		if err != nil {
			return // a definition that only the migrations would have noticed
		}
		defer s.Close()
		doView(t, s, func(tx *Tx) error {
			for n := range 3 {
				if err := tx.VerifyChain(handoff.ID(fmt.Sprintf("HO-%06d", n))); err != nil && !errors.Is(err, ErrNotFound) {
					t.Error(err)
				}
			}
			return nil
		})
	})
}

func BenchmarkBackup(b *testing.B) {
	s, err := Open(context.Background(), filepath.Join(b.TempDir(), "x.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	fillLeads(b, s, 0, 5000, 8000)
	dir := b.TempDir()
	var copied Copied
	for n := 0; b.Loop(); n++ {
		target := filepath.Join(dir, fmt.Sprint(n))
		if copied, err = Backup(context.Background(), s.path, target, nil); err != nil {
			b.Fatal(err)
		}
		if err := os.Remove(target); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(copied.Bytes)*float64(b.N)/1e6/b.Elapsed().Seconds(), "MB/s")
	b.ReportMetric(float64(copied.Facts)*float64(b.N)/b.Elapsed().Seconds(), "facts/s")
}
