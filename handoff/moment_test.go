package handoff

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// momentsText is what the moments tell, one a line, with the time since the beginning.
func momentsText(all []Moment, begin time.Time) string {
	var b strings.Builder
	for _, m := range all {
		fmt.Fprintf(&b, "%s %s", m.At.Sub(begin), m.Kind)
		for _, s := range []string{string(m.Rep), string(m.Code), string(m.Why), strings.Join(m.Names, "+")} {
			if s != "" {
				b.WriteString(" " + s)
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// TestMomentsOfALife: what is counted of a lead that is rejected, mended, accepted, held and won.
func TestMomentsOfALife(t *testing.T) {
	w := newWorld(t)
	begin := w.now
	b := fixtureBrief(w.now)
	b.Fields["source"] = "Webinar  June"
	w.say(b)
	first := w.h.Rep()
	w.now = begin.Add(time.Hour)
	w.say(&Reject{About: by(first, w.now), Criteria: []string{"budget"}})
	all := w.moments
	got := momentsText(all, begin)
	for _, want := range []string{
		"0s offer", "0s window " + string(first), "1h0m0s decisive " + string(first),
		"1h0m0s end " + string(first) + " rejected",
		"1h0m0s state " + string(first) + " returned rejected budget",
	} {
		if !strings.Contains(got, want+"\n") {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	for _, m := range all {
		if m.Kind == MomentOffer && (m.Team != "sales" || m.By != "quinn" || m.Source != "webinar june" || m.Of != 7) {
			t.Errorf("offered: %+v", m)
		}
	}
}

// TestLeadsOfATrialAreMarked: of whom the trial keeps the mail, unless somebody of them gets it.
func TestLeadsOfATrialAreMarked(t *testing.T) {
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	c := &Config{Trial: []string{"*@acme.example"}}
	for address, want := range map[string]bool{"pat@globex.example": true, "pat@acme.example": false} {
		h := Handoff{Team: "sales", Prospects: []Contact{{Address: address}}, Assignments: []Assignment{{N: 1, Rep: "rita", Opened: now}}}
		all := MomentsOf(&Handoff{}, &h, c, now)
		if len(all) == 0 || all[0].Kind != MomentOffer || all[0].Trial != want {
			t.Errorf("%s: %+v", address, all)
		}
	}
}

// TestAHandOverIsNoOffer: whoever is given a lead when its meeting had begun was asked nothing; that it goes on, ends
// and is forgotten tells nothing of a turn. Asked for another meeting, there is one.
func TestAHandOverIsNoOffer(t *testing.T) {
	for _, state := range []State{Past, Held} {
		w := in(t, state)
		told := len(w.moments)
		w.say(&Assign{About: by("mara", w.now), Rep: "ben"})
		if last := w.h.Last(); last.Rep != "ben" || !last.HandedOver() {
			t.Fatalf("%s: %+v", state, last)
		}
		if how, _ := TimelinessOf(&w.h, w.h.Last(), w.now.Add(day)); how != TimelyOpen {
			t.Errorf("%s: in time or not: %s", state, how)
		}
		if state == Past {
			w.say(&Move{About: by("quinn", w.now), Start: w.now.Add(3 * day)})
			if !strings.Contains(momentsText(w.moments[told:], w.now), "window ben") {
				t.Errorf("asked for another meeting, and no turn: %s", momentsText(w.moments[told:], w.now))
			}
			continue
		}
		w.say(&Forget{About: About{At: w.now}})
		for _, m := range w.moments[told:] {
			if m.Rep == "ben" && m.Turn > 0 {
				t.Errorf("%s: %+v", state, m)
			}
		}
	}
}
