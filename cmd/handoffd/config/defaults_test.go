package config

import (
	"strings"
	"testing"

	"handoffd/handoff"
)

// TestDefaultsOfATeam: what stands beside the name wins, then the team, then [defaults].
func TestDefaultsOfATeam(t *testing.T) {
	t.Parallel()
	text := strings.Replace(readFile(t, tablesFile), "[team.policy]", `defaults = { zone = "America/New_York", hours = "Mon-Thu 08:00-16:00" }
[[team]]
name = "south"
qualifiers = ["stan"]
reps = ["mona"]
managers = ["mona"]
defaults = { zone = "America/New_York", hours = "Mon-Thu 08:00-16:00" }
[team.policy]`, 1)
	text = strings.Replace(text, "[[team]]", `[[person]]
id = "stan"
name = "Stan Soto"
email = "stan@acme.example"
zone = "Asia/Tokyo"
[[person]]
id = "noor"
name = "Noor Aziz"
email = "noor@acme.example"
[[team]]`, 1)
	c, err := Parse("", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	tests := map[handoff.PersonID][2]string{
		"rita": {"America/New_York", "Mon-Thu 08:00-16:00"},
		"stan": {"Asia/Tokyo", "Mon-Thu 08:00-16:00"}, // a zone of his own
		"mona": {"America/New_York", c.Domain.People["mona"].Hours.String()},
		"noor": {"Europe/Berlin", "Mon-Fri 09:00-17:00"}, // in no team
	}
	for id, want := range tests {
		if p := c.Domain.People[id]; p.Zone != want[0] || p.Hours.String() != want[1] {
			t.Errorf("%s: %s, %s; want %v", id, p.Zone, p.Hours, want)
		}
	}
	if c.Domain.People["mona"].Hours.Days[6] == nil {
		t.Error("mona has lost the night hours that stand beside her name")
	}
}
