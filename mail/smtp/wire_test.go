package smtp

import (
	"bytes"
	"net/textproto"
	"strings"
	"testing"
)

func TestEnhancedCode(t *testing.T) {
	for text, want := range map[string]string{
		"5.1.1 no such user":         "5.1.1",
		"5.1.1":                      "5.1.1",
		"5.7.509 denied\n5.7.509 by": "5.7.509",
		"4.1.1 other class":          "",
		"5.1 short":                  "",
		"5.1.1.1 long":               "",
		"5..1 empty":                 "",
		"5.1.x letters":              "",
		"5.1.1000 large":             "",
		"":                           "",
	} {
		if got := enhancedCode(&textproto.Error{Code: 550, Msg: text}); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func FuzzEnhancedCode(f *testing.F) {
	f.Add(550, "5.1.1 no such user")
	f.Add(421, "4.7.0\nlater")
	f.Add(-1, "..")
	f.Fuzz(func(t *testing.T, code int, msg string) {
		got := enhancedCode(&textproto.Error{Code: code, Msg: msg})
		if got != "" && (!strings.HasPrefix(msg, got) || strings.Count(got, ".") != 2) {
			t.Errorf("%q from %q", got, msg)
		}
	})
}

func FuzzCRLF(f *testing.F) {
	f.Add([]byte("a\r\nb\nc\rd\r\r\n\n"))
	f.Add([]byte("\r"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		got := crlf(raw)
		if lonely(got) {
			t.Fatalf("%q from %q", got, raw)
		}
		unix := func(b []byte) []byte {
			b = bytes.ReplaceAll(b, []byte("\r\n"), []byte("\n"))
			return bytes.ReplaceAll(b, []byte("\r"), []byte("\n"))
		}
		if !bytes.Equal(unix(got), unix(raw)) {
			t.Errorf("%q from %q", got, raw)
		}
		if !bytes.Equal(crlf(got), got) {
			t.Errorf("%q changes again", got)
		}
	})
}

func FuzzCheckAddress(f *testing.F) {
	for _, a := range []string{"a@b", "jürgen@acme.example", "a b@c", "a@b>", "@", "a@b@c", "a@b\r\nDATA"} {
		f.Add(a)
	}
	f.Fuzz(func(t *testing.T, a string) {
		if checkAddress(a) == nil && (strings.ContainsAny(a, " \t\r\n<>\x00\"") || strings.Count(a, "@") != 1 ||
			len(a) > maxPath) {
			t.Errorf("%q passes", a)
		}
	})
}
