package handoff

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestReadEntryWords(t *testing.T) {
	for _, tc := range []struct {
		text string
		n    int
		want EntryWords
		ok   bool
	}{
		{"ignore 2", 3, EntryWords{Words: map[int]EntryVerdict{2: EntryIgnored}}, true},
		{"Hi,\nKeep 1 and 3.\nignore no. 2\nThanks", 3, EntryWords{Words: map[int]EntryVerdict{1: EntryKept, 2: EntryIgnored,
			3: EntryKept}}, true},
		{"ignore 1, 2", 3, EntryWords{Words: map[int]EntryVerdict{1: EntryIgnored, 2: EntryIgnored}}, true},
		{"keep all", 2, EntryWords{Words: map[int]EntryVerdict{1: EntryKept, 2: EntryKept}}, true},
		{"ignore that", 1, EntryWords{Words: map[int]EntryVerdict{1: EntryIgnored}}, true},
		{"ignore that", 2, EntryWords{Words: map[int]EntryVerdict{}}, false},
		{"ignore 4", 3, EntryWords{Words: map[int]EntryVerdict{}}, false},
		{"ignore 0", 3, EntryWords{Words: map[int]EntryVerdict{}}, false},
		{"I keep 2 dogs", 3, EntryWords{Words: map[int]EntryVerdict{}}, false},
		{"stop", 0, EntryWords{Words: map[int]EntryVerdict{}, Stop: true}, true},
		{"Please stop!", 0, EntryWords{Words: map[int]EntryVerdict{}, Stop: true}, true},
		{"stop calendar mail", 0, EntryWords{Words: map[int]EntryVerdict{}, Stop: true}, true},
		{"stop by at my desk", 0, EntryWords{Words: map[int]EntryVerdict{}}, false},
	} {
		got, ok := ReadEntryWords(tc.text, tc.n)
		if diff := cmp.Diff(tc.want, got); diff != "" || ok != tc.ok {
			t.Errorf("%q: %v (-want +got):\n%s", tc.text, ok, diff)
		}
	}
}

// What is said to entries and then to other numbers in one line is parted there; nothing is lost.
func TestSplitEntryWords(t *testing.T) {
	for line, want := range map[string][]string{
		"ignore 1, 3 held": {"ignore 1", "3 held"}, "Ignore 1 and 2; 4: no-show": {"Ignore 1 and 2", "4: no-show"},
		"ignore 1, 2 and 4": {"ignore 1, 2 and 4"}, "keep 1, 2 held, 3 good": {"keep 1", "2 held, 3 good"},
		"3 held, ignore 1": {"3 held, ignore 1"}, "": {""}, "ignore all": {"ignore all"},
	} {
		if got := SplitEntryWords(line); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", line, got, want)
		}
	}
}

func FuzzReadEntryWords(f *testing.F) {
	f.Add("ignore 1, 2 and 3\nkeep 9999999999\nstop", 5)
	f.Fuzz(func(t *testing.T, text string, n int) {
		n = max(0, min(n, 25))
		a, _ := ReadEntryWords(text, n)
		for k := range a.Words {
			if k < 1 || k > n {
				t.Fatalf("no. %d of %d", k, n)
			}
		}
	})
}
