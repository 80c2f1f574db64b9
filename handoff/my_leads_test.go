package handoff_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/sample"
	"handoffd/handoff/view"
	"handoffd/templates"
)

// TestMyLeads: a rep reads what is open, a qualifier what became of what they handed over, a manager the team's leads
// by where they stand; nobody anything of others.
func TestMyLeads(t *testing.T) {
	leads, c, now := sample.Review()
	back := leads[0]
	back.ID, back.State, back.Since, back.Step = "HO-BACK22", handoff.Closed, now.AddDate(0, 0, -3), nil
	back.Return = &handoff.Return{Code: "rejected", Criteria: []string{"budget"}}
	old := back
	old.ID, old.Since = "HO-OLD222", now.Add(-80*24*time.Hour)
	won := leads[0]
	won.ID, won.State, won.Deal = "HO-WON222", handoff.Converted, &handoff.Deal{Won: true}
	won.Amount, won.Step = handoff.Amount{Cents: 1200000, Currency: "EUR"}, nil
	gone := leads[0] // Bob has rejected it, and it sleeps with its qualifier
	gone.ID, gone.State, gone.Qualifier, gone.Team, gone.Step = "HO-SLEEP2", handoff.Nurture, "mia", "apac", nil
	gone.Next = handoff.Next{Owner: "mia", At: now.AddDate(0, 0, 9), What: handoff.DueExpire}
	twin := leads[0] // which of two leads with the same prospect holds
	twin.ID, twin.State, twin.Qualifier, twin.Team, twin.Step = "HO-TWIN22", handoff.Draft, "mia", "apac", nil
	twin.Twin, twin.Next = "HO-9HBN6F", handoff.Next{Owner: "mia", At: now.AddDate(0, 0, 1), What: handoff.DueNudge}
	waits := leads[0] // the invitation is not out yet
	waits.ID, waits.State, waits.Qualifier, waits.Team, waits.Step = "HO-SEND22", handoff.Offered, "mia", "apac", nil
	waits.Assignments = []handoff.Assignment{{N: 1, Rep: "zoe", Made: now, Window: time.Hour}}
	waits.Next = handoff.Next{Owner: "zoe", At: now.AddDate(0, 0, 30), What: handoff.DueSend}
	erased := back // nobody is named on it any more
	erased.ID, erased.Qualifier, erased.Prospects, erased.Brief, erased.Forget = "HO-GONE22", "mia", nil, nil, now
	leads = append(leads, back, old, won, gone, twin, waits, erased)
	c.Teams = slices.Clone(c.Teams)
	c.Teams[0].Advocates = []handoff.PersonID{"alma"}
	set, err := templates.LoadReasons("")
	if err != nil {
		t.Fatal(err)
	}
	for who, want := range map[handoff.PersonID][]string{
		"bob": {"2 open leads of yours\n  HO-9HBN6F  Sam Ortiz (Initech): the meeting was held · you: call again, Thu 19 Nov\n" +
			"  HO-5RXQ2A", "you: send the offer, Sat 14 Nov", "!HO-8GZT3E", "!HO-BACK22",
			"!HO-SLEEP2"},
		"quinn": {"6 leads that you handed over, and what became of them", "HO-BACK22  Sam Ortiz (Initech): closed " +
			"(not qualified: budget) · nothing more to do", "won, 12,000 EUR", "!HO-OLD222"},
		"mia": {"Team emea: 4 open leads\n  HO-8GZT3E  Kim Lund (Hooli): the meeting is over", "!HO-WON222", "HO-GONE22  [erased]: closed",
			"you: say whether it is another matter, by ", "!complete the brief", "zoe: answer the offer, by ", "!wait for the"},
		"alma": {"Team emea: 4 open leads\n  HO-8GZT3E"},
		"ada":  {"You have no open leads", "!HO-"},
	} {
		var lines []string
		for _, r := range handoff.MyLeads(who, c, leads, now) {
			lines = append(lines, view.WhyTo(set, c, who, r))
		}
		text := strings.Join(lines, "\n\n")
		for _, w := range want {
			bare, not := strings.CutPrefix(w, "!")
			if strings.Contains(text, bare) == not {
				t.Errorf("to %s: %q in\n%s", who, w, text)
			}
		}
	}
	many := slices.Repeat(leads[:1], 60)
	last := handoff.MyLeads("bob", c, many, now)[0].Args[1].Reasons
	if n := len(last); n != 51 || last[50].Sentence() != "my-leads/more" {
		t.Errorf("60 leads are told in %d lines", n)
	}
}
