package app

import (
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"handoffd/cmd/handoffd/config"
	"handoffd/handoff/store"
)

// TestLockBehindLinks: one database is locked once, by whatever name it is called, also before it is made.
func TestLockBehindLinks(t *testing.T) {
	t.Parallel()
	for _, made := range []bool{true, false} {
		dir := t.TempDir()
		real, link := filepath.Join(dir, "real"), filepath.Join(dir, "link")
		database, other := filepath.Join(real, "handoffd.db"), filepath.Join(dir, "other.db")
		must := func(err error) {
			if err != nil {
				t.Fatal(err)
			}
		}
		must(os.Mkdir(real, 0o700))
		must(os.Symlink("real", link))
		must(os.Symlink("link/handoffd.db", other))
		if made {
			must(os.WriteFile(database, nil, 0o600))
		}
		unlock, err := Lock(other)
		must(err)
		for _, name := range []string{database, other, filepath.Join(link, "handoffd.db")} {
			if _, err := Lock(name); err == nil || !strings.Contains(err.Error(), "another handoffd serves") {
				t.Errorf("made %t: %s is served twice: %v", made, name, err)
			}
		}
		unlock()
		unlock, err = Lock(database)
		must(err)
		unlock()
	}
}

// TestLockByHardLinks: the file of a database is served once, by whatever name, also one that it gets afterwards.
func TestLockByHardLinks(t *testing.T) {
	t.Parallel()
	for _, made := range []bool{true, false} {
		dir := t.TempDir()
		database, other := filepath.Join(dir, "handoffd.db"), filepath.Join(dir, "other.db")
		first := &App{Config: &config.Config{Database: database}}
		if made {
			if err := first.openStore(t.Context(), Serving); err != nil {
				t.Fatal(err)
			}
			first.Close()
			first = &App{Config: &config.Config{Database: database}}
		}
		if err := first.openStore(t.Context(), Serving); err != nil {
			t.Fatal(err)
		}
		if err := os.Link(database, other); err != nil {
			t.Fatal(err)
		}
		second := &App{Config: &config.Config{Database: other}}
		if err := second.openStore(t.Context(), Serving); err == nil || !strings.Contains(err.Error(), "a hard link") {
			t.Errorf("made %t: served twice: %v", made, err)
		}
		second.Close()
		first.Close()
		for _, role := range []Role{Serving, Offline, Deciding} { // whoever was killed left the newest beside the first name
			if err := second.openStore(t.Context(), role); !errors.Is(err, store.ErrLinked) {
				t.Errorf("made %t: opened by another name: %v", made, err)
			}
			second.Close()
		}
		if _, err := os.Stat(other + "-wal"); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("made %t: something was written beside the other name: %v", made, err)
		}
		if err := os.Remove(database); err != nil {
			t.Fatal(err)
		}
		if err := second.openStore(t.Context(), Serving); err != nil {
			t.Errorf("made %t: by its only name: %v", made, err)
		}
		second.Close()
	}
}

// TestOlderDatabaseOfAService: a command leaves a database of an older version as it is while that is served, and brings
// it up to date when nobody does; the service does so in any case.
func TestOlderDatabaseOfAService(t *testing.T) {
	t.Parallel()
	dump, err := os.ReadFile("../../../handoff/store/testdata/schema-38.sql")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range []Role{Offline, Deciding, Sealing, Serving} {
		database := filepath.Join(t.TempDir(), "handoffd.db")
		db, err := sql.Open("sqlite3", database)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := db.ExecContext(t.Context(), string(dump)); err != nil {
			t.Fatal(err)
		}
		_ = db.Close()
		unlock, err := Lock(database) // the service, of which the first part is done here
		if err != nil {
			t.Fatal(err)
		}
		a := &App{Config: &config.Config{Database: database}}
		err = a.openStore(t.Context(), r)
		a.Close()
		if beside := r != Serving; errors.Is(err, store.ErrOlder) != beside || !beside && err != nil {
			t.Errorf("role %d beside a service: %v", r, err)
		}
		unlock()
		a = &App{Config: &config.Config{Database: database}}
		if err := a.openStore(t.Context(), r); err != nil {
			t.Errorf("role %d when nobody serves: %v", r, err)
		}
		a.Close()
	}
}
