package view

import (
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/templates"
)

// Whoever reads of themselves reads "you", also within another sentence; everybody else reads the name.
func TestWhyToTheReader(t *testing.T) {
	set, err := templates.LoadReasons("")
	if err != nil {
		t.Fatal(err)
	}
	c := &handoff.Config{People: map[handoff.PersonID]handoff.Person{"rita": {ID: "rita", Name: "Rita Vance", Zone: "America/New_York"},
		"mara": {ID: "mara", Name: "Mara Lindt"}}}
	disputed := handoff.Because("disputed", handoff.PersonArg("rita"), handoff.PersonArg("mara"))
	within := handoff.Because("still-lacking", handoff.ReasonArg(handoff.Because("reply-noted", handoff.PersonArg("rita"))),
		handoff.ReasonArg(handoff.Because("lacking-accept")))
	berlin := handoff.Location("Europe/Berlin")
	at := func(hour int) handoff.Arg {
		return handoff.TimeArg(time.Date(2026, 11, 23, hour, 0, 0, 0, berlin), "Europe/Berlin")
	}
	for _, tc := range []struct {
		reader handoff.PersonID
		why    handoff.Reason
		want   string
	}{
		{"", disputed, "Rita Vance disputes the rejection: Mara Lindt decides"},
		{"rita", disputed, "you dispute the rejection: Mara Lindt decides"},
		{"mara", disputed, "Rita Vance disputes the rejection: you decide"},
		{"quinn", disputed, "Rita Vance disputes the rejection: Mara Lindt decides"},
		{"rita", within, "you have replied to the prospect; what is still missing is the accepted invitation"},
		{"rita", handoff.Because("an-instance", handoff.PersonArg("rita")),
			"your answer is to one meeting of a series, and this meeting is none: it does not count"},
		{"quinn", handoff.Because("touch-sent/auto", handoff.NumberArg(2), handoff.PersonArg("quinn")),
			"mail 2 of the programme went out in your name"},
		{"rita", handoff.Because("soft-hold", handoff.PersonArg("mara"), at(14)),
			"Mara Lindt is tentative: until Mon 23 Nov, 08:00 EST to decide"},
		{"mara", handoff.Because("proposed", handoff.PersonArg("rita"), at(14)),
			"Rita Vance proposes Mon 23 Nov, 14:00 CET"},
		{"rita", handoff.Because("proposed", handoff.PersonArg("mara"), at(0)), // a day
			"Mara Lindt proposes Mon 23 Nov, 00:00 CET"},
	} {
		if got := WhyTo(set, c, tc.reader, tc.why); got != tc.want {
			t.Errorf("%s: %q, want %q", tc.reader, got, tc.want)
		}
	}
}
