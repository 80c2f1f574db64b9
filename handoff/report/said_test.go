package report

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestReadAnswer(t *testing.T) {
	for _, tc := range []struct {
		text string
		n    int
		want Answer
		ok   bool
	}{
		{"ignore 2", 3, Answer{Said: map[int]Verdict{2: Ignore}}, true},
		{"Hi,\nKeep 1 and 3.\nignore no. 2\nThanks", 3, Answer{Said: map[int]Verdict{1: Keep, 2: Ignore, 3: Keep}}, true},
		{"ignore 1, 2", 3, Answer{Said: map[int]Verdict{1: Ignore, 2: Ignore}}, true},
		{"keep all", 2, Answer{Said: map[int]Verdict{1: Keep, 2: Keep}}, true},
		{"ignore that", 1, Answer{Said: map[int]Verdict{1: Ignore}}, true},
		{"ignore that", 2, Answer{Said: map[int]Verdict{}}, false},
		{"ignore 4", 3, Answer{Said: map[int]Verdict{}}, false},
		{"ignore 0", 3, Answer{Said: map[int]Verdict{}}, false},
		{"I keep 2 dogs", 3, Answer{Said: map[int]Verdict{}}, false},
		{"stop", 0, Answer{Said: map[int]Verdict{}, Stop: true}, true},
		{"Please stop!", 0, Answer{Said: map[int]Verdict{}, Stop: true}, true},
		{"stop calendar mail", 0, Answer{Said: map[int]Verdict{}, Stop: true}, true},
		{"stop by at my desk", 0, Answer{Said: map[int]Verdict{}}, false},
	} {
		got, ok := ReadAnswer(tc.text, tc.n)
		if diff := cmp.Diff(tc.want, got); diff != "" || ok != tc.ok {
			t.Errorf("%q: %v (-want +got):\n%s", tc.text, ok, diff)
		}
	}
}

func FuzzReadAnswer(f *testing.F) {
	f.Add("ignore 1, 2 and 3\nkeep 9999999999\nstop", 5)
	f.Fuzz(func(t *testing.T, text string, n int) {
		n = max(0, min(n, maxListed))
		a, _ := ReadAnswer(text, n)
		for k := range a.Said {
			if k < 1 || k > n {
				t.Fatalf("no. %d of %d", k, n)
			}
		}
	})
}
