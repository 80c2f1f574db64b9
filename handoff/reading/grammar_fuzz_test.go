package reading

import (
	"slices"
	"testing"

	"handoffd/handoff"
)

func FuzzReadCommand(f *testing.F) {
	for _, s := range []string{"accept", "Hi,\n\ndecline: I am in Oslo\n\nBest,\nRita", "reject - no money",
		"could not reach Pat (3x): nobody", "HO-7K3QX2 assign it to Rita, please", "move Tue 24 Nov 15:00-16:00 CET",
		"away until 4 Dec", "hold 1h30", "opportunity <https://crm.example/1>", "keep Bo", "yes",
		"nurture until\u202e 1 March", "`/status?`", "i i i i i i", "please", "\xff\xfe", "assign \"@", "rep (",
		"hold for "} {
		f.Add(s, uint8(0))
		f.Add(s, uint8(1))
	}
	c, people := grammarConfig(), []handoff.PersonID{"rita", "mara", "quinn", "bo", "ada"}
	f.Fuzz(func(t *testing.T, text string, who uint8) {
		h := grammarHandoff()
		if who%2 == 1 {
			h.Moving = &handoff.Proposal{By: handoff.RoleProspect, Start: inBerlin(11, 27, 10, 0), Asked: handoff.RoleRep}
		}
		about := fromPerson(people[int(who/2)%len(people)])
		got, ok := ReadCommand(text, h, about, c, grammarNow)
		if !ok {
			if got != nil {
				t.Fatalf("no command, but %v", got)
			}
			return
		}
		if handoff.Header(got) != about || len(text) > maxCommand {
			t.Fatalf("%q gives %+v", text, got)
		}
		note, again := "", false
		switch g := got.(type) {
		case *handoff.Unclear:
			if said(g.Ask) == "" || len(g.Text) > handoff.MaxNoted || len(said(g.Ask)) > 1000 {
				t.Errorf("question %+v", g)
			}
			again = true
		case *handoff.Assign:
			again = !slices.Contains(c.Teams[0].Reps, g.Rep) || c.Person(g.Rep).Gone
		case *handoff.NameRep:
			again = !slices.Contains(c.Teams[0].Reps, g.Rep) || c.Person(g.Rep).Gone
		case *handoff.Move:
			again = !g.Start.After(grammarNow)
		case *handoff.AwayUntil:
			again = !g.Until.After(grammarNow)
		case *handoff.NurtureUntil:
			again = !g.Until.After(grammarNow)
		case *handoff.Hold:
			again = g.For <= 0 || g.For > longestHold
		case *handoff.OpportunityMade:
			again = g.Link == "" || len(g.Link) > 500
		case *handoff.Decline:
			note = g.Note
		case *handoff.Reject:
			note = g.Note
		case *handoff.Cancel:
			note = g.Note
		case *handoff.Dispute:
			note = g.Note
		case *handoff.Unreachable:
			note, again = g.Note, g.Attempts < 0 || g.Attempts > 99
		}
		if _, asks := got.(*handoff.Unclear); again && !asks || len(note) > handoff.MaxNote {
			t.Errorf("%q gives %+v", text, got)
		}
	})
}

func BenchmarkReadCommand(b *testing.B) {
	h, c := grammarHandoff(), grammarConfig()
	for b.Loop() {
		ReadCommand("Hi,\n\nplease assign it to Bo\n\nBest,\nMara", h, fromPerson("mara"), c, grammarNow)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "commands/s")
}

func FuzzReadCommands(f *testing.F) {
	for _, s := range []string{"accept\nreplied", "- held\n- opportunity OPP-1",
		"decline: I am in Oslo\naway until 4 Dec", "1. rep Bo\n2. move Thu 26 Nov 15:00", "cancel\ncancel",
		"> accept\naccept\n\nBest,\nRita", "acept\nreplied", "status\nstatus\nstatus"} {
		f.Add(s, uint8(0))
		f.Add(s, uint8(1))
	}
	c, people := grammarConfig(), []handoff.PersonID{"rita", "mara", "quinn", ""}
	f.Fuzz(func(t *testing.T, text string, who uint8) {
		h, about := grammarHandoff(), fromPerson(people[int(who)%len(people)])
		facts, ok := ReadCommands(text, h, about, c, grammarNow)
		if ok != (len(facts) > 0) || len(facts) > mostCommands || ok && about.By.Person == "" {
			t.Fatalf("%q of %q gives %d facts, %v", text, about.By.Person, len(facts), ok)
		}
		for _, fact := range facts {
			if _, asks := fact.(*handoff.Unclear); asks && len(facts) > 1 || handoff.Header(fact) != about {
				t.Errorf("%q gives %+v among %d", text, fact, len(facts))
			}
		}
		if _, _, clash := contradiction(facts); clash {
			t.Errorf("%q gives a contradiction", text)
		}
	})
}
