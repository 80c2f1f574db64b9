package web

import (
	"strings"
	"testing"
)

// TestTheTimelineTellsWhatWasAdded to the brief, in which words; and the admin reads whose figures there are.
func TestTheTimelineTellsWhatWasAdded(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	h := r.hand("quinn", globex)
	r.as("quinn").post("/h/"+string(h.ID), "verb", "Key:", "value", "pain", "more", "three lost deals")
	_, body := r.as("mara").get("/h/" + string(h.ID))
	_, timeline, _ := strings.Cut(body, "What happened, and why")
	if !strings.Contains(timeline, "Pain: three lost deals") {
		t.Errorf("the timeline\n%s", timeline)
	}
	if _, body := r.as("olga").get("/reports"); !strings.Contains(body, "As the admin") ||
		strings.Contains(body, "Your own figures") || strings.Contains(body, "Nothing happened") {
		t.Errorf("the admin reads\n%s", body)
	}
}
