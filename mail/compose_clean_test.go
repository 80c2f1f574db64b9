package mail

import (
	netmail "net/mail"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// TestCleanBodyLeavesAllButControls: each character below U+0300, alone and among others, and bytes that are none.
func TestCleanBodyLeavesAllButControls(t *testing.T) {
	for r := rune(0); r < 0x300; r++ {
		for _, around := range []string{"", "a", "ä\n\tb"} {
			text := around + string(r) + around
			want := strings.Map(func(r rune) rune {
				switch {
				case r == '\r':
					return '\n'
				case r != '\n' && r != '\t' && unicode.IsControl(r):
					return -1
				}
				return r
			}, text)
			if got := cleanBody(text); got != want {
				t.Errorf("%q becomes %q, want %q", text, got, want)
			}
		}
	}
	for _, text := range []string{"\xc2", "a\xff", "\xc2\xc2\x80", "ä\xe4", "\xed\xa0\x80"} {
		if got := cleanBody(text); !utf8.ValidString(got) || !strings.Contains(got, "\uFFFD") {
			t.Errorf("%q becomes %q", text, got)
		}
	}
	if got := cleanBody("a\r\nb\rc\n"); got != "a\nb\nc\n" {
		t.Errorf("line ends become %q", got)
	}
}

// TestSendableIsWhatParses: what is not looked at by the parser is what it would give.
func TestSendableIsWhatParses(t *testing.T) {
	for _, addr := range []string{"rita@acme.example", "r.v-x2@a-b.c.example", "a..b@acme.example", ".a@acme.example",
		"a.@acme.example", "a@acme..example", "a@.example", "a@acme.example.", "a+b@acme.example", "-@-", "a@b@c", "@a",
		"a@", "o'neil@acme.example", "a_b@acme.example"} {
		got, err := sendable(addr)
		want, bad := netmail.ParseAddress("<" + addr + ">")
		if (err == nil) != (bad == nil) || err == nil && got != want.Address {
			t.Errorf("%s: %q, %v; the parser gives %v, %v", addr, got, err, want, bad)
		}
	}
}
