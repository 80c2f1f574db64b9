package engine

import (
	"context"
	"fmt"
	"hash/fnv"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"handoffd/calendar"
	"handoffd/calendar/ics"
	"handoffd/handoff"
	"handoffd/handoff/intake"
	"handoffd/handoff/outbox"
	"handoffd/handoff/render"
	"handoffd/handoff/store"
	"handoffd/mail"
)

// The model floor on which mails are counted.
const (
	floorQualifiers = 3
	floorReps       = 6
	floorLeads      = 6  // a working day: five a rep and week
	floorDays       = 10 // working days counted, after a week without
)

// floor is a team whose people do what people do, each lead in its own way, and the same at every run.
type floor struct {
	t     *testing.T
	e     *Engine
	store *store.Store
	c     *handoff.Config
	now   time.Time
	in    []intake.Fetched
	sent  []floorMail
	leads int
	done  map[string]bool // what each has done
	n     int
}

// floorMail is a mail that somebody got.
type floorMail struct {
	to      string
	at      time.Time
	subject string
	m       *mail.Message
}

// Floor as the mailbox of the service.

func (f *floor) Start(context.Context) (intake.Cursor, error)            { return "", nil }
func (f *floor) Since(context.Context, time.Time) (intake.Cursor, error) { return "", nil }
func (f *floor) Seen(context.Context, []string) error                    { return nil }
func (f *floor) Wait(ctx context.Context) error                          { <-ctx.Done(); return ctx.Err() }
func (f *floor) Close() error                                            { return nil }

func (f *floor) Poll(_ context.Context, after intake.Cursor) (intake.Batch, error) {
	n, _ := strconv.Atoi(string(after))
	return intake.Batch{Mails: f.in[n:], Cursor: intake.Cursor(strconv.Itoa(len(f.in)))}, nil
}

// Carry counts a mail.
func (f *floor) Carry(_ context.Context, i outbox.Item) (outbox.Receipt, error) {
	out := i.(*outbox.Mail)
	m := mail.Read(out.Raw)
	f.sent = append(f.sent, floorMail{out.To, f.now, m.Subject, m})
	return outbox.Receipt{}, nil
}

func floorConfig() *handoff.Config {
	c := killConfig("")
	c.People = map[handoff.PersonID]handoff.Person{}
	add := func(id handoff.PersonID, name string) handoff.PersonID {
		c.People[id] = handoff.Person{ID: id, Name: name, Emails: []string{string(id) + "@acme.example"},
			Zone:  "Europe/Berlin",
			Hours: handoff.OfficeHours(9, 17), Link: "https://meet.acme.example/" + string(id)}
		return id
	}
	c.WeeklyFigures = true
	t := &c.Teams[0]
	t.Qualifiers, t.Reps, t.Managers = nil, nil, []handoff.PersonID{add("mara", "Mara Lindt")}
	for i := range floorQualifiers {
		t.Qualifiers = append(t.Qualifiers, add(handoff.PersonID(fmt.Sprintf("quinn%d", i)),
			fmt.Sprintf("Quinn Ames%c", 'a'+i)))
	}
	for i := range floorReps {
		t.Reps = append(t.Reps, add(handoff.PersonID(fmt.Sprintf("rep%d", i)), fmt.Sprintf("Rita Vance%c", 'a'+i)))
	}
	if err := c.Seal(); err != nil {
		panic(err)
	}
	return c
}

func newFloor(t *testing.T) *floor {
	t.Helper()
	f := &floor{t: t, c: floorConfig(), done: map[string]bool{},
		now: time.Date(2026, 11, 23, 8, 30, 0, 0, handoff.Location("Europe/Berlin"))}
	st, err := store.Open(t.Context(), freshDatabase(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	f.store = st
	f.e, err = New(t.Context(), Options{Store: st, Config: f.c, Renderer: render.New(builtIn(), "plus"),
		Carriers: outbox.Carriers{Mail: f},
		Sources:  []Source{{Name: "inbox", Mailbox: f}}, Trust: mail.Trust{AuthservID: "mx.acme.example"},
		Since: time.Unix(0, 0),
		Now:   func() time.Time { return f.now }, Wait: func(ctx context.Context,
			_ time.Time) error {
			<-ctx.Done()
			return nil
		}})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// write puts a mail into the mailbox of the service.
func (f *floor) write(from string, d mail.Draft) {
	f.t.Helper()
	f.n++
	d.From, d.Date, d.MessageID = mail.Address{Addr: from}, f.now, fmt.Sprintf("f%d.%s", f.n, from)
	if len(d.To) == 0 {
		d.To = to(f.c.Address)
	}
	raw, err := mail.Compose(d)
	if err != nil {
		f.t.Fatal(err)
	}
	_, domain, _ := strings.Cut(from, "@")
	top := "Authentication-Results: mx.acme.example; dmarc=pass header.from=" + domain + "; spf=pass smtp.mailfrom=" + from + "\r\n"
	id := strconv.Itoa(len(f.in) + 1)
	f.in = append(f.in, intake.Fetched{ID: id, After: intake.Cursor(id), Arrived: f.now, Raw: append([]byte(top), raw...)})
}

// say writes words about a lead, by its id.
func (f *floor) say(who handoff.PersonID, h handoff.Handoff, words string) {
	f.write(string(who)+"@acme.example", mail.Draft{Subject: "[" + string(h.ID) + "]", Text: words})
}

// chance is a number below 100 that is always the same for the lead and the question.
func chance(h handoff.Handoff, question string) int {
	sum := fnv.New32a()
	fmt.Fprintf(sum, "%s/%s", h.Prospects[0].Address, question)
	return int(sum.Sum32()>>8) % 100
}

// once says whether a thing is done now, for the first time.
func (f *floor) once(h handoff.Handoff, what string) bool {
	key := string(h.ID) + " " + what
	was := f.done[key]
	f.done[key] = true
	return !was
}

// brief hands a lead over: one in five lacks something.
func (f *floor) brief(q handoff.PersonID) {
	f.leads++
	meeting := f.now
	for range 2 + f.leads%3 {
		for meeting = meeting.AddDate(0, 0, 1); meeting.Weekday() == time.Saturday || meeting.Weekday() == time.Sunday; {
			meeting = meeting.AddDate(0, 0, 1)
		}
	}
	meeting = time.Date(meeting.Year(), meeting.Month(), meeting.Day(), 10+f.leads%6, 0, 0, 0, f.now.Location())
	text := fmt.Sprintf("Contact: Pat Kim%d <pat@globex%d.example>\nCompany: Globex %d\nWhen: %s\nNeed: "+
		"quotes\nTimeframe: this quarter\n",
		f.leads, f.leads, f.leads, meeting.Format("Monday 2 January 2006 15:04"))
	if f.leads%5 > 0 {
		text += "Pain: lost deals\n"
	}
	f.write(string(q)+"@acme.example", mail.Draft{Subject: fmt.Sprintf("Globex %d", f.leads), Text: text})
}

// answer is what a calendar program sends for somebody.
func (f *floor) answer(who string, uid string, h handoff.Handoff, status calendar.PartStat) {
	ev := calendar.Event{UID: uid, Sequence: h.Sequence, Start: h.Start, End: h.End, Summary: "Meeting", Stamp: f.now,
		Organizer: calendar.Attendee{Address: f.c.Address}, Attendees: []calendar.Attendee{{Address: who, PartStat: status}}}
	data, err := ics.Encode(calendar.Message{Method: "REPLY", Events: []calendar.Event{ev}})
	if err != nil {
		f.t.Fatal(err)
	}
	f.write(who, mail.Draft{Subject: "Accepted: Meeting", Text: "Accepted.",
		Calendar: &mail.Calendar{Method: "REPLY", Data: data}})
}

// people does what people do at this hour about a lead.
func (f *floor) people(h handoff.Handoff) {
	waited := func(d time.Duration) bool { return f.now.Sub(h.Since) >= d }
	if way := chance(h, "status"); way < 35 && h.State == handoff.Offered && waited(time.Duration(way)*6*time.Minute) &&
		f.once(h, "status") {
		f.say(h.Qualifier, h, "status")
	}
	switch h.State {
	case handoff.Draft:
		if waited(40*time.Minute) && f.once(h, "complete") {
			f.say(h.Qualifier, h, "Pain: lost deals")
		}
	case handoff.Offered:
		f.offered(h, h.Current())
	case handoff.Escalated:
		if waited(90*time.Minute) && f.once(h, "assign"+strconv.Itoa(len(h.Assignments))) {
			free := slices.DeleteFunc(slices.Clone(f.c.Teams[0].Reps), func(id handoff.PersonID) bool { return id == h.Rep() })
			rep := f.c.Person(free[chance(h, "assigned")%len(free)])
			f.say("mara", h, "assign "+rep.Name)
		}
	case handoff.Returned:
		if waited(2*time.Hour) && f.once(h, "returned") {
			f.say(h.Qualifier, h, "nurture until 1 March 2027")
		}
	case handoff.Accepted:
		f.accepted(h)
	case handoff.Past:
		f.past(h)
	case handoff.Held:
		if chance(h, "opportunity") < 80 && waited(20*time.Hour) && f.once(h, "opportunity") {
			f.say(h.Rep(), h, "opportunity https://crm.acme.example/o/"+string(h.ID))
		}
	}
}

// offered: two thirds answer within the hour, some on the reminder, some never, and some say no.
func (f *floor) offered(h handoff.Handoff, a *handoff.Assignment) {
	if a == nil || a.Opened.IsZero() || h.Moving != nil {
		return
	}
	n := strconv.Itoa(a.N)
	way, open := chance(h, "way"+n), f.c.Clock(a.Rep).Between(a.Opened, f.now)
	rep := string(a.Rep) + "@acme.example"
	take := func() {
		if f.once(h, "take"+n) {
			f.write(rep, mail.Draft{To: to(h.Prospects[0].Address), Cc: to("handoff+" + h.Token + "@acme.example"),
				Subject: "Re: Introduction", Text: "Hello Pat, I look forward to it."})
			f.answer(rep, a.UID, h, calendar.Accepted)
		}
	}
	late := h.Start.Sub(f.now) < 3*time.Hour
	switch {
	case way < 68 && open >= 50*time.Minute, way < 84 && (open >= 6*time.Hour+30*time.Minute || late):
		take()
	case way >= 84 && way < 90 && open >= time.Hour && f.once(h, "no"+n):
		f.say(a.Rep, h, "decline travelling")
	case way >= 90 && way < 93 && open >= time.Hour && f.once(h, "reject"+n):
		f.say(a.Rep, h, "reject: budget")
	}
	f.prospect(h)
}

func (f *floor) accepted(h handoff.Handoff) {
	f.prospect(h)
	if h.Moving != nil && f.now.Minute() == 0 && f.once(h, "agree") {
		f.say(h.Rep(), h, "agree")
	}
	if a := h.Current(); len(a.Lacking()) > 0 && f.now.Sub(h.Since) > 2*time.Hour && f.once(h, "replied") {
		f.say(h.Rep(), h, "replied")
	}
}

// prospect: most accept, some write, one in ten wants another time.
func (f *floor) prospect(h handoff.Handoff) {
	a := h.Current()
	who := h.Prospects[0].Address
	if a == nil || f.now.Sub(a.Made) < 2*time.Hour || !f.now.Before(h.Start) {
		return
	}
	thread := f.answersTo(who, "handoff+"+h.Token+"@acme.example")
	switch way := chance(h, "prospect"); {
	case way < 60:
		if f.once(h, "prospect accepts") {
			f.answer(who, h.UID, h, calendar.Accepted)
		}
	case way < 75:
		if f.once(h, "prospect writes") {
			f.write(who, mail.Draft{To: thread, Subject: "Re: Introduction", Text: "Thanks. What should I prepare?"})
		}
	case way < 85:
		if other := h.Start.Add(24 * time.Hour); other.Weekday() != time.Saturday && h.State == handoff.Accepted &&
			f.once(h, "prospect moves") {
			f.write(who, mail.Draft{To: thread, Subject: "Re: Introduction",
				Text: "Sorry, could we do " + other.Format("Monday 2 January 15:04") + "?"})
		}
	}
}

// answersTo is whom a mail program writes to that answers the newest mail of the thread: the introduction names the rep
// and the thread, so that the rep gets the prospect's words from the prospect.
func (f *floor) answersTo(who, thread string) []mail.Address {
	for _, s := range slices.Backward(f.sent) {
		named := func(a mail.Address) bool { return a.Addr == thread }
		if s.to == who && slices.ContainsFunc(s.m.ReplyTo, named) {
			return s.m.ReplyTo
		}
	}
	return to(thread)
}

// past: the rep says in the morning how it went, or does not; then the qualifier may.
func (f *floor) past(h handoff.Handoff) {
	if h.Current() == nil || len(h.Verdicts) > 0 || f.now.Sub(h.Since) < 16*time.Hour {
		return
	}
	said := "held"
	if chance(h, "held") < 12 {
		said = "no-show"
	}
	way := chance(h, "says")
	switch {
	case way < 80 && f.once(h, "outcome"):
		f.say(h.Rep(), h, said)
	case way >= 80 && way < 92 && f.now.Sub(h.Since) > 30*time.Hour && f.once(h, "outcome"):
		f.say(h.Qualifier, h, said)
	}
}

func (f *floor) settle() {
	f.t.Helper()
	if err := f.e.Settle(f.t.Context()); err != nil {
		f.t.Fatal(err)
	}
}

// live lets the floor live until the instant, and gives each its turn every ten minutes of the day.
func (f *floor) live(until time.Time) {
	f.t.Helper()
	for f.now.Before(until) {
		if f.now.Hour() >= 9 && f.now.Hour() < 17 && f.now.Weekday() != time.Saturday && f.now.Weekday() != time.Sunday {
			if f.now.Minute() == 30 && f.now.Hour() < 9+floorLeads {
				f.brief(f.c.Teams[0].Qualifiers[f.leads%floorQualifiers])
			}
			for _, h := range f.open() {
				f.people(h)
			}
		}
		f.settle()
		next := f.now.Truncate(10 * time.Minute).Add(10 * time.Minute)
		if at, ok, err := f.e.Next(f.t.Context()); err != nil {
			f.t.Fatal(err)
		} else if ok && at.After(f.now) && at.Before(next) {
			next = at
		}
		f.now = next
	}
}

func (f *floor) open() []handoff.Handoff {
	f.t.Helper()
	var out []handoff.Handoff
	err := f.store.View(f.t.Context(), func(tx *store.Tx) (err error) {
		out,
			err = tx.List(store.Filter{Open: true})
		return err
	})
	if err != nil {
		f.t.Fatal(err)
	}
	slices.Reverse(out)
	return out
}

// floorRole is the part of an address on the floor.
func floorRole(address string) string {
	for _, role := range []string{"rep", "quinn", "mara"} {
		if strings.HasPrefix(address, role) {
			return map[string]string{"rep": "rep", "quinn": "qualifier", "mara": "manager"}[role]
		}
	}
	return ""
}

// floorBefore is what the same floor got before mails had a budget: measured with all of them live.
var floorBefore = map[string]float64{"rep": 7.8, "qualifier": 9.9, "manager": 2.3}

// floorMost is how many mails people are to get at most.
var floorMost = map[string]float64{"rep": 4, "qualifier": 6, "manager": 3}

// TestFloorMails counts the mails that each person gets a working day, and prints the table.
func TestFloorMails(t *testing.T) {
	if testing.Short() {
		t.Skip("counts three weeks of a floor; TestTheBudgetIsKept holds the rule")
	}
	t.Parallel()
	f := newFloor(t)
	begin := f.now.AddDate(0, 0, 7)
	f.live(begin)
	counted := len(f.sent)
	f.live(begin.AddDate(0, 0, 14))
	people := map[string]int{"qualifier": floorQualifiers, "rep": floorReps, "manager": 1}
	count, kinds := map[string]int{}, map[string]int{}
	for _, m := range f.sent[counted:] {
		if role := floorRole(m.to); role != "" {
			count[role]++
			kinds[role+": "+floorKind(m.subject)]++
		}
	}
	for _, k := range slices.Sorted(maps.Keys(kinds)) {
		t.Logf("%4d %s", kinds[k], k)
	}
	states := map[handoff.State]int{}
	for _, h := range f.all() {
		states[h.State]++
	}
	t.Logf("%d leads: %v", f.leads, states)
	t.Logf("%-10s %8s %8s %8s", "role", "before", "now", "at most")
	for _, role := range []string{"rep", "qualifier", "manager"} {
		now := float64(count[role]) / float64(floorDays*people[role])
		t.Logf("%-10s %8.1f %8.1f %8.1f", role, floorBefore[role], now, floorMost[role])
		if now > floorMost[role] {
			t.Errorf("a %s gets %.1f mails a working day, at most %.1f", role, now, floorMost[role])
		}
	}
}

func (f *floor) all() []handoff.Handoff {
	var out []handoff.Handoff
	err := f.store.View(f.t.Context(), func(tx *store.Tx) (err error) { out, err = tx.List(store.Filter{}); return err })
	if err != nil {
		f.t.Fatal(err)
	}
	return out
}

// floorKind is a subject without what names a lead.
func floorKind(subject string) string {
	_, kind, internal := strings.Cut(subject, "] ")
	if !internal {
		kind = subject
	}
	for _, mark := range []string{": ", "? ", " – ", ", "} {
		if before, _, ok := strings.Cut(kind, mark); ok && before != "Re" {
			kind = before
		}
	}
	return kind
}
