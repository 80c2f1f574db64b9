package main

import (
	"path/filepath"
	"strings"
	"testing"
)

// TestShowTellsTheWordsOfARejection: the words with which a rep gave a lead back, without the command in front.
func TestShowTellsTheWordsOfARejection(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	do := func(args ...string) string {
		t.Helper()
		code, out, errs := said(t, "", args...)
		if code != exitDone {
			t.Fatalf("%q: exit %d\n%s%s", args, code, out, errs)
		}
		return out
	}
	do("demo", "--dir", dir)
	conf := filepath.Join(dir, "config.toml")
	back := ""
	asleep := do("list", "--state", "nurture", "--config", conf)
	for _, f := range strings.Fields(asleep) {
		if strings.HasPrefix(f, "HO-") {
			shown := do("show", f, "--config", conf)
			whole := do("show", f, "--json", "--config", conf)
			back += strings.Join(strings.Fields(shown), " ") + whole
		}
	}
	if n := strings.Count(back, "Rita Vance not qualified (Budget): “There is no money before next year.”"); n != 4 ||
		strings.Count(back, `"words":"There is no money before next year."`) != 4 {
		t.Errorf("the words of a rejection are shown %d times", n)
	}
	whoGoesOn(t, dir)
}

// whoGoesOn reads the mails that ask who goes on with a lead: each names what answers that, and nothing else.
func whoGoesOn(t *testing.T, dir string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "mails", "*.eml"))
	if err != nil {
		t.Fatal(err)
	}
	asked := 0
	for _, file := range files {
		_, said, found := strings.Cut(readText(t, file), "Who goes on? ")
		if !found {
			continue
		}
		asked++
		if _, answer, _ := strings.Cut(said, "Answer: "); !strings.HasPrefix(answer, "`assign NAME`\r\n") {
			t.Errorf("%s names %.60q", file, answer)
		}
	}
	if asked == 0 {
		t.Error("nobody was asked who goes on")
	}
}
