package sample_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/render"
	"handoffd/handoff/sample"
	"handoffd/templates"
)

// Every file of words is shown by at least one sample mail: each is given a mark of its own, and the marks are looked
// for in what is rendered.
func TestEveryFileOfWordsIsShown(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "words"), 0o755); err != nil {
		t.Fatal(err)
	}
	marks := map[string]string{}
	for _, name := range templates.Files() {
		if !strings.HasPrefix(name, "words/") || name == "words/parts.txt" {
			continue
		}
		text, err := templates.File(name)
		if err != nil {
			t.Fatal(err)
		}
		mark := strings.ReplaceAll("MARK"+strings.TrimSuffix(filepath.Base(name), ".txt")+"END", "-", "x")
		marks[mark] = name
		head, body, _ := strings.Cut(string(text), "\n\n")
		if err := os.WriteFile(filepath.Join(dir, name), []byte(head+"\n\n"+mark+" "+body), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	set, err := templates.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	r := render.New(set, handoff.AddressingPlus)
	n := 0
	err = sample.Play(func(m sample.Mail) (time.Time, error) {
		n++
		out, err := r.Render(m.Handoff, m.Action, m.Config, m.Now, m.Source)
		body := strings.ReplaceAll(string(out.Raw), "=\r\n", "")
		for mark := range marks {
			if strings.Contains(body, mark) {
				delete(marks, mark)
			}
		}
		return out.Told, err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range marks {
		t.Errorf("no sample mail shows %s", name)
	}
	t.Logf("%d mails", n)
}
