package mail

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// TestTheIDSaysNothingOfWhoWrote: whatever letters and digits the id of a handoff has, the same words are the same
// kind of mail, with the id in the subject, at the start of a line, or both.
func TestTheIDSaysNothingOfWhoWrote(t *testing.T) {
	t.Parallel()
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
	ids := []string{"HO-ABCDEF", "HO-777777", "HO-W472BI", "HO-TICKET", "HO-CASE22", "HO-2345AB", "HO-AB2345"}
	random := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		b := make([]byte, 6)
		for i := range b {
			b[i] = alphabet[random.IntN(len(alphabet))]
		}
		ids = append(ids, "HO-"+string(b))
	}
	for _, words := range []string{
		"away until Tuesday 1 December", "I am away until 4 January, cover Ben", "accept", "reject: budget",
		"I have received your message and will call her tomorrow.", "Done, the request is with our team.",
		"next: send proposal Fri", "status",
	} {
		for _, form := range []string{"Subject: [%s]\r\n\r\n%s", "Subject: %s\r\n\r\n%s",
			"Subject: Lead\r\n\r\n%s %s", "Subject: Lead\r\n\r\n[%s]: %s"} {
			kind := func(id string) Kind {
				m := Read([]byte("From: Rita Vance <rita@acme.example>\r\nTo: handoff@acme.example\r\n" +
					"Message-ID: <1@acme.example>\r\n" + fmt.Sprintf(form, id, words) + "\r\n"))
				return m.Kind
			}
			want := kind(ids[0])
			for _, id := range ids {
				if got := kind(id); got != want {
					t.Errorf("%q in %q: %s with %s, %s with %s", words, form, want, ids[0], got, id)
					break
				}
			}
		}
	}
}
