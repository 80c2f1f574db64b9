package engine

import (
	"context"
	"strings"
	"testing"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/handoff/store"
	"handoffd/mail"
)

// withCalendar gives rita a calendar.
func (o *office) withCalendar(s *shelf) {
	p := o.c.People["rita"]
	p.Calendars = []string{"shelf"}
	o.c.People["rita"] = p
	o.e.desk.Calendars = s
}

// reply answers a mail to where it says, with plain words.
func (o *office) reply(user string, m *mail.Message, text string) {
	o.t.Helper()
	o.now = o.now.Add(10 * time.Minute)
	o.send(user, mail.Draft{To: m.ReplyTo, Subject: "Re: " + m.Subject, InReplyTo: m.MessageID, Text: text})
	o.settle(0)
	o.settle(3 * time.Minute)
}

// latest is the newest mail of a user whose subject holds the words.
func (o *office) latest(user, subject string) *mail.Message {
	o.t.Helper()
	all := o.box(user)
	for i := len(all) - 1; i >= 0; i-- {
		if strings.Contains(all[i].Subject, subject) {
			return all[i]
		}
	}
	o.t.Fatalf("%s has no mail %q", user, subject)
	return nil
}

// brief is the newest mail of a user that tells all that is known of a lead.
func (o *office) brief(user string) *mail.Message {
	o.t.Helper()
	return o.latest(user, "New lead: ")
}

var wednesday = time.Date(2026, 11, 25, 15, 0, 0, 0, handoff.Location("Europe/Berlin"))

// TestAConflictIsSettledByReply goes the whole way by mail: a clash at intake, a slot chosen by its number, the lead
// taken, another time asked for in words, agreed by the prospect's plain yes, and a later conflict kept.
func TestAConflictIsSettledByReply(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	s := &shelf{busy: map[handoff.PersonID][]handoff.Taken{"rita": {{Span: calendar.Span{Start: wednesday,
		End: wednesday.Add(time.Hour)}, Key: "k1"}}}}
	o.withCalendar(s)
	o.send(quinn, mail.Draft{To: to(handoffAddress), Subject: "New lead", Text: goodBrief})
	o.settle(0)
	if h := o.one(); h.State != handoff.Draft || h.Clash == nil || len(o.box(rita))+len(o.box(pat)) > 0 {
		t.Fatalf("%s: %s", h.State, h.Why)
	}
	receipt := o.last(quinn)
	for _, want := range []string{"Rita Vance is busy Wed 25 Nov, 15:00–16:00 CET",
		"2. Wed 25 Nov, 10:30–11:00 CET (09:30–10:00 GMT for Rita Vance)"} {
		if !strings.Contains(receipt.Body, want) {
			t.Errorf("the receipt lacks %q:\n%s", want, receipt.Body)
		}
	}
	o.reply(quinn, receipt, "2\n\nThanks\nQuinn")
	h := o.one()
	if h.State != handoff.Offered || !h.Start.Equal(wednesday.Add(-4*time.Hour-30*time.Minute)) || h.Rep() != "rita" {
		t.Fatalf("%s at %s: %s", h.State, h.Start, h.Why)
	}

	intro := o.latest(rita, "Introduction")
	o.reply(rita, intro, "Hello Pat, I look forward to it.")
	o.now = o.now.Add(time.Minute)
	o.send(rita, mail.Draft{To: to(handoffAddress), Subject: "Accepted", Text: "yes",
		Calendar: o.answer(o.invitation(rita), rita, calendar.Accepted, "REPLY")})
	o.settle(0)
	if h = o.one(); h.State != handoff.Accepted {
		t.Fatalf("%s: %s", h.State, h.Why)
	}

	brief := o.latest(rita, "New lead")
	o.reply(rita, brief, "Sorry, could we do Thursday 26 November 13:00?")
	if h = o.one(); h.Moving == nil || h.Moving.Asked != handoff.RoleProspect {
		t.Fatalf("%s, moving %+v", h.State, h.Moving)
	}
	question := o.latest(pat, "Another time?")
	o.reply(pat, question, "Yes, that works for me.\n\nPat")
	thursday := time.Date(2026, 11, 26, 13, 0, 0, 0, handoff.Location("Europe/London"))
	if h = o.one(); h.State != handoff.Accepted || !h.Start.Equal(thursday) {
		t.Fatalf("%s at %s: moving %+v", h.State, h.Start, h.Moving)
	}
	if m := o.invitation(pat); !strings.Contains(m.Body, "Thu 26 Nov") {
		t.Errorf("the prospect has no update:\n%s", m.Body)
	}

	s.busy["rita"] = append(s.busy["rita"], handoff.Taken{Span: calendar.Span{Start: thursday,
		End: thursday.Add(time.Hour)}, Key: "k2"})
	for o.one().Clash == nil && o.one().Next.What == handoff.DueCheck {
		o.settle(o.one().Next.At.Sub(o.now))
	}
	o.reply(rita, o.latest(rita, "You have something else then"), "ignore that")
	if h = o.one(); h.Clash != nil || h.State != handoff.Accepted || len(h.Ignored) != 1 {
		t.Errorf("%s, clash %+v, ignored %v", h.State, h.Clash, h.Ignored)
	}
}

// TestAnUnverifiedProspectMovesNothing: the same yes without authentication is put to rep and qualifier.
func TestAnUnverifiedProspectMovesNothing(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.offered()
	o.now = o.now.Add(time.Hour)
	o.reply(rita, o.latest(rita, "New lead"), "move Thu 26 November 13:00")
	question := o.latest(pat, "Another time?")
	var raw strings.Builder
	for _, l := range []string{"From: pat@globex.example", "To: " + question.ReplyTo[1].Addr,
		"Subject: Re: Another time?", "Message-ID: <yes@globex.example>", "In-Reply-To: <" + question.MessageID + ">",
		"MIME-Version: 1.0", "Content-Type: text/plain", "", "Yes"} {
		raw.WriteString(l + "\r\n")
	}
	o.post(mallory, handoffAddress, []byte(strings.Replace(raw.String(), "To: ", "To: ", 1)))
	o.settle(3 * time.Minute)
	h := o.one()
	if h.Moving == nil || !h.Start.Equal(wednesday) {
		t.Fatalf("an unverified yes moved the meeting to %s", h.Start)
	}
	if h.Moving.Said != "yes" {
		t.Fatalf("the yes is not known: %+v", h.Moving)
	}
	o.reply(rita, o.latest(rita, "says yes"), "agree")
	if h = o.one(); h.Start.Equal(wednesday) || h.Moving != nil {
		t.Errorf("the rep confirms: %s, %+v", h.Start, h.Moving)
	}
}

// TestADeadCalendarIsToldAndOffered: whoever cannot be looked up is offered the lead with a note, in his turn.
func TestADeadCalendarIsToldAndOffered(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.withCalendar(&shelf{why: map[handoff.PersonID]string{"rita": "feed: HTTP 503"}})
	o.send(quinn, mail.Draft{To: to(handoffAddress), Subject: "New lead", Text: goodBrief})
	o.settle(0)
	if h := o.one(); h.State != handoff.Offered || h.Current().Note.Code == "" {
		t.Fatalf("%s: %s", h.State, h.Why)
	}
	if receipt := o.last(quinn); !strings.Contains(receipt.Body, "calendar not known: feed: HTTP 503") {
		t.Errorf("the receipt says nothing of it:\n%s", receipt.Body)
	}
}

// TestAReplayNeedsNoCalendars: what was looked up is kept with each fact, so that deciding it again gives the same.
func TestAReplayNeedsNoCalendars(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.withCalendar(&shelf{busy: map[handoff.PersonID][]handoff.Taken{"rita": {{Span: calendar.Span{Start: wednesday,
		End: wednesday.Add(time.Hour)}, Key: "k1"}}}})
	o.send(quinn, mail.Draft{To: to(handoffAddress), Subject: "New lead", Text: goodBrief})
	o.settle(0)
	o.reply(quinn, o.last(quinn), "keep the time")
	was := o.one()
	if was.State != handoff.Offered {
		t.Fatalf("%s: %s", was.State, was.Why)
	}
	var h handoff.Handoff
	err := o.store.View(t.Context(), func(tx *store.Tx) error {
		facts, err := tx.Facts(was.ID)
		for _, f := range facts {
			h = handoff.Decide(h, f.Fact, handoff.Env{Now: f.Now, Config: o.c, Load: f.Load, Lookups: f.Lookups}).Handoff
		}
		return err
	})
	if err != nil || h.State != was.State || h.Version != was.Version || (h.Clash == nil) != (was.Clash == nil) {
		t.Errorf("replayed to %s version %d, was %s version %d: %v", h.State, h.Version, was.State, was.Version, err)
	}
}

// shelf is a set of calendars in memory.
type shelf struct {
	busy map[handoff.PersonID][]handoff.Taken
	why  map[handoff.PersonID]string // unreadable
}

func (s *shelf) Busy(_ context.Context, p handoff.Person, from, to time.Time) handoff.Calendar {
	c := handoff.Calendar{From: from, To: to, Busy: s.busy[p.ID]}
	if why := s.why[p.ID]; why != "" {
		c.Unknown = []handoff.Reason{{Text: why}}
	}
	return c
}
