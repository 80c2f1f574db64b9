package reading

import (
	"math/rand/v2"
	"strings"
	"testing"

	"handoffd/handoff"
)

// TestAnyID: what is read of a text does not depend on which letters and digits the id in it has: it may be all digits,
// or look like a word, a time, a length or a zone.
func TestAnyID(t *testing.T) {
	ids := []handoff.ID{"HO-234567", "HO-222222", "HO-ACCEPT", "HO-CANCEL", "HO-REJECT", "HO-MONDAY", "HO-FRIDAY", "HO-TO3PMX",
		"HO-2H2H2H", "HO-KEEPIT", "HO-STATUS", "HO-AAAAAA", "HO-UTC234", "HO-EXTEND", "HO-2NOV26", "HO-ASSIGN", "HO-TODAYA"}
	const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
	r := rand.New(rand.NewPCG(1, 2))
	for range 500 {
		id := []byte("HO-")
		for range 6 {
			id = append(id, digits[r.IntN(len(digits))])
		}
		ids = append(ids, handoff.ID(id))
	}
	c := grammarConfig()
	for _, id := range ids {
		for _, row := range []struct{ subject, text, said string }{
			{"[" + string(id) + "] extend 2h", "", "extend 2h"}, {string(id) + ": status", "Thanks,\nMara", "status"},
			{"extend 2h for [" + string(id) + "]", "", "extend 2h"}, {"", "please cancel " + string(id), "please cancel"},
			{"Re: [" + string(id) + "] Brief", "accept", "accept"}, {"", "about " + string(id) + ":\nmove Thu 15:00", "\nmove Thu 15:00"},
		} {
			if got, ok := NamedIn(row.subject, row.text, c); !ok || got.ID != id || got.Text != row.said {
				t.Errorf("%q, %q: %+v %v, want %q", row.subject, row.text, got, ok, row.said)
			}
		}
		for _, line := range []string{"%s assign Rita", "- %s: assign Rita", "[%s] assign Rita", "`%s assign Rita`"} {
			line = strings.ReplaceAll(line, "%s", string(id))
			if got, said, ok := CommandFor(line); !ok || got != id || said != "assign Rita" {
				t.Errorf("%q: %s %q %v", line, got, said, ok)
			}
		}
	}
}
