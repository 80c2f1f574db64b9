package preview

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"handoffd/templates"
)

func all(t *testing.T) []Mail {
	t.Helper()
	set, err := templates.Load("")
	if err != nil {
		t.Fatal(err)
	}
	mails, err := All(set)
	if err != nil {
		t.Fatal(err)
	}
	return mails
}

// Every template of a mail, and every file of words, is shown by a mail of the preview.
func TestEveryTemplateIsShown(t *testing.T) {
	var shown []string
	for _, m := range all(t) {
		shown = append(shown, m.Files...)
	}
	for _, name := range templates.Files() {
		shared := strings.HasPrefix(name, "blocks/") || name == "words/parts.txt" || name == "reasons.txt" ||
			strings.HasPrefix(name, "layout.") || strings.HasPrefix(name, "playbook.") // a page of its own
		if !shared && !slices.Contains(shown, name) {
			t.Errorf("no mail shows %s", name)
		}
	}
}

// What the rep says of attempts, and what was read of it, are of the same days.
func TestTheTriesAreThoseOfTheWords(t *testing.T) {
	for _, m := range all(t) {
		o, err := open(m)
		told := strings.Join(strings.Fields(string(o.Text)), " ")
		if err != nil || !strings.Contains(told, "Tried - ") {
			continue
		}
		if !strings.Contains(told, "Mon 16 Nov, 16:00") || !strings.Contains(told, "Tue 17 Nov, by mail") ||
			!strings.Contains(told, "called Mon 16:00, mailed Tue") {
			t.Errorf("%s:\n%s", m.Name, told)
		}
		return
	}
	t.Error("no mail shows attempts")
}

// Every mail reads as one that goes out: a subject, words, no gap where something should stand.
func TestMailsReadWell(t *testing.T) {
	for _, m := range all(t) {
		o, err := open(m)
		if err != nil {
			t.Errorf("%s: %v", m.Name, err)
			continue
		}
		if o.Subject == "" || len(o.Text) < 40 {
			t.Errorf("%s: subject %q, text %q", m.Name, o.Subject, o.Text)
		}
		for _, bad := range []string{"<no value>", "%!", "0001-01-01", "“”", "  .", " ,", "{{", "nil", "**", ":."} {
			if strings.Contains(o.Subject+"\n"+string(o.Text), bad) {
				t.Errorf("%s has %q in\n%s\n%s", m.Name, bad, o.Subject, o.Text)
			}
		}
	}
}

// A preview replaces an earlier one and leaves alone what is not its own.
func TestWriteReplacesAnEarlierPreview(t *testing.T) {
	dir := t.TempDir()
	for name, kept := range map[string]bool{"001-gone-rep.eml": false, "notes.txt": true} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
		defer func() {
			if _, err := os.Stat(filepath.Join(dir, name)); (err == nil) != kept {
				t.Errorf("%s: %v, kept %t", name, err, kept)
			}
		}()
	}
	mails := all(t)[:3]
	if err := Write(dir, mails); err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile(filepath.Join(dir, Index))
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range mails {
		if !strings.Contains(string(page), m.Name+".") || !strings.Contains(string(page), m.Files[0]) {
			t.Errorf("the list lacks %s or its file %s", m.Name, m.Files[0])
		}
	}
	intro, err := os.ReadFile(filepath.Join(dir, "002-intro-prospect.html"))
	if err != nil || !strings.Contains(string(intro), `src="002-intro-prospect.png" alt="Acme"`) {
		t.Errorf("the logo is no file beside the mail: %v\n%s", err, intro)
	}
	if _, err := os.Stat(filepath.Join(dir, "002-intro-prospect.png")); err != nil {
		t.Error(err)
	}
}

// productWords are words of this program that nobody has to learn who only gets its mails.
var productWords = regexp.MustCompile(`(?i)\b(windows?|your turn|turns? (?:is|was|comes)|auto\?|dmarc|spf|dkim|partstat|` +
	`uid|sequence|revision|assignments?|escalat\w+|policy|token|outbox|handoffd)\b`)

// Nobody but an admin reads product words.
func TestMailsSpeakPlainly(t *testing.T) {
	for _, m := range all(t) {
		if m.To == "admin" || m.To == "colleague" { // of the service itself
			continue
		}
		o, err := open(m)
		if err != nil {
			t.Fatal(err)
		}
		if text := strings.ToLower(string(o.Text)); m.To == "qualifier" && strings.Contains(text, "the qualifier") {
			t.Errorf("%s speaks of its reader:\n%s", m.Name, o.Text)
		}
		for line := range strings.Lines(o.Subject + "\n" + string(o.Text)) {
			if found := productWords.FindString(line); found != "" {
				t.Errorf("%s says %q: %s", m.Name, found, strings.TrimSpace(line))
			}
		}
	}
}

// blankCell is a cell or block that holds nothing but a blank: a line of its own in every quoted reply.
var blankCell = regexp.MustCompile(`<(td|div|p)[^>]*>(?:\s|&nbsp;|\x{a0})*(?:&nbsp;|\x{a0})(?:\s|&nbsp;|\x{a0})*</(td|div|p)>`)

// A reply that quotes a mail has no stray lines: bars are borders, and distances margins.
func TestQuotesHaveNoStrayLines(t *testing.T) {
	for _, m := range all(t) {
		o, err := open(m)
		if err != nil {
			t.Fatal(err)
		}
		if found := blankCell.FindString(string(o.HTML)); found != "" {
			t.Errorf("%s has %s", m.Name, found)
		}
		if len(o.HTML) == 0 && m.To != "admin" && m.To != "colleague" {
			t.Errorf("%s has no HTML", m.Name)
		}
	}
}

// What asks, asks: no mail of several lines says that nothing is asked over a line that asks for something.
func TestWhatAsksAsks(t *testing.T) {
	asks := regexp.MustCompile(`(?m)^ +(?:Please |Say |Reply |Accept |Decide |Send |Answer: )|Otherwise | by \S+ (?:today|tomorrow)`)
	for _, m := range all(t) {
		o, err := open(m)
		if err != nil {
			t.Fatal(err)
		}
		text := string(o.Text)
		if strings.Contains(text, "nothing is asked of you") && asks.MatchString(text) {
			t.Errorf("%s asks with %q:\n%s", m.Name, asks.FindString(text), text)
		}
		for _, odd := range []string{"`Key: value", "now (", "..", "  that"} {
			if strings.Contains(m.Name, "today") && strings.Contains(strings.ReplaceAll(text, "...", ""), odd) {
				t.Errorf("%s has %q:\n%s", m.Name, odd, text)
			}
		}
	}
}

// No address is changed at the beginning of a sentence, and nobody reads of an answer of theirs by their own name.
func TestMailsNameTheirReader(t *testing.T) {
	own := map[string]string{"rep": "Rita Vance", "qualifier": "Quinn Ames", "manager": "Mia Chen"}
	changed := regexp.MustCompile(`\b[A-Z]\S*@\S+\.example`)
	for _, m := range all(t) {
		o, err := open(m)
		if err != nil {
			t.Fatal(err)
		}
		text := string(o.Text)
		if found := changed.FindString(text); found != "" {
			t.Errorf("%s writes an address as %s:\n%s", m.Name, found, text)
		}
		first, _, _ := strings.Cut(own[m.To], " ")
		if first == "" || !strings.Contains(text, "Hi "+first+",") {
			continue
		}
		for _, said := range []string{"name of ", "answer of ", "from the rep ", "asked: "} {
			if strings.Contains(text, said+own[m.To]) {
				t.Errorf("%s speaks of its reader, %q:\n%s", m.Name, said+own[m.To], text)
			}
		}
	}
}
