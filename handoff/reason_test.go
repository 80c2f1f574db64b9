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
	if err := json.Unmarshal([]byte(`{"Ask":["Which Thursday?"]}`), &b); err != nil || len(b.Ask) != 1 ||
		b.Ask[0].Asked() != "Which Thursday?" {
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

// TestOlderQuestionsAreTakenAsTheyStand: what was not understood, what was offered back and what a mail asks.
func TestOlderQuestionsAreTakenAsTheyStand(t *testing.T) {
	const asked = "Which Rita?"
	f, err := DecodeFact(KindUnclear, []byte(`{"Text":"assign Rita","Ask":"`+asked+`"}`))
	if u, ok := f.(*Unclear); err != nil || !ok || u.Ask.Asked() != asked {
		t.Errorf("%+v, %v", f, err)
	}
	var a Action
	err = json.Unmarshal([]byte(`{"Purpose":"echo","Detail":{"ask":"`+asked+`","text":"assign Rita"}}`), &a)
	if d := DetailOf[EchoDetail](a); err != nil || d.Ask.Asked() != asked || d.Text != "assign Rita" {
		t.Errorf("%+v, %v", d, err)
	}
	var m Meant
	if err := json.Unmarshal([]byte(`{"Text":"When: Thu","Doubt":"`+asked+`"}`), &m); err != nil ||
		m.Doubt.Asked() != asked {
		t.Errorf("%+v, %v", m, err)
	}
}
