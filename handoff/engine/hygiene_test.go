package engine

import (
	"slices"
	"strings"
	"testing"
	"time"

	"handoffd/calendar"
	"handoffd/calendar/graph/graphtest"
	"handoffd/handoff"
	"handoffd/handoff/report"
	"handoffd/handoff/store"
	"handoffd/mail"
	"handoffd/mail/imap"
)

// untidy is an office whose rep's calendar holds phantoms: it is Monday 08:00 in London, where she is.
func untidy(t *testing.T) (*office, *graphtest.Server) {
	o := newOffice(t)
	o.c.CalendarMail = true
	s := o.exchange()
	o.diaries(s, "rita")
	for _, e := range []graphtest.Entry{
		{UID: "u1", Title: "Canceled: Budget of Project Heron", Start: o.now.Add(25 * time.Hour),
			End: o.now.Add(27 * time.Hour)},
		{UID: "u2", Title: "Birthday Aunt Dora", AllDay: true, Start: time.Date(2026, 11, 26, 0, 0, 0, 0, time.UTC),
			End: time.Date(2026, 11, 27, 0, 0, 0, 0, time.UTC)},
		{UID: "u3", Title: "Team meeting", Start: o.now.Add(28 * time.Hour), End: o.now.Add(29 * time.Hour)},
	} {
		s.Plant(rita, e)
	}
	return o, s
}

// weeklies are the mails of the week that somebody got.
func (o *office) weeklies(user string) []*mail.Message {
	return slices.DeleteFunc(o.box(user), func(m *mail.Message) bool { return !strings.HasPrefix(m.Subject, "Your week: ") })
}

// monday has the calendars read for the mails of the week, and these go out at nine.
func (o *office) monday() {
	o.settle(0)
	o.settle(time.Hour)
}

// raw is the last mail of a user as it came in.
func (o *office) raw(user string) string {
	o.t.Helper()
	b := imap.Open(o.imap(user))
	defer b.Close()
	batch, err := b.Poll(o.t.Context(), imap.Cursor{})
	if err != nil || len(batch.Mails) == 0 {
		o.t.Fatalf("%s has no mail: %v", user, err)
	}
	return string(batch.Mails[len(batch.Mails)-1].Raw)
}

func TestWeeklyMail(t *testing.T) {
	t.Parallel()
	o, _ := untidy(t)
	o.settle(0)
	if n := len(o.weeklies(rita)); n != 0 {
		t.Errorf("%d mails before nine", n)
	}
	o.monday()
	got := o.weeklies(rita)
	if len(got) != 1 {
		t.Fatalf("%d mails to the rep", len(got))
	}
	m := got[0]
	for _, want := range []string{"1. Canceled: Budget of Project Heron", "2. Birthday Aunt Dora", "Together: 10 h"} {
		if !strings.Contains(m.Body, want) {
			t.Errorf("it lacks %q:\n%s", want, m.Body)
		}
	}
	if strings.Contains(m.Body, "Team meeting") {
		t.Error("an appointment is told as a phantom")
	}
	if head := o.raw(rita); !strings.Contains(head, "Auto-Submitted: auto-generated") ||
		!strings.Contains(head, "List-Id: ") || !strings.Contains(head,
		"<mailto:"+handoffAddress+"?subject=stop%20calendar%20mail>") || !strings.Contains(head, "text/html") {
		t.Errorf("headers:\n%.1500s", head)
	}
	sum := o.weeklies(mara)
	if len(sum) != 1 || !strings.Contains(sum[0].Body, "Together: 10 h") || strings.Contains(sum[0].Body, "Rita") || strings.Contains(sum[0].Body, "Heron") ||
		strings.Contains(sum[0].Body, "Dora") {
		t.Fatalf("to the manager: %d mails\n%s", len(sum), sum[0].Body)
	}
	// once a week, also after a restart
	for range 16 {
		o.settle(3 * time.Hour)
		o.restart(nil)
		o.settle(0)
	}
	if n, k := len(o.weeklies(rita)), len(o.weeklies(mara)); n != 1 || k != 1 {
		t.Errorf("in the same week %d and %d mails", n, k)
	}
	o.settle(time.Date(2026, 11, 30, 8, 30, 0, 0, o.now.Location()).Sub(o.now))
	o.monday()
	if n := len(o.weeklies(rita)); n != 1 {
		t.Errorf("%d mails, though by then nothing is left to tell", n)
	}
}

func TestWeeklyMailNotSent(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*office){
		"off":                 func(o *office) { o.c.CalendarMail = false },
		"before eight":        func(o *office) { o.now = o.now.Add(-time.Minute) },
		"after hours":         func(o *office) { o.now = o.now.Add(12 * time.Hour) },
		"late in the week":    func(o *office) { o.now = o.now.AddDate(0, 0, 3) },
		"a trial without her": func(o *office) { o.c.Trial = []string{quinn, mara} },
		"free and busy only": func(o *office) {
			o.e.Calendars = &shelf{}
		},
	} {
		o, _ := untidy(t)
		change(o)
		o.restart(nil)
		o.monday()
		if n := len(o.weeklies(rita)); n != 0 {
			t.Errorf("%s: %d mails", name, n)
		}
		for _, m := range o.box(mara) {
			if strings.Contains(m.Body, "Heron") || strings.Contains(m.Body, "Dora") {
				t.Errorf("%s: somebody else reads a title", name)
			}
		}
	}
}

// A trial that begins while the mail waits does not send it to the admin.
func TestWeeklyMailIsForItsReaderAlone(t *testing.T) {
	t.Parallel()
	o, _ := untidy(t)
	sender := o.e.Mail
	o.restart(func(p *Options) { p.Mail = nil })
	o.settle(0)
	o.c.Trial = []string{mara}
	o.restart(func(p *Options) { p.Mail = sender })
	o.monday()
	for _, m := range append(o.box(mara), o.box(rita)...) {
		if strings.Contains(m.Body, "Heron") {
			t.Errorf("told in a trial: %s", m.Subject)
		}
	}
}

func TestAnswersToTheWeeklyMail(t *testing.T) {
	t.Parallel()
	o, s := untidy(t)
	o.monday()
	weekly := o.weeklies(rita)[0]
	answer := func(from, text string) {
		o.now = o.now.Add(10 * time.Minute)
		o.send(from, mail.Draft{To: to(handoffAddress), Subject: "Re: " + weekly.Subject, InReplyTo: weekly.MessageID,
			Text: text})
		o.settle(0)
	}
	answer(rita, "hm?")
	if m := o.last(rita); !strings.Contains(m.Body, "ignore 1") {
		t.Errorf("what could not be obeyed got %q", m.Body)
	}
	answer(mara, "ignore 1")
	answer(rita, "ignore 1\nkeep 2")
	if m := o.last(rita); !strings.Contains(m.Body, "No. 1 never counts as busy time") ||
		!strings.Contains(m.Body, "No. 2 counts as an appointment") {
		t.Errorf("the echo: %s", m.Body)
	}
	if len(o.all()) != 0 {
		t.Fatal("an answer became a lead")
	}
	c := o.e.Calendars.Busy(t.Context(), o.c.Person("rita"), o.now, o.now.AddDate(0, 0, 7))
	held := func(all []handoff.Taken, uid string) bool {
		return slices.ContainsFunc(all, func(b handoff.Taken) bool { return b.Key == handoff.EventKey(uid) })
	}
	if held(c.Busy, "u1") || held(c.Soft, "u1") || !held(c.Busy, "u2") || !held(c.Busy, "u3") {
		t.Errorf("busy %+v, soft %+v", c.Busy, c.Soft)
	}
	var said map[string]string
	if err := o.store.View(t.Context(), func(tx *store.Tx) (err error) {
		said,
			err = tx.Said("mara")
		return err
	}); err != nil || len(said) > 0 {
		t.Errorf("the manager spoke for the rep: %v %v", said, err)
	}
	h, err := o.e.Week().Inspect(t.Context(), o.c.Person("rita"), o.now)
	if err != nil || !h.Clean() {
		t.Errorf("asked again: %+v %v", h.Found, err)
	}
	// no more of them
	s.Plant(rita, graphtest.Entry{UID: "u9", Title: "Canceled: x", Start: o.now.AddDate(0, 0, 8),
		End: o.now.AddDate(0, 0, 8).Add(time.Hour)})
	o.now = o.now.Add(10 * time.Minute)
	o.send(rita, mail.Draft{To: to(handoffAddress), Subject: "stop calendar mail",
		Text: "This message was sent by a mail program."})
	o.settle(0)
	o.settle(time.Date(2026, 11, 30, 8, 30, 0, 0, o.now.Location()).Sub(o.now))
	o.monday()
	if n := len(o.weeklies(rita)); n != 1 {
		t.Errorf("%d mails after stop", n)
	}
}

// Whatever is taken for a phantom: what is busy is told as busy or soft, and never gets lost.
func TestPhantomsAreNeverFree(t *testing.T) {
	t.Parallel()
	o, s := untidy(t)
	s.Plant(rita, graphtest.Entry{UID: "u4", Title: "Team meeting", Start: o.now.Add(28 * time.Hour),
		End: o.now.Add(29 * time.Hour)})
	s.Plant(rita, graphtest.Entry{UID: "u5", Title: "Vacation", AllDay: true,
		Start: time.Date(2026, 11, 27, 0, 0, 0, 0, time.UTC), End: time.Date(2026, 11, 28, 0, 0, 0, 0, time.UTC)})
	shown, c := o.e.Calendars.(Observer).Look(t.Context(), o.c.Person("rita"), o.now, o.now.AddDate(0, 0, 7))
	all := slices.Concat(c.Busy, c.Soft)
	n := 0
	for _, e := range shown[0].Schedule.Entries {
		if !e.Busy {
			continue
		}
		n++
		if !slices.ContainsFunc(all, func(b handoff.Taken) bool {
			return b.Span == calendar.Span{Start: e.Start, End: e.End} && b.Key == handoff.EventKey(e.UID)
		}) {
			t.Errorf("%s counts as free", e.UID)
		}
	}
	if n != 5 || len(c.Soft) != 3 {
		t.Errorf("%d entries, soft: %+v", n, c.Soft)
	}
	if !report.WeeklyAt(o.now, o.c.Clock("rita")).Now(o.now) {
		t.Error("the tests of this file begin when the mail is due")
	}
}

// Where phantoms block, the rep is asked about one, and says once and for all that it is none.
func TestIgnoreThatIsRemembered(t *testing.T) {
	t.Parallel()
	o, s := untidy(t)
	o.c.CalendarMail = false
	o.c.Teams[0].Policy.Phantoms = handoff.PhantomsBlock
	h := o.offered()
	o.settle(20 * time.Minute)
	s.Plant(rita, graphtest.Entry{UID: "u7", Title: "Canceled: Heron", Start: h.Start, End: h.End})
	s.Plant(rita, graphtest.Entry{UID: "u8", Title: "Dentist", Start: h.Start, End: h.End})
	o.settle(20 * time.Minute)
	if h = o.one(); h.Clash == nil {
		t.Fatalf("no clash: %v", h.Why)
	}
	o.reply(rita, o.last(rita), "ignore that")
	if h = o.one(); h.Clash != nil {
		t.Fatalf("still in the way: %+v", h.Clash)
	}
	c := o.e.Calendars.Busy(t.Context(), o.c.Person("rita"), h.Start, h.End)
	for _, b := range slices.Concat(c.Busy, c.Soft) {
		if b.Key == handoff.EventKey("u7") {
			t.Error("the phantom still counts")
		}
	}
	if !slices.ContainsFunc(c.Busy, func(b handoff.Taken) bool { return b.Key == handoff.EventKey("u8") }) {
		t.Error("an appointment that was ignored for one meeting does not count for others")
	}
}
