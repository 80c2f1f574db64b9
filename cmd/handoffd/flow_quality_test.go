package main

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/mail"
)

// briefOf lets the qualifier hand over somebody of another company for a day of next week; more are further lines.
func (f *flow) briefOf(name, domain, when string, more ...string) handoff.Handoff {
	f.Helper()
	before := map[handoff.ID]bool{}
	for _, h := range f.leads() {
		before[h.ID] = true
	}
	first, _, _ := strings.Cut(strings.ToLower(name), " ")
	text := "Contact: " + name + " <" + f.address(first+"@"+domain+".example") + ">\nCompany: " + domain + "\nWhen: " + when +
		"\nNeed: quotes\nPain: lost deals\nTimeframe: this quarter\nRep: Rita\n"
	f.write("quinn", proved, mail.Draft{To: []mail.Address{{Addr: f.config.Address}}, Subject: "Lead",
		Text: text + strings.Join(more, "\n")})
	f.pass(5 * time.Minute)
	for _, h := range f.leads() {
		if !before[h.ID] {
			return h
		}
	}
	f.Fatalf("no lead came of %s", name)
	return handoff.Handoff{}
}

// leadOf is a lead as it stands now.
func (f *flow) leadOf(id handoff.ID) handoff.Handoff {
	f.Helper()
	for _, h := range f.leads() {
		if h.ID == id {
			return h
		}
	}
	f.Fatalf("there is no %s", id)
	return handoff.Handoff{}
}

// rejectsOf has a rep answer the invitation of a lead with a rejection.
func (f *flow) rejectsOf(rep string, h handoff.Handoff, words string) {
	f.Helper()
	for _, m := range f.mails(rep) {
		if m.Kind == mail.KindCalendarRequest && strings.Contains(m.Subject, string(h.ID)) {
			f.replyTo(rep, proved, m, []mail.Address{{Addr: f.config.Address}}, words)
			return
		}
	}
	f.Fatalf("%s has no invitation of %s", rep, h.ID)
}

// TestFlowEqualRejections: the third is read in Today, the fourth at once. The manager says yes, and the next brief
// without budget is not offered before it says one.
func TestFlowEqualRejections(t *testing.T) {
	f := newFlow(t)
	people := []struct{ name, domain, when string }{
		{"Lee Park", "globex", "2026-12-01 10:00"}, {"Kim Novak", "initech", "2026-12-01 14:00"},
		{"Sam Hart", "hooli", "2026-12-02 10:00"}, {"Ada Voss", "globex", "2026-12-02 14:00"},
		{"Max Bauer", "initech", "2026-12-03 10:00"},
	}
	for i, p := range people[:3] {
		h := f.briefOf(p.name, p.domain, p.when)
		f.rejectsOf("rita", h, "reject: budget\nThey have no money before next year.")
		f.pass(time.Minute)
		if got := f.leadOf(h.ID); got.State != handoff.Returned {
			t.Fatalf("lead %d is %s: %s", i+1, got.State, got.Why)
		}
		if i < 2 {
			if told := f.news(); strings.Contains(told, "in a row") {
				t.Fatalf("told after %d:\n%s", i+1, told)
			}
		}
	}
	if n := f.news(); strings.Count(n, "3 of your leads in a row came to nothing") != 1 ||
		strings.Count(n, "mara: 3 leads in a row of Quinn Ames came to nothing") != 1 {
		t.Errorf("after the third:\n%s", n)
	}
	f.until("Tue 10:00")
	m := f.last1("quinn", "Today")
	f.says(m, "3 of your leads in a row came to nothing", "3 times not qualified (Budget)", "Budget in the brief (in 3 of 3 of them)")
	t.Logf("quinn's Today:\n%s", m.Text)
	f.close()
	f.open()
	h := f.briefOf(people[3].name, people[3].domain, people[3].when)
	f.news()
	f.rejectsOf("rita", h, "reject: budget\nAgain none.")
	f.came("quinn: Back to you", "quinn: 4 of your leads in a row", "mara: 4 leads in a row of Quinn Ames")
	f.logMail("quinn", "leads in a row")
	f.logMail("mara", "leads in a row")
	f.write("mara", proved, f.tap("mara", "4 leads in a row", "Yes, ask for it"))
	f.pass(time.Minute)
	f.came("quinn: Budget in your next briefs")
	next := f.briefOf(people[4].name, people[4].domain, people[4].when)
	if next.State != handoff.Draft {
		t.Fatalf("the next brief is %s: %s", next.State, next.Why)
	}
	f.logMail("quinn", "Something is missing: Max Bauer")
	f.says(f.last1("quinn", "Something is missing: Max Bauer"), "Budget has to be in this brief", "Mara Lindt")
	f.reply("quinn", f.last1("quinn", "Something is missing: Max Bauer"), "Budget: 40k this year")
	f.pass(5 * time.Minute)
	if got := f.leadOf(next.ID); got.State != handoff.Offered {
		t.Errorf("with budget it is %s: %s", got.State, got.Why)
	}
	f.until("Mon 10:00")
	for _, raw := range f.raw("mara") { // what waited for the mail of the week was told meanwhile
		if m := mail.Read(raw); strings.Contains(m.Text, "3 leads in a row") {
			t.Errorf("mara reads it once more:\n%s", m.Text)
		}
	}
}

// TestFlowTheThirdInTheMailOfTheWeek: the manager reads it there, as does whoever owns the source, and a yes with its
// number asks for proof.
func TestFlowTheThirdInTheMailOfTheWeek(t *testing.T) {
	f := newFlow(t, func(f *flow) {
		f.config.Teams[0].Sources = []handoff.LeadSource{{Name: "webinar", Owner: "olga"}}
	})
	for _, p := range [][3]string{{"Lee Park", "globex", "2026-12-01 10:00"}, {"Kim Novak", "initech", "2026-12-01 14:00"},
		{"Sam Hart", "hooli", "2026-12-02 10:00"}} {
		h := f.briefOf(p[0], p[1], p[2], "Source: Webinar")
		f.rejectsOf("rita", h, "reject: budget")
	}
	for _, m := range f.mails("mara") {
		if strings.Contains(m.Subject, "in a row") && m.Kind == mail.KindOther && m.Date.Before(f.clock.Now()) {
			t.Errorf("mara reads %q at once", m.Subject)
		}
	}
	f.pass(7 * 24 * time.Hour)
	f.until("Mon 10:05")
	for _, who := range []string{"mara", "olga"} {
		raw := f.raw(who)
		m := mail.Read(raw[len(raw)-1])
		f.says(m, "3 leads in a row of Quinn Ames came to nothing", "Budget in the brief (in 3 of 3 of them)")
		t.Logf("to %s: %s\n%s", who, m.Subject, m.Text)
	}
	raw := f.raw("mara")
	m := mail.Read(raw[len(raw)-1])
	n := regexp.MustCompile(`(\d+)\. 3 leads in a row`).FindStringSubmatch(m.Text)
	if n == nil {
		t.Fatalf("no number:\n%s", m.Text)
	}
	f.reply("mara", m, n[1]+" yes")
	f.pass(time.Minute)
	if next := f.briefOf("Ada Voss", "globex", "2026-12-10 14:00", "Source: Webinar"); next.State != handoff.Draft ||
		strings.Join(next.Missing, " ") != "budget" {
		t.Errorf("%s, missing %v: %s", next.State, next.Missing, next.Why)
	}
}

// TestFlowAnIntroductionWithoutPain: the lead is offered, the brief names what is owed, the qualifier is asked like for
// a draft, then the advocate hears of it. What comes at last reaches the rep.
func TestFlowAnIntroductionWithoutPain(t *testing.T) {
	f := newFlow(t, func(f *flow) {
		f.config.Teams[0].Advocates = []handoff.PersonID{"olga"}
	})
	f.write("quinn", proved, mail.Draft{To: []mail.Address{{Name: "Pat Kim", Addr: f.address("pat")}},
		Cc: []mail.Address{{Addr: f.config.Address}, {Addr: f.address("rita")}}, Subject: "Introduction",
		Text: "Hi Pat,\n\nRita will call you.\n\nWhen: 2026-11-27 15:00\nCompany: Globex\nNeed: quotes\n" +
			"Timeframe: this quarter\n\nBest\nQuinn\n"})
	f.pass(5 * time.Minute)
	h := f.lead()
	if h.State != handoff.Offered || h.Origin != handoff.OriginCC || strings.Join(h.Missing, " ") != "pain" {
		t.Fatalf("%s by %s, missing %v: %s", h.State, h.Origin, h.Missing, h.Why)
	}
	f.came("quinn: Offered", "rita: REQUEST", "pat: REQUEST")
	brief := f.invitation("rita")
	f.says(brief, "I have asked Quinn Ames for Pain")
	t.Logf("the brief:\n%s", brief.Text)
	f.answer("rita", proved, f.invitation("rita"), "rita", calendar.Accepted)
	f.news()
	f.until("Mon 15:00")
	f.came("quinn: Still missing: Pain")
	f.until("Tue 09:30")
	m := f.last1("quinn", "Today")
	f.says(m, "Rita Vance does not know Pain yet", "`Pain:`")
	t.Logf("quinn's Today:\n%s", m.Text)
	f.until("Tue 15:00")
	f.came("quinn: Still missing: Pain")
	f.until("Wed 15:00")
	f.came("olga: Still missing: Pain")
	f.logMailWaiting("olga", "Still missing")
	f.until("Thu 15:00")
	f.came("pat: Re: Introduction") // whether the time suits
	f.reply("quinn", f.last1("quinn", "Today"), "1 Pain: two deals lost over slow quotes")
	f.pass(5 * time.Minute)
	if h := f.lead(); len(h.Missing) > 0 || h.Debt != nil {
		t.Errorf("still missing %v, owed %+v", h.Missing, h.Debt)
	}
	f.came("quinn: Noted", "rita: More on Pat Kim")
	f.until("Fri 14:00")
	f.expect()
}

// logMailWaiting shows what waits for somebody's Today.
func (f *flow) logMailWaiting(who, words string) {
	f.Helper()
	m := f.mail(who, words)
	f.Logf("to %s: %s\n%s", who, m.Subject, m.Text)
}

// TestFlowAVagueNo: after the acceptance too, a no without a criterion is asked about once; the words of the rep reach
// the qualifier as they were written, and the manager reads both sides when that is disputed.
func TestFlowAVagueNo(t *testing.T) {
	f := newFlow(t)
	rep := f.offered()
	f.says(f.invitation(rep), "Quinn Ames gets your words as you write them")
	f.replyAll(rep, f.intro(rep), "Hello Pat, I look forward to meeting you.")
	f.answer(rep, proved, f.invitation(rep), rep, calendar.Accepted)
	f.news()
	f.replyTo(rep, proved, f.invitation(rep), []mail.Address{{Addr: f.config.Address}}, "not qualified\nPat only wants a price list.")
	f.came(rep + ": Which criterion?")
	f.logMail(rep, "Which criterion?")
	if h := f.lead(); h.State != handoff.Accepted {
		t.Fatalf("%s: %s", h.State, h.Why)
	}
	f.write(rep, proved, f.tap(rep, "Which criterion?", "Not met"))
	f.pass(time.Minute)
	f.came("quinn: Back to you", "mara: Not qualified")
	m := f.last1("quinn", "Back to you")
	f.logMail("quinn", "Back to you")
	f.says(m, "Budget was not met")
	if h := f.lead(); h.Return == nil || !strings.HasPrefix(h.Return.Note, "Pat only wants a price list.") {
		t.Errorf("kept %+v", h.Return)
	}
	f.reply("quinn", m, "dispute: Pat has 40k set aside, it is in the brief of June.")
	f.pass(time.Minute)
	d := f.last1("mara", "Your decision")
	f.logMail("mara", "Your decision")
	whole := strings.Join(strings.Fields(string(f.raw("mara")[len(f.raw("mara"))-1])), " ")
	for _, words := range []string{"Pat only wants a price list", "Pat has 40k set aside"} {
		if !strings.Contains(whole, words) {
			t.Errorf("%q does not quote %q:\n%s", d.Subject, words, whole)
		}
	}
}

// TestFlowNotReached: the rep is asked once when it was tried, and the qualifier reads it.
func TestFlowNotReached(t *testing.T) {
	f := newFlow(t)
	rep := f.offered()
	f.until("Mon 11:00")
	f.news()
	f.replyTo(rep, proved, f.invitation(rep), []mail.Address{{Addr: f.config.Address}}, "could not reach, 3 attempts")
	f.came(rep + ": When did you try?")
	if h := f.lead(); h.State == handoff.Returned {
		t.Fatalf("%s: %s", h.State, h.Why)
	}
	f.reply(rep, f.last1(rep, "When did you try?"), "could not reach: called today 9:30, mailed today")
	f.came("quinn: Back to you")
	f.logMail("quinn", "Back to you")
	f.says(f.last1("quinn", "Back to you"), "Mon 23 Nov, 09:30 CET, by phone", "by mail")
	if h := f.lead(); h.State != handoff.Returned || len(h.Return.Tries) != 2 {
		t.Errorf("%s: %+v", h.State, h.Return)
	}
}
