package reading

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestNumbered(t *testing.T) {
	for _, row := range []struct {
		said string
		want []Line
	}{
		{"1 good, 2 no-show, 3 Fri", []Line{{1, "good"}, {2, "no-show"}, {3, "Fri"}}},
		{"1 held\n2. no-show\n3) moved", []Line{{1, "held"}, {2, "no-show"}, {3, "moved"}}},
		{"#1: held; no 2 cancelled", []Line{{1, "held"}, {2, "cancelled"}}},
		{"3 - nurture until 1 March", []Line{{3, "nurture until 1 March"}}},
		{"2 reject: budget, authority", []Line{{2, "reject: budget, authority"}}},
		{"1 opportunity https://crm.example/o/1,2", []Line{{1, "opportunity https://crm.example/o/1,2"}}},
		{"Hi,\n\n1 good\n\nBest,\nRita\n\n> 2 no-show", []Line{{1, "good"}}},
		{"1 held, 1 no-show", []Line{{1, "no-show"}}},
		{"4 held", nil}, {"0 held", nil}, {"held", nil}, {"", nil}, {"I called 2 people", nil}, {"1", nil},
		{"they want 3 licences, 2 now", nil},
	} {
		got := Numbered(row.said, 3)
		if diff := cmp.Diff(row.want, got); diff != "" && (len(got) > 0 || row.want != nil) {
			t.Errorf("%q (-want +got):\n%s", row.said, diff)
		}
	}
}

func FuzzNumbered(f *testing.F) {
	f.Add("1 good, 2 no-show, 3 Fri", 3)
	f.Fuzz(func(t *testing.T, s string, n int) {
		seen := map[int]bool{}
		for _, l := range Numbered(s, n) {
			if l.N < 1 || l.N > n || l.Text == "" || seen[l.N] {
				t.Fatalf("%q of %d: %+v", s, n, l)
			}
			seen[l.N] = true
		}
	})
}
