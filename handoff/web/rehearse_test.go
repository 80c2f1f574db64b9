package web

import (
	"net/http"
	"strings"
	"testing"

	"handoffd/handoff"
)

// TestRehearse: who answers for a team sees what other rules would have done; nobody else is offered it, and nothing
// changes.
func TestRehearse(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	h := r.hand("quinn", globex)
	const form = "/rules?rehearse=1&days=28&window=2&lead=2&reassign=1"
	code, body := r.as("mara").get(form)
	if code != http.StatusOK || !strings.Contains(body, "1 leads, ") || !strings.Contains(body, "For a manager") {
		t.Errorf("the manager reads %d\n%s", code, body)
	}
	if _, body := r.as("rita").get(form); strings.Contains(body, "would have gone otherwise") {
		t.Error("a rep rehearses")
	}
	if code, _ := r.as("mara").get(strings.Replace(form, "window=2", "window=much", 1)); code != http.StatusBadRequest {
		t.Errorf("a window of words: %d", code)
	}
	if got := r.lead(h.ID); got.Version != h.Version || got.State != handoff.Offered {
		t.Error("it has changed something")
	}
}
