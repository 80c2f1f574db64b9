package main

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"handoffd/calendar"
	"handoffd/calendar/calendartest"
	"handoffd/calendar/ics"
	"handoffd/cmd/handoffd/app"
	"handoffd/cmd/handoffd/demo"
	"handoffd/cmd/handoffd/hosttest"
	"handoffd/handoff"
	"handoffd/handoff/engine"
	"handoffd/handoff/store"
	"handoffd/mail"
	"handoffd/mail/smtp"
)

// dayFile is the config of an office that keeps all its calendars on one CalDAV server.
const dayFile = `
admin       = "mara"
authserv_id = "mx.acme.example"
address     = { email = "handoff@acme.example", name = "Acme Handoff" }
imap        = { addr = "imap.acme.example:993", username = "handoff@acme.example", password_env = "HANDOFFD_DAY" }
smtp        = { addr = "smtp.acme.example:465", tls = "tls", username = "handoff@acme.example",
                password_env = "HANDOFFD_DAY" }
defaults    = { zone = "Europe/Berlin", hours = "Mon-Fri 09:00-17:00" }
person      = [
  { id = "quinn", name = "Quinn Ames", email = "quinn@acme.example" },
  { id = "rita", name = "Rita Vance", email = "rita@acme.example", zone = "Europe/London", night = true,
    link = "https://meet.acme.example/rita",
    calendars = [{ kind = "caldav", url = "CALENDAR OF rita@acme.example", username = "rita@acme.example",
      password_env = "HANDOFFD_DAY", blocks = true }] },
  { id = "ben", name = "Ben Ortiz", email = "ben@acme.example", link = "https://meet.acme.example/ben",
    calendars = [{ kind = "caldav", url = "CALENDAR OF ben@acme.example", username = "ben@acme.example",
      password_env = "HANDOFFD_DAY", blocks = true }] },
  { id = "mara", name = "Mara Lindt", email = "mara@acme.example" },
]

[[team]]
name       = "sales"
qualifiers = ["quinn"]
reps       = ["rita", "ben"]
managers   = ["mara"]
[team.policy]
on_conflict = "ask"

[calendar]
provider     = "caldav"
url          = "CALENDAR OF handoff@acme.example"
username     = "handoff@acme.example"
password_env = "HANDOFFD_DAY"
`

// day is a service on a clock that the test moves, with calendars on a real server, and its mail on that server too if
// it has mailboxes, else in the process.
type day struct {
	*testing.T
	clock    *demo.Clock
	dav      *calendartest.DAV
	host     dayHost
	boxes    map[string]*dayBox
	store    *store.Store
	engine   *engine.Engine
	database string
	told     map[string]int      // how many mails of each box are in the timeline
	shown    map[string][]string // what each calendar showed last
	sent     int
}

var dayPeople = []string{"handoff@acme.example", "quinn@acme.example", "rita@acme.example",
	"ben@acme.example", "mara@acme.example", "pat@globex.example"}

func newDay(t *testing.T, dav *calendartest.DAV) *day {
	d := &day{T: t, clock: demo.NewClock(demo.Start()), dav: dav, boxes: map[string]*dayBox{},
		told: map[string]int{}, shown: map[string][]string{}}
	config := dayFile
	if dav.IMAP == "" {
		d.mailInProcess()
	} else {
		d.mailOnServer()
		config = "border = \"" + hosttest.Hostname + "\"\n" + config
	}
	for _, who := range []string{"handoff@acme.example", "rita@acme.example", "ben@acme.example"} {
		d.dav.MakeCalendar(t, who, "work")
		config = strings.ReplaceAll(config, "CALENDAR OF "+who, d.dav.URL+d.path(who))
	}
	dir := t.TempDir()
	file := filepath.Join(dir, "config.toml")
	if err := os.WriteFile(file, []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	d.serve(file)
	return d
}

// path is where somebody's calendar is on the server.
func (d *day) path(who string) string { return d.dav.Path(who, "work") }

// serve opens the service as `serve` does, but for the clock and the way to the mail host.
func (d *day) serve(file string) {
	d.Helper()
	a, err := open(d.Context(), file, app.Serving, app.Options{Accounts: d.host, Since: time.Unix(0, 0), Now: d.clock.Now,
		Tune: func(o *engine.Options) {
			o.Sources[0].Mailbox = hosttest.Arriving{Mailbox: o.Sources[0].Mailbox, Now: d.clock.Now}
		}})
	if err != nil {
		d.Fatal(err)
	}
	d.Cleanup(a.Close)
	d.store, d.engine, d.database = a.Store, a.Engine, a.Config.Database
}

func (d *day) box(who string) (out []*mail.Message) {
	d.Helper()
	for _, raw := range d.raw(who) {
		out = append(out, mail.Read(raw))
	}
	return out
}

// mail is the newest mail of handoffd to somebody whose subject holds the words.
func (d *day) mail(who, subject string) *mail.Message {
	d.Helper()
	var subjects []string
	for _, m := range slices.Backward(d.box(who)) {
		if strings.Contains(m.Subject, subject) && strings.HasPrefix(m.From.Addr, "handoff") {
			return m
		}
		subjects = append(subjects, m.Subject)
	}
	d.Fatalf("%s has no mail %q, but %q; the lead: %+v", who, subject, subjects, d.lead())
	return nil
}

// lead is the only handoff.
func (d *day) lead() (h handoff.Handoff) {
	d.Helper()
	err := d.store.View(d.Context(), func(tx *store.Tx) error {
		all, err := tx.List(store.Filter{})
		if len(all) > 0 {
			h = all[0]
		}
		if len(all) > 1 {
			err = fmt.Errorf("%d handoffs of one brief", len(all))
		}
		return err
	})
	if err != nil {
		d.Fatal(err)
	}
	return h
}

// pass lets time go by, in steps, and tells what happens.
func (d *day) pass(t time.Duration) {
	d.Helper()
	for end := d.clock.Now().Add(t); ; {
		if err := d.engine.Settle(d.Context()); err != nil {
			d.Fatal(err)
		}
		d.settled()
		d.watch()
		if !d.clock.Now().Before(end) {
			return
		}
		next := d.clock.Now().Add(max(5*time.Minute, t/60))
		if next.After(end) {
			next = end
		}
		d.clock.Jump(next)
	}
}

// settled waits until all mail that was handed over lies in mailboxes.
func (d *day) settled() {
	d.Helper()
	if err := d.host.settled(d.Context()); err != nil {
		d.Fatal(err)
	}
}

// tell is a line of the timeline.
func (d *day) tell(format string, args ...any) {
	d.Helper()
	d.Logf("%s  %s", d.clock.Now().In(demo.Start().Location()).Format("Mon 15:04"), fmt.Sprintf(format, args...))
}

// watch tells of new mails and of what changed in calendars.
func (d *day) watch() {
	d.Helper()
	for _, who := range dayPeople[1:] {
		all := d.box(who)
		for _, m := range all[d.told[who]:] {
			if strings.HasPrefix(m.From.Addr, "handoff") {
				d.tell("handoffd → %-18s %s", who, m.Subject)
			}
		}
		d.told[who] = len(all)
	}
	for _, who := range []string{"handoff@acme.example", "rita@acme.example", "ben@acme.example"} {
		var now []string
		for _, e := range d.events(who) {
			at := e.Start.In(demo.Start().Location()).Format("Mon 15:04")
			now = append(now, fmt.Sprintf("%s %s %s", at, e.Summary, strings.Join(attendees(e), " ")))
		}
		slices.Sort(now)
		for _, e := range d.shown[who] {
			if !slices.Contains(now, e) {
				d.tell("   calendar of %s: − %s", who, e)
			}
		}
		for _, e := range now {
			if !slices.Contains(d.shown[who], e) {
				d.tell("   calendar of %s: + %s", who, e)
			}
		}
		d.shown[who] = now
	}
}

// events are what stands in somebody's calendar.
func (d *day) events(who string) []calendar.Event {
	d.Helper()
	var all []calendar.Event
	for _, text := range d.dav.Objects(d, d.path(who)) {
		m, _, err := ics.Decode([]byte(text))
		if err != nil {
			d.Fatal(err)
		}
		all = append(all, m.Events...)
	}
	return slices.DeleteFunc(all, func(e calendar.Event) bool { return e.Status == "CANCELLED" })
}

// event is the one with the UID in somebody's calendar; false: there is none.
func (d *day) event(who, uid string) (calendar.Event, bool) {
	d.Helper()
	for _, e := range d.events(who) {
		if e.UID == uid {
			return e, true
		}
	}
	return calendar.Event{}, false
}

func attendees(e calendar.Event) (out []string) {
	for _, a := range e.Attendees {
		out = append(out, a.Address)
	}
	slices.Sort(out)
	return out
}

// write sends a mail of somebody.
func (d *day) write(who string, m mail.Draft) {
	d.Helper()
	d.sent++
	m.From, m.Date, m.MessageID = mail.Address{Addr: who}, d.clock.Now(), fmt.Sprintf("%d.%s", d.sent, who)
	raw, err := mail.Compose(m)
	if err != nil {
		d.Fatal(err)
	}
	out := smtp.New(d.host.smtp(who))
	defer out.Close()
	for _, to := range append(m.To, m.Cc...) {
		if err := out.Send(d.Context(), who, to.Addr, raw); err != nil {
			d.Fatal(err)
		}
	}
	d.settled()
	said := strings.Join(strings.Fields(m.Text), " ")
	if m.Calendar != nil {
		said = m.Calendar.Method + " " + m.Subject
	}
	d.tell("%s: “%s”", who, said)
}

// reply answers a mail to where it says.
func (d *day) reply(who string, m *mail.Message, text string) {
	d.Helper()
	d.pass(5 * time.Minute)
	d.write(who, mail.Draft{To: repliesTo(m), Subject: "Re: " + m.Subject, InReplyTo: m.MessageID, Text: text})
	d.pass(5 * time.Minute)
}

var statOf = regexp.MustCompile(`PARTSTAT=[A-Z-]+`)

// accept is what a calendar program does: the invitation that came last goes into the calendar, and an answer to
// the organizer.
func (d *day) accept(who string) {
	d.Helper()
	invite := d.invitation(who)
	if who != "pat@globex.example" {
		whole := strings.ReplaceAll(string(invite.Calendars[0].Data), "\r\n ", "")
		text := statOf.ReplaceAllString(whole, "PARTSTAT=ACCEPTED")
		d.dav.Do(d, http.MethodPut, d.path(who)+"invited.ics", strings.Replace(text, "METHOD:REQUEST\r\n", "", 1))
	}
	d.answer(who, invite, calendar.Accepted, "REPLY", time.Time{})
	d.pass(5 * time.Minute)
}

func (d *day) invitation(who string) *mail.Message {
	d.Helper()
	for _, m := range slices.Backward(d.box(who)) {
		if m.Kind == mail.KindCalendarRequest {
			return m
		}
	}
	d.Fatalf("%s has no invitation", who)
	return nil
}

// answer is iMIP of a guest; a COUNTER proposes another start.
func (d *day) answer(who string, invite *mail.Message, p calendar.PartStat, method string, start time.Time) {
	d.Helper()
	m, _, err := ics.Decode(invite.Calendars[0].Data)
	if err != nil {
		d.Fatal(err)
	}
	e := m.Events[0]
	if method == "COUNTER" {
		e.Start, e.End = start, start.Add(e.End.Sub(e.Start))
	}
	e.Stamp, e.Attendees = d.clock.Now(), []calendar.Attendee{{Address: who, PartStat: p}}
	data, err := ics.Encode(calendar.Message{Method: method, Events: []calendar.Event{e}})
	if err != nil {
		d.Fatal(err)
	}
	d.write(who, mail.Draft{To: []mail.Address{{Addr: "handoff@acme.example"}}, Subject: string(p), Text: " ",
		Calendar: &mail.Calendar{Method: method, Data: data}})
}

// repliesTo is where an answer to a mail goes.
func repliesTo(m *mail.Message) []mail.Address {
	if len(m.ReplyTo) == 0 {
		return []mail.Address{m.From}
	}
	return m.ReplyTo
}
