package templates

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// TestListsAreJoinedInTheWordsOfTheTemplates: the built-in words, and those of a folder, in mails and in reasons.
func TestListsAreJoinedInTheWordsOfTheTemplates(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, blocksFolder), 0o700); err != nil {
		t.Fatal(err)
	}
	own := "all: {{.Before}} und {{.Last}}\neither: {{.Before}} oder {{.Last}}\nhours: {{.Number}} Std.\n"
	if err := os.WriteFile(filepath.Join(dir, blocksFolder, "lists.txt"), []byte(own), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		dir   string
		parts []string
		all   string
		asked string
	}{
		{"", nil, "", "At what time on ?"},
		{"", []string{"a"}, "a", "At what time on a?"},
		{"", []string{"a", "b"}, "a and b", "At what time on a or b?"},
		{"", []string{"a", "b", "c"}, "a, b and c", "At what time on a, b or c?"},
		{dir, []string{"a", "b", "c"}, "a, b und c", "At what time on a, b oder c?"},
	} {
		set, err := Load(c.dir)
		if err != nil {
			t.Fatal(err)
		}
		if said, err := set.All(c.parts); err != nil || said != c.all {
			t.Errorf("%q: %q, %v, want %q", c.parts, said, err, c.all)
		}
		if said, _ := set.Sentence("ask-date/time-on", Because{Reasons: c.parts}); said != c.asked {
			t.Errorf("%q: %q, want %q", c.parts, said, c.asked)
		}
		reasons, err := LoadReasons(c.dir)
		if err != nil {
			t.Fatal(err)
		}
		if said, _ := reasons.Sentence("ask-date/time-on", Because{Reasons: c.parts}); said != c.asked {
			t.Errorf("%q: the reasons alone say %q, want %q", c.parts, said, c.asked)
		}
	}
	for _, c := range []struct {
		dir  string
		span time.Duration
		want string
	}{{"", time.Hour, "1 hour"}, {"", 2 * time.Hour, "2 hours"}, {"", time.Minute, "1 minute"},
		{"", 90 * time.Minute, "90 minutes"}, {dir, 2 * time.Hour, "2 Std."}, {dir, 90 * time.Minute, "90 minutes"}} {
		j, err := loadJoining(c.dir)
		if err != nil {
			t.Fatal(err)
		}
		if said, err := j.length(c.span); err != nil || said != c.want {
			t.Errorf("%s: %q, %v, want %q", c.span, said, err, c.want)
		}
	}
}
