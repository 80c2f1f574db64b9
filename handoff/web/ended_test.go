package web

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
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

// TestTheWordsOfARejectionStandOnThePage: whoever decides what becomes of the lead reads them at once, and the rep their
// own; the next rep does not.
func TestTheWordsOfARejectionStandOnThePage(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	path := "/h/" + string(r.hand("quinn", globex).ID)
	code, page := r.as("rita").post(path, "verb", "reject:", "value", "budget", "more", "They bought elsewhere.")
	if code != http.StatusSeeOther {
		t.Fatal(code, page)
	}
	const said = "not qualified: Budget, said Mon 23 Nov"
	reads := func(who handoff.PersonID, want bool) {
		t.Helper()
		_, page := r.as(who).get(path)
		if strings.Contains(page, said) != want || strings.Contains(page, "“They bought elsewhere.”") != want {
			t.Errorf("%s reads the words: %t\n%s", who, !want, page)
		}
	}
	for _, who := range []handoff.PersonID{"quinn", "mara", "rita"} {
		reads(who, true)
	}
	r.as("quinn").post(path, "verb", "dispute", "more", "they have it")
	r.as("mara").post(path, "verb", "assign", "value", "Ben Ortiz")
	if h := r.lead(handoff.ID(strings.TrimPrefix(path, "/h/"))); h.Rep() != "ben" {
		t.Fatalf("it is with %s", h.Rep())
	}
	reads("quinn", true)
	reads("ben", false)
}
