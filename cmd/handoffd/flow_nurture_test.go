package main

import (
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
)

// nurturing has an advocate, and two mails to a lead that sleeps: ten and twenty days after it fell asleep.
func nurturing(f *flow) {
	alma := f.config.People["quinn"]
	alma.ID, alma.Name, alma.Emails = "alma", "Alma Reyes", []string{"alma" + f.suffix + "@acme.example"}
	f.config.People["alma"] = alma
	f.config.Teams[0].Advocates = []handoff.PersonID{"alma"}
	f.config.Nurture = []handoff.Touch{{After: 10 * 24 * time.Hour, Template: "checking-in"},
		{After: 20 * 24 * time.Hour, Template: "last-word"}}
	f.watching = append(f.watching, "alma")
}

// asleep has the rep ask in the words of the prospect, and the qualifier say yes with a tap.
func (f *flow) asleep() (rep string) {
	f.Helper()
	rep = f.over()
	f.reply(rep, f.last1(rep, "Today"), "1 held")
	f.pass(time.Minute)
	f.news()
	f.reply(rep, f.invitation(rep), "nurture until 11 January 2027: the budget comes in January")
	f.came("quinn: Back to you", rep+": Noted")
	f.says(f.last1("quinn", "Back to you"), "asks to let the lead sleep until Mon 11 Jan")
	if m := f.last1("quinn", "Back to you"); !strings.Contains(m.Body, "> the budget comes in January") {
		f.Errorf("not in the words of the rep:\n%s", m.Body)
	}
	f.logMail("quinn", "Back to you")
	if h := f.lead(); h.State != handoff.Returned {
		f.Fatalf("the rep alone puts it to sleep: %s", h.State)
	}
	f.write("quinn", proved, f.tap("quinn", "Back to you", "Later: let it sleep"))
	f.pass(time.Minute)
	if h := f.lead(); h.State != handoff.Nurture || h.Sleep.Why != "the budget comes in January" || string(h.Sleep.By) != rep {
		f.Fatalf("%s, %+v: %s", h.State, h.Sleep, h.Why)
	}
	f.came("quinn: Noted", rep+": News")
	return rep
}

// TestFlowALeadSleepsAndNobodyAnswersWhenItWakes: a touch is a draft that one tap sends; the other is left. On its day
// the lead wakes with a mail of its own; unanswered it goes to the advocate, then to the manager, and is never closed.
func TestFlowALeadSleepsAndNobodyAnswersWhenItWakes(t *testing.T) {
	f := newFlow(t, nurturing)
	f.asleep()
	f.pass(10 * 24 * time.Hour)
	f.came("quinn: Send this?")
	f.pass(24 * time.Hour) // the Today is out
	f.expect()
	f.write("quinn", proved, f.tap("quinn", "Today", "Send it"))
	f.pass(time.Minute)
	f.came("pat: Checking in")
	f.logToday("quinn")
	f.logMail("pat", "Checking in")
	f.says(f.last1("pat", "Checking in"), "answer “stop”", "quinn"+f.suffix+"@acme.example")
	f.passTo("2026-12-21 12:00")
	f.came("quinn: Send this?")
	f.passTo("2027-01-11 09:05")
	f.came("quinn: What becomes of it?")
	f.logMail("quinn", "What becomes of it?")
	f.says(f.last1("quinn", "What becomes of it?"), "the budget comes in January", "1 mail went to Pat Kim since then", "held")
	f.pass(24 * time.Hour)
	f.came("alma: What becomes of it?")
	f.pass(2 * 24 * time.Hour)
	f.came("mara: What becomes of it?")
	f.logMail("mara", "What becomes of it?")
	f.pass(40 * 24 * time.Hour)
	if h := f.lead(); h.State != handoff.Draft || h.Next.Owner != "mara" {
		t.Fatalf("%s, next %+v: %s", h.State, h.Next, h.Why)
	}
	f.news()
	f.reply("mara", f.last1("mara", "What becomes of it?"), "nurture until 1 June 2027: call again in summer")
	if h := f.lead(); h.State != handoff.Nurture {
		t.Errorf("%s: %s", h.State, h.Why)
	}
}

// TestFlowAnAnswerWakesALead: the prospect answers a touch. The qualifier reads it at once, no touch follows, and the
// lead wakes a working day later.
func TestFlowAnAnswerWakesALead(t *testing.T) {
	f := newFlow(t, nurturing)
	f.asleep()
	f.pass(11 * 24 * time.Hour)
	f.news()
	f.write("quinn", proved, f.tap("quinn", "Today", "Send it"))
	f.pass(time.Minute)
	f.came("pat: Checking in")
	f.reply("pat", f.last1("pat", "Checking in"), "Hi Quinn, the budget is there now. Can we talk?")
	f.came("quinn: Re: Checking in")
	f.says(f.last1("quinn", "Re: Checking in"), "the budget is there now")
	f.passTo("2026-12-15 12:00")
	f.came("quinn: What becomes of it?", "alma: What becomes of it?")
	f.reply("quinn", f.last1("quinn", "What becomes of it?"), "move Mon 21 Dec 2026 15:00")
	f.pass(5 * time.Minute)
	if h := f.lead(); h.State != handoff.Offered || h.Sleep != nil {
		t.Errorf("%s: %s", h.State, h.Why)
	}
	if news := f.news(); !strings.Contains(news, "pat: REQUEST") {
		t.Errorf("no invitation: %s", news)
	}
}

// TestFlowAStopEndsTheTouches: one word of the prospect ends every mail.
func TestFlowAStopEndsTheTouches(t *testing.T) {
	f := newFlow(t, nurturing)
	f.asleep()
	f.pass(11 * 24 * time.Hour)
	f.news()
	f.write("quinn", proved, f.tap("quinn", "Today", "Send it"))
	f.pass(time.Minute)
	f.came("pat: Checking in")
	f.write("pat", proved, f.tap("pat", "Checking in", "Please stop"))
	f.pass(time.Minute)
	f.came("quinn: No more mail")
	f.passTo("2027-01-11 08:55")
	f.expect()
	if h := f.lead(); h.State != handoff.Nurture || !h.Prospects[0].Stopped {
		t.Errorf("%s: %+v", h.State, h.Prospects)
	}
}

// TestFlowTouchesByThemselvesNeedConsent: with nurture = "auto" the first mail stays a draft and says why; once consent
// is recorded, with who, when and words, the second goes by itself.
func TestFlowTouchesByThemselvesNeedConsent(t *testing.T) {
	f := newFlow(t, nurturing, func(f *flow) { f.config.Teams[0].Policy.Touches = handoff.TouchesAuto })
	f.asleep()
	f.says(f.last1("quinn", "Noted"), "no consent is recorded")
	f.pass(10 * 24 * time.Hour)
	f.came("quinn: Send this?")
	f.says(f.mail("quinn", "Send this?"), "because no consent is recorded")
	f.reply("quinn", f.last1("quinn", "Back to you"), "consent: Pat Kim, 1 Dec 2026, \"yes, keep me posted\"")
	f.came("quinn: Noted")
	if c := f.lead().Consent; c == nil || c.Who != "Pat Kim" || c.Words != "yes, keep me posted" || c.By != "quinn" {
		t.Fatalf("consent %+v", c)
	}
	f.pass(11 * 24 * time.Hour)
	f.came("pat: Is it still a topic for you?", "quinn: Sent in your name")
}

// TestFlowAnIdleRepsLeadGoesOn: the rep lets a named step pass and answers nothing; the manager gives the lead to
// somebody else with one tap in Today.
func TestFlowAnIdleRepsLeadGoesOn(t *testing.T) {
	f := newFlow(t)
	rep := f.over()
	other := map[string]string{"rita": "ben", "ben": "rita"}[rep]
	f.reply(rep, f.last1(rep, "Today"), "1 held, next: send proposal Wed")
	f.pass(time.Minute)
	f.news()
	f.pass(5 * 24 * time.Hour)
	f.says(f.mail("mara", "Who goes on?"), "“send proposal” was due on Wed 2 Dec")
	f.until("Mon 10:05")
	f.logToday("mara")
	f.write("mara", proved, f.tap("mara", "Today", "Give it to "+strings.ToUpper(other[:1])+other[1:]))
	f.pass(time.Minute)
	h := f.lead()
	if h.State != handoff.Held || string(h.Rep()) != other || h.Step == nil || string(h.Step.Owner) != other {
		t.Fatalf("%s with %s, step %+v: %s", h.State, h.Rep(), h.Step, h.Why)
	}
	news := f.news()
	for _, want := range []string{other + ": Yours from now on", rep + ": Now with", other + ": Call again"} {
		if !strings.Contains(news, want) {
			t.Errorf("%q is not in\n%s", want, news)
		}
	}
}

// logToday shows the newest Today of somebody.
func (f *flow) logToday(who string) {
	f.Helper()
	f.logMail(who, "Today")
}

// passTo lets time go by up to an instant of the office.
func (f *flow) passTo(at string) {
	f.Helper()
	to, err := time.ParseInLocation("2006-01-02 15:04", at, handoff.Location("Europe/Berlin"))
	if err != nil {
		f.Fatal(err)
	}
	f.pass(to.Sub(f.clock.Now()))
}
