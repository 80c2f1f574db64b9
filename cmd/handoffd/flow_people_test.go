package main

import (
	"strings"
	"testing"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/handoff/view"
	"handoffd/mail"
	"handoffd/templates"
)

// agreed has a rep accept and reply.
func (f *flow) agreed(more ...string) (rep string) {
	f.Helper()
	rep = f.offered(more...)
	f.replyAll(rep, f.intro(rep), "Hello Pat, I look forward to meeting you.")
	f.answer(rep, proved, f.invitation(rep), rep, calendar.Accepted)
	f.pass(time.Minute)
	f.news()
	return rep
}

// TestFlowCanYouRemindPat: the rep asks it of the qualifier; one tap of the rep has it done, the prospect's yes counts,
// and the qualifier has had nothing to do.
func TestFlowCanYouRemindPat(t *testing.T) {
	f := newFlow(t)
	rep := f.agreed()
	f.reply(rep, f.invitation(rep), "Hi Quinn,\n\ncan you remind Pat?\n\nThanks")
	f.came(rep+": A reminder to Pat Kim?", "quinn: A reminder to Pat Kim?")
	f.logMail(rep, "A reminder to Pat Kim?")
	f.says(f.mail("quinn", "A reminder to Pat Kim?"), "asks you: “can you remind Pat?”", "You need not do it yourself")
	f.write(rep, proved, f.tap(rep, "A reminder to Pat Kim?", "Do it"))
	f.pass(time.Minute)
	f.came("pat: Reminder: Pat Kim and")
	f.logMail("pat", "Reminder: Pat Kim and")
	for _, m := range f.waiting("quinn") {
		if strings.Contains(m.Subject, "A reminder to Pat Kim?") {
			t.Error("the qualifier is asked still")
		}
	}
	f.reply("pat", f.last1("pat", "Reminder: Pat Kim and"), "Yes, see you then")
	f.pass(time.Minute)
	if h := f.lead(); !handoff.Attends(&h) || h.State != handoff.Accepted || h.Chores[0].Who != handoff.PersonID(rep) {
		t.Errorf("%s: %s, %+v", h.State, h.Why, h.Chores)
	}
}

// TestFlowAnotherTimeIsNobodysWork: the qualifier taps for a wish of the rep; the prospect takes the second of three
// times.
func TestFlowAnotherTimeIsNobodysWork(t *testing.T) {
	f := newFlow(t)
	rep := f.agreed()
	f.reply(rep, f.invitation(rep), "Can you reschedule with Pat?")
	f.came(rep+": Another time with Pat Kim?", "quinn: Another time with Pat Kim?")
	f.until("Tue 09:05")
	f.logToday("quinn")
	f.write("quinn", proved, f.tap("quinn", "Today", "Do it"))
	f.pass(time.Minute)
	f.came("pat: Another time? Pat Kim and")
	f.logMail("pat", "Another time?")
	slot := f.lead().Times.Slots[1]
	f.reply("pat", f.last1("pat", "Another time?"), "2")
	f.pass(5 * time.Minute)
	f.came("pat: REQUEST", rep+": REQUEST", "quinn: New time")
	if h := f.lead(); !h.Start.Equal(slot.Start) || string(h.Rep()) != rep {
		t.Errorf("%s with %s at %s: %s", h.State, h.Rep(), h.Start, h.Why)
	}
}

// TestFlowTheRepAsksTheQualifier: the words go to the qualifier alone and the answer to the rep alone; the prospect sees
// neither.
func TestFlowTheRepAsksTheQualifier(t *testing.T) {
	f := newFlow(t)
	rep := f.agreed()
	f.reply(rep, f.invitation(rep), "Can you ask Quinn whether the budget is signed off?\nI would bring the long offer then.")
	name := map[string]string{"rita": "Rita Vance", "ben": "Ben Ortiz"}[rep]
	f.came("quinn: "+name+" asks: Pat Kim", rep+": Noted")
	m := f.last1("quinn", name+" asks")
	f.logMail("quinn", name+" asks")
	if !strings.Contains(m.Body, "> I would bring the long offer then.") {
		t.Errorf("not verbatim:\n%s", m.Body)
	}
	f.reply("quinn", m, "Their CFO signs on Thursday, so yes.")
	f.came(rep+": Quinn Ames answers: Pat Kim", "quinn: Noted")
	if m := f.last1(rep, "Quinn Ames answers"); !strings.Contains(m.Body, "> Their CFO signs on Thursday, so yes.") {
		t.Errorf("not verbatim:\n%s", m.Body)
	}
	f.pass(time.Hour)
	f.expect()
}

// TestFlowATopAccountIsMarkedEverywhere: subjects, Today, brief, list and show; the prospect sees nothing of it.
func TestFlowATopAccountIsMarkedEverywhere(t *testing.T) {
	f := newFlow(t, func(f *flow) { f.config.TopAccounts = []string{"globex.example"} })
	rep := f.agreed()
	f.says(f.last1("quinn", "★ Pat Kim (Globex)"), "★ Pat Kim, Globex")
	f.says(f.last1(rep, "★ Pat Kim (Globex)"), "Top account: yes")
	f.until("Fri 09:05")
	f.says(f.last1(rep, "Today"), "1. ★ Pat Kim (Globex)")
	f.logToday(rep)
	set, err := templates.Load("")
	if err != nil {
		t.Fatal(err)
	}
	h := f.lead()
	if row := view.RowOf(h, f.config, set.Reasons); !row.Top {
		t.Errorf("not in the row: %+v", row)
	}
	if cells := view.Cells(h, f.config, set.Reasons, f.clock.Now(), time.UTC); cells[2] != "★ Pat Kim" {
		t.Errorf("not in the list: %q", cells)
	}
	for _, m := range f.mails("pat") {
		if strings.Contains(m.Subject+m.Body, "★") || strings.Contains(strings.ToLower(m.Body), "top account") {
			t.Errorf("the prospect sees it: %s\n%s", m.Subject, m.Body)
		}
	}
}

// TestFlowTheAdvocatesToday: drafts that wait, chores asked of the qualifier, and what was asked and not answered stand in the
// advocate's Today, and nothing of it when there is nothing.
func TestFlowTheAdvocatesToday(t *testing.T) {
	f := newFlow(t, nurturing)
	f.write("quinn", proved, mail.Draft{To: []mail.Address{{Addr: f.config.Address}}, Subject: "Lead",
		Text: "Contact: Pat Kim <" + f.address("pat") + ">\nCompany: Globex\nWhen: 2026-11-27 15:00\nNeed: quotes\n" +
			"Timeframe: this quarter\n"})
	f.pass(time.Minute)
	f.until("Tue 09:05")
	m := f.last1("alma", "Today: ")
	f.logMail("alma", "Today: ")
	f.says(m, "Your qualifiers", "Drafts that wait", "with Quinn Ames since Mon 23 Nov", "!Asked of your qualifiers", "!Asked, and not answered")
	f.command("quinn", "Pain: lost deals")
	f.pass(5 * time.Minute)
	h := f.lead()
	rep := string(h.Rep())
	f.reply(rep, f.invitation(rep), "Can you remind Pat?")
	f.write(rep, proved, f.tap(rep, "A reminder to Pat Kim?", "Do it"))
	f.reply(rep, f.invitation(rep), "reject: budget")
	f.pass(time.Minute)
	f.until("Fri 09:05")
	m = f.last1("alma", "Today: ")
	f.logMail("alma", "Today: ")
	f.says(m, "Quinn Ames: 1 chore in seven days, 1 done by one tap", "!Drafts that wait",
		"Asked, and not answered", "Mara Lindt was asked and has said nothing")
	f.command("quinn", "cancel")
	f.pass(9 * 24 * time.Hour)
	seen := len(f.raw("alma"))
	f.pass(3 * 24 * time.Hour)
	for _, raw := range f.raw("alma")[seen:] {
		if m := mail.Read(raw); strings.Contains(m.Text, "Your qualifiers") {
			t.Errorf("there is nothing to tell:\n%s", m.Text)
		}
	}
}

// TestFlowTheQualifierListensInOnce: on the first meeting of the two, as an optional participant whom the invitation
// names in a sentence; not on the second, and never where the policy does not say so.
func TestFlowTheQualifierListensInOnce(t *testing.T) {
	f := newFlow(t, func(f *flow) { f.config.Teams[0].Policy.Listen, f.config.Teams[0].Reps = 1, []handoff.PersonID{"rita"} })
	listens := func(who string) (said bool, role string) {
		m := f.invitation(who)
		for _, a := range f.event(m).Attendees {
			if strings.HasPrefix(a.Address, "quinn") {
				role = a.Role
			}
		}
		return strings.Contains(m.Text, "Quinn Ames, who arranged the meeting, may listen in."), role
	}
	f.agreed()
	f.logMail("pat", "Invitation")
	for _, who := range []string{"pat", "rita"} {
		if said, role := listens(who); !said || role != "OPT-PARTICIPANT" {
			t.Errorf("%s: said %t, role %q", who, said, role)
		}
	}
	f.until("Fri 09:05")
	f.says(f.last1("quinn", "Today"), "You listen in today when Rita Vance meets Pat Kim.", "https://meet.acme.example/rita")
	f.until("Mon 10:05")
	f.reply("rita", f.last1("rita", "Today"), "1 held")
	f.write("quinn", proved, mail.Draft{To: []mail.Address{{Addr: f.config.Address}}, Subject: "Lead", Text: "Contact: Lee Wong <" +
		f.address("lee@initech.example") + ">\nCompany: Initech\nWhen: 2026-12-04 15:00\nNeed: quotes\nPain: lost deals\n" +
		"Timeframe: this quarter\n"})
	f.pass(5 * time.Minute)
	for _, who := range []string{"lee@initech.example", "rita"} {
		if said, role := listens(who); said || role != "" {
			t.Errorf("the second meeting, %s: said %t, role %q", who, said, role)
		}
	}
}
