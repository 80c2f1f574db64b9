package text

import (
	"fmt"
	"testing"
	"unicode/utf8"
)

func TestText(t *testing.T) {
	for _, c := range []struct{ what, got, want string }{
		{"broken UTF-8", Clean("a\xffb"), "a�b"},
		{"control characters", Clean("a\x00\x1bb\tc"), "ab\tc"},
		{"line ends", Clean("a\r\nb\rc\u2028d"), "a\nb\nc\nd"},
		{"hard blanks", Clean("10\u00a0h\u202f30"), "10 h 30"},
		{"short", Cut("abc", 3), "abc"},
		{"long", Cut("abcdef", 5), "ab…"},
		{"within a character", Cut("aüüü", 5), "a…"},
		{"one line", OneLine(" a\r\n\tb  c ", 20), "a b c"},
		{"one plain line", OneLine("a b", 3), "a b"},
		{"two blanks in one line", OneLine("a  b", 20), "a b"},
		{"a blank before and after one line", OneLine(" a ", 20), "a"},
		{"one long line", OneLine("one two\nthree", 10), "one two…"},
		{"one", Count(1, "day", "days"), "1 day"},
		{"none", Count(0, "day", "days"), "0 days"},
		{"many", Count(12, "reply", "replies"), "12 replies"},
		{"folded", Fold("  Grüße, ÉCOLE -- can’t\u00ad do: 3 "), "grusse ecole cant do 3"},
		{"nothing", Fold("…!?"), ""},
		{"of an address", Domain("Pat@Acme.example"), "Acme.example"},
		{"of no address", Domain("acme.example"), ""},
		{"a domain in ASCII", ASCIIDomain("acme.example"), "acme.example"},
		{"a domain beyond it", ASCIIDomain("bücher。example"), "xn--bcher-kva.example"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %q, want %q", c.what, c.got, c.want)
		}
	}
}

func TestWordsStandWhereTheySay(t *testing.T) {
	const line = "«Don't» move  it: Überall 24.11."
	got := ""
	for _, w := range Words(line) {
		got += fmt.Sprintf("%s=%s ", w.Text, line[w.From:w.To])
	}
	if want := "dont=Don't move=move it=it uberall=Überall 24=24 11=11 "; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func FuzzClean(f *testing.F) {
	f.Add("a\xff\r\nb", 3)
	f.Add("üü", 1)
	f.Fuzz(func(t *testing.T, s string, n int) {
		if n < len("…") || n > 1000 {
			n = 10
		}
		out := OneLine(s, n)
		if len(out) > n || !utf8.ValidString(out) || OneLine(out, n) != out {
			t.Errorf("%q in %d bytes: %q", s, n, out)
		}
	})
}
