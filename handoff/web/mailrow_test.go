package web

import (
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/store"
)

// TestMailsSayWhatBecameOfThem: of a mail that was refused the page of the lead says what the server said, and of one
// that waits, before when it does not go.
func TestMailsSayWhatBecameOfThem(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	h := r.hand("quinn", globex)
	err := r.Store.Update(t.Context(), func(tx *store.Tx) error {
		jobs, err := tx.Claim(store.NewClaimant(""), r.now, 1)
		if err != nil || len(jobs) != 1 {
			t.Fatal(jobs, err)
		}
		if _, err = tx.MarkFailed(jobs[0].Claimed(), r.now, "550 no such mailbox"); err != nil {
			return err
		}
		rows, err := tx.Outbox(h.ID)
		if err != nil {
			return err
		}
		a := rows[len(rows)-1].Action
		a.Step, a.Delay, a.Revision = "later", 3*time.Hour, a.Revision+1
		return tx.Enqueue([]handoff.Action{a}, r.now)
	})
	if err != nil {
		t.Fatal(err)
	}
	_, body := r.as("mara").get("/h/" + string(h.ID))
	_, mails, _ := strings.Cut(body, "Mails and invitations")
	if !strings.Contains(mails, "550 no such mailbox") || !strings.Contains(mails, "not before Mon 23 Nov, 12:00 CET") {
		t.Errorf("the mails\n%s", mails)
	}
}
