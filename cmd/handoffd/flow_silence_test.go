package main

import (
	"slices"
	"strings"
	"testing"
	"time"

	"handoffd/calendar"
	"handoffd/calendar/ics"
	"handoffd/handoff"
	"handoffd/mail"
)

// mimePart is one MIME part of a mail that a test writes by hand.
func mimePart(kind, more, body string) string {
	return "--b\r\nContent-Type: " + kind + "\r\n" + more + "\r\n" + body + "\r\n"
}

// mixed sends a multipart mail of somebody in the thread that a mail of the service began.
func (f *flow) mixed(who string, m *mail.Message, to, text string, parts ...string) {
	f.Helper()
	f.sent++
	head := "From: " + f.address(who) + "\r\nTo: " + to + "\r\nSubject: Re: " + m.Subject + "\r\nDate: " + f.clock.Now().Format(time.RFC1123Z) +
		"\r\nMessage-ID: <mixed" + string(rune('a'+f.sent)) + f.suffix + "@globex.example>\r\nIn-Reply-To: <" + m.MessageID + ">\r\n" +
		"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
	raw := head + mimePart("text/plain; charset=utf-8", "", text) + strings.Join(parts, "") + "--b--\r\n"
	f.hand(f.address(who), proved, []byte(raw), f.config.Address)
	f.pass(time.Minute)
}

// TestFlow08MailWithoutWords: what a prospect sends without words reaches the rep, named, with the mail itself.
func TestFlow08MailWithoutWords(t *testing.T) {
	t.Parallel()
	pdf := mimePart("application/pdf; name=agenda.pdf", "Content-Disposition: attachment; "+
		"filename=agenda.pdf\r\nContent-Transfer-Encoding: base64\r\n", "JVBERi0xLjQK")
	picture := mimePart("image/png; name=map.png", "Content-Disposition: inline; "+
		"filename=map.png\r\nContent-Transfer-Encoding: base64\r\n", "iVBORw0KGgo=")
	quote := "________________________________\r\nFrom: Quinn Ames <quinn@acme.example>\r\nSent: Monday, November 23, " +
		"2026 9:00 AM\r\n" +
		"To: Pat Kim <pat@globex.example>\r\nSubject: Introduction\r\n\r\nDo you have an agenda?\r\n"
	for name, c := range map[string]struct {
		text  string
		parts []string
		want  string
		whole bool
	}{
		"an attachment alone":         {"", []string{pdf}, "(no text) attached: agenda.pdf", true},
		"a picture alone":             {"", []string{picture}, "(no text)", true},
		"a phone's footer and a file": {"\r\nSent from my iPhone\r\n", []string{pdf}, "(no text) attached: agenda.pdf", true},
		"a file below a quoted block": {quote, []string{pdf}, "(no text) attached: agenda.pdf", true},
		"a quoted block alone":        {quote, nil, "Do you have an agenda?", true},
		"words and a file":            {"Here it is.", []string{pdf}, "Here it is.", true},
		"nothing at all":              {"", nil, "(no text)", true},
		"words":                       {"Here it is.", nil, "Here it is.", false},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFlow(t)
			rep := f.offered()
			f.mixed("pat", f.intro("pat"), f.config.Address, c.text, c.parts...)
			f.expect(rep + ": Re: ")
			m := f.mail(rep, "Re: ")
			if !strings.Contains(m.Body, c.want) || !strings.Contains(m.From.Name, "Pat Kim") {
				t.Errorf("from %q:\n%s", m.From.Name, m.Body)
			}
			raw := f.raw(rep)
			if got := strings.Contains(string(raw[len(raw)-1]), "message/rfc822"); got != c.whole {
				t.Errorf("the mail itself goes along: %v, want %v; attached %q", got, c.whole, m.Attachments)
			}
			if len(c.parts) > 0 && strings.Contains(m.Body, "Not passed on") {
				t.Errorf("it says that something was not passed on:\n%s", m.Body)
			}
		})
	}
}

// TestFlow10AnAssistantWrites: who is not on the lead is read by the rep, marked and without live links; `send` fetches
// the mail, `add` makes them a contact, and of a flood five a day go through.
func TestFlow10AnAssistantWrites(t *testing.T) {
	f := newFlow(t)
	f.watching = append(f.watching, "dana@globex.example")
	rep := f.offered()
	before := f.lead()
	pdf := mimePart("application/pdf; name=agenda.pdf", "Content-Disposition: attachment; filename=agenda.pdf\r\n", "x")
	f.mixed("dana@globex.example", f.intro("pat"), f.config.Address,
		"Pat is travelling. See https://globex.example/cal?x=1 and www.evil.example\r\ndecline", pdf)
	f.expect(rep + ": Mail from " + f.address("dana@globex.example"))
	m := f.mail(rep, "Mail from")
	for _, want := range []string{", not on the lead", "Pat is travelling.", "agenda.pdf", "`send`",
		"`add`", "`same`"} {
		if !strings.Contains(m.Body, want) {
			t.Errorf("it lacks %q:\n%s", want, m.Body)
		}
	}
	if strings.Contains(m.Body, "https://globex") || strings.Contains(m.Body, "www.evil") {
		t.Errorf("links are alive:\n%s", m.Body)
	}
	if h := f.lead(); h.State != before.State || len(h.Current().Evidence) != 0 || len(h.Prospects) != 1 || h.Waiting {
		t.Fatalf("it changed the lead: %s", h.Why)
	}
	f.reply(rep, m, "send")
	f.expect(rep + ": Re: ")
	if raw := f.raw(rep); !strings.Contains(string(raw[len(raw)-1]), "message/rfc822") {
		t.Errorf("the mail itself did not come:\n%s", raw[len(raw)-1])
	}
	f.reply(rep, m, "add")
	f.expect("quinn: One more contact", rep+": ", "dana@globex.example: REQUEST")
	if h := f.lead(); len(h.Prospects) != 2 || len(h.Open) != 0 {
		t.Errorf("contacts %+v, open %+v", h.Prospects, h.Open)
	}
	f.write("dana@globex.example", proved, mail.Draft{To: []mail.Address{{Addr: f.config.Address}}, Subject: "Re: x",
		Text: "Thank you.", InReplyTo: f.intro("pat").MessageID})
	f.pass(time.Minute)
	f.expect(rep + ": Re: x")
	for range 7 {
		f.mixed("sam@globex.example", f.intro("pat"), f.config.Address, "Me again")
	}
	if n := strings.Count(f.news(), "Mail from"); n != 4 {
		t.Errorf("%d mails of outsiders more were passed on, want 4", n)
	}
	if m := f.mail(rep, "Mail from"); !strings.Contains(m.Body, "until tomorrow, more are kept") {
		t.Errorf("the last one does not say so:\n%s", m.Body)
	}
}

// TestFlow10AnAliasAnswers: what an address answers that was not invited counts for nobody until the rep says whose it
// is.
func TestFlow10AnAliasAnswers(t *testing.T) {
	for name, c := range map[string]struct {
		answer calendar.PartStat
		word   string
		state  handoff.State
		mails  []string
	}{
		"accepted, the same": {calendar.Accepted, "same", handoff.Offered, nil},
		"declined, the same": {calendar.Declined, "same", handoff.Returned, nil},
		"declined, another":  {calendar.Declined, "add", handoff.Offered, nil},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFlow(t)
			rep := f.offered()
			alias := f.address("patrick@globex.example")
			f.answer(alias, proved, f.invitation("pat"), alias, c.answer)
			f.expect(rep + ": Who is " + alias)
			if h := f.lead(); h.State != handoff.Offered || partStatOf(h, f.address("pat")) != calendar.NeedsAction {
				t.Fatalf("it was credited: %s", h.Why)
			}
			f.reply(rep, f.mail(rep, "Who is"), c.word)
			h := f.lead()
			if h.State != c.state || len(h.Open) != 0 {
				t.Fatalf("%s, open %+v: %s", h.State, h.Open, h.Why)
			}
			if got := partStatOf(h, f.address("pat")); (got == c.answer) != (c.word == "same") {
				t.Errorf("pat is %s", got)
			}
			if c.word == "add" {
				return
			}
			f.news()
			f.write(alias, proved, mail.Draft{To: []mail.Address{{Addr: f.config.Address}}, Subject: "Re: x", Text: "Hello.",
				InReplyTo: f.intro("pat").MessageID})
			f.pass(time.Minute)
			if news := f.news(); c.state == handoff.Offered && !strings.HasPrefix(news, rep+": Re: x") {
				t.Errorf("mail from there is not the prospect's: %s", news)
			}
			if to := f.raw("patrick@globex.example"); slices.ContainsFunc(to, func(b []byte) bool { return len(b) > 0 }) {
				t.Errorf("the service writes to the alias")
			}
		})
	}
	f := newFlow(t)
	rep := f.offered()
	f.reply(rep, f.mail(rep, "New lead"), "same")
	f.expect(rep + ": ")
	if m := f.mails(rep); !strings.Contains(m[len(m)-1].Text, "I have not asked about anybody") {
		t.Errorf("without a question:\n%s", m[len(m)-1].Text)
	}
}

// expectAny is expect in any order: mails of different channels overtake each other.
func (f *flow) expectAny(want ...string) {
	f.Helper()
	got := strings.Split(f.news(), "\n")
	for _, w := range want {
		i := slices.IndexFunc(got, func(line string) bool { return strings.HasPrefix(line, w) })
		if i < 0 {
			f.Errorf("no mail %q, but %q", w, got)
			return
		}
		got = slices.Delete(got, i, i+1)
	}
	if len(got) > 0 {
		f.Errorf("more mails came: %q", got)
	}
}

// TestFlow13Complaint: who asks for no more mail gets none but the CANCEL of a meeting that stands; the lead is back
// with the qualifier, who can lift it; a later brief for the same address asks first. Without proof the qualifier is
// asked whether it is true.
func TestFlow13Complaint(t *testing.T) {
	t.Parallel()
	const words = "Please stop mailing me, remove me from your list."
	t.Run("proved", func(t *testing.T) {
		f := newFlow(t)
		rep := f.offered()
		f.reply("pat", f.intro("pat"), words)
		f.expectAny("quinn: Back to you", rep+": CANCEL ", rep+": No more mail", "pat: CANCEL ")
		h := f.lead()
		if h.State != handoff.Returned || h.Return.Code != "complained" || !h.Prospects[0].Stopped {
			t.Fatalf("%s: %+v", h.State, h.Return)
		}
		for who, subject := range map[string]string{"quinn": "Back to you", rep: "No more mail"} {
			if m := f.mail(who, subject); !strings.Contains(m.Body, "remove me from your list") {
				t.Errorf("%s does not read the words:\n%s", who, m.Body)
			}
		}
		f.replyAll(rep, f.intro(rep), "Sorry, Pat.")
		f.reply(rep, f.mail(rep, "No more mail"), "send")
		f.reply("pat", f.intro("pat"), words)
		if n := f.news(); strings.Contains(n, "pat: ") {
			t.Errorf("more mail went to pat:\n%s", n)
		}
		f.write("quinn", proved, mail.Draft{To: []mail.Address{{Addr: f.config.Address}}, Subject: "Lead",
			Text: "Contact: Pat Kim <" + f.address("pat") + ">\nCompany: Globex\nWhen: 2026-11-27 11:00\nNeed: quotes\nPain: " +
				"lost deals\nTimeframe: now\nRep: " + other(rep)})
		f.pass(5 * time.Minute)
		if n := f.news(); strings.Contains(n, "pat: ") {
			t.Errorf("a later brief writes to pat:\n%s", n)
		}
		for _, h := range f.leads() {
			if h.Return == nil && (h.State != handoff.Draft || !h.Prospects[0].Stopped) {
				t.Errorf("the later brief is %s: %v", h.State, h.Prospects)
			}
		}
	})
	t.Run("lifted", func(t *testing.T) {
		f := newFlow(t)
		f.offered()
		f.reply("pat", f.intro("pat"), words)
		f.news()
		f.reply("quinn", f.mail("quinn", "Back to you"), "lift")
		f.reply("quinn", f.mail("quinn", "Back to you"), "move Thursday 26 November 2026 14:00")
		f.pass(5 * time.Minute)
		if h := f.lead(); h.State != handoff.Offered || h.Prospects[0].Stopped ||
			!strings.Contains(f.news(), "pat: REQUEST") {
			t.Errorf("after lift and a new time: %s %+v", h.State, h.Prospects)
		}
	})
	t.Run("not proved", func(t *testing.T) {
		f := newFlow(t)
		rep := f.offered()
		m := f.intro("pat")
		f.replyTo("pat", bare, m, []mail.Address{{Addr: f.config.Address}}, words)
		f.expect("quinn: No more mail?", rep+": No more mail")
		if h := f.lead(); h.State != handoff.Offered || !h.Prospects[0].Stopped {
			t.Fatalf("%s %+v", h.State, h.Prospects)
		}
		f.reply("quinn", f.mail("quinn", "No more mail?"), "stop")
		f.expectAny("quinn: Back to you", rep+": CANCEL ", rep+": No more mail", "pat: CANCEL ")
		if h := f.lead(); h.State != handoff.Returned {
			t.Errorf("confirmed: %s", h.State)
		}
	})
}

// TestFlow09EventsOfGuests: a CANCEL of our event by the prospect is their no; their own event at another time in our
// thread is a proposal, and their words are passed on.
func TestFlow09EventsOfGuests(t *testing.T) {
	t.Parallel()
	t.Run("CANCEL", func(t *testing.T) {
		f := newFlow(t)
		f.offered()
		f.itip("pat", proved, "CANCEL", f.invitation("pat"), "pat", func(*calendar.Event) {})
		if h := f.lead(); h.State != handoff.Returned || h.Return.Code != "prospect" {
			t.Errorf("%s: %s\n%s", h.State, h.Why, f.news())
		}
		if f.mail("quinn", "Back to you") == nil {
			t.Error("the qualifier is not told")
		}
	})
	t.Run("CANCEL by somebody else", func(t *testing.T) {
		f := newFlow(t)
		rep := f.offered()
		f.itip("dana@globex.example", proved, "CANCEL", f.invitation("pat"), "pat", func(*calendar.Event) {})
		f.expect(rep + ": Mail from " + f.address("dana@globex.example"))
		if h := f.lead(); h.State != handoff.Offered {
			t.Errorf("it counted: %s", h.Why)
		}
	})
	t.Run("REQUEST", func(t *testing.T) {
		f := newFlow(t)
		rep := f.offered()
		e := f.event(f.invitation("pat"))
		e.UID, e.Start, e.End = "own-event@globex.example", e.Start.Add(2*time.Hour), e.End.Add(2*time.Hour)
		data, err := ics.Encode(calendar.Message{Method: "REQUEST", Events: []calendar.Event{e}})
		if err != nil {
			t.Fatal(err)
		}
		f.write("pat", proved, mail.Draft{To: []mail.Address{{Addr: f.config.Address}}, Subject: "Our call",
			Text:      "Two hours later suits me.",
			InReplyTo: f.intro("pat").MessageID, Calendar: &mail.Calendar{Method: "REQUEST", Data: data}})
		f.pass(time.Minute)
		h := f.lead()
		if h.Moving == nil || !h.Moving.Start.Equal(h.Start.Add(2*time.Hour)) || h.Moving.By != handoff.RoleProspect {
			t.Errorf("no proposal: %+v, %s", h.Moving, h.Why)
		}
		f.expectAny(rep + ": Another time? Pat Kim")
		if m := f.mail(rep, "Another time?"); !strings.Contains(m.Body, "> Two hours later suits me.") {
			t.Errorf("the words are lost:\n%s", m.Body)
		}
	})
}

// TestFlow09ADoubtfulCancel: a CANCEL that may mean a no changes nothing and is put to the rep in words, once; `same`
// makes it a no.
func TestFlow09ADoubtfulCancel(t *testing.T) {
	t.Parallel()
	own := func(e *calendar.Event) { e.UID = "own-event@globex.example" }
	for name, c := range map[string]struct {
		p      proof
		change func(*calendar.Event)
		words  string
		why    string
	}{
		"a forged sender":          {forged, func(*calendar.Event) {}, "", "nothing proves who sent it"},
		"their own event":          {proved, own, "", "an event in their own calendar"},
		"their own event, forged":  {forged, own, "", "an event in their own calendar"},
		"their own event in words": {proved, own, "We have to stop here, sorry.", "an event in their own calendar"},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFlow(t)
			rep := f.offered()
			e := f.event(f.invitation("pat"))
			e.Stamp, e.Attendees = f.clock.Now(), []calendar.Attendee{{Address: f.address("pat"),
				PartStat: calendar.NeedsAction}}
			c.change(&e)
			data, err := ics.Encode(calendar.Message{Method: "CANCEL", Events: []calendar.Event{e}})
			if err != nil {
				t.Fatal(err)
			}
			cancel := func() {
				f.write("pat", c.p, mail.Draft{To: []mail.Address{{Addr: f.config.Address}}, Subject: "Cancelled: our call",
					Text:      c.words + " ",
					InReplyTo: f.intro("pat").MessageID, Calendar: &mail.Calendar{Method: "CANCEL", Data: data}})
				f.pass(time.Minute)
			}
			cancel()
			want := []string{rep + ": Is it off? Pat Kim"}
			f.expectAny(want...)
			m := f.mail(rep, "Is it off?")
			for _, w := range []string{c.words, c.why, "Please ask Pat Kim", "`same`", "Nothing has been changed"} {
				if !strings.Contains(m.Body, w) {
					t.Errorf("it lacks %q:\n%s", w, m.Body)
				}
			}
			if h := f.lead(); h.State != handoff.Offered || partStatOf(h, f.address("pat")) != calendar.NeedsAction {
				t.Fatalf("it was credited: %s", h.Why)
			}
			if cancel(); c.words == "" {
				f.expect()
			}
			f.news()
			f.reply(rep, m, "same")
			if h := f.lead(); h.State != handoff.Returned || h.Return.Code != "prospect" || len(h.Prospects[0].Also) != 0 {
				t.Errorf("%s: %s", h.State, h.Why)
			}
			if m := f.mail("quinn", "Back to you"); m == nil {
				t.Error("the qualifier is not told")
			}
		})
	}
}
