package handoff

import (
	"encoding/json"
	"strings"
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
	said := func(f *RosterChanged) string {
		return strings.ReplaceAll(ReasonArg(f.says()...).String(), "roster-changed/", "")
	}
	for _, c := range []struct {
		name   string
		change func(*Config)
		person PersonID
		want   string // "left", or the words
	}{
		{"nothing", func(*Config) {}, "quinn", ""},
		{"hours", func(c *Config) { p := c.People["quinn"]; p.Hours = OfficeHours(10, 12); c.People["quinn"] = p }, "quinn",
			"hours quinn Mon-Fri 10:00-12:00"},
		{"zone", func(c *Config) { p := c.People["quinn"]; p.Zone = "Asia/Tokyo"; c.People["quinn"] = p }, "quinn",
			"zone quinn Asia/Tokyo"},
		{"link", func(c *Config) { p := c.People["rita"]; p.Link = "https://meet.example/rita"; c.People["rita"] = p },
			"rita",
			"link rita https://meet.example/rita"},
		{"a team went and reps came", func(c *Config) { c.Teams = c.Teams[:1]; c.Teams[0].Reps = []PersonID{"rita", "ana"} },
			"quinn",
			"team-gone north, came name ana sales, went name ben sales"},
		{"only reps came", func(c *Config) { c.Teams[0].Reps = []PersonID{"rita", "ben", "ana"} }, "quinn", ""},
		{"came to a team", func(c *Config) { c.Teams[0].Reps = append(c.Teams[0].Reps, "ana") }, "ana",
			"joined ana rep sales"},
		{"another role", func(c *Config) {
			c.Teams[0].Reps, c.Teams[0].Managers = []PersonID{"ben"},
				[]PersonID{"mara", "rita"}
		}, "rita",
			"left rita rep sales, joined rita manager sales"},
		{"left one of two", func(c *Config) { c.Teams[1].Reps = []PersonID{"ben"} }, "rita",
			"left rita rep north"},
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
			got = said(f)
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	var old RosterChanged
	if err := json.Unmarshal([]byte(`{"Person":"quinn"}`), &old); err != nil {
		t.Fatal(err)
	}
	if got := said(&old); got != "entry quinn" {
		t.Errorf("a fact from before: %q", got)
	}
}
