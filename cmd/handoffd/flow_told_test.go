package main

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/handoff/view"
	"handoffd/mail"
	"handoffd/templates"
)

// over lets the rep accept and the meeting of Friday 15:00 pass.
func (f *flow) over() (rep string) {
	f.Helper()
	rep = f.offered()
	f.replyAll(rep, f.intro(rep), "Hello Pat, I look forward to meeting you.")
	f.answer(rep, proved, f.invitation(rep), rep, calendar.Accepted)
	f.answer("pat", proved, f.invitation("pat"), "pat", calendar.Accepted)
	f.until("Fri 16:00")
	f.until("Mon 10:05")
	if h := f.lead(); h.State != handoff.Past {
		f.Fatalf("the lead is %s: %s", h.State, h.Why)
	}
	f.news()
	return rep
}

// TestFlowAGuestDidNotCome: the rep taps No-show in Today. The prospect is offered three times and takes the second
// with a number: one new invitation each, the same lead.
func TestFlowAGuestDidNotCome(t *testing.T) {
	f := newFlow(t)
	rep := f.over()
	before := f.lead()
	f.write(rep, proved, f.tap(rep, "Today", "No-show"))
	f.pass(5 * time.Minute)
	f.came("pat: Another time?", rep+": Did not come", "quinn: After the meeting")
	slot := f.lead().Times.Slots[1]
	f.logMail("pat", "Another time?")
	f.reply("pat", f.mail("pat", "Another time?"), "2")
	f.pass(5 * time.Minute)
	f.came("pat: REQUEST", rep+": REQUEST", "quinn: New time")
	h := f.lead()
	if h.ID != before.ID || h.State != handoff.Offered || !h.Start.Equal(slot.Start) || string(h.Rep()) != rep {
		t.Errorf("%s with %s on %s: %s", h.State, h.Rep(), h.Start, h.Why)
	}
	f.logMail("pat", "New time")
	f.logMail(rep, "New time")
}

// TestFlowAGuestNeitherCameNorAnswered: nobody is asked again; after five working days the lead is closed, and rep and
// qualifier read so.
func TestFlowAGuestNeitherCameNorAnswered(t *testing.T) {
	f := newFlow(t)
	rep := f.over()
	f.write(rep, proved, f.tap(rep, "Today", "No-show"))
	f.pass(5 * time.Minute)
	f.came("pat: Another time?", rep+": Did not come", "quinn: After the meeting")
	f.pass(6 * 24 * time.Hour)
	f.expect()
	f.until("Mon 20:00")
	f.came(rep+": Closed", "quinn: Closed")
	if h := f.lead(); h.State != handoff.Closed || h.Return.Code != "no-show" {
		t.Errorf("%s: %s", h.State, h.Why)
	}
}

// TestFlowNobodyCame: the prospect writes that nobody is there. Rep and manager read it at once; two working hours later
// it is our no-show, and the prospect gets an apology with times.
func TestFlowNobodyCame(t *testing.T) {
	f := newFlow(t)
	rep := f.offered()
	f.replyAll(rep, f.intro(rep), "Hello Pat, I look forward to meeting you.")
	f.answer(rep, proved, f.invitation(rep), rep, calendar.Accepted)
	f.answer("pat", proved, f.invitation("pat"), "pat", calendar.Accepted)
	f.until("Fri 15:20")
	f.news()
	f.reply("pat", f.intro("pat"), "Hi, I am in the call since three and nobody joined. What happened?")
	f.came(rep+": Pat Kim says nobody came", "mara: Pat Kim says nobody came")
	f.logMail(rep, "says nobody came")
	f.until("Mon 18:00")
	if h := f.lead(); len(h.Verdicts) != 1 || h.Verdicts[0].Outcome != handoff.OutcomeNoShowUs || h.Times == nil {
		t.Fatalf("%s: %s, verdicts %v", h.State, h.Why, h.Verdicts)
	}
	f.came("pat: Sorry: another time?", rep+": After the meeting", "quinn: After the meeting", "mara: After the meeting")
	f.logMail("pat", "Sorry")
}

// TestFlowHeldAndWhatIsNext: verdict and next step in one reply. It stands in the list, and in Friday's Today.
func TestFlowHeldAndWhatIsNext(t *testing.T) {
	f := newFlow(t)
	rep := f.over()
	f.reply(rep, f.last1(rep, "Today"), "1 held, next: send proposal Fri")
	h := f.lead()
	if h.State != handoff.Held || h.Step == nil || h.Step.What != "send proposal" || string(h.Step.Owner) != rep {
		t.Fatalf("%s, next step %+v: %s", h.State, h.Step, h.Why)
	}
	f.logRow()
	f.until("Thu 18:00")
	for _, m := range f.mails(rep) {
		if strings.Contains(m.Text, "Send proposal:") && strings.HasPrefix(m.Subject, "Today") {
			t.Errorf("in a Today before Friday:\n%s", m.Text)
		}
	}
	f.until("Fri 10:05")
	m := f.last1(rep, "Today")
	f.says(m, "Send proposal: Pat Kim", "next: WHAT DATE")
	t.Logf("Friday's Today:\n%s", m.Text)
}

// last1 is the newest mail of somebody whose subject has the words.
func (f *flow) last1(who, words string) *mail.Message {
	f.Helper()
	var found *mail.Message
	for _, raw := range f.raw(who) {
		if m := mail.Read(raw); strings.Contains(m.Subject, words) {
			found = m
		}
	}
	if found == nil {
		f.Fatalf("%s has no mail %q", who, words)
	}
	return found
}

// logMail shows a mail in the log of the test.
func (f *flow) logMail(who, words string) {
	f.Helper()
	m := f.last1(who, words)
	f.Logf("to %s: %s\n%s", who, m.Subject, m.Text)
}

// logRow shows the lead as `list --json` prints it.
func (f *flow) logRow() {
	f.Helper()
	set, err := templates.Load("")
	if err != nil {
		f.Fatal(err)
	}
	row, err := json.Marshal(view.RowOf(f.lead(), f.config, set.Reasons))
	if err != nil {
		f.Fatal(err)
	}
	if !strings.Contains(string(row), `"next_step":{"what":"send proposal","on":"2026-12-04T09:00:00+01:00"`) {
		f.Errorf("the row is %s", row)
	}
	f.Logf("%s", row)
}
