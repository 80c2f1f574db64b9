package handoff

import (
	"encoding/json"
	"reflect"
	"testing"
)

// TestReasonsOfOlderVersions: what was stored as a sentence is still known as one.
func TestReasonsOfOlderVersions(t *testing.T) {
	for stored, want := range map[string]Reason{
		`{"Code":"away","Text":"Rita Vance is away until Monday"}`: {Code: "away", Text: "Rita Vance is away until Monday"},
		`{"Code":"complete"}`: {Code: "complete"},
		`"Which Thursday?"`:   {Text: "Which Thursday?"},
	} {
		var got Reason
		if err := json.Unmarshal([]byte(stored), &got); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %+v, %v", stored, got, err)
		}
	}
	var b Briefed
	if err := json.Unmarshal([]byte(`{"Ask":["Which Thursday?"]}`), &b); err != nil || len(b.Ask) != 1 || b.Ask[0].Asked() != "Which Thursday?" {
		t.Errorf("an older brief asks %+v, %v", b.Ask, err)
	}
}

func TestReasonsThroughJSON(t *testing.T) {
	r := Because("nobody-fits/because", ReasonArg(Because("away-short", PersonArg("rita")), Because("complete")))
	data, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	var got Reason
	if err := json.Unmarshal(data, &got); err != nil || !got.Same(r) {
		t.Errorf("%s: got %+v, %v", data, got, err)
	}
}
