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

// TestServerOfOthers: a command that only reads makes nothing in a database, and none makes anything beside tables of
// another program; each says what to do.
func TestServerOfOthers(t *testing.T) {
	server := storetest.Shared(t)
	for what, tt := range map[string]struct {
		sql      string
		commands []string
		want     string
	}{
		"empty": {"SELECT 1", []string{"list", "show HO-000001", "ledger", "report"},
			"there is no database"},
		"another program": {"CREATE TABLE theirs (a int)", []string{"list", "ledger", "serve"},
			"it is not a database of handoffd, and has tables of others: give handoffd a database of its own"},
	} {
		url := storetest.Fresh(t)
		name := strings.TrimPrefix(strings.SplitN(url, "?", 2)[0], "postgres:///")
		server.Exec(t, name, tt.sql)
		s := newDepot(t)
		text := strings.Replace(demo.Config, `path = "handoffd.db"`, `url = "`+url+`"`, 1)
		if err := os.WriteFile(s.config, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		for _, command := range tt.commands {
			if code, out, errs := s.run(strings.Fields(command)...); code != exitFailed || !strings.Contains(errs, tt.want) {
				t.Errorf("%s, %s: code %d\n%s%s", what, command, code, out, errs)
			}
		}
		server.Exec(t, name, `DO $$ BEGIN IF EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = 'public' AND
			tablename <> 'theirs') THEN RAISE 'tables were made'; END IF; END $$`)
	}
}
