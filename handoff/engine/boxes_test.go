package engine

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"handoffd/calendar"
	"handoffd/calendar/ics"
	"handoffd/cmd/handoffd/app/adapter"
	"handoffd/handoff"
	"handoffd/handoff/outbox"
	"handoffd/handoff/render"
	"handoffd/mail"
	"handoffd/mail/imap"
	"handoffd/mail/smtp"
)

const (
	usAddress = "handoff-us@acme.example"
	uma       = "uma@acme.example"
	ben       = "ben@acme.example"
	sam       = "sam@globex.example"
)

// addressed is a sender that notes in whose name mail was handed to it.
type addressed struct {
	outbox.Carrier
	from []string
}

func (a *addressed) Carry(ctx context.Context, i outbox.Item) (outbox.Receipt, error) {
	m := i.(*outbox.Mail)
	a.from = append(a.from, m.From, mail.Read(m.Raw).From.Addr)
	return a.Carrier.Carry(ctx, i)
}

// twoOffices is an office with a second handoff address: its team has a qualifier and a rep of its own, and Quinn is in
// both.
func twoOffices(t *testing.T) (o *office, first, second *addressed) {
	t.Helper()
	o = newOffice(t)
	o.c.Others = []handoff.Box{{Address: usAddress, Name: "Acme US"}}
	us := o.c.Teams[0]
	us.Name, us.Box, us.Qualifiers, us.Reps = "us", usAddress, []handoff.PersonID{"uma", "quinn"},
		[]handoff.PersonID{"ben"}
	o.c.Teams = append(o.c.Teams, us)
	for _, p := range []handoff.Person{{ID: "uma", Name: "Uma Reyes", Emails: []string{uma}},
		{ID: "ben", Name: "Ben Ortiz", Emails: []string{ben}}} {
		p.Zone, p.Hours, p.Link = "Europe/Berlin", handoff.OfficeHours(9, 17), "https://meet.acme.example/us"
		o.c.People[p.ID] = p
	}
	for _, a := range []string{usAddress, uma, ben} {
		o.server.AddUser(a, "pw")
	}
	var sources []Source
	for _, a := range []string{handoffAddress, usAddress} {
		box := imap.Open(o.imap(a))
		t.Cleanup(func() { _ = box.Close() })
		sources = append(sources, Source{Name: a, Address: a, Mailbox: adapter.IMAP(box)})
	}
	there := smtp.New(o.smtp(usAddress))
	t.Cleanup(func() { _ = there.Close() })
	first, second = &addressed{Carrier: o.e.Mail}, &addressed{Carrier: adapter.Mail(there)}
	options := o.e.Options
	options.Renderer, options.Sources, options.Mail, options.MailOf = render.New(builtIn(), "plus"), sources, first,
		map[string]outbox.Carrier{usAddress: second}
	e, err := New(t.Context(), options)
	if err != nil {
		t.Fatal(err)
	}
	o.e = e
	return o, first, second
}

// of is the one handoff of a team.
func (o *office) of(team string) handoff.Handoff {
	o.t.Helper()
	all := slices.DeleteFunc(o.all(), func(h handoff.Handoff) bool { return h.Team != team })
	if len(all) != 1 {
		o.t.Fatalf("team %s has %d handoffs, want one", team, len(all))
	}
	return all[0]
}

// intro is the mail in somebody's mailbox that the prospect has too.
func (o *office) intro(user string) *mail.Message {
	o.t.Helper()
	for _, m := range o.box(user) {
		if len(m.ReplyTo) > 1 && m.Kind != mail.KindCalendarRequest {
			return m
		}
	}
	o.t.Fatalf("%s has no intro", user)
	return nil
}

// both has a lead offered by each of the two teams.
func (o *office) both() {
	o.t.Helper()
	o.server.AddUser(sam, "pw")
	o.send(quinn, mail.Draft{To: to(handoffAddress), Subject: "Lead", Text: goodBrief})
	o.send(uma, mail.Draft{To: to(usAddress), Subject: "Lead", Text: strings.NewReplacer("Pat Kim <pat@globex.example>",
		"Sam Cho <sam@globex.example>", "Company: Globex", "Company: Initech").Replace(goodBrief)})
	o.settle(0)
	o.settle(3 * time.Minute)
	for _, team := range []string{"sales", "us"} {
		if h := o.of(team); h.State != handoff.Offered || h.Current().Opened.IsZero() {
			o.t.Fatalf("%s: %s, %s", team, h.State, h.Why)
		}
	}
}

func TestEachTeamWritesFromItsOwnAddress(t *testing.T) {
	t.Parallel()
	o, first, second := twoOffices(t)
	o.both()
	for _, s := range []struct {
		name    string
		sender  *addressed
		address string
		display string
		people  []string
	}{{"sales", first, handoffAddress, "Acme", []string{quinn, rita, pat}},
		{"us", second, usAddress, "Acme US", []string{uma, ben, sam}}} {
		if len(s.sender.from) != 2*5 || slices.ContainsFunc(s.sender.from, func(a string) bool { return a != s.address }) {
			t.Errorf("%s: the sender was handed mail from %v", s.name, s.sender.from)
		}
		for _, user := range s.people {
			for _, m := range o.box(user) {
				if m.From.Addr != s.address || !strings.HasSuffix(m.From.Name, s.display) {
					t.Errorf("%s: %s has a mail from %v: %s", s.name, user, m.From, m.Subject)
				}
				for _, a := range m.ReplyTo {
					if tag, own := handoff.CutTag(a.Addr, s.address); strings.HasPrefix(a.Addr, "handoff") && (!own || tag == "") {
						t.Errorf("%s: %s is asked to answer to %s: %s", s.name, user, a.Addr, m.Subject)
					}
				}
			}
		}
		invite, _, err := ics.Decode(o.invitation(s.people[1]).Calendars[0].Data)
		if err != nil {
			t.Fatal(err)
		}
		if got := invite.Events[0].Organizer.Address; got != s.address {
			t.Errorf("%s: the event is organized by %s", s.name, got)
		}
	}
}

func TestAReplyToEitherAddressIsFound(t *testing.T) {
	t.Parallel()
	replied := func(o *office, team string) bool {
		h := o.of(team)
		return slices.ContainsFunc(h.Current().Evidence,
			func(e handoff.Evidence) bool { return e.Kind == handoff.RequireReply })
	}
	for _, test := range []struct {
		name, team, rep, prospect string
		to                        func(intro *mail.Message) []mail.Address // beside the prospect
		threaded                  bool
	}{
		{"to its own address, by token alone", "us", ben, sam, func(m *mail.Message) []mail.Address { return m.ReplyTo },
			false},
		{"to its own address, in the thread", "us", ben, sam, func(*mail.Message) []mail.Address {
			return to(sam,
				usAddress)
		}, true},
		{"to the other address, in the thread", "us", ben, sam, func(*mail.Message) []mail.Address {
			return to(sam,
				handoffAddress)
		}, true},
		{"to the first address, by token alone", "sales", rita, pat,
			func(m *mail.Message) []mail.Address { return m.ReplyTo }, false},
		{"to the second address, in the thread", "sales", rita, pat,
			func(*mail.Message) []mail.Address { return to(pat, usAddress) }, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			o, _, _ := twoOffices(t)
			o.both()
			intro := o.intro(test.rep)
			d := mail.Draft{To: test.to(intro), Subject: "Re: " + intro.Subject, Text: "Hello, I look forward to it."}
			if test.threaded {
				d.InReplyTo = intro.MessageID
			}
			o.send(test.rep, d)
			o.settle(time.Minute)
			for _, team := range []string{"sales", "us"} {
				if got := replied(o, team); got != (team == test.team) {
					t.Errorf("%s: reply seen is %t: %s", team, got, o.of(team).Why)
				}
			}
		})
	}
}

func TestAnAnswerToTheSecondAddressIsAccepted(t *testing.T) {
	t.Parallel()
	o, first, second := twoOffices(t)
	o.both()
	intro := o.intro(ben)
	o.send(ben, mail.Draft{To: intro.ReplyTo, Subject: "Re: x", InReplyTo: intro.MessageID, Text: "Hello Sam."})
	o.send(ben, mail.Draft{To: to(usAddress), Subject: "Accepted", Text: "yes",
		Calendar: o.answer(o.invitation(ben), ben, calendar.Accepted, "REPLY")})
	o.settle(time.Minute)
	before, there := len(first.from), len(second.from)
	o.send(ben, mail.Draft{To: to(usAddress), Subject: "[" + string(o.of("us").ID) + "] status", Text: "status"})
	o.settle(time.Minute)
	if us, sales := o.of("us"), o.of("sales"); us.State != handoff.Accepted || sales.State != handoff.Offered {
		t.Errorf("us is %s, sales is %s", us.State, sales.State)
	}
	if len(first.from) != before || len(second.from) == there {
		t.Errorf("%d mails by the first sender and %d by the second say how it stands", (len(first.from)-before)/2,
			(len(second.from)-there)/2)
	}
}

func TestABriefBelongsToTheAddressItWasSentTo(t *testing.T) {
	t.Parallel()
	o, _, _ := twoOffices(t)
	o.send(uma, mail.Draft{To: to(handoffAddress), Subject: "Lead", Text: goodBrief})
	o.settle(0)
	if n := len(o.all()); n != 0 || len(o.held()) != 1 {
		t.Fatalf("%d handoffs, %d held: Uma is no qualifier of a team with the first address", n, len(o.held()))
	}
	// one mail to both teams is one handoff
	o.send(quinn, mail.Draft{To: to(handoffAddress, usAddress), Subject: "Lead", MessageID: "both@acme.example",
		Text: goodBrief})
	o.settle(0)
	o.settle(3 * time.Minute)
	if h := o.one(); h.State != handoff.Offered {
		t.Errorf("%s: %s", h.State, h.Why)
	}
}
