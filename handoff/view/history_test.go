package view

import (
	"encoding/json"
	"strings"
	"testing"

	"handoffd/handoff"
)

// TestAssignmentsTellReasonsAsSentences: scripts read them as texts, whatever is stored.
func TestAssignmentsTellReasonsAsSentences(t *testing.T) {
	a := handoff.Assignment{Said: `{"Code":"","Text":"x"}`, Others: []handoff.Candidate{
		{Rep: "rita", Fit: true, Why: handoff.Because("candidate", handoff.NumberArg(2)),
			Note: handoff.Because("calendar-note/late")},
		{Rep: "ben", Why: handoff.Reason{Text: `as an "older" version \ stored it`}}}}
	data, err := json.Marshal(assignmentOf(a, ear{set: sentences(t), c: &handoff.Config{}}))
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Said   string
		Others []struct{ Rep, Why, Note string }
	}
	if err := json.Unmarshal(data, &got); err != nil {
		t.Fatalf("%v: %s", err, data)
	}
	if got.Said != a.Said || got.Others[0].Why != "2 offers so far" || got.Others[0].Note != "outside the working hours" ||
		got.Others[1].Why != a.Others[1].Why.Text || got.Others[1].Note != "" {
		t.Errorf("got %s", data)
	}
	for _, field := range []string{`"Due":"0001-01-01T00:00:00Z"`, `"Steps":0`, `"Soft":false`, `"Successor":""`,
		`"End":""`, `"Evidence":null`} {
		if !strings.Contains(string(data), field) {
			t.Errorf("no %s in %s", field, data)
		}
	}
}
