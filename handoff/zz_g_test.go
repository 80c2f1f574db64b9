package handoff

import (
	"encoding/json"
	"testing"
)

func TestZZ(t *testing.T) {
	c := grammarConfig()
	for _, s := range []string{
		"New lead for you guys!\n\nPat Kim (CTO, Globex) - pat@globex.example - +1 555 0100\nMeeting is booked on Tuesday Nov 24 at 3pm CET.\nThey need faster quotes, currently on spreadsheets.\n\nQuinn",
		"Lead: Pat Kim\nCompany: Globex\nEmail: pat@globex.example\nPhone: 555-0100\nDate/Time: 11/24/2026 3:00 PM CET\nNeed: quoting\nPain: slow quotes; lost deals\nTimeframe: Q1 2027\n\n--\nQuinn Ames\nSDR",
		"Contact: Pat Kim pat@globex.example\nWhen: 24 Nov 2026, 15:00 - 15:30 (Berlin)\nWhere: https://zoom.example/j/123\nCompany: Globex GmbH\nNeed: a) quotes b) orders\nPain: see above\nTimeframe: asap\nNotes: Pat prefers German.\nAlso: bring Lee.\n\nBest\nQ",
		"Kontakt: Pat Kim <pat@globex.example>\nFirma: Globex\nTermin: Di, 24.11.2026 um 15 Uhr\nDauer: 45 Minuten\nOrt: Telefon +49 30 123",
		"Contact\tPat Kim, pat@globex.example\nCompany\tGlobex\nWhen\tTue 24 Nov 15:00\nNeed\tfaster quotes\nPain\tslow\nTimeframe\tQ1",
		"Name: Pat Kim\nTitle: CTO\nCompany: Globex\nEmail: pat@globex.example\nMeeting: Tuesday, November 24th at 3:00pm CET\nBudget: 50k EUR/yr (approved)\nCurrent solution: Excel + Outlook\nRequest: demo of CPQ\nSource: webinar",
		"Appointment: tomorrow 3pm",
		"Time: 24 Nov 15:00 CET\nTime zone: Europe/Berlin",
		"for Bo\npat@globex.example\nTue 24 Nov 3pm",
		"Need:faster quotes\nPain:slow\nWhen:2026-11-24 15:00",
		"Hi team, Company - Globex; Need - quotes",
		"Contact: Kim, Pat (Globex) <pat@globex.example>",
		"Contact: Pat Kim [mailto:pat@globex.example]",
		"Contact: Dr. Pat Kim / pat@globex.example / +1 555",
		"Contact: Pat Kim\n  pat@globex.example\n  +1 555 0100",
		"Prospects:\n- Pat Kim, pat@globex.example\n- Lee Wong, lee@globex.example",
		"Prospects:\n1. Pat Kim pat@globex.example\n2. Lee Wong lee@globex.example\nNeed: x",
	} {
		b := c.ReadBrief(c.Teams[0], s, grammarNow, Location("Europe/Berlin"))
		j, _ := json.Marshal(b)
		t.Logf("%q\n  %s", s, j)
	}
	for _, s := range []string{"Accept :)", "accepted 👍", "Accepting this one", "ACCEPT!!!", "ok accept", "I'd like to decline", "I have to decline, I'm on a flight", "must decline", "Rejected - no budget.", "Reject. No budget.", "not qualified - they are too small", "this is not qualified", "cancel pls", "Assign to Bo.\n\nMara\n-- \nVP Sales", "Bo", "Assign Bo Lindqvist please, Rita is out", "assign bo!", "Assign: Bo", "extend 2 h", "hold 2h please", "Take it!", "i'll take this one", "move to Thu 26 Nov 2pm, please", "Move meeting to Thu 26 Nov at 14:00 CET.", "Please move it to Thursday at 2pm. Thanks!", "replied to Pat", "I replied to Pat yesterday", "away until Dec 4", "Away till Friday", "I'm out until Dec 4th", "nurture until Q2", "nurture until March 2027", "nurture for 3 months", "opportunity: OPP-1 / https://crm.example/1", "held, went well", "Held - great meeting", "no show!", "No-show, again", "could not reach Pat. 3 attempts.", "couldn't reach them (3 calls, 2 mails)", "Dispute. They do have budget, see attached.", "status of this?", "keep rita", "extend until 5pm"} {
		for _, p := range []PersonID{"rita"} {
			f, ok := ReadCommand(s, grammarHandoff(), fromPerson(p), c, grammarNow)
			if !ok {
				t.Logf("%-50q  –", s)
				continue
			}
			*f.about() = About{}
			j, _ := json.Marshal(f)
			t.Logf("%-50q %s %s", s, f.Kind(), j)
		}
	}
}
