package store

import (
	"reflect"
	"testing"
	"time"

	"handoffd/handoff"
)

func TestReasonInTwoColumns(t *testing.T) {
	for _, r := range []handoff.Reason{
		{},
		{Code: "wanted"},
		{Code: "window-closed", Text: "Rita Vance has not answered in time"}, // as older versions wrote it
		{Code: "odd", Text: "{curly"},
		handoff.Because("superseded/newer"),
		handoff.Because("rep-away", handoff.Arg{Kind: handoff.ArgPerson, Text: "rita"},
			handoff.Arg{Kind: handoff.ArgTime, Time: time.Date(2026, 12, 2, 9, 0, 0, 0, time.UTC), Text: "Europe/Berlin"}),
		handoff.Because("nobody-fits/because", handoff.Arg{Kind: handoff.ArgReason,
			Reasons: []handoff.Reason{handoff.Because("brief")}}),
	} {
		if got := reasonOf(r.Code, spoken(r)); !reflect.DeepEqual(got, r) {
			t.Errorf("got %+v, want %+v", got, r)
		}
	}
}
