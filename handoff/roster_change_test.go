package handoff

import (
	"encoding/json"
	"testing"
)

func TestFlow43CompareRoster(t *testing.T) {
	base := func() *Config {
		people := map[PersonID]Person{}
		for _, id := range []PersonID{"quinn", "rita", "ben", "ana", "mara"} {
			people[id] = Person{ID: id, Name: string(id), Zone: "UTC", Hours: OfficeHours(9, 17)}
		}
		return &Config{People: people, Teams: []Team{
			{Name: "sales", Qualifiers: []PersonID{"quinn"}, Reps: []PersonID{"rita", "ben"}, Managers: []PersonID{"mara"}},
			{Name: "north", Qualifiers: []PersonID{"quinn"}, Reps: []PersonID{"rita"}, Managers: []PersonID{"mara"}},
		}}
	}
	for _, c := range []struct {
		name   string
		change func(*Config)
		person PersonID
		want   string // "left", or the words
	}{
		{"nothing", func(*Config) {}, "quinn", ""},
		{"hours", func(c *Config) { p := c.People["quinn"]; p.Hours = OfficeHours(10, 12); c.People["quinn"] = p }, "quinn",
			"the hours of quinn are Mon-Fri 10:00-12:00 now"},
		{"zone", func(c *Config) { p := c.People["quinn"]; p.Zone = "Asia/Tokyo"; c.People["quinn"] = p }, "quinn", "quinn is in the zone Asia/Tokyo now"},
		{"link", func(c *Config) { p := c.People["rita"]; p.Link = "https://meet.example/rita"; c.People["rita"] = p }, "rita",
			"rita meets people at https://meet.example/rita now"},
		{"a team went and reps came", func(c *Config) { c.Teams = c.Teams[:1]; c.Teams[0].Reps = []PersonID{"rita", "ana"} }, "quinn",
			"the team north is no more; ana came to the team sales; ben left the team sales"},
		{"only reps came", func(c *Config) { c.Teams[0].Reps = []PersonID{"rita", "ben", "ana"} }, "quinn", ""},
		{"came to a team", func(c *Config) { c.Teams[0].Reps = append(c.Teams[0].Reps, "ana") }, "ana", "ana is rep in the team sales now"},
		{"another role", func(c *Config) { c.Teams[0].Reps, c.Teams[0].Managers = []PersonID{"ben"}, []PersonID{"mara", "rita"} }, "rita",
			"rita is rep in the team sales no longer; rita is manager in the team sales now"},
		{"left one of two", func(c *Config) { c.Teams[1].Reps = []PersonID{"ben"} }, "rita",
			"rita is rep in the team north no longer"},
		{"left", func(c *Config) { c.Teams[0].Reps = []PersonID{"rita"} }, "ben", "left"},
		{"gone", func(c *Config) { delete(c.People, "ben") }, "ben", "left"},
		{"in no team before or after", func(*Config) {}, "ana", ""},
	} {
		now := base()
		c.change(now)
		changes, left := CompareRoster(base(), now, c.person)
		f := &RosterChanged{Person: c.person, Left: left, Changes: changes}
		got := ""
		switch {
		case left:
			got = "left"
		case len(changes) > 0:
			got = f.words(func(id PersonID) string { return now.Person(id).Name })
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	var old RosterChanged
	if err := json.Unmarshal([]byte(`{"Person":"quinn"}`), &old); err != nil {
		t.Fatal(err)
	}
	if got := old.words(func(id PersonID) string { return string(id) }); got != "the roster's entry of quinn changed" {
		t.Errorf("a fact from before: %q", got)
	}
}
