package handoff

import (
	"slices"
	"testing"
	"time"
)

// TestWhoIsToldOfAnOutage: the admin by the wall clock, each team's first manager by his own working hours, once for
// all his teams.
func TestWhoIsToldOfAnOutage(t *testing.T) {
	person := func(id PersonID, zone string) Person {
		return Person{ID: id, Emails: []string{string(id) + "@acme.example"}, Zone: zone, Hours: OfficeHours(9, 17)}
	}
	c := &Config{Address: "a@acme.example", Others: []Box{{Address: "b@acme.example"}}, Admin: "olga",
		People: map[PersonID]Person{"mara": person("mara", "Europe/Berlin"), "yuki": person("yuki", "Asia/Tokyo"),
			"gone": {ID: "gone", Gone: true}},
		Teams: []Team{{Name: "one", Managers: []PersonID{"gone", "mara"}}, {Name: "two", Managers: []PersonID{"mara"}},
			{Name: "three", Managers: []PersonID{"yuki"}}, {Name: "other", Box: "b@acme.example", Managers: []PersonID{"yuki"}}}}
	berlin := func(day, hour, minute int) time.Time {
		return time.Date(2026, 11, day, hour, minute, 0, 0, Location("Europe/Berlin"))
	}
	tests := []struct {
		name  string
		o     Outage
		now   time.Time
		admin bool
		want  []PersonID
	}{
		{"nine minutes", Outage{From: berlin(23, 9, 0)}, berlin(23, 9, 9), false, nil},
		{"ten minutes", Outage{From: berlin(23, 9, 0)}, berlin(23, 9, 10), true, nil},
		{"four hours", Outage{From: berlin(23, 9, 0)}, berlin(23, 13, 0), true, nil},
		{"over four hours of Berlin, none of Tokyo", Outage{From: berlin(23, 9, 0)}, berlin(23, 13, 1), true,
			[]PersonID{"mara"}},
		{"over night: Tokyo's day", Outage{From: berlin(23, 17, 0)}, berlin(24, 8, 0), true, []PersonID{"yuki"}},
		{"a weekend", Outage{From: berlin(27, 17, 0)}, berlin(30, 0, 30), true, nil},
		{"ended before", Outage{From: berlin(23, 9, 0), To: berlin(23, 12, 59)}, berlin(25, 12, 0), true, nil},
		{"ended soon", Outage{From: berlin(23, 9, 0), To: berlin(23, 9, 5)}, berlin(25, 12, 0), false, nil},
		{"ended after", Outage{From: berlin(23, 9, 0), To: berlin(23, 14, 0)}, berlin(25, 12, 0), true, []PersonID{"mara"}},
	}
	for _, test := range tests {
		test.o.Addresses = []string{"a@acme.example"}
		if got := test.o.TellsAdmin(test.now); got != test.admin {
			t.Errorf("%s: tells the admin: %t", test.name, got)
		}
		if got := test.o.TellsManagers(c, test.now); !slices.Equal(got, test.want) {
			t.Errorf("%s: tells %v, want %v", test.name, got, test.want)
		}
	}
	o := Outage{From: berlin(23, 9, 0), Addresses: []string{"a@acme.example"}}
	if got := o.Affects(c, "mara"); !slices.Equal(got, []string{"one", "two"}) {
		t.Errorf("affects %v of mara", got)
	}
	if got := o.Affects(c, "yuki"); !slices.Equal(got, []string{"three"}) {
		t.Errorf("affects %v of yuki, whose other team has another address", got)
	}
	if o.Addresses = []string{"b@acme.example"}; o.TellsManagers(c, berlin(25, 9, 0))[0] != "yuki" {
		t.Error("the address of the other team is out, and its manager is not told")
	}
	if Nurture.Halted() || Closed.Halted() || !Offered.Halted() {
		t.Error("what is asleep or finished does not wait for mail, an offer does")
	}
}
