package main

import (
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
)

// twoTeams gives the qualifier a second team at the same address, with a rep of its own.
func twoTeams(f *flow) {
	zoe := handoff.Person{ID: "zoe", Name: "Zoe Park", Emails: []string{f.address("zoe")}, Zone: "Europe/Berlin",
		Hours: handoff.OfficeHours(9, 17),
		Link:  "https://meet.acme.example/zoe"}
	f.config.People["zoe"] = zoe
	second := f.config.Teams[0]
	second.Name, second.Reps = "partners", []handoff.PersonID{"zoe"}
	f.config.Teams = append(f.config.Teams, second)
	f.watching = append(f.watching, "zoe")
}

func TestFlow42QualifierOfTwoTeams(t *testing.T) {
	t.Parallel()
	t.Run("the rep names the team", func(t *testing.T) {
		f := newFlow(t, twoTeams)
		f.brief("Rep: Zoe")
		f.pass(5 * time.Minute)
		if h := f.lead(); h.Team != "partners" || h.Rep() != "zoe" {
			t.Errorf("the lead is with %s of %s\n%s", h.Rep(), h.Team, f.news())
		}
	})
	t.Run("a line names the team", func(t *testing.T) {
		f := newFlow(t, twoTeams)
		f.brief("Team: Partners")
		f.pass(5 * time.Minute)
		if h := f.lead(); h.Team != "partners" || h.Rep() != "zoe" || h.Brief["notes"] != "" {
			t.Errorf("the lead is with %s of %s, the brief %v", h.Rep(), h.Team, h.Brief)
		}
	})
	t.Run("nothing does", func(t *testing.T) {
		f := newFlow(t, twoTeams)
		f.brief()
		f.pass(5 * time.Minute)
		f.expect("quinn: Something is missing")
		if m := f.mail("quinn", "Something is missing"); !strings.Contains(m.Text,
			"Which team is it for: sales or partners?") {
			t.Errorf("the teams are not named:\n%s", m.Text)
		}
		f.reply("quinn", f.mail("quinn", "Something is missing"), "Team: partners")
		f.pass(5 * time.Minute)
		if h := f.lead(); h.Team != "partners" || h.Rep() != "zoe" {
			t.Errorf("the lead is with %s of %s", h.Rep(), h.Team)
		}
	})
}

func TestFlow26UnknownKeys(t *testing.T) {
	f := newFlow(t)
	f.brief("Phone: +49 30 1234567", "CRM: https://crm.acme.example/leads/7", "Top account: yes")
	f.pass(5 * time.Minute)
	h := f.lead()
	for name, want := range map[string]string{"timeframe": "this quarter", "phone": "+49 30 1234567",
		"CRM": "https://crm.acme.example/leads/7", "Top account": "yes"} {
		if h.Brief[name] != want {
			t.Errorf("%s is %q, want %q", name, h.Brief[name], want)
		}
	}
	for _, who := range []string{"quinn", string(h.Rep())} {
		subject := map[bool]string{true: "Offered", false: "New lead"}[who == "quinn"]
		if text := f.mail(who, subject).Text; !strings.Contains(text, "Top account: yes") ||
			!strings.Contains(text, "crm.acme.example/leads/7") {
			t.Errorf("%s does not read the fields:\n%s", who, text)
		}
	}
	if text := f.intro("pat").Text; strings.Contains(text, "Top account") {
		t.Errorf("the prospect reads it:\n%s", text)
	}
}
