package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"handoffd/handoff"
	"handoffd/handoff/store/storetest"
)

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
	storetest.OnlySQLite(t, "PostgreSQL has pg_restore")
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
		{"another program's", said(t, damaged(t, good, func([]byte) []byte { return nil }), "CREATE TABLE t (x)"),
			ErrForeign},
		{"newer", said(t, good, fmt.Sprintf("INSERT INTO goose_db_version (version_id, is_applied) VALUES (%d, 1)",
			Schema+1)), ErrNewer},
		{"a fact changed", damaged(t, good, func(b []byte) []byte {
			at := bytes.Index(b, payload)
			if at < 0 {
				t.Fatal("the payload is not where it was thought to be")
			}
			b[at+len(`\u003c`)] = '7'
			return b
		}), ErrBroken},
		{"a fact twice", said(t, good, "DROP TRIGGER facts_are_kept",
			"INSERT INTO facts SELECT 1000000, handoff, 2, kind, at, person, commitment, hash, rules FROM facts WHERE id = 1"),
			ErrBroken},
		{"a reference to nothing", said(t, good, "PRAGMA foreign_keys = OFF",
			"INSERT INTO prospects VALUES ('pat@globex.example', 'HO-none')"), ErrCorrupt},
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
