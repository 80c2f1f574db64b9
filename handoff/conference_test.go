package handoff

import (
	"slices"
	"strings"
	"testing"
)

// TestAConferenceIsAPlace: a brief without place is complete where the calendar server makes one, and where the reps
// bring a link.
func TestAConferenceIsAPlace(t *testing.T) {
	for _, c := range []struct {
		name             string
		conference, link bool
		place            string
		missing          bool
	}{
		{"nothing", false, false, "", true}, {"a conference", true, false, "", false},
		{"links of all reps", false, true, "", false}, {"a place", false, false, "Main Street 1", false},
	} {
		w := newWorld(t)
		w.c.Conference = c.conference
		if !c.link {
			p := w.c.People["ben"]
			p.Link = ""
			w.c.People["ben"] = p
		}
		b := fixtureBrief(w.now)
		b.Place = c.place
		w.say(b)
		if missing := slices.Contains(w.h.Missing, FieldPlace); missing != c.missing || missing != (w.h.State == Draft) {
			t.Errorf("%s: missing %v, %s", c.name, w.h.Missing, w.h.State)
		}
	}
}

// TestConferenceOfTheTeamsAddress: each handoff address has a calendar of its own.
func TestConferenceOfTheTeamsAddress(t *testing.T) {
	c := fixtureConfig()
	c.Others = []Box{{Address: "emea@acme.example", Conference: true}}
	c.Teams = append(c.Teams, Team{Name: "emea", Box: "emea@acme.example"})
	if c.Of("sales").Conference || !c.Of("emea").Conference || c.Of("emea").Others[0].Conference {
		t.Errorf("%+v, %+v", c.Of("sales"), c.Of("emea"))
	}
}

// TestTheConferenceStaysWithTheEvent: it is the organizer's, so a swap keeps it; it goes when the event does.
func TestTheConferenceStaysWithTheEvent(t *testing.T) {
	const link = "https://meet.example/abc"
	w := in(t, Offered)
	w.c.Conference = true
	if w.say(&ConferenceMade{About: About{At: w.now}, Link: link}); w.h.Link != "" {
		t.Error("a link that is on the event all the same changes where the rep meets people")
	}
	for id := range w.c.People {
		setLink(w, id, "")
	}
	for _, bad := range []string{"", "http://meet.example/abc", "javascript:alert(1)", "https://meet.example/a b",
		"https://meet.example/\u202ea", "https://meet.example/" + strings.Repeat("x", maxLink)} {
		if w.say(&ConferenceMade{About: About{At: w.now}, Link: bad}); w.h.Link != "" || w.reason.Code == "" {
			t.Errorf("%q is taken for a link", bad)
		}
	}
	w.say(&ConferenceMade{About: About{At: w.now}, Link: link})
	w.say(&Decline{About: by("rita", w.now)})
	w.mustBe(Offered, "declined")
	if w.h.Rep() == "rita" || w.h.Link != link {
		t.Errorf("after the swap to %s: %q", w.h.Rep(), w.h.Link)
	}
	w.say(&Cancel{About: by("quinn", w.now)})
	w.say(&Cancel{About: by("quinn", w.now)})
	if w.h.Link != "" {
		t.Errorf("the event is gone, and %q stays", w.h.Link)
	}
	w = in(t, Offered)
	if w.say(&ConferenceMade{About: About{At: w.now}, Link: link}); w.h.Link != "" {
		t.Error("a link that the config does not ask for is taken")
	}
}
