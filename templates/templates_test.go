package templates

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
)

func write(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestEmbeddedFilesAreComplete(t *testing.T) {
	entries, err := embedded.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	var have []string
	for _, e := range entries {
		have = append(have, e.Name())
	}
	for _, name := range append(wordFiles(), parts) {
		have = append(have, "words/"+name+".txt")
	}
	files, err := embeddedBlocks.ReadDir(blocksFolder)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		have = append(have, blocksFolder+"/"+f.Name())
	}
	slices.Sort(have)
	if want := Files(); !reflect.DeepEqual(have, want) {
		t.Errorf("embedded are %v, used are %v", have, want)
	}
	set, err := Load("")
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range names {
		m, err := set.Write(n.name, specimen(n.view))
		if err != nil {
			t.Fatal(err)
		}
		part := slices.Contains([]string{"hygiene", "figures", "review"}, n.name) // of a mail that has a frame
		if m.Subject == "" || m.Text == "" || strings.Contains(m.HTML, "</html>") == part {
			t.Errorf("%s: subject %q, %d bytes of text, %d of HTML", n.name, m.Subject, len(m.Text), len(m.HTML))
		}
		for _, bad := range []string{"<script", "<img", "src=", "@import", "url("} {
			html := strings.ReplaceAll(strings.ToLower(m.HTML), `<img src="cid:`, "") // it is in the mail itself
			if strings.Contains(html, bad) {
				t.Errorf("%s: %s in the HTML: nothing may be fetched or run", n.name, bad)
			}
		}
	}
}

func TestOverrides(t *testing.T) {
	dir := write(t, map[string]string{
		"notice.txt": "Subject: News\r\n\r\n{{.Lead}}\r\n", "notice.html": "<p>{{.Lead}}</p>", ".hidden": "{{",
	})
	set, err := Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	m, err := set.Write("notice", Letter{Lead: "a <b> & c"})
	if err != nil {
		t.Fatal(err)
	}
	if want := (Mail{"News", "a <b> & c\n", "<p>a &lt;b&gt; &amp; c</p>"}); m != want {
		t.Errorf("got %q, want %q", m, want)
	}
	if m, err := set.Write("echo", Letter{ID: "HO-1", Topic: "x"}); err != nil || m.Subject != "x [HO-1]" {
		t.Errorf("a template that is not overridden: %q, %v", m.Subject, err)
	}
}

func TestBadOverrides(t *testing.T) {
	const head = "Subject: x\n\n"
	for _, c := range []struct {
		name, file, text string
		want             []string
	}{
		{"unknown file", "welcome-to-all-of-you.txt", "x", []string{"welcome-to-all-of-you.txt: no mail uses this file",
			"templates export"}},
		{"does not parse", "intro.txt", head + "\n{{if .Rep}}", []string{"intro.txt:4", "unexpected EOF",
			"without the file the built-in one is used"}},
		{"unknown function", "intro.txt", head + "{{shout .Rep}}", []string{"intro.txt:3", `function "shout" not defined`}},
		{"unknown field", "intro.txt", head + "{{.Rep}}\n{{.Budget}}",
			[]string{"intro.txt:4", "Budget", "use one of .Banner", ".Qualifier"}},
		{"unknown field in a branch", "intro.html", "{{if .Again}}\n{{.Budget}}{{end}}", []string{"intro.html:2", "Budget"}},
		{"unknown field in the other branch", "intro.html", "{{if .Again}}{{else}}\n\n{{.Budget}}{{end}}",
			[]string{"intro.html:3", "Budget"}},
		{"field of another view", "invite.txt", head + "{{.Form}}", []string{"invite.txt:3", "Form"}},
		{"no subject", "notice.txt", "{{.Lead}}\n", []string{"notice.txt:1", `"Subject: …"`}},
		{"no empty line", "notice.txt", "Subject: x\n{{.Lead}}", []string{"notice.txt:1"}},
		{"open attribute", "notice.html", "<p title=\"{{.Lead}}>",
			[]string{"notice.html", "without the file the built-in one is used"}},
		{"unknown part", "notice.html", "{{template \"head\" .}}", []string{"notice.html", `"head"`}},
		{"broken layout", "layout.html", "{{define \"top\"}}", []string{"layout.html:1"}},
		{"layout without a part", "layout.txt", "{{define \"letter\"}}{{end}}", []string{`"event"`}},
		{"recursion", "notice.txt", head + "{{define \"a\"}}{{template \"a\" .}}{{end}}{{template \"a\" .}}",
			[]string{"notice.txt:3", "exceeded maximum template depth"}},
		{"too large", "notice.txt", head + strings.Repeat("x", maxFile), []string{"notice.txt: larger than 256 kB"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := write(t, map[string]string{c.file: c.text})
			_, err := Load(dir)
			if !errors.Is(err, ErrTemplate) {
				t.Fatalf("error %v, want ErrTemplate", err)
			}
			for _, want := range append(c.want, dir) {
				if want == dir && (c.name == "layout without a part") {
					continue // the file that misses the part is the embedded one
				}
				if !strings.Contains(err.Error(), want) {
					t.Errorf("error %q does not say %q", err, want)
				}
			}
		})
	}
	if _, err := Load(filepath.Join(t.TempDir(), "none")); !errors.Is(err, os.ErrNotExist) ||
		!errors.Is(err, ErrTemplate) {
		t.Errorf("a folder that is not there: %v", err)
	}
}

func TestSeveralMistakesAreAllNamed(t *testing.T) {
	_, err := Load(write(t, map[string]string{"intro.txt": "Subject: x\n\n{{.A}}", "brief.html": "{{.B}}"}))
	if err == nil || !strings.Contains(err.Error(), "intro.txt:3") || !strings.Contains(err.Error(), "brief.html:1") {
		t.Errorf("error %v does not name both files", err)
	}
}

func TestWriteRefusesAnotherView(t *testing.T) {
	set, err := Load("")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := set.Write("intro", Letter{}); !errors.Is(err, ErrTemplate) {
		t.Errorf("an intro from a letter: %v", err)
	}
	if _, err := set.Write("welcome", Letter{}); !errors.Is(err, ErrTemplate) {
		t.Errorf("a template that does not exist: %v", err)
	}
}

func TestSqueeze(t *testing.T) {
	for text, want := range map[string]string{
		"\n\na  \n\n\n \t\nb\n\n": "a\n\nb\n", "": "\n", "  x": "  x\n", "a\r\nb": "a\nb\n",
	} {
		if got := squeeze(text); got != want {
			t.Errorf("squeeze(%q) = %q, want %q", text, got, want)
		}
	}
}

func FuzzOverride(f *testing.F) {
	for _, s := range []string{"Subject: x\n\n{{.Lead}}", "{{", "{{range .Sections}}{{.Title}}", "<a href=\"{{.Lead}}\">",
		"{{define \"x\"}}{{end}}"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		sources, err := read("")
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"notice.txt", "notice.html"} {
			own := map[string]source{}
			for k, v := range sources {
				own[k] = v
			}
			own[name] = source{name, text}
			if p, err := parse("notice", own, joining{}.funcs()); err == nil {
				_ = p.try(Letter{}) // an error is as good as a mail: it must only not fail in another way
			}
		}
	})
}

func TestReasonsAreOverriddenLineByLine(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "reasons.txt")
	for text, want := range map[string]string{
		"complete: all is there\n":                     "",
		"# a remark\n\nrep-away: {{.Person}} is out\n": "",
		"welcome: hello\n":                             "reasons.txt:1: there is no sentence",
		"\nrep-away: {{.Budget}} is out":               "reasons.txt:2",
		"rep-away: {{if":                               "reasons.txt:1",
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
		said, _ := set.Sentence("rep-away", Because{Person: "Rita"})
		if kept, ok := set.Sentence("checked", Because{Person: "Rita"}); !ok || kept == "" ||
			!strings.HasPrefix(said, "Rita is") {
			t.Errorf("%q: %q, %q", text, said, kept)
		}
	}
}
