package reading

import (
	"testing"

	"handoffd/handoff"
)

func TestAddressesBeyondASCII(t *testing.T) {
	for text, want := range map[string]string{
		"Grete <grüße@bücher.example>": "grüße@xn--bcher-kva.example",
		"схема: почта@пример.example!": "почта@xn--e1afmkfd.example",
		"連絡先はpat@globex.exampleです。":    "pat@globex.example", "用例@例え.テスト": "用例@xn--r8jz45g.xn--zckzah",
		"Pat_Kim@Globex.Example.": "pat_kim@globex.example",
		"a@b":                     "", "@": "", "x@1.2.3.4": "", "é@": "",
	} {
		got := ""
		for _, a := range addressesIn(text) {
			got += a.address
			if piece := text[a.from:a.to]; handoff.FoldAddress(piece) != a.address {
				t.Errorf("%q: %q stands at %q", text, a.address, piece)
			}
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
