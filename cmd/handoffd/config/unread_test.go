package config

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestUnread: a file that is named and cannot be read is told in words, never as what the system calls it.
func TestUnread(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	_, folder := os.ReadFile(dir)
	_, missing := os.Stat(filepath.Join(dir, "none.csv"))
	for want, err := range map[string]error{"is a folder; name the file in it": folder,
		"there is no file": missing, "it is larger than 1 MiB; name another file": errors.New("it is larger than 1 MiB"),
		"may not be read; ": &fs.PathError{Op: "open", Path: dir, Err: fs.ErrPermission}} {
		got := unread(dir, err)
		if !strings.Contains(got, want) || strings.Contains(got, "stat ") || strings.Contains(got, "open ") {
			t.Errorf("%v: %s, want %s", err, got, want)
		}
	}
}
