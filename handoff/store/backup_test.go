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
	"handoffd/handoff/store/storetest"
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
	_, err := tx.PutMail(InMail{Source: "imap", Ref: fmt.Sprint("1:", n+1),
		MessageID: fmt.Sprintf("<%d@acme.example>", n), Arrived: epoch, Handoff: h.ID,
		Verdict: handoff.MailTaken, Raw: noise(n, size)})
	return errors.Join(err, tx.AppendFact(h.ID, replied(n), under(""),
		handoff.Decision{Reason: handoff.Reason{Code: "c", Text: "t"}}),
		tx.Enqueue([]handoff.Action{{Handoff: h.ID, Purpose: handoff.PurposeReceipt, To: handoff.Recipient{Person: "quinn"},
			Revision: 1}}, epoch))
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

// TestBackup copies a database that is written to in the middle of the copying: the copy is what it was at the
// beginning, and goes on after it is restored.
func TestBackup(t *testing.T) {
	storetest.OnlySQLite(t, "PostgreSQL has pg_dump")
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
		if p.Stage == StageCheck && p.Done == 0 && !emptied(t, s.path) {
			t.Error("the log cannot be emptied while the copy is proved")
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

// emptied says whether the log could be written back and emptied: no reader holds an earlier state.
func emptied(t testing.TB, path string) bool {
	t.Helper()
	c, err := connect(context.Background(), path, "_busy_timeout=0")
	if err != nil {
		t.Fatal(err)
	}
	defer c.close()
	var busy, frames, done int
	if err := c.c.QueryRowContext(context.Background(), "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &frames,
		&done); err != nil {
		t.Fatal(err)
	}
	return busy == 0
}

// TestBackupUnderLoad backs up while several goroutines write, again and again, and compares each copy with the
// original: all that was told done before it began is there, nothing is half there, and everything there is as in the
// original.
func TestBackupUnderLoad(t *testing.T) {
	storetest.OnlySQLite(t, "PostgreSQL has pg_dump")
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
		t.Logf("copy %d: %d handoffs done before it began, %d in it, %d in the end, %d bytes", i, promised[i],
			copied.Handoffs, done.Load(), copied.Bytes)
	}
}

// rowsOf are the rows that addLead writes and nothing changes any more.
func rowsOf(t testing.TB, s *Store) map[string]string {
	t.Helper()
	out := map[string]string{}
	doView(t, s, func(tx *Tx) error {
		for _, query := range []string{
			"SELECT 'handoff ' || id, data FROM handoffs", "SELECT 'fact ' || handoff || seq, hex(hash) FROM facts",
			"SELECT 'mail ' || m.message_id, hex(r.data) FROM mails m JOIN raws r ON r.mail = m.id",
			"SELECT 'outbox ' || key, action FROM outbox",
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
	storetest.OnlySQLite(t, "PostgreSQL has pg_dump")
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
	storetest.OnlySQLite(t, "PostgreSQL has pg_dump")
	text, err := os.ReadFile(dumpFile(1))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	path, target := filepath.Join(dir, "x.db"), filepath.Join(dir, "backup.db")
	loadDump(t, path, 1, string(text))
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

// TestOverwritesNothing leaves what is there, also what comes there in the middle of the work.
func TestOverwritesNothing(t *testing.T) {
	storetest.OnlySQLite(t, "PostgreSQL has pg_dump")
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
		if _, err := Restore(ctx, good, database, nil); !errors.Is(err, ErrExists) ||
			!strings.Contains(err.Error(), database+suffix) {
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
	if diff := cmp.Diff([]string{"0.db", "1.db-wal", "2.db-shm", "3.db-journal", "good.db", "late.db"},
		files(t, dir)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestRestoreReplacesAnEmptyFile: a file without a byte is no database; one that gets words meanwhile stays.
func TestRestoreReplacesAnEmptyFile(t *testing.T) {
	storetest.OnlySQLite(t, "PostgreSQL has pg_dump")
	s, ctx, dir := openStore(t), context.Background(), t.TempDir()
	fillLeads(t, s, 0, 3, 100)
	good := filepath.Join(dir, "good.db")
	if _, err := Backup(ctx, s.path, good, nil); err != nil {
		t.Fatal(err)
	}
	for name, words := range map[string]string{"empty.db": "", "late.db": "precious"} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := Restore(ctx, good, path, func(p Progress) {
			if p.Stage == StageCheck && p.Done == p.Total && words != "" {
				_ = os.WriteFile(path, []byte(words), 0o600)
			}
		})
		if words == "" && (err != nil || got.Handoffs != 3) || words != "" && !errors.Is(err, ErrExists) {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
}

// TestBackupEnds gives up between two steps and leaves nothing.
func TestBackupEnds(t *testing.T) {
	storetest.OnlySQLite(t, "PostgreSQL has pg_dump")
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
	if _, err := Backup(context.Background(), s.path, filepath.Join(dir, "none", "x.db"), nil); !errors.Is(err,
		fs.ErrNotExist) {
		t.Errorf("into a folder that is not there: %v", err)
	}
	if left := files(t, dir); left != nil {
		t.Errorf("left behind: %v", left)
	}
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
