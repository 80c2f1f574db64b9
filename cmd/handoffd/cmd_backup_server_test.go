package main

import (
	"os"
	"os/exec"
	"strings"
	"testing"

	"handoffd/cmd/handoffd/demo"
	"handoffd/handoff/store"
	"handoffd/handoff/store/storetest"
)

// onServer puts the database of a depot on a server.
func (s *depot) onServer(url string) {
	s.t.Helper()
	text := strings.Replace(demo.Config, `path = "handoffd.db"`, `url = "`+url+`"`, 1)
	if err := os.WriteFile(s.config, []byte(text), 0o600); err != nil {
		s.t.Fatal(err)
	}
	var err error
	if s.store, err = store.Open(s.t.Context(), url); err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { _ = s.store.Close() })
}

// TestBackupOfAServer does what backup and restore say, and finds all of it in another database.
func TestBackupOfAServer(t *testing.T) {
	from, to := storetest.Fresh(t), storetest.Fresh(t)
	s := newDepot(t)
	s.onServer(from)
	s.lead(1)
	s.lead(2)
	want, file := s.list(), s.path("leads.dump")
	obey := func(args ...string) {
		code, out, errs := s.run(args...)
		_, command, said := strings.Cut(errs, "pg_")
		if code != exitFailed || out != "" || !said {
			t.Fatalf("%v: code %d, %q, %q", args, code, out, errs)
		}
		if out, err := exec.Command("sh", "-c", "pg_"+command).CombinedOutput(); err != nil {
			t.Fatalf("pg_%s: %v\n%s", command, err, out)
		}
	}
	obey("backup", file)
	restored := newDepot(t)
	text := strings.Replace(demo.Config, `path = "handoffd.db"`, `url = "`+to+`"`, 1)
	if err := os.WriteFile(s.config, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	obey("restore", file)
	restored.onServer(to)
	if got := restored.list(); got != want || !strings.Contains(got, "HO-000002") {
		t.Errorf("restored %s, want %s", got, want)
	}
}
