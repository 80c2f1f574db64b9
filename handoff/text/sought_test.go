package text

import (
	"bytes"
	"encoding/base64"
	"strings"
	"testing"
)

// secretUID is a long word.
const secretUID = "k3qx2nr5wdmtyb7hvlc4ge6zpa"

// TestSoughtBlank keeps the length and all else.
func TestSoughtBlank(t *testing.T) {
	x := strings.Repeat("x", len(secretUID))
	b := SeekWithin(secretUID)
	twice := func(s string) string {
		return base64.StdEncoding.EncodeToString([]byte("a\r\n" + base64.StdEncoding.EncodeToString([]byte(s)) + "\r\nb c"))
	}
	for _, c := range [][2]string{
		{"UID:" + secretUID + "@handoffd", "UID:" + x + "@handoffd"},
		{"UID:" + strings.ToUpper(secretUID), "UID:" + x},
		{secretUID[:3] + "=\r\n" + secretUID[3:], "xxx=\r\n" + x[3:]},
		{secretUID[:3] + "\n\t" + secretUID[3:], "xxx\n\t" + x[3:]},
		{"=6B" + secretUID[1:], "=78" + x[1:]},
		{"h\r\n\r\n" + twice("1"+secretUID) + "\r\n--", "h\r\n\r\n" + twice("1"+x) + "\r\n--"},
		{"nothing here", "nothing here"},
	} {
		if got := string(b.Blank([]byte(c[0]))); got != c[1] {
			t.Errorf("%q: %q, want %q", c[0], got, c[1])
		}
	}
}

// TestSoughtWhole finds a person however they are written, and nobody else.
func TestSoughtWhole(t *testing.T) {
	b := SeekWhole("pat@globex.example", "Pat O'Müller")
	for _, in := range []string{"<PAT@Globex.example>", `{"To":"pat@globex.example"}`, `"x\npat@globex.example"`, "pat%40globex.example,",
		"=20pat@globex=\r\n.example", "mailto:pat@globex.example?", "Pat  O&#39;Müller", "pat o=27m=C3=BCller", "=?utf-8?q?Pat_O=27M=C3=BCller?=",
		"Pat\r\n O’MÜLLER", "h\r\n\r\n" + base64.StdEncoding.EncodeToString([]byte("to pat@globex.example.")) + "\r\n"} {
		if !b.In([]byte(in)) {
			t.Errorf("%q: not found", in)
		}
	}
	for _, in := range []string{"rpat@globex.example", "pat@globex.examples", "Pat Müller", "pat@initech.example", ""} {
		if b.In([]byte(in)) {
			t.Errorf("%q: found", in)
		}
	}
	if got := b.Replace("pat@globex.example,pat@globex.example,Pat@globex.example or rpat@globex.example", "[erased]"); got !=
		"[erased],[erased],[erased] or rpat@globex.example" {
		t.Error(got)
	}
	if (Sought{}).In([]byte("x")) || SeekWhole(" ").In([]byte("x y")) {
		t.Error("nothing was found")
	}
}

func FuzzSought(f *testing.F) {
	f.Add([]byte("UID:"+secretUID), true)
	f.Fuzz(func(t *testing.T, text []byte, encode bool) {
		b := SeekWithin(secretUID)
		if encode {
			text = []byte(base64.StdEncoding.EncodeToString(text))
		}
		out := b.Blank(text)
		if len(out) != len(text) || bytes.Contains(out, []byte(secretUID)) {
			t.Errorf("%q became %q", text, out)
		}
	})
}
