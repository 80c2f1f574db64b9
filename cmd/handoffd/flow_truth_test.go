package main

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"handoffd/calendar"
	"handoffd/calendar/ics"
	"handoffd/cmd/handoffd/hosttest"
	"handoffd/handoff"
	"handoffd/mail"
)

// begun is a lead whose brief and intros are out, and whose invitations wait for the calendars that add those of known
// senders only.
func (f *flow) begun() (rep string) {
	f.Helper()
	f.brief()
	f.pass(0)
	h := f.lead()
	if a := h.Current(); h.State != handoff.Offered || !a.Opened.IsZero() {
		f.Fatalf("the lead is not offered, or the invitation is out: %+v\n%s", h, f.news())
	}
	f.expectOf("pat", "Introduction")
	return string(h.Rep())
}

// expectOf fails unless the newest mails of somebody are these, each a beginning of method and subject as in news.
func (f *flow) expectOf(who string, want ...string) {
	f.Helper()
	all := f.mails(who)
	from := max(0, len(all)-len(want))
	for i, m := range all[from:] {
		subject := flowMark.ReplaceAllString(m.Subject, "")
		if len(m.Calendars) > 0 {
			subject = m.Calendars[0].Method + " " + subject
		}
		if !strings.HasPrefix(subject, want[i]) {
			f.Errorf("%s has %q, want %q", who, subject, want[i])
		}
	}
	if len(all) < len(want) {
		f.Errorf("%s has %d mails, want %q", who, len(all), want)
	}
}

// says fails unless the words of a mail hold all the given ones, and none that begin with "!".
func (f *flow) says(m *mail.Message, words ...string) {
	f.Helper()
	text := strings.Join(strings.Fields(m.Text), " ")
	for _, w := range words {
		w, not := strings.CutPrefix(w, "!")
		if strings.Contains(text, w) == not {
			f.Errorf("%q: %q should be there: %v\n%s", m.Subject, w, !not, m.Text)
		}
	}
}

// command answers the newest mail of the service to somebody with a command, which is done within the minute.
func (f *flow) command(who, text string) {
	f.Helper()
	all := f.mails(who)
	if len(all) == 0 {
		f.Fatalf("%s has no mail to answer", who)
	}
	m := all[len(all)-1]
	to := m.ReplyTo
	if len(to) == 0 {
		to = []mail.Address{m.From}
	}
	f.write(who, proved, mail.Draft{To: to, Subject: "Re: " + m.Subject, InReplyTo: m.MessageID,
		References: append(slices.Clone(m.References), m.MessageID), Text: text + history(m)})
	f.settle()
}

// TestFlow19AMoveBeforeTheInvitation: a time that changes before the invitation is out leaves the window whole, and the
// invitation is the first that anybody reads of the event.
func TestFlow19AMoveBeforeTheInvitation(t *testing.T) {
	f := newFlow(t)
	rep := f.begun()
	before := f.lead()
	f.news()
	f.command("quinn", "move Fri 16:00")
	f.pass(5 * time.Minute)
	h := f.lead()
	a := h.Current()
	if h.State != handoff.Offered || string(h.Rep()) != rep || h.Start.Equal(before.Start) || a.Opened.IsZero() {
		t.Fatalf("%s with %s at %s: %+v", h.State, h.Rep(), h.Start, a)
	}
	p := f.config.Person(a.Rep)
	if got, want := f.config.Clock(p.ID).Between(a.Opened, a.Due), f.config.Teams[0].Policy.Window; got != want {
		t.Errorf("the window is %s of working time, want %s", got, want)
	}
	f.says(f.mail(rep, "New lead: "), "The time has changed", "16:00")
	f.says(f.mail("pat", "Invitation: "), "This is the invitation", "The time has changed", "16:00", "!your answer stands")
	news := f.news()
	for who, n := range map[string]int{"quinn": 1, rep: 1, "pat": 1} {
		if got := strings.Count("\n"+news, "\n"+who+": "); got != n {
			t.Errorf("%s has %d mails, want %d:\n%s", who, got, n, news)
		}
	}
}

// heard fails unless the news are just these mails, by person, each a beginning of its line, in any order.
func (f *flow) heard(news string, want map[string][]string) {
	f.Helper()
	for _, who := range []string{"quinn", "rita", "ben", "pat"} {
		var got []string
		for line := range strings.SplitSeq(news, "\n") {
			if subject, of := strings.CutPrefix(line, who+": "); of {
				got = append(got, subject)
			}
		}
		slices.Sort(got) // mail servers keep no order
		slices.Sort(want[who])
		same := len(got) == len(want[who])
		for i := 0; same && i < len(got); i++ {
			same = strings.HasPrefix(got[i], want[who][i])
		}
		if !same {
			f.Errorf("%s got\n  %s\nwant\n  %s", who, strings.Join(got, "\n  "), strings.Join(want[who], "\n  "))
		}
	}
}

// swapped is what a swap before the invitation is out comes to, whatever brought it about: the prospect is introduced
// to the new rep in a mail that names the change, the first invitation is one, and who had the brief hears once that it
// went.
func (f *flow) swapped(rep, next string, more map[string][]string) {
	f.Helper()
	f.pass(10 * time.Minute)
	h := f.lead()
	if h.State != handoff.Offered || string(h.Rep()) != next || h.Current().Opened.IsZero() {
		f.Fatalf("%s with %s\n%s", h.State, h.Rep(), f.news())
	}
	was, is := f.config.Person(handoff.PersonID(rep)), f.config.Person(handoff.PersonID(next))
	f.says(f.intro("pat"), "A change on our side: "+is.Name+" of Acme will meet you instead of "+was.Name+".",
		"!can't make it", "this mail reaches both of you")
	f.says(f.intro(next), "will meet you instead of "+was.Name, "this mail reaches both of you")
	f.says(f.mail("pat", "Invitation: "), "This is the invitation to your meeting with "+is.Name, "!your answer stands",
		"!"+was.Name)
	want := map[string][]string{"pat": {"Introduction", "REQUEST Invitation"},
		next: {"Introduction", "REQUEST New lead"}}
	for who, subjects := range more {
		want[who] = subjects
	}
	f.heard(f.news(), want)
}

func TestFlow15ASwapBeforeTheInvitation(t *testing.T) {
	t.Parallel()
	t.Run("the qualifier names another rep", func(t *testing.T) {
		f := newFlow(t)
		rep := f.begun()
		f.news()
		next := other(rep)
		f.command("quinn", "rep "+f.config.Person(handoff.PersonID(next)).Name)
		f.swapped(rep, next, map[string][]string{rep: {"Now with"}, "quinn": {"Noted"}})
		f.says(f.mail(rep, "Now with"), "has Pat Kim (Globex) now", "nothing left to do for you")
	})
	t.Run("the rep is out of office", func(t *testing.T) {
		f := newFlow(t)
		rep := f.begun()
		f.news()
		f.away(rep, "I am out of office until 7 December 2026.")
		f.swapped(rep, other(rep), map[string][]string{rep: {"Now with"}, "quinn": {"Now with"}})
	})
	t.Run("the introduction comes back", func(t *testing.T) {
		f := newFlow(t)
		rep := f.begun()
		f.news()
		f.bounce(rep)
		next := other(rep)
		f.pass(10 * time.Minute)
		if h := f.lead(); string(h.Rep()) != next {
			t.Fatalf("%s with %s\n%s", h.State, h.Rep(), f.news())
		}
		f.swapped(rep, next, map[string][]string{"quinn": {"Now with"}})
	})
}

// away is what a vacation program answers to the introduction.
func (f *flow) away(who, text string) {
	f.Helper()
	m := f.mail(who, "Introduction")
	raw, err := mail.Compose(mail.Draft{From: mail.Address{Addr: f.address(who)}, To: []mail.Address{m.From}, Auto: true,
		Subject: "Out of office: " + m.Subject, InReplyTo: m.MessageID, References: []string{m.MessageID},
		MessageID: "away." + m.MessageID, Date: f.clock.Now(), Text: text})
	if err != nil {
		f.Fatal(err)
	}
	raw = bytes.Replace(raw, []byte("auto-generated"), []byte("auto-replied"), 1)
	f.hand(f.address(who), proved, raw, f.config.Address)
	f.settle()
}

// bounce is what a mail server says of the introduction to somebody.
func (f *flow) bounce(who string) {
	f.Helper()
	f.bounceOf(who, f.mail(who, "Introduction"))
}

// bounceOf is what a mail server says of a mail to somebody.
func (f *flow) bounceOf(who string, m *mail.Message) {
	f.Helper()
	raw := "Message-ID: <bounce." + m.MessageID + ">\r\nDate: " + f.clock.Now().Format(time.RFC1123Z) +
		"\r\nFrom: Mail Delivery System <MAILER-DAEMON@acme.example>\r\nTo: " + m.From.Addr + "\r\nSubject: Undelivered " +
		"Mail Returned to Sender\r\n" +
		"Auto-Submitted: auto-replied\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n" +
		"--b\r\nContent-Type: text/plain\r\n\r\nno such user\r\n" +
		"--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; " + hosttest.Hostname +
		"\r\n\r\nFinal-Recipient: rfc822; " + f.address(who) +
		"\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 no such user\r\n\r\n" +
		"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <" + m.MessageID +
		">\r\nFrom: " + m.From.Addr + "\r\nTo: " + f.address(who) + "\r\n\r\n--b--\r\n"
	f.hand("", bare, []byte(raw), f.config.Address)
	f.settle()
}

// TestFlow16AnAnswerOfTheLastSecond: reply and acceptance come in at the very end of the window and are read after it
// has closed. Both count, whichever is read first; the rep has the lead again, and everybody who was told of the
// successor hears so once.
func TestFlow16AnAnswerOfTheLastSecond(t *testing.T) {
	t.Parallel()
	for _, first := range []string{"reply", "accept"} {
		t.Run(first+" first", func(t *testing.T) {
			f := newFlow(t)
			rep := f.offered()
			intro, invitation, due := f.intro(rep), f.invitation(rep), f.turn().Due
			f.pass(due.Sub(f.clock.Now()))
			next := other(rep)
			if h := f.lead(); string(h.Rep()) != next {
				t.Fatalf("the window has not closed: %s with %s", h.State, h.Rep())
			}
			reply := func() {
				f.write(rep, proved, mail.Draft{To: intro.ReplyTo, Subject: "Re: " + intro.Subject, InReplyTo: intro.MessageID,
					References: []string{intro.MessageID}, Text: "Hello Pat, I look forward to meeting you."})
				f.settle()
			}
			accept := func() {
				f.accepts(rep, invitation)
				f.settle()
			}
			f.news()
			if first == "reply" {
				reply()
				accept()
			} else {
				accept()
				reply()
			}
			h := f.lead()
			if h.State != handoff.Accepted || string(h.Rep()) != rep || len(h.Current().Lacking()) > 0 {
				t.Fatalf("%s with %s, lacking %v\n%s", h.State, h.Rep(), h.Current(), f.news())
			}
			f.pass(10 * time.Minute)
			news := f.news()
			for _, line := range []string{"Closed for you", "Too late"} {
				if strings.Contains(news, line) {
					t.Errorf("there is %q in\n%s", line, news)
				}
			}
			f.heard(news, map[string][]string{"quinn": {"Now with", "Accepted"}, rep: {"REQUEST Invitation"}, next: {}, // who has read nothing of it
				"pat": {"REQUEST Updated invitation"}})
			if m := f.invitation(rep); f.event(m).Attendees[1].PartStat != calendar.Accepted {
				t.Errorf("the invitation does not show the acceptance: %+v", f.event(m).Attendees)
			}
			f.says(f.mail("pat", "Updated invitation"), f.config.Person(handoff.PersonID(rep)).Name+" will meet you")
		})
	}
}

// accepts is an acceptance that arrives at this instant.
func (f *flow) accepts(who string, invite *mail.Message) {
	f.Helper()
	e := f.event(invite)
	e.Stamp, e.Attendees = f.clock.Now(), []calendar.Attendee{{Address: f.address(who), PartStat: calendar.Accepted}}
	data, err := ics.Encode(calendar.Message{Method: "REPLY", Events: []calendar.Event{e}})
	if err != nil {
		f.Fatal(err)
	}
	f.write(who, proved, mail.Draft{To: []mail.Address{{Addr: f.config.Address}}, Subject: "Accepted: " + e.Summary,
		Text: " ", Calendar: &mail.Calendar{Method: "REPLY", Data: data}})
}

// TestFlow29ALateAnswer: acceptance and reply come after the lead has gone to somebody else. The rep hears once that it
// was late and who has it.
func TestFlow29ALateAnswer(t *testing.T) {
	f := newFlow(t)
	rep := f.offered()
	intro, invitation := f.intro(rep), f.invitation(rep)
	f.pass(f.turn().Due.Sub(f.clock.Now()) + 20*time.Minute)
	next := other(rep)
	if h := f.lead(); string(h.Rep()) != next {
		t.Fatalf("the window has not closed: %s with %s", h.State, h.Rep())
	}
	name := f.config.Person(handoff.PersonID(next)).Name
	f.says(f.mail(rep, "Invitation withdrawn"), name+" has the meeting with Pat Kim now", "Your time ended on")
	f.news()
	f.answer(rep, proved, invitation, rep, calendar.Accepted)
	f.expect(rep + ": Too late")
	f.says(f.mail(rep, "Too late"), "your answer came too late", name+" has Pat Kim (Globex) now", "Your time ended on")
	f.replyAll(rep, intro, "Hello Pat, I look forward to meeting you.")
	f.answer(rep, proved, invitation, rep, calendar.Accepted)
	f.pass(10 * time.Minute)
	f.expect()
	if h := f.lead(); h.State != handoff.Offered || string(h.Rep()) != next || len(h.Current().Evidence) > 0 {
		t.Errorf("%s with %s: %+v", h.State, h.Rep(), h.Current())
	}
}

// TestFlow15TheProspectBouncesBeforeTheInvitation: the lead goes back, and the rep, who had no more than the brief and
// the introduction, hears so once.
func TestFlow15TheProspectBouncesBeforeTheInvitation(t *testing.T) {
	f := newFlow(t)
	rep := f.begun()
	f.news()
	f.bounceOf("pat", f.intro("pat"))
	f.pass(10 * time.Minute)
	if h := f.lead(); h.State != handoff.Returned {
		t.Fatalf("%s with %s\n%s", h.State, h.Rep(), f.news())
	}
	f.heard(f.news(), map[string][]string{rep: {"Now with Quinn"}, "quinn": {"Back to you", "Mail comes back"}})
	f.says(f.mail(rep, "Now with"), "Pat Kim (Globex) is back with Quinn", "nothing left to do")
}

// TestFlow15CalledOffBeforeTheInvitation: the prospect has read of the meeting in the introduction alone, and is told
// in that thread, once, that it does not take place.
func TestFlow15CalledOffBeforeTheInvitation(t *testing.T) {
	f := newFlow(t)
	rep := f.begun()
	f.news()
	f.command("quinn", "cancel")
	f.command("quinn", "cancel")
	f.pass(10 * time.Minute)
	if h := f.lead(); h.State != handoff.Closed {
		t.Fatalf("%s with %s\n%s", h.State, h.Rep(), f.news())
	}
	f.heard(f.news(), map[string][]string{rep: {"Called off"}, "pat": {"Called off"},
		"quinn": {"Noted", "Cancel the meeting?"}})
	f.says(f.mail("pat", "Called off"), "this meeting is called off", "!invitation is withdrawn")
}

// TestFlow17TakeByAManagerWithoutALink: the prospect is never sent to a place that there is not.
func TestFlow17TakeByAManagerWithoutALink(t *testing.T) {
	t.Parallel()
	unlinked := func(f *flow) {
		mara := f.config.People["mara"]
		mara.Link = ""
		f.config.People["mara"] = mara
	}
	t.Run("only the reps have one", func(t *testing.T) {
		f := newFlow(t, unlinked)
		rep := f.offered()
		f.byManager("take")
		f.pass(5 * time.Minute)
		if h := f.lead(); h.State != handoff.Offered || string(h.Rep()) != rep {
			t.Fatalf("%s with %s", h.State, h.Rep())
		}
		f.expect("mara: Where do you meet?")
		asked := f.mail("mara", "Where do you meet?")
		f.says(asked, "take LINK", "Pat Kim has not been told")
		f.reply("mara", asked, "take https://meet.acme.example/mara-room")
		f.pass(5 * time.Minute)
		if h := f.lead(); h.Rep() != "mara" {
			t.Fatalf("%s with %s", h.State, h.Rep())
		}
		m := f.mail("pat", "Updated invitation")
		f.says(m, "Mara Lindt will meet you", "shows the new place", "https://meet.acme.example/mara-room")
		if e := f.event(m); e.Location != "https://meet.acme.example/mara-room" {
			t.Errorf("the event is at %q", e.Location)
		}
	})
	t.Run("the brief has a place", func(t *testing.T) {
		f := newFlow(t, unlinked)
		f.offered("Place: Globex, 5th floor")
		f.byManager("take")
		f.pass(5 * time.Minute)
		if h := f.lead(); h.Rep() != "mara" {
			t.Fatalf("%s with %s\n%s", h.State, h.Rep(), f.news())
		}
		f.says(f.mail("pat", "Updated invitation"), "shows the new place", "Globex, 5th floor")
	})
}

// byManager is a command of the manager, who has had no mail about the lead: its id finds it.
func (f *flow) byManager(text string) {
	f.Helper()
	f.write("mara", proved, mail.Draft{To: []mail.Address{{Addr: f.config.Address}}, Text: text,
		Subject: "[" + string(f.lead().ID) + "] " + text})
	f.settle()
}
