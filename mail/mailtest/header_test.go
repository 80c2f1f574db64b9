package mailtest

import (
	"bytes"
	"strings"
	"testing"
)

func TestAuthservID(t *testing.T) {
	for value, want := range map[string]string{
		"mx.acme.example; dmarc=pass":          "mx.acme.example",
		"mx.acme.example":                      "mx.acme.example",
		"mx.acme.example 1; none":              "mx.acme.example",
		"mx.acme.example(by us); none":         "mx.acme.example",
		" (a (b) \\) c) \"mx.acme.example\" ;": "mx.acme.example",
		"(never closed mx.acme.example":        "",
		"":                                     "",
		"; none":                               "",
	} {
		if got := authservID(value); got != want {
			t.Errorf("%q: got %q, want %q", value, got, want)
		}
	}
}

func FuzzHeader(f *testing.F) {
	f.Add([]byte("From: a@b.example\r\nX: y\r\n z\r\n\r\nbody"))
	f.Add([]byte("Authentication-Results:\n\tmx.acme.example\n"))
	f.Add([]byte(" starts folded\r\n\r\n"))
	f.Add([]byte("\r\n"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		h, body := splitHeader(raw)
		kept := h.without(func(field) bool { return false })
		if !bytes.Equal(append(kept, body...), raw) {
			t.Fatalf("%q + %q from %q", kept, body, raw)
		}
		for _, f := range h {
			if v := f.value(); strings.ContainsAny(v, "\r\n") {
				t.Errorf("line end in value %q", v)
			}
			authservID(f.value())
		}
		headerFrom(h)
	})
}
