package main

import (
	"strings"
	"testing"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/mail"
)

// away30 brings a lead to the question of flow 30: accepted by the rep, whose mailbox then says that they are away over
// the meeting.
func away30(f *flow) (rep string, question *mail.Message) {
	f.Helper()
	rep = f.offered()
	f.replyAll(rep, f.intro(rep), "Hello Pat, I look forward to meeting you.")
	f.answer(rep, proved, f.invitation(rep), rep, calendar.Accepted)
	f.pass(5 * time.Minute)
	f.news()
	f.automatic(rep, proved, "", "Automatic reply: Lead", awayUntil, autoReplied)
	f.pass(5 * time.Minute)
	f.came(rep+": Still yours?", "mara: Still with "+f.name(rep))
	if h := f.lead(); h.State != handoff.Accepted || string(h.Rep()) != rep || h.Next.Owner != "mara" ||
		h.Next.What != handoff.DueAway {
		f.Fatalf("%s with %s, next %+v: %s", h.State, h.Rep(), h.Next, h.Why)
	}
	return rep, f.mail("mara", "Still with")
}

// TestFlow30AnAbsenceOverAnAcceptedMeeting: the rep keeps it until rep or manager say otherwise, or nobody says
// anything in a manager's day; the prospect hears nothing before.
func TestFlow30AnAbsenceOverAnAcceptedMeeting(t *testing.T) {
	t.Parallel()
	t.Run("unanswered", func(t *testing.T) {
		f := newFlow(t)
		rep, q := away30(f)
		for _, want := range []string{"Please say by Tue 24 Nov", f.name(rep) + " still meets Pat Kim", "`keep`",
			"`reassign`",
			"Otherwise the next rep gets it.", "Pat Kim has not been told anything"} {
			if !strings.Contains(q.Text, want) {
				t.Errorf("the question lacks %q:\n%s", want, q.Text)
			}
		}
		f.automatic(rep, proved, f.mail(rep, "Still yours?").MessageID, "Automatic reply: Still yours?", awayUntil,
			autoReplied)
		f.until("Tue 08:55")
		f.expect()
		f.until("Tue 09:30")
		next := other(rep)
		f.came("quinn: Now with", rep+": CANCEL", next+": REQUEST", "mara: Now with", "pat: REQUEST")
		if h := f.lead(); h.State != handoff.Offered || string(h.Rep()) != next || h.Assignments[0].End != handoff.EndAway {
			t.Errorf("%s with %s: %s", h.State, h.Rep(), h.Why)
		}
	})
	t.Run("keep by the manager", func(t *testing.T) {
		f := newFlow(t)
		rep, q := away30(f)
		f.reply("mara", q, "keep")
		f.pass(5 * time.Minute)
		f.came("mara: Noted", rep+": It stays")
		f.automatic(rep, proved, f.mail(rep, "It stays").MessageID, "Automatic reply: It stays", awayUntil, autoReplied)
		f.until("Fri 14:00")
		f.expect("pat: See you soon?") // nothing was heard of the prospect
		if h := f.lead(); h.State != handoff.Accepted || string(h.Rep()) != rep {
			t.Errorf("%s with %s: %s", h.State, h.Rep(), h.Why)
		}
	})
	t.Run("reassign by the rep", func(t *testing.T) {
		f := newFlow(t)
		rep, _ := away30(f)
		f.reply(rep, f.mail(rep, "Still yours?"), "reassign")
		f.pass(5 * time.Minute)
		next := other(rep)
		f.came("quinn: Now with", rep+": Noted", rep+": CANCEL", next+": REQUEST", "mara: Now with",
			"pat: REQUEST")
		if h := f.lead(); h.State != handoff.Offered || string(h.Rep()) != next {
			t.Errorf("%s with %s: %s", h.State, h.Rep(), h.Why)
		}
	})
}
