package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handoffd/cmd/handoffd/app"
	"handoffd/cmd/handoffd/demo"
	"handoffd/handoff"
	"handoffd/handoff/store"
)

// depot is a folder with a config and a database that is open, as a running service has it.
type depot struct {
	t      *testing.T
	dir    string
	config string
	store  *store.Store
}

func newDepot(t *testing.T) *depot {
	t.Helper()
	s := &depot{t: t, dir: t.TempDir()}
	s.config = filepath.Join(s.dir, "config.toml")
	if err := os.WriteFile(s.config, []byte(demo.Config), 0o600); err != nil {
		t.Fatal(err)
	}
	var err error
	if s.store, err = store.Open(t.Context(), s.path("handoffd.db")); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.store.Close() })
	return s
}

func (s *depot) path(name string) string { return filepath.Join(s.dir, name) }

// lead saves a handoff with a mail to send.
func (s *depot) lead(n int) {
	s.t.Helper()
	id := handoff.ID(fmt.Sprintf("HO-%06d", n))
	err := s.store.Update(s.t.Context(), func(tx *store.Tx) error {
		err := tx.Save(handoff.Handoff{ID: id, State: handoff.Draft, Qualifier: "quinn",
			Next: handoff.Next{Owner: "quinn", At: time.Unix(1800000000, 0), What: handoff.DueNudge}})
		if err != nil {
			return err
		}
		return tx.Enqueue([]handoff.Action{{Handoff: id, Purpose: handoff.PurposeReceipt,
			To: handoff.Recipient{Person: "quinn"}, Revision: 1}}, time.Unix(1800000000, 0))
	})
	if err != nil {
		s.t.Fatal(err)
	}
}

// run runs a command with the config of the depot.
func (s *depot) run(args ...string) (code int, out, errs string) {
	s.t.Helper()
	var o, e bytes.Buffer
	code = run(s.t.Context(), append(args, "--config", s.config),
		streams{in: strings.NewReader(""), out: &o, err: &e, now: time.Now})
	return code, o.String(), e.String()
}

// list is what `handoffd list` says of the database.
func (s *depot) list() string {
	s.t.Helper()
	code, out, errs := s.run("list", "--all", "--json")
	if code != exitDone {
		s.t.Fatal(errs)
	}
	return out
}

// TestBackupAndRestore saves a database that is open, loses it, and has it again.
func TestBackupAndRestore(t *testing.T) {
	s := newDepot(t)
	unlock, err := app.Lock(s.path("handoffd.db")) // as serve does
	if err != nil {
		t.Fatal(err)
	}
	for n := range 3 {
		s.lead(n)
	}
	before := s.list()
	target := s.path("backup.db")
	code, out, errs := s.run("backup", target)
	if code != exitDone || !strings.HasPrefix(out, target+": 3 handoffs, 0 facts, 3 mails to send, schema ") ||
		!strings.HasSuffix(out, "; verified\n") {
		t.Fatalf("backup: %d %s%s", code, out, errs)
	}
	if !strings.Contains(errs, "level=INFO msg=copy percent=100 done=") || strings.Contains(errs, "\r") {
		t.Errorf("progress in a log: %q", errs)
	}
	if code, _, errs := s.run("backup", target); code != exitFailed || !strings.Contains(errs, "name another file") {
		t.Errorf("over a backup: %d %s", code, errs)
	}
	s.lead(3) // lost

	refused := func(why string) {
		t.Helper()
		code, _, errs := s.run("restore", target)
		if _, last, _ := strings.Cut(errs, "handoffd: "); code != exitFailed || !strings.Contains(last, why) ||
			strings.Count(last, "\n") != 1 {
			t.Errorf("restore: %d %q, want one line with %q at its end", code, errs, why)
		}
	}
	refused("another handoffd serves " + s.path("handoffd.db") + " already; stop it first")
	unlock()
	refused("move it to another folder first")
	if err := s.store.Close(); err != nil {
		t.Fatal(err)
	}
	refused("move it to another folder first")
	if err := os.Rename(s.path("handoffd.db"), s.path("lost.db")); err != nil {
		t.Fatal(err)
	}
	code, out, errs = s.run("restore", target)
	if code != exitDone || !strings.Contains(out, "3 mails were waiting") ||
		!strings.Contains(errs, `msg="check the source"`) {
		t.Fatalf("restore: %d %s%s", code, out, errs)
	}
	if diff := cmp.Diff(before, s.list()); diff != "" {
		t.Errorf("restored (-want +got):\n%s", diff)
	}
}

// TestBackupWithoutDatabase makes neither a database nor a backup.
func TestBackupWithoutDatabase(t *testing.T) {
	s := newDepot(t)
	if err := s.store.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(s.path("handoffd.db")); err != nil {
		t.Fatal(err)
	}
	for command, want := range map[string]string{"backup": "there is no database at", "restore": "there is no such file"} {
		if code, _, errs := s.run(command, s.path("backup.db")); code != exitFailed || !strings.Contains(errs, want) {
			t.Errorf("%s: %d %s", command, code, errs)
		}
	}
	for _, name := range []string{"handoffd.db", "backup.db"} {
		if _, err := os.Stat(s.path(name)); !os.IsNotExist(err) {
			t.Errorf("%s was made (%v)", name, err)
		}
	}
}

// TestRestoreChecksTheSourceFirst: nobody moves their database away for a backup that is none, and what was looked at is
// left as it was found.
func TestRestoreChecksTheSourceFirst(t *testing.T) {
	s := newDepot(t)
	s.lead(1)
	if err := s.store.Close(); err != nil {
		t.Fatal(err)
	}
	good, text, damaged := s.path("good.db"), s.path("text.db"), s.path("damaged.db")
	if code, _, errs := s.run("backup", good); code != exitDone {
		t.Fatal(errs)
	}
	data, err := os.ReadFile(good)
	if err != nil {
		t.Fatal(err)
	}
	for path, content := range map[string][]byte{text: nil, damaged: data[:len(data)/2]} {
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for source, want := range map[string]string{s.path("none.db"): "there is no such file; name the one", s.dir: "a folder",
		text: "it is not a database of handoffd; name the file", damaged: "name an earlier backup",
		good: "move it to another folder first"} {
		if code, _, errs := s.run("restore", source); code != exitFailed || !strings.Contains(errs, want) {
			t.Errorf("%s: %d %s, want %s", source, code, errs, want)
		}
	}
	logs, err := filepath.Glob(s.path("*.db-*"))
	if err != nil || len(logs) > 0 {
		t.Errorf("left beside the databases: %v %v", logs, err)
	}
	if err := os.WriteFile(s.path("handoffd.db"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if code, _, errs := s.run("backup", s.path("x.db")); code != exitFailed || !strings.Contains(errs, "there is no database") {
		t.Errorf("backup of an empty file: %d %s", code, errs)
	}
}

// TestAnEmptyFileIsNoDatabase, and nothing that reads makes one of it.
func TestAnEmptyFileIsNoDatabase(t *testing.T) {
	s := newDepot(t)
	if err := s.store.Close(); err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{"check", "list", "list --held", "show HO-7K3QX2", "ledger", "report", "when --rep rita",
		"forget pat@globex.example", "playbook", "backup b.db"} {
		if err := os.WriteFile(s.path("handoffd.db"), nil, 0o600); err != nil {
			t.Fatal(err)
		}
		_, out, errs := s.run(strings.Fields(line)...)
		if st, err := os.Stat(s.path("handoffd.db")); err != nil || st.Size() != 0 {
			t.Errorf("%s has made a database: %v %v", line, st.Size(), err)
		}
		if line == "check" && !strings.Contains(out, "is an empty file, no database yet") {
			t.Errorf("check says\n%s%s", out, errs)
		}
	}
}

func TestProgress(t *testing.T) {
	at := func(stage string, done, total int64) store.Progress {
		return store.Progress{Stage: stage, Done: done, Total: total}
	}
	steps := []struct {
		after time.Duration
		store.Progress
	}{
		{0, at(store.StageCopy, 0, 4<<20)},
		{50 * time.Millisecond, at(store.StageCopy, 1<<20, 4<<20)},
		{150 * time.Millisecond, at(store.StageCopy, 2<<20, 4<<20)},
		{10 * time.Second, at(store.StageCopy, 3<<20, 4<<20)},
		{10 * time.Second, at(store.StageCopy, 4<<20, 4<<20)},
		{10 * time.Second, at(store.StageCheck, 0, 0)},
	}
	tests := []struct {
		name     string
		terminal bool
		want     []string
	}{
		{"terminal", true, []string{
			"\r\x1b[Kcopy: 0 B of 4.0 MiB, 0 %, –, – left", "\r\x1b[Kcopy: 2.0 MiB of 4.0 MiB, 50 %, 13.3 MiB/s, 0s left",
			"\r\x1b[Kcopy: 3.0 MiB of 4.0 MiB, 75 %, 307.2 KiB/s, 3s left",
			"\r\x1b[Kcopy: 4.0 MiB of 4.0 MiB, 100 %, 409.6 KiB/s, 0s left\n",
			"\r\x1b[Kcheck the copy: 0 handoffs of 0 handoffs, 100 %, –, – left\n"}},
		{"log", false, []string{
			"msg=copy percent=0 done=\"0 B\" of=\"4.0 MiB\" rate=– left=–\n",
			"msg=copy percent=75 done=\"3.0 MiB\" of=\"4.0 MiB\" rate=\"307.2 KiB/s\" left=3s\n",
			"msg=copy percent=100 done=\"4.0 MiB\" of=\"4.0 MiB\" rate=\"409.6 KiB/s\" left=0s\n",
			"msg=\"check the copy\" percent=100 done=\"0 handoffs\" of=\"0 handoffs\" rate=– left=–\n"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var out bytes.Buffer
			began := time.Unix(1800000000, 0)
			now := began
			p := newProgress(streams{err: &out, now: func() time.Time { return now }})
			p.terminal = tt.terminal
			for _, s := range steps {
				now = began.Add(s.after)
				p.tell(s.Progress)
			}
			p.end()
			got := out.String()
			for _, want := range tt.want {
				before, after, found := strings.Cut(got, want)
				if !found || tt.terminal && before != "" {
					t.Fatalf("%q does not go on with %q", got, want)
				}
				got = after
			}
			if got != "" {
				t.Errorf("more than was wanted: %q", got)
			}
		})
	}
}
