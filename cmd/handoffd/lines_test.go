package main

import (
	"bufio"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

// longestLine is how many characters a line has at most, so that two files stand side by side on a screen.
const longestLine = 120

// fieldTag is the tag of a field, which stands on one line.
var fieldTag = regexp.MustCompile("^\t+\\w+ +[\\w.\\[\\]*]+ +`\\w+:\".*\"`$")

// longLines are those that stay, each with its reason.
var longLines = map[string]string{
	"    person  TEXT    NOT NULL, -- the rep whose event it is; empty: the prospect's people, " +
		"and before this table everybody": "databases keep the text of a table as it was created",
}

// TestLinesFitAScreen reads all sources but tests.
func TestLinesFitAScreen(t *testing.T) {
	for row, long := range map[string]bool{
		"\tZone  zoneFlag `help:\"Time zone\" placeholder:\"ZONE\"`": true,
		"\tIDs   []string `json:\",omitempty\"`":                     true,
		"\tquery := `SELECT \"id\" FROM x`":                          false,
		"\tID string `json:\"id\"` // of the lead":                   false,
	} {
		if fieldTag.MatchString(row) != long {
			t.Errorf("%q is taken for a field with a tag: %t", row, !long)
		}
	}
	read := 0
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "testdata" || d.Name() == ".git"):
			return filepath.SkipDir
		case d.IsDir() || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		if ext := filepath.Ext(path); ext == ".go" || ext == ".sql" {
			read++
			return longIn(t, path)
		}
		return nil
	})
	if err != nil || read < 400 {
		t.Fatalf("%d files were read: %v", read, err)
	}
}

func longIn(t *testing.T, path string) error {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	rows := bufio.NewScanner(f)
	rows.Buffer(nil, 1<<20)
	for n := 1; rows.Scan(); n++ {
		row := rows.Text()
		if size := utf8.RuneCountInString(row); size > longestLine && longLines[row] == "" && !fieldTag.MatchString(row) {
			t.Errorf("%s:%d: %d characters; break it before %d", path, n, size, longestLine)
		}
	}
	return rows.Err()
}
