package templates

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestBlocksAreOverriddenLineByLine(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, blocksFolder), 0o700); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, blocksFolder, "standing.txt")
	for text, want := range map[string]string{
		"returned: {{who .Qualifier}} has it back.\n": "",
		"welcome: hello\n":                            "standing.txt:1: there is no sentence",
		"\nreturned: {{.Budget}} has it":              "standing.txt:2",
		"returned: {{if":                              "standing.txt:1",
	} {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		set, err := Load(dir)
		if want != "" {
			if !errors.Is(err, ErrTemplate) || !strings.Contains(err.Error(), want) {
				t.Errorf("%q: %v, want %s", text, err, want)
			}
			continue
		}
		if err != nil {
			t.Errorf("%q: %v", text, err)
			continue
		}
		for reader, want := range map[bool]string{true: "you has it back.", false: "Quinn has it back."} {
			view := Standing{Qualifier: Person{Name: "Quinn", You: reader}}
			if said, err := set.Line("standing", "returned", view); err != nil || said != want {
				t.Errorf("%q, %v, want %q", said, err, want)
			}
		}
		if kept, err := set.Line("standing", "draft", Standing{}); err != nil || kept == "" {
			t.Errorf("a line that is not overridden: %q, %v", kept, err)
		}
	}
	if err := os.Rename(file, filepath.Join(dir, blocksFolder, "welcome.txt")); err != nil {
		t.Fatal(err)
	}
	if _, err := Load(dir); !errors.Is(err, ErrTemplate) || !strings.Contains(err.Error(), "no mail uses this file") {
		t.Errorf("a block that there is not: %v", err)
	}
}

func TestALineThatThereIsNot(t *testing.T) {
	set, err := Load("")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		block, code string
		view        any
	}{{"standing", "asleep", Standing{}}, {"weather", "draft", Standing{}}, {"standing", "returned", Next{}}} {
		if said, err := set.Line(c.block, c.code, c.view); !errors.Is(err, ErrTemplate) {
			t.Errorf("%s/%s: %q, %v", c.block, c.code, said, err)
		}
	}
}
