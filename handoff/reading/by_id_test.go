package reading

import (
	"testing"

	"handoffd/handoff"
)

func TestNamedIn(t *testing.T) {
	for _, row := range []struct {
		subject, text string
		id            handoff.ID
		said          string
	}{
		{"[HO-7K3QX2] extend 2h", "", "HO-7K3QX2", "extend 2h"}, {"HO-7K3QX2 extend 2h", "\n", "HO-7K3QX2", "extend 2h"},
		{"ho-7k3qx2: status", "Hi,\n\nThanks,\nMara", "HO-7K3QX2", "status"},
		{"extend 2h [HO-7K3QX2]", "", "HO-7K3QX2", "extend 2h"}, {"extend 2h for [HO-7K3QX2]", "", "HO-7K3QX2", "extend 2h"},
		{"[HO-7K3QX2] extend 2h", "keep", "HO-7K3QX2", "keep"}, {"Re: [HO-7K3QX2] Declined: Pat Kim", "", "HO-7K3QX2", ""},
		{"Fwd: [HO-7K3QX2] Declined: Pat Kim", "", "HO-7K3QX2", ""},
		{"WG: AW: [HO-7K3QX2] Brief", "accept", "HO-7K3QX2", "accept"},
		{"Hello", "HO-7K3QX2 extend 2h", "HO-7K3QX2", "extend 2h"},
		{"", "Hi,\n\nabout HO-7K3QX2:\nextend 2h", "HO-7K3QX2", "Hi,\n\n\nextend 2h"},
		{"", "please cancel HO-7K3QX2", "HO-7K3QX2", "please cancel"},
		{"", "[HO-7K3QX2]\nBudget: 20k", "HO-7K3QX2", "\nBudget: 20k"},
		{"", "extend 2h for the lead HO-7K3QX2", "HO-7K3QX2", "extend 2h"},
		{"", "HO-7K3QX2 keep\nHO-AAAAAA take", "HO-7K3QX2", "HO-7K3QX2 keep\nHO-AAAAAA take"},
		{"[HO-AAAAAA]", "HO-7K3QX2 keep", "", ""}, {"Like HO-7K3QX2 but bigger", "", "", ""},
		{"", "HO-7K3QX2 or HO-AAAAAA?", "", ""}, {"SHO-7K3QX2", "", "", ""}, {"HO-7K3Q", "", "", ""},
		{"", "A long line in which somebody tells about this and that and about many other things such as HO-7K3QX2", "",
			""}, {"", "", "", ""},
	} {
		got, ok := NamedIn(row.subject, row.text, grammarConfig())
		if ok != (row.id != "") || got.ID != row.id || got.Text != row.said {
			t.Errorf("%q, %q: %+v %v, want %s %q", row.subject, row.text, got, ok, row.id, row.said)
		}
	}
}
