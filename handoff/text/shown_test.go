package text

import "testing"

// TestVisible keeps what is seen, in any script, and drops the rest.
func TestVisible(t *testing.T) {
	for in, want := range map[string]string{
		"":                         "",
		"plain text,\n\tin lines":  "plain text,\n\tin lines",
		"“Zoë” – 15:00–16:00 …":    "“Zoë” – 15:00–16:00 …",
		"left\u202eright":          "leftright",
		"\ufeffmark":               "mark",
		"bell\aand\x7fdelete":      "bellanddelete",
		"next\u0085line":           "nextline",
		"broken\xffbytes\u2066end": "broken\uFFFDbytesend",
		"broken\xff":               "broken\uFFFD",
	} {
		if got := Visible(in); got != want {
			t.Errorf("%q is shown as %q, want %q", in, got, want)
		}
	}
}
