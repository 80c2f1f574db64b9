package main

import (
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/store"
	"handoffd/mail"
)

// TestFlowPauseTeam: a manager stops the leads of a team until a day. What the reps have they keep, a new lead waits
// with its qualifier's manager and says why, and from the day on leads go on by themselves.
func TestFlowPauseTeam(t *testing.T) {
	f := newFlow(t)
	rep := f.offered()
	brief := func(prospect, when string) {
		f.write("quinn", proved, mail.Draft{To: []mail.Address{{Addr: f.config.Address}}, Subject: "Lead",
			Text: "Contact: Lee Ash <" + prospect + ">\nCompany: Initech\nWhen: " + when + "\nNeed: quotes\nPain: " +
				"lost deals\nTimeframe: this quarter\n"})
		f.pass(5 * time.Minute)
	}
	f.write("mara", proved, mail.Draft{To: []mail.Address{{Addr: f.config.Address}},
		Subject: "[" + string(f.lead().ID) + "]", Text: "pause team until Thu"})
	f.pass(5 * time.Minute)
	if m := f.mail("mara", "Noted"); m == nil || !strings.Contains(m.Text, "Thu") {
		t.Fatalf("the manager reads: %+v\n%s", m, f.news())
	}
	if h := f.lead(); h.State != handoff.Offered || string(h.Rep()) != rep {
		t.Errorf("what the rep has is %s with %s", h.State, h.Rep())
	}
	ask := func(prospect string) handoff.Handoff {
		for _, h := range f.leads() {
			if h.Prospect().Address == prospect {
				return h
			}
		}
		t.Fatalf("no lead of %s:\n%s", prospect, f.news())
		return handoff.Handoff{}
	}
	brief("lee@initech.example", "2026-11-27 15:00")
	if h := ask("lee@initech.example"); h.State != handoff.Escalated || len(h.Assignments) != 0 {
		t.Errorf("while the team pauses: %s: %s", h.State, h.Why)
	}
	for _, who := range []string{"mara"} {
		if m := f.mail(who, "Lee Ash"); m == nil || !strings.Contains(m.Text, "paused by Mara Lindt until") ||
			strings.Contains(m.Text, "away") {
			t.Errorf("%s reads of a lead that comes in meanwhile: %+v", who, m)
		}
	}
	f.until("Thu 10:00")
	brief("kim@initrode.example", "2026-11-30 15:00")
	if h := ask("kim@initrode.example"); len(h.Assignments) != 1 { // no mail goes there: it comes back after that
		t.Errorf("after the pause: %s: %s", h.State, h.Why)
	}
}

// TestFlowPauseAboutNoLead: a manager of two teams says who is to have leads in mails that are about none: a fresh one,
// answers to what came of it, and one to a mail about several leads. Who manages nobody is told so.
func TestFlowPauseAboutNoLead(t *testing.T) {
	f := newFlow(t, func(f *flow) {
		dach := f.config.Teams[0]
		dach.Name, dach.Reps, dach.Qualifiers = "dach", []handoff.PersonID{"ben"}, nil
		f.config.Teams = append(f.config.Teams, dach)
	})
	say := func(who, words string) {
		f.Helper()
		f.write(who, proved, mail.Draft{To: []mail.Address{{Addr: f.config.Address}}, Subject: "Re: " + words, Text: words})
		f.pass(5 * time.Minute)
	}
	paused := func(team string, rep handoff.PersonID) (is bool) {
		f.view(func(tx *store.Tx) error {
			var env handoff.Env
			err := tx.LookUp("", handoff.Need{What: handoff.NeedPauses, Team: team, Since: f.clock.Now()}, &env)
			_, is = handoff.Paused(env.Lookups.Pauses, team, rep, f.clock.Now())
			return err
		})
		return is
	}
	say("mara", "pause team until Thu")
	asked := f.mail("mara", "Re: Re: pause team")
	f.says(asked, "Which team do you mean: sales or dach? Answer with its name.", "Nothing has changed so far.")
	if paused("sales", "") || paused("dach", "") {
		t.Fatal("a team is paused before it is named")
	}
	f.reply("mara", asked, "sales, please")
	f.says(f.mail("mara", "Re: Re: pause"), "The team sales has no new leads until Thu 26 Nov, 00:00 CET; `resume team` ends",
		"What the reps have they keep")
	if !paused("sales", "ben") || paused("dach", "ben") {
		t.Errorf("sales pauses: %v, dach: %v", paused("sales", "ben"), paused("dach", "ben"))
	}
	say("quinn", "resume team")
	f.says(f.mail("quinn", "Re: resume team"), "Nothing has changed: only a manager can say who has leads.")
	say("mara", "pause sales until 31 Feb")
	f.says(f.mail("mara", "31 Feb"), "Until when? Answer `pause team until DATE`, or `pause NAME until DATE`", "Nothing has")
	f.twoLeads()
	joined := f.mail("mara", "2 leads")
	f.reply("mara", joined, "resume team")
	if paused("sales", "ben") {
		t.Errorf("an answer to a mail about leads of one team is not about that:\n%s", f.news())
	}
	f.says(f.last1("mara", "Re: Your decision"), "The team sales has leads again, before Thu 26 Nov")
	say("mara", "pause Rita until Thu")
	f.says(f.mail("mara", "Re: pause Rita"), "Rita Vance has no new leads until Thu 26 Nov, 00:00 CET; `back Rita Vance` ends",
		"new leads go to others meanwhile")
	if !paused("sales", "rita") || paused("sales", "ben") {
		t.Error("what is said of one is not kept")
	}
	f.reply("mara", f.mail("mara", "Re: pause Rita"), "back Rita Vance")
	f.says(f.mail("mara", "Re: Re: pause Rita"), "Rita Vance takes leads again")
	if paused("sales", "rita") {
		t.Error("who is back pauses")
	}
}

// TestFlowLinesWithoutALead: beside lines that name their leads, and in mails about none, each line is done or named as
// not done, also what is about no lead; two such lines are each done.
func TestFlowLinesWithoutALead(t *testing.T) {
	f := newFlow(t, func(f *flow) {
		dach := f.config.Teams[0]
		dach.Name, dach.Reps, dach.Qualifiers = "dach", []handoff.PersonID{"ben"}, nil
		f.config.Teams = append(f.config.Teams, dach)
	})
	paused := func(team string) (is bool) {
		f.view(func(tx *store.Tx) error {
			var env handoff.Env
			err := tx.LookUp("", handoff.Need{What: handoff.NeedPauses, Team: team, Since: f.clock.Now()}, &env)
			_, is = handoff.Paused(env.Lookups.Pauses, team, "", f.clock.Now())
			return err
		})
		return is
	}
	write := func(subject, words string) {
		f.Helper()
		f.write("mara", proved, mail.Draft{To: []mail.Address{{Addr: f.config.Address}}, Subject: subject, Text: words})
		f.pass(5 * time.Minute)
	}
	write("both", "pause sales until Thu\npause dach until Wed\n\nBest,\nMara")
	f.says(f.mail("mara", "Re: both"), "“pause sales until Thu”: done: the team sales has no new leads until Thu 26 Nov",
		"“pause dach until Wed”: done:")
	if !paused("sales") || !paused("dach") {
		t.Fatalf("sales pauses: %v, dach: %v\n%s", paused("sales"), paused("dach"), f.news())
	}
	write("more", "resume dach\nassign Rita")
	f.says(f.mail("mara", "Re: more"), "“resume dach”: done:", "“assign Rita”: not done: it does not say of which lead.")
	f.twoLeads()
	id := string(f.leads()[0].ID)
	f.reply("mara", f.mail("mara", "2 leads"), "pause dach until Wed\n"+id+" hold 2h\nassign Rita\n\nMara")
	if !paused("dach") {
		t.Errorf("a line about no lead is lost:\n%s", f.news())
	}
	answer := f.last1("mara", "Re: Your decision")
	for _, m := range f.mails("mara") {
		if strings.Contains(m.Text, "assign Rita") && strings.Contains(m.Text, "not done") && strings.Contains(m.Text, id) {
			answer = m
		}
	}
	f.says(answer, id, "“assign Rita”: not done: it does not say of which lead. Write the id before it")
	write("three", id+" hold 3h\nresume sales")
	f.says(f.mail("mara", "Re: three"), "The team sales has leads again")
	if paused("sales") {
		t.Error("sales pauses still")
	}
	f.write("quinn", proved, mail.Draft{To: []mail.Address{{Addr: f.config.Address}}, Subject: "[" + id + "]",
		Text: "pause team until Thu"})
	f.pass(5 * time.Minute)
	f.says(f.last1("quinn", "Re: ["+id), "Nothing has changed: only a manager can say who has leads.")
	write("["+id+"]", "hold 2h\nresume dach")
	if paused("dach") {
		t.Errorf("what is said of another team in a mail about a lead is lost:\n%s", f.news())
	}
}

// TestFlowAwayAboutNoLead: a rep says in a mail about no lead when they are away and who stands in, and so in answer to
// the mail that found no lead.
func TestFlowAwayAboutNoLead(t *testing.T) {
	f := newFlow(t)
	rep := f.offered()
	other := map[string]string{"rita": "ben", "ben": "rita"}[rep]
	if other == "" {
		other = "rita"
	}
	name := func(id string) string { return f.config.Person(handoff.PersonID(id)).Name }
	say := func(subject, words string) {
		f.Helper()
		f.write(rep, proved, mail.Draft{To: []mail.Address{{Addr: f.config.Address}}, Subject: subject, Text: words})
		f.pass(5 * time.Minute)
	}
	say("Holiday", "away 7-9 Dec, cover "+name(other))
	m := f.mail(rep, "Re: Holiday")
	f.says(m, "You are away from Mon 7 Dec, 00:00", name(other)+" stands in.", "Your open leads that fall into that time")
	if strings.Contains(m.Text, name(rep)+" is away") || strings.Count(m.Text, "away") != 1 {
		t.Errorf("told more than once, or in the third person:\n%s", m.Text)
	}
	say("Trip", "away next month some time")
	f.says(f.mail(rep, "Re: Trip"), "Until when are you away?", "Nothing has changed so far.")
	say("Hm", "what do you do?")
	f.reply(rep, f.mail(rep, "No lead: Hm"), "away 26-27 Nov, cover "+name(other))
	f.says(f.mail(rep, "Re: Re: No lead"), "You are away from Thu 26 Nov", name(other)+" stands in.")
	if h := f.lead(); string(h.Rep()) != other {
		t.Errorf("the lead of that time is with %s:\n%s", h.Rep(), f.news())
	}
}

// TestFlowNamedRepPauses: of a named rep who is paused the receipt says by whom and until when, offers no times, as none
// helps, and what does: another rep, whoever is next, or waiting.
func TestFlowNamedRepPauses(t *testing.T) {
	f := newFlow(t)
	f.offered()
	f.write("mara", proved, mail.Draft{To: []mail.Address{{Addr: f.config.Address}}, Subject: "x",
		Text: "pause Rita until Thu"})
	f.pass(5 * time.Minute)
	f.write("quinn", proved, mail.Draft{To: []mail.Address{{Addr: f.config.Address}}, Subject: "Lead",
		Text: "Contact: Lee Ash <" + f.address("lee") + ">\nCompany: Initech\nWhen: 2026-11-27 15:00\nNeed: quotes\n" +
			"Pain: lost deals\nTimeframe: this quarter\nRep: Rita\n"})
	f.pass(5 * time.Minute)
	m := f.mail("quinn", "cannot have it")
	f.says(m, "paused by Mara Lindt until Thu", "No other time helps.", "`rep any`", "or wait: from Thu")
	if strings.Contains(m.Text, "answer with the number") || strings.Contains(m.Text, "Choose one of the times") {
		t.Errorf("times are offered that do not help:\n%s", m.Text)
	}
	f.reply("quinn", m, "rep any")
	for _, h := range f.leads() {
		if h.Prospect().Address == f.address("lee") && (h.State != handoff.Offered || h.Rep() == "rita") {
			t.Errorf("%s with %s: %s\n%s", h.State, h.Rep(), h.Why, f.news())
		}
	}
}

// twoLeads hands two leads over to the team sales.
func (f *flow) twoLeads() {
	f.Helper()
	for _, prospect := range []string{"lee", "kim"} {
		f.write("quinn", proved, mail.Draft{To: []mail.Address{{Addr: f.config.Address}}, Subject: "Lead",
			Text: "Contact: Lee Ash <" + prospect + "@initech.example>\nCompany: Initech\nWhen: 2026-11-27 15:00\nNeed: quotes\n" +
				"Pain: lost deals\nTimeframe: this quarter\nTeam: sales\n"})
	}
	f.pass(5 * time.Minute)
}
