package web

import (
	"bytes"
	"strings"
	"testing"

	"handoffd/handoff"
)

// TestFactsHaveNames: no code of ours stands on the timeline.
func TestFactsHaveNames(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	plain := []string{"opportunity", "consent", "rotation"}
	for _, k := range handoff.Kinds() {
		var out bytes.Buffer
		if err := r.pages["lead"].ExecuteTemplate(&out, "factname", string(k)); err != nil {
			t.Fatal(err)
		}
		if out.String() == string(k) && !strings.Contains(strings.Join(plain, " "), string(k)) {
			t.Errorf("%s has no name", k)
		}
	}
}

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
		strings.Contains(body, "Your own figures") {
		t.Errorf("the admin reads\n%s", body)
	}
}
