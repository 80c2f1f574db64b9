package render

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/handoff/view"
)

func TestGreetings(t *testing.T) {
	for name, want := range map[string]string{
		"Pat Kim": "Pat", "Kim, Pat": "Pat", "Dr. Pat Kim": "Dr. Pat Kim", "Herr Kim": "Herr Kim", "P. Kim": "P. Kim",
		"P Kim": "P Kim", "Pat": "Pat", "": "",
		"pat@globex.example": "", "  Pat\r\nKim ": "Pat", "\u202ePat": "Pat",
	} {
		if got := view.FirstName(name); got != want {
			t.Errorf("FirstName(%q) = %q, want %q", name, got, want)
		}
	}
}

// The end that the invite names is the one that the domain then holds the rep to.
func TestPromiseIsKept(t *testing.T) {
	for _, at := range []string{monday, "2026-11-20T16:47:31+01:00", "2026-11-24T12:10:59+01:00",
		"2026-11-21T03:00:00+01:00"} {
		w := newTale(t, at)
		w.offered()
		a := w.h.Current()
		s := w.last(handoff.PurposeInvite, "", string(a.Rep))
		if s.m.Told.IsZero() || !s.m.Told.Equal(a.Due) || s.m.Told.Second() != 0 {
			t.Errorf("%s: told %s, due %s", at, s.m.Told, a.Due)
		}
		rep := w.c.Person(a.Rep)
		until := text.Clock(a.Due, rep.Location())
		if text.DaysAhead(a.Due, w.now, rep.Location()) > 1 {
			until += " on " + text.Day(a.Due, w.now, rep.Location())
		}
		if body := takeApart(t, s.m.Raw).body["text/plain"]; !strings.Contains(body, until) {
			t.Errorf("%s: the mail does not name %s:\n%s", at, until, body)
		}
		if other := w.last(handoff.PurposeInvite, "", "pat@globex.example"); !other.m.Told.IsZero() {
			t.Errorf("%s: the prospect is promised %s", at, other.m.Told)
		}
	}
}

func TestReplyToAndThread(t *testing.T) {
	w := newTale(t, monday)
	w.reassigned()
	root := "<" + handoff.ThreadRoot(w.h, w.c) + ">"
	ids := map[string]bool{}
	for _, s := range w.sent {
		o := takeApart(t, s.m.Raw)
		thread := s.a.Purpose.Channel() == handoff.ChannelThread
		if got := strings.Contains(o.header.Get("References"), root); got != thread {
			t.Errorf("%s: in the prospect's thread: %t, want %t", s.a.Key(), got, thread)
		}
		replyTo := o.header.Get("Reply-To")
		if s.a.Purpose.Channel() == handoff.ChannelCalendar && replyTo != "" {
			t.Errorf("%s: Reply-To %s on a calendar mail", s.a.Key(), replyTo)
		}
		if s.a.Purpose.Channel() == handoff.ChannelInternal && strings.Contains(replyTo, "pat@") {
			t.Errorf("%s: a reply among colleagues would reach the prospect", s.a.Key())
		}
		if from := o.header.Get("From"); !strings.HasSuffix(from, "<handoff@acme.example>") ||
			s.m.From != "handoff@acme.example" {
			t.Errorf("%s: from %s", s.a.Key(), from)
		}
		person := thread || s.a.Purpose.Channel() == handoff.ChannelCalendar || s.a.Purpose == handoff.PurposeBrief
		if auto := o.header.Get("Auto-Submitted") != ""; auto == person || o.header.Get("Precedence") != "" {
			t.Errorf("%s: Auto-Submitted %t", s.a.Key(), auto)
		}
		if ids[s.m.MessageID] || "<"+s.m.MessageID+">" != o.header.Get("Message-ID") ||
			s.m.MessageID != handoff.MessageID(s.a, w.c) {
			t.Errorf("%s: message id %s", s.a.Key(), s.m.MessageID)
		}
		ids[s.m.MessageID] = true
	}
	plain := New(w.r.set, "none")
	for _, s := range w.sent {
		m, err := plain.Render(s.h, s.a, w.c, w.now, nil)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(takeApart(t, m.Raw).header.Get("Reply-To"), "+") {
			t.Errorf("%s: a plus address where the host has none", s.a.Key())
		}
	}
}

// copied is a lead that began with the qualifier's own mail to the prospect.
func (w *tale) copied() {
	b := w.brief()
	b.Origin, b.Subject, b.Thread, b.InThread = handoff.OriginCC, "Our call", []string{"first@acme.example"},
		[]string{"pat@globex.example"}
	w.tell(b)
}

func TestOwnIntroIsTheThread(t *testing.T) {
	w := newTale(t, monday)
	w.copied()
	o := takeApart(t, w.last(handoff.PurposeIntro, "", "rita").m.Raw)
	if got := o.header.Get("In-Reply-To"); got != "<first@acme.example>" ||
		!strings.HasPrefix(o.header.Get("References"), "<first@acme.example>") {
		t.Errorf("In-Reply-To %s, References %s", got, o.header.Get("References"))
	}
	if got := decodedHeader(t, o.header.Get("Subject")); got != "Re: Our call" {
		t.Errorf("subject %q", got)
	}
}

func TestTrial(t *testing.T) {
	w := newTale(t, monday)
	w.c.Trial = []string{"*@acme.example"}
	w.offered()
	for _, purpose := range []handoff.Purpose{handoff.PurposeIntro, handoff.PurposeInvite} {
		m := w.last(purpose, "", "pat@globex.example").m
		o := takeApart(t, m.Raw)
		if m.To != "root@acme.example" || o.header.Get("To") != `"Ruth Root" <root@acme.example>` ||
			o.header.Get("Cc")+o.header.Get("Reply-To") != "" {
			t.Errorf("%s: envelope %s, To %s, Cc %s, Reply-To %s", purpose, m.To, o.header.Get("To"), o.header.Get("Cc"),
				o.header.Get("Reply-To"))
		}
		banner := "Trial: this mail was meant for pat@globex.example"
		if !strings.HasPrefix(o.body["text/plain"], banner) || !strings.Contains(o.body["text/html"], banner) ||
			o.body["text/calendar"] != "" {
			t.Errorf("%s: no banner, or an invitation that the admin could answer", purpose)
		}
	}
	if m := w.last(handoff.PurposeInvite, "", "rita").m; m.To != "rita@acme.example" ||
		takeApart(t, m.Raw).body["text/calendar"] == "" {
		t.Errorf("the rep is within the trial and gets %s", m.To)
	}
	event, err := w.r.Event(w.h, w.c, w.now)
	if err != nil || len(event.Attendees) == 0 {
		t.Errorf("the event at a provider: %+v, %v", event, err)
	}
	for _, a := range event.Attendees { // as a calendar server would hold it, which writes to all of them
		if a.Address != "rita@acme.example" {
			t.Errorf("the event at a provider has %s", a.Address)
		}
	}
}

func TestEventOverItsLife(t *testing.T) {
	w := newTale(t, monday)
	w.offered()
	w.tell(&handoff.Answered{About: w.outside(), Attendee: "pat@globex.example", PartStat: calendar.Accepted, Sequence: 0})
	w.tell(&handoff.Assign{About: w.by("mia"), Rep: "bob"})
	w.tell(&handoff.Assign{About: w.by("mia"), Rep: "rita"})
	w.tell(&handoff.Accept{About: w.by("rita")})
	w.tell(&handoff.ReplyReported{About: w.by("rita")})
	uid, before := "", map[string]int{}
	for _, s := range w.sent {
		if s.a.Purpose.Channel() != handoff.ChannelCalendar {
			continue
		}
		c := strings.ReplaceAll(takeApart(t, s.m.Raw).body["text/calendar"], "\r\n ", "")
		line := func(name string) string {
			_, rest, _ := strings.Cut(c, "\r\n"+name)
			rest, _, _ = strings.Cut(rest, "\r\n")
			return rest
		}
		if uid == "" {
			uid = line("UID:")
		}
		var seq int
		if _, err := fmt.Sscan(line("SEQUENCE:"), &seq); err != nil || line("UID:") != uid || seq != s.a.Sequence {
			t.Errorf("%s: uid %s, sequence %q, want %s and %d", s.a.Key(), line("UID:"), line("SEQUENCE:"), uid, s.a.Sequence)
		}
		to := s.a.To.String()
		if last, known := before[to]; known && seq <= last {
			t.Errorf("%s: sequence %d after %d", s.a.Key(), seq, last)
		}
		before[to] = seq
		if s.a.Purpose == handoff.PurposeCancel && (strings.Contains(c, "STATUS:") || strings.Count(c, "ATTENDEE") != 1 ||
			line("METHOD:") != "CANCEL") {
			t.Errorf("%s: a withdrawal must name its guest alone and not cancel the event:\n%s", s.a.Key(), c)
		}
		if _, pat, _ := strings.Cut(c, "Pat Kim"); s.a.Purpose == handoff.PurposeUpdate &&
			!strings.Contains(c[:strings.Index(c, pat)+30], "PARTSTAT=ACCEPTED") {
			t.Errorf("%s: the prospect's answer is lost:\n%s", s.a.Key(), c)
		}
	}
	if before["rita"] < 2 || before["pat@globex.example"] < 2 {
		t.Errorf("sequences %v: the story did not swap twice", before)
	}
}

// A prospect who has heard of one change of rep reads of a new time without a name and without a place that would tell
// it, in no part of the mail.
func TestProspectReadsNoThirdName(t *testing.T) {
	w := newTale(t, monday)
	w.offered()
	for _, rep := range []handoff.PersonID{"bob", "ines"} {
		w.tell(&handoff.Assign{About: w.by("mia"), Rep: rep})
	}
	w.tell(&handoff.Move{About: w.by("quinn"), Start: w.h.Start.Add(time.Hour)})
	var last *sentMail
	for i := range w.sent {
		if s := &w.sent[i]; s.a.To.Address == "pat@globex.example" {
			last = s
		}
	}
	body := takeApart(t, last.m.Raw).body
	for kind, text := range body {
		if last.a.Purpose != handoff.PurposeUpdate || strings.Contains(text, "Ines") || strings.Contains(text, "ines") {
			t.Errorf("%s in %s:\n%s", last.a.Key(), kind, text)
		}
	}
	if !strings.Contains(body["text/plain"], "Your meeting with us is now on") {
		t.Errorf("%s", body["text/plain"])
	}
}

func TestDigest(t *testing.T) {
	var hs []handoff.Handoff
	var as []handoff.Action
	w := newTale(t, monday)
	for i, id := range []handoff.ID{"HO-7K3QX2", "HO-2MZ4TB", "HO-9QWX3C"} {
		each := newTale(t, monday)
		b := each.brief()
		b.ID, b.UID = id, b.UID+string(id)
		b.Prospects = []handoff.Contact{{Name: []string{"Pat Kim", "Lee Wong", "Sam Ortiz"}[i],
			Address: string('a'+rune(i)) + "@globex.example"}}
		each.tell(b)
		each.now = each.now.Add(time.Duration(3-i) * time.Hour)
		each.pass("2026-11-18T13:00:00+01:00")
		hs, as, w.now = append(hs, each.h), append(as, each.last(handoff.PurposeEscalation, "", "mia").a), each.now
	}
	m, err := w.r.Digest(hs, as, w.c, w.now)
	if err != nil {
		t.Fatal(err)
	}
	goldenMail(t, "digest.eml", m.Raw)
	goldenMail(t, "digest.txt", []byte(plainView(t, m)))
	hs[1].Assignments[0].Claim = &handoff.Claim{At: w.now.Add(-time.Hour), Until: w.now.Add(time.Hour), Said: "a train"}
	for _, two := range [][]int{{0, 1}, {1, 0}} { // what one of them alone can be answered stands there, with its id
		m, err := w.r.Digest([]handoff.Handoff{hs[two[0]], hs[two[1]]}, []handoff.Action{as[two[0]], as[two[1]]}, w.c, w.now)
		text := string(plainView(t, m))
		each := text[strings.LastIndex(text, "Possible for each"):]
		if err != nil || strings.Contains(each, "count it") || !strings.Contains(each, "assign NAME") ||
			!strings.Contains(text, "Possible here, too: `HO-2MZ4TB count it` and `HO-2MZ4TB drop it`.") {
			t.Errorf("%v: %v\n%s", two, err, text)
		}
	}
	hs[1].Assignments[0].Claim = nil
	if _, err := w.r.Digest(hs[:2], as, w.c, w.now); err == nil {
		t.Error("a digest of 2 handoffs and 3 actions was rendered")
	}
	as[1].To.Person = "max"
	if _, err := w.r.Digest(hs, as, w.c, w.now); err == nil {
		t.Error("a digest for two managers was rendered")
	}
	single, err := w.r.Digest(hs[:1], as[:1], w.c, w.now)
	if err != nil || single.MessageID != handoff.MessageID(as[0], w.c) {
		t.Errorf("a digest of one is not the escalation itself: %s, %v", single.MessageID, err)
	}
}

func BenchmarkRender(b *testing.B) {
	w := &tale{t: &testing.T{}, r: New(builtIn(), handoff.AddressingPlus), c: acme(),
		now: time.Date(2026, 11, 16, 9, 0, 0, 0, time.UTC)}
	w.tell(w.brief())
	for b.Loop() {
		for _, s := range w.sent {
			if _, err := w.r.Render(s.h, s.a, w.c, w.now, nil); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(b.N*len(w.sent))/b.Elapsed().Seconds(), "mails/s")
}

// TestHostedHurry: the event that a calendar server holds invites all who are asked at once, and the prospect with the
// one who accepts first.
func TestHostedHurry(t *testing.T) {
	t.Parallel()
	w := newTale(t, "2026-11-24T12:10:00+01:00")
	w.c.Events = handoff.EventsHosted
	attendees := func() (out []string) {
		e, err := w.r.Event(w.h, w.c, w.now)
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range e.Attendees {
			out = append(out, a.Address)
		}
		slices.Sort(out)
		return out
	}
	w.hurried()
	if got, want := attendees(), []string{"bob@acme.example", "ines@acme.example", "rita@acme.example"}; !slices.Equal(got,
		want) {
		t.Errorf("before: %v", got)
	}
	w.answer("ines", calendar.Accepted, "")
	if got, want := attendees(), []string{"ines@acme.example", "pat@globex.example"}; !slices.Equal(got, want) {
		t.Errorf("after: %v", got)
	}
}
