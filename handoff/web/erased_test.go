package web

import (
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/store"
)

// TestThePageOfAnErasedLead says that it was erased, since when, and of each blank that something stood there; while
// mail is still to go out it says that it is to be.
func TestThePageOfAnErasedLead(t *testing.T) {
	t.Parallel()
	r, out := newRig(t, nil), &box{}
	r.now = time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC)
	h := r.hand("quinn", globex)
	for range 4 {
		r.deliver(out)
		r.now = r.now.Add(5 * time.Minute)
	}
	err := r.Desk.Update(t.Context(), func(tx *store.Tx) error {
		_, err := r.Desk.Decide(tx, h.ID, &handoff.Forget{About: handoff.About{At: r.now, Via: "forget"}})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	_, body := r.as("mara").get("/h/" + string(h.ID))
	if !strings.Contains(body, "is to be erased, as was asked on Tue 24 Nov 2026") {
		t.Errorf("before the withdrawal is out:\n%s", body)
	}
	for range 4 {
		r.deliver(out)
		r.now = r.now.Add(5 * time.Minute)
	}
	_, body = r.as("mara").get("/h/" + string(h.ID))
	for _, want := range []string{"was erased, as was asked on Tue 24 Nov 2026", "[erased]", "<h1>erased lead", "Erased.</p>"} {
		if !strings.Contains(body, want) {
			t.Errorf("no %q in\n%s", want, body)
		}
	}
	if strings.Contains(body, "to be erased") || strings.Contains(body, "Nothing is known yet") || strings.Contains(body, "globex") {
		t.Errorf("it still says\n%s", body)
	}
}
