package check

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handoffd/cmd/handoffd/config"
	"handoffd/handoff"
)

func TestHolidaysOfTheYear(t *testing.T) {
	t.Parallel()
	c := &handoff.Config{Holidays: map[string][]handoff.DayOff{
		"XX": {{First: 20251225, Name: "Last year"}, {First: 20260101, Name: "New Year"},
			{First: 20261225, Name: "Christmas"}, {First: 20261225, Name: "Weihnachten"}, {First: 20261225, Name: "Christmas"},
			{First: 20261228, Last: 20261230, Name: "Closed"}},
		"days_off": {
			{First: 20261224, Part: handoff.Minutes{From: 750, To: 1440}, Name: "Christmas Eve"},
			{First: 20261231, Part: handoff.Minutes{To: 600}},
		},
		"old.ics": {{First: 20240607, Name: "Works outing"}},
	}}
	want := []Finding{
		passed("holidays", "XX in 2026: Thu 1 Jan New Year, Fri 25 Dec Christmas and Weihnachten, "+
			"Mon 28 Dec to Wed 30 Dec Closed"),
		passed("holidays", "days_off in 2026: Thu 24 Dec from 12:30 Christmas Eve, Thu 31 Dec until 10:00"),
		warned("holidays", "name the days of this year, or take the list out", "old.ics has no day in 2026"),
	}
	if diff := cmp.Diff(want, holidays(c, nil, 2026)); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}

// TestHolidaysThatAreNotThere: an address that cannot be read is told once, with what holds meanwhile; what municipalities
// of a region keep is told with the region.
func TestHolidaysThatAreNotThere(t *testing.T) {
	t.Parallel()
	refused := errors.New("connection refused")
	c := &handoff.Config{Holidays: map[string][]handoff.DayOff{"https://a.example/x.ics": nil,
		"https://b.example/x.ics": {{First: 20261224}}, "DE-BY": {{First: 20260106, Name: "Epiphany"}}}}
	pages := []config.DaysPage{{URL: "https://a.example/x.ics", Unread: &config.Error{}, Failed: refused},
		{URL: "https://b.example/x.ics", Failed: refused}}
	mend := "open the address on this machine; mend it in the config, or name a .ics file beside that"
	want := []Finding{
		warned("holidays", mend, "https://a.example/x.ics cannot be read, so there are no days off of it: connection refused"),
		warned("holidays", mend, "https://b.example/x.ics cannot be read, so the days off that were read last hold: "+
			"connection refused"),
		passed("holidays", "DE-BY in 2026: Tue 6 Jan Epiphany; %s", config.LocalDays("DE-BY")),
		passed("holidays", "https://b.example/x.ics in 2026: Thu 24 Dec"),
	}
	if diff := cmp.Diff(want, holidays(c, pages, 2026)); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}

func TestNewcomersAreNamedUntilTheyStart(t *testing.T) {
	t.Parallel()
	c := &handoff.Config{People: map[handoff.PersonID]handoff.Person{
		"mona": {ID: "mona", Name: "Mona Lind", Zone: "Europe/Berlin", Since: 20270301},
		"rita": {ID: "rita", Name: "Rita Vance", Zone: "Europe/Berlin", Since: 20261101},
	}}
	want := []Finding{passed("since", "Mona Lind has leads from Mon 1 Mar 2027 on; until then they go to others")}
	now := time.Date(2026, 11, 30, 9, 0, 0, 0, time.UTC)
	if diff := cmp.Diff(want, newcomers(c, now)); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}
