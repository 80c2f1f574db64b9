package main

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestRestoreAsRoot gives the database to whom its folder belongs, also the lock of a restore that failed.
func TestRestoreAsRoot(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root can give files away")
	}
	s := newDepot(t)
	s.lead(1)
	backup := filepath.Join(t.TempDir(), "backup.db")
	if code, _, errs := s.run("backup", backup); code != exitDone {
		t.Fatal(errs)
	}
	if err := s.store.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(s.path("handoffd.db")); err != nil {
		t.Fatal(err)
	}
	const somebody = 12345
	if err := os.Chown(s.dir, somebody, somebody); err != nil {
		t.Fatal(err)
	}
	owner := func(name string) uint32 {
		t.Helper()
		st, err := os.Stat(s.path(name))
		if err != nil {
			t.Fatal(err)
		}
		return st.Sys().(*syscall.Stat_t).Uid
	}
	if code, _, _ := s.run("restore", backup+".none"); code != exitFailed || owner("handoffd.db.lock") != somebody {
		t.Errorf("code %d; the lock belongs to %d", code, owner("handoffd.db.lock"))
	}
	if code, _, errs := s.run("restore", backup); code != exitDone || owner("handoffd.db") != somebody {
		t.Errorf("%s; the database belongs to %d", errs, owner("handoffd.db"))
	}
}

// TestRestoreNamesTheSource: a backup that cannot be read is told as that, not as a database that cannot be written.
func TestRestoreNamesTheSource(t *testing.T) {
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	for name, mode := range map[string]os.FileMode{"config.toml": 0o644, "bk.db": 0o600} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(readText(t, exampleConfig)), mode); err != nil || os.Chmod(path, mode) != nil {
			t.Fatal(err)
		}
	}
	if said := asNobody(t, dir, "restore", "bk.db"); !strings.Contains(said, "restore bk.db: bk.db: ") ||
		strings.Contains(said, "database cannot") {
		t.Errorf("%s", said)
	}
}

// TestRestoreThroughALink: where the place of the database is a link, the database is made where it leads to.
func TestRestoreThroughALink(t *testing.T) {
	s := newDepot(t)
	s.lead(1)
	backup, far := filepath.Join(t.TempDir(), "backup.db"), filepath.Join(t.TempDir(), "far.db")
	if code, _, errs := s.run("backup", backup); code != exitDone {
		t.Fatal(errs)
	}
	err := s.store.Close()
	for _, name := range []string{"handoffd.db", "handoffd.db.lock"} {
		_ = os.Remove(s.path(name))
	}
	if err != nil || os.Symlink(far, s.path("handoffd.db")) != nil {
		t.Fatal(err)
	}
	if code, out, errs := s.run("restore", backup); code != exitDone || !strings.HasPrefix(out, far) {
		t.Errorf("code %d: %s%s", code, out, errs)
	}
	if got := s.list(); !strings.Contains(got, "HO-000001") {
		t.Errorf("%s", got)
	}
}

// TestNoFileForADatabase: a path of the database that is no file is told as what it is by every command, and no file is
// made beside it.
func TestNoFileForADatabase(t *testing.T) {
	for path, want := range map[string]string{".": "it is a folder", "/dev/null": "it is a device"} {
		s := newDepot(t)
		text := strings.Replace(readText(t, s.config), `path = "handoffd.db"`, `path = "`+path+`"`, 1)
		if err := os.WriteFile(s.config, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		for _, command := range []string{"list", "serve", "backup x.db", "restore config.toml"} {
			code, out, errs := s.run(strings.Fields(command)...)
			if code != exitFailed || !strings.Contains(errs, want) || strings.Contains(errs, "disk") {
				t.Errorf("%s with %s: code %d, %s%s", command, path, code, out, errs)
			}
		}
		if _, err := os.Stat("/dev/null.lock"); err == nil {
			t.Error("a lock was made beside /dev/null")
		}
	}
}
