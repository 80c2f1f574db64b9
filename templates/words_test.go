package templates

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// wordsIn writes one override of the words of a mail.
func wordsIn(t *testing.T, name, text string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "words"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "words", name), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestSay(t *testing.T) {
	dir := wordsIn(t, "notice-moved.txt", "Subject: {{.Lead}} moved\n\nIt is now\non {{.When}}.\n\n{{with "+
		".Address}}{{.}}{{end}}\n\n{{does .Acting \"say\" \"says\"}} so.\n")
	set, err := Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	got, ok, err := set.Say("notice-moved", Words{Lead: "Pat", When: "Monday", Acting: Person{Name: "Quinn"}})
	want := Said{Topic: "Pat moved", Lead: "It is now on Monday.", More: []string{"Quinn says so."}}
	if err != nil || !ok || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %t, %v, want %+v", got, ok, err, want)
	}
	got, _, _ = set.Say("notice-moved", Words{Acting: Person{Name: "Quinn", You: true}})
	if want := "you say so."; len(got.More) != 1 || got.More[0] != want {
		t.Errorf("got %q, want %q", got.More, want)
	}
	if _, ok, err := set.Say("notice-of-tomorrow", Words{}); ok || err != nil {
		t.Errorf("words that there are not: %t, %v", ok, err)
	}
}

func TestAFirstParagraphOfWhichNothingIsLeftIsTheLead(t *testing.T) {
	set, err := Load("")
	if err != nil {
		t.Fatal(err)
	}
	got, _, err := set.Say("notice-declined", Words{Rep: "Rita", Lead: "Pat"})
	if want := (Said{Topic: "Rita can't make it: Pat", More: []string{"It is still yours to decide."}}); err != nil ||
		!reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v, want %+v", got, err, want)
	}
}

func TestBadWords(t *testing.T) {
	for _, c := range []struct{ name, file, text, want string }{
		{"unknown file", "notice-welcome.txt", "Subject: x\n\ny", "no mail uses this file"},
		{"unknown field", "notice-moved.txt", "Subject: x\n\n{{.Budget}}", "notice-moved.txt:3"},
		{"no subject", "notice-moved.txt", "x\n\ny", "notice-moved.txt:1"},
		{"does not parse", "notice-moved.txt", "Subject: x\n\n{{if", "notice-moved.txt:3"},
	} {
		_, err := Load(wordsIn(t, c.file, c.text))
		if !errors.Is(err, ErrTemplate) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
	}
}

// TestAProspectIsNoThirdPersonToThemselves: a subject that the prospect reads names them only beside who meets them.
func TestAProspectIsNoThirdPersonToThemselves(t *testing.T) {
	files, err := filepath.Glob("words/proposal-*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range append(files, "words/cancel-guest.txt", "words/invite-guest.txt") {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		subject, _, _ := strings.Cut(string(data), "\n")
		if strings.Contains(subject, "{{.Prospect}}") && !strings.Contains(subject, "{{.Prospect}} and {{.Rep}}") {
			t.Errorf("%s: %s", file, subject)
		}
	}
}
