package web

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"
)

// TestALeadThatCameBackIsWithNobody: neither its page nor the review say that the rep who sent it back has it still.
func TestALeadThatCameBackIsWithNobody(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	h := r.hand("quinn", globex)
	path := "/h/" + string(h.ID)
	if _, body := r.as("mara").get(path); !strings.Contains(body, "· with Rita Vance") ||
		!strings.Contains(body, "Rita Vance has it") {
		t.Errorf("while she has it\n%s", body)
	}
	if code, _ := r.as("rita").post(path, "verb", "reject:", "value", "budget"); code != http.StatusSeeOther {
		t.Fatal(code)
	}
	_, body := r.as("mara").get(path)
	if strings.Contains(body, "· with Rita Vance") || strings.Contains(body, "Rita Vance has it") ||
		!strings.Contains(body, "· last with Rita Vance") || !strings.Contains(body, "Why Rita Vance had it") {
		t.Errorf("when she has sent it back\n%s", body)
	}
	_, body = r.as("mara").get("/review")
	if !strings.Contains(body, "0 leads are with reps, 1 is back") || strings.Contains(body, "<h2>Rita Vance</h2>") ||
		!strings.Contains(body, "<h2>Quinn Ames</h2>") {
		t.Errorf("the review\n%s", body)
	}
}

// TestMailsOfALeadAreInOrder: those that go out first, then by the time that is printed, and the timeline calls them
// what the list calls them.
func TestMailsOfALeadAreInOrder(t *testing.T) {
	t.Parallel()
	a, b, none := mailRow{at: time.Unix(1, 0)}, mailRow{at: time.Unix(2, 0)}, mailRow{}
	if a.newer(b) <= 0 || b.newer(a) >= 0 || none.newer(b) >= 0 || a.newer(none) <= 0 {
		t.Error("the order is wrong")
	}
	r, out := newRig(t, nil), &box{}
	r.now = time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC)
	h := r.hand("quinn", globex)
	for range 4 {
		r.deliver(out)
		r.now = r.now.Add(5 * time.Minute)
	}
	r.as("mara").post("/h/"+string(h.ID), "verb", "assign", "value", "Ben Ortiz")
	for range 4 {
		r.deliver(out)
		r.now = r.now.Add(5 * time.Minute)
	}
	_, body := r.as("mara").get("/h/" + string(h.ID))
	if m := regexp.MustCompile(`(?i)the (notice|intro|cancel|update) is out`).FindString(body); m != "" {
		t.Errorf("%q is no name of a mail", m)
	}
	if !strings.Contains(body, "The introduction is out to") {
		t.Errorf("the timeline\n%s", body)
	}
}
