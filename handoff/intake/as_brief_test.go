package intake

import (
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/mail"
)

// TestBriefIsAPersons reads mails whose words alone look like a machine's: a contact has an address, as those have to
// whom a machine sends its readers.
func TestBriefIsAPersons(t *testing.T) {
	c := &handoff.Config{Address: "handoff@acme.example", People: map[handoff.PersonID]handoff.Person{
		"quinn": {ID: "quinn", Name: "Quinn Ames", Emails: []string{"you+q@acme.example"}, Zone: "UTC"},
		"rita":  {ID: "rita", Name: "Rita Vance", Emails: []string{"rita@acme.example"}, Zone: "UTC"},
	}, Teams: []handoff.Team{{Name: "sales", Qualifiers: []handoff.PersonID{"quinn"}, Reps: []handoff.PersonID{"rita"},
		Policy: handoff.DefaultPolicy(), Fields: handoff.DefaultFields(), Criteria: handoff.DefaultCriteria()}}}
	now := time.Date(2026, 11, 30, 9, 46, 0, 0, time.UTC)
	const three = "Contact: Pat Kim <pat@globex.example>\nCompany: Globex\nWhen: Thu 3 Dec 15:00\n"
	for name, m := range map[string]struct {
		from, header, text string
		person             bool
	}{
		"three lines":           {from: "you+q@acme.example", text: three, person: true},
		"address without a tag": {from: "you@acme.example", text: three, person: true},
		"two lines": {from: "you+q@acme.example", person: true,
			text: "Contact: Pat Kim <pat@globex.example>\nWhen: Thu 3 Dec 15:00\n"},
		"full": {from: "you+q@acme.example", person: true,
			text: three + "Place: https://meet.acme.example/test\nNeed: x\nPain: y\nTimeframe: now\n"},
		"who hands over nothing": {from: "rita@acme.example", text: three},
		"nobody":                 {from: "eve@else.example", text: three},
		"marked by its header":   {from: "you+q@acme.example", header: "Auto-Submitted: auto-replied\r\n", text: three},
	} {
		raw := "From: " + m.from + "\r\nTo: handoff@acme.example\r\nSubject: New lead\r\nMessage-ID: <a@acme.example>\r\n" +
			m.header + "\r\n" + strings.ReplaceAll(m.text, "\n", "\r\n")
		u := Understand([]byte(raw), mail.Trust{}, now, time.UTC)
		got := AsBrief(c, c.Address, u, now).Message
		if person := got.Kind == mail.KindHumanReply; person != m.person {
			t.Errorf("%s: %s, %s", name, got.Kind, got.Why)
		}
	}
}
