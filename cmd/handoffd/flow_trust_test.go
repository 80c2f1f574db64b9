package main

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"handoffd/calendar"
	"handoffd/cmd/handoffd/help"
	"handoffd/cmd/handoffd/hosttest"
	"handoffd/handoff"
	"handoffd/handoff/store"
	"handoffd/mail"
)

// leadMail is a brief of the qualifier as raw mail, with fields above those of its own.
func (f *flow) leadMail(id string, above ...string) []byte {
	f.Helper()
	raw, err := mail.Compose(mail.Draft{From: mail.Address{Name: "Quinn Ames", Addr: f.address("quinn")},
		To:      []mail.Address{{Addr: f.config.Address}},
		Subject: "Lead", Date: f.clock.Now(), MessageID: id + "." + f.address("quinn"),
		Text: "Contact: Pat Kim <" + f.address("pat") + ">\nCompany: Globex\nWhen: 2026-11-27 15:00\nNeed: quotes\nPain: " +
			"lost deals\nTimeframe: this quarter\n"})
	if err != nil {
		f.Fatal(err)
	}
	var b bytes.Buffer
	for _, field := range above {
		b.WriteString(field + "\r\n")
	}
	b.Write(raw)
	return b.Bytes()
}

// TestFlow04 sends briefs in the qualifier's name from loopback, which is what every stranger's address looks like
// behind NAT: with results and hops of the sender's own below the border nothing is proved; who has logged in at the
// own server is.
func TestFlow04(t *testing.T) {
	f := newFlow(t, func(f *flow) { f.trust = mail.Trust{AuthservID: "results.acme.example", Border: hosttest.Hostname} })
	passing := "Authentication-Results: results.acme.example; dmarc=pass header.from=acme.example"
	hop := "Received: from laptop (laptop.acme.example [198.51.100.7]) by " + hosttest.Hostname + " (Postfix) with ESMTPSA id 1; Mon, 23 Nov 2026 08:00:00 +0000"
	named := "Received: from laptop (laptop.acme.example [198.51.100.7]) (Authenticated sender: " + f.address("quinn") + ") by " + hosttest.Hostname +
		" (Postfix) with ESMTPSA id 1; Mon, 23 Nov 2026 08:00:00 +0000"
	for i, above := range [][]string{{passing}, {passing, hop}, {named}, {passing, named}} {
		f.hand(f.address("quinn"), forged, f.leadMail(string(rune('a'+i)), above...), f.config.Address)
	}
	f.hand(f.address("eve@evil.example"), login, f.leadMail("e"), f.config.Address)
	f.pass(5 * time.Minute)
	if h := f.lead(); h.State != "" {
		t.Errorf("a forged brief was taken: %+v", h)
	}
	f.expect("quinn: Is this from you?")

	f.hand(f.address("quinn"), login, f.leadMail("f"), f.config.Address)
	f.pass(5 * time.Minute)
	if h := f.lead(); h.State != handoff.Offered {
		t.Errorf("a brief of who has logged in was not taken: %+v", h)
	}
}

// TestFlow03 answers the question whether a brief is the qualifier's in words that agree to nothing: it is asked once
// more, once, and only a bare yes, to either question, takes the brief. A machine's acknowledgement is no answer.
func TestFlow03(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		answers []string
		auto    bool
		again   bool // the question is put once more
		state   handoff.State
	}{
		"yes":       {answers: []string{"Yes, that was me.\n\nQuinn"}, state: handoff.Offered},
		"in German": {answers: []string{"Ja"}, state: handoff.Offered},
		"no":        {answers: []string{"No, that was not me."}},
		"phishing":  {answers: []string{"Okay, phishing again. IT please block this sender."}, again: true},
		"who": {answers: []string{"OK, who wrote this?", "Yes, I know this kind - this wasn't me!"},
			again: true},
		"a ticket":  {answers: []string{"Confirmed: your request was received. Ticket 4711"}, again: true},
		"a machine": {answers: []string{"Yes"}, auto: true},
		"yes when asked once": {answers: []string{"Ja, aber das ist nicht von mir", "yes\nQuinn"}, again: true,
			state: handoff.Offered},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFlow(t)
			f.hand(f.address("quinn"), forged, f.leadMail("a"), f.config.Address)
			f.pass(5 * time.Minute)
			f.expect("quinn: Is this from you?")
			first := f.mail("quinn", "Is this from you?")
			for i, text := range c.answers {
				q := f.mail("quinn", "Is this from you?")
				d := mail.Draft{To: q.ReplyTo, Subject: "Re: " + q.Subject, InReplyTo: q.MessageID, Text: text + history(q),
					Auto: c.auto}
				f.write("quinn", forged, d)
				f.pass(time.Minute)
				if i == 0 && c.again {
					f.expect("quinn: Is this from you? Please answer yes or no")
				}
			}
			if h := f.lead(); h.State != c.state {
				t.Errorf("the lead is %q, want %q", h.State, c.state)
			}
			if c.state == "" {
				f.expect()
				f.replyTo("quinn", forged, first, first.ReplyTo, "yes")
				if used := name == "no"; (f.lead().State == "") != used {
					t.Errorf("a yes to the first question afterwards: the lead is %q", f.lead().State)
				}
			}
		})
	}
}

// alone makes one mailbox everybody, as the README tells: you+q, you+r, you+m at acme.example.
func alone(f *flow) {
	for id, tag := range map[handoff.PersonID]string{"quinn": "q", "rita": "r", "mara": "m"} {
		p := f.config.People[id]
		p.Emails, p.Link = []string{f.address("you+" + tag + "@acme.example")}, "" // as init writes them
		f.config.People[id] = p
	}
	mara := f.config.People["mara"]
	delete(f.config.People, "olga")
	delete(f.config.People, "ben")
	f.config.Admin, f.config.Teams[0].Reps = mara.ID, []handoff.PersonID{"rita"}
	f.watching = nil
}

// yours is the newest mail in the one mailbox that went to the tag, with a subject or beginning of such words.
func (f *flow) yours(tag string, is func(*mail.Message) bool) *mail.Message {
	f.Helper()
	var seen []string
	for _, m := range slices.Backward(f.mails("you@acme.example")) {
		own := f.address("you+" + tag + "@acme.example")
		there := slices.ContainsFunc(slices.Concat(m.To, m.Cc), func(a mail.Address) bool { return a.Addr == own })
		if there && (len(m.ReplyTo) < 2 || m.ReplyTo[0].Addr != own) {
			if is(m) {
				return m
			}
			seen = append(seen, m.Subject)
		}
	}
	f.Fatalf("%s has no such mail, but %q; %+v", tag, seen, f.leads())
	return nil
}

func subject(words string) func(*mail.Message) bool {
	return func(m *mail.Message) bool { return strings.Contains(m.Subject, words) }
}

// TestFlow05 plays the five minutes alone from a webmail that answers everything under its primary address, without a
// tag.
func TestFlow05(t *testing.T) {
	f := newFlow(t, alone)
	const you = "you@acme.example"
	handoffd := []mail.Address{{Addr: f.config.Address}}
	f.write(you, proved, mail.Draft{To: handoffd, Subject: "Lead",
		Text: strings.ReplaceAll(manualBrief(t, "try-alone"), "you+p@acme.example", f.address("you+p@acme.example"))})
	f.pass(5 * time.Minute)
	h := f.lead()
	if h.State != handoff.Offered || h.Qualifier != "quinn" || h.Rep() != "rita" {
		t.Fatalf("the brief: %s of %s with %s", h.State, h.Qualifier, h.Rep())
	}
	f.yours("q", subject("Offered"))
	f.yours("r", subject("New lead"))
	intro := f.yours("r", func(m *mail.Message) bool { return len(m.ReplyTo) > 1 })
	f.yours("p", func(m *mail.Message) bool { return len(m.ReplyTo) > 1 })

	// In the thread, with nothing that tells who of them it is: nobody has replied, and the rep is asked.
	f.write(you, proved, mail.Draft{To: []mail.Address{intro.ReplyTo[1]}, Subject: "Hello",
		Text: "Looking forward to it."})
	f.pass(time.Minute)
	if ev := f.turn().Evidence; len(ev) != 0 {
		t.Errorf("a mail that may be anybody's counts: %+v", ev)
	}
	if q := f.yours("r", subject("Is this from you?")); !strings.Contains(q.Body, "may be the address of") {
		t.Errorf("asked:\n%s", q.Body)
	}

	f.reply(you, f.yours("p", func(m *mail.Message) bool { return len(m.ReplyTo) > 1 }), "Thank you, see you then.")
	if ev := f.turn().Evidence; len(ev) != 0 {
		t.Errorf("the prospect's reply counts for the rep: %+v", ev)
	}
	f.reply(you, intro, "Hello Pat, I look forward to meeting you.")
	if ev := f.turn().Evidence; len(ev) != 1 || ev[0].Kind != handoff.RequireReply {
		t.Errorf("the rep's reply: %+v", ev)
	}
	request := func(m *mail.Message) bool { return m.Kind == mail.KindCalendarRequest }
	f.answer(you, proved, f.yours("p", request), you, calendar.Accepted)
	if h := f.lead(); h.State != handoff.Offered {
		t.Errorf("the prospect's yes counts for the rep: %s", h.State)
	}
	f.answer(you, proved, f.yours("r", request), you, calendar.Accepted)
	if h := f.lead(); h.State != handoff.Accepted {
		t.Errorf("the rep's yes: %s, %v", h.State, h.Why)
	}
	f.reply(you, f.yours("q", subject("Offered")), "status")
	f.yours("q", subject("Status"))
}

// TestFlow07 hands over 70 leads within an hour: those beyond the rate wait, also over a restart, and are taken in
// their order when the rate allows; sender and admin are told once.
func TestFlow07(t *testing.T) {
	f := newFlow(t)
	const briefs = 70
	for i := range briefs {
		f.write("quinn", proved, mail.Draft{To: []mail.Address{{Addr: f.config.Address}}, Subject: "Lead",
			Text: fmt.Sprintf("Contact: Pat No%02d <%s>\nCompany: Company %02d\nNeed: quotes\n", i,
				f.address(fmt.Sprintf("pat%02d@globex.example", i)), i)})
	}
	begun := f.clock.Now()
	f.pass(10 * time.Minute)
	if n := len(f.leads()); n != handoff.AnsweredPerHour {
		t.Fatalf("%d leads are there, want %d", n, handoff.AnsweredPerHour)
	}
	count := func(who, words string) (n int) {
		for _, m := range f.mails(who) {
			if strings.Contains(m.Subject, words) {
				n++
			}
		}
		return n
	}
	told := func(when string) {
		t.Helper()
		if a, b := count("quinn", "faster than I take them"), count("olga", "wait"); a != 1 || b != 1 ||
			count("mara", "wait") != 0 {
			t.Errorf("%s: the sender was told %d times, the admin %d times", when, a, b)
		}
	}
	told("at first")
	if m := f.mail("quinn", "faster than I take them"); !strings.Contains(m.Text, "from Mon 23 Nov, 10:0") ||
		!strings.Contains(m.Text, "nothing need be sent again") {
		t.Errorf("the sender reads\n%s", m.Text)
	}
	f.close()
	f.open()
	f.pass(begun.Add(59 * time.Minute).Sub(f.clock.Now()))
	if n := len(f.leads()); n != handoff.AnsweredPerHour {
		t.Errorf("%d leads are there before the hour is over", n)
	}
	f.pass(10 * time.Minute)
	leads := map[string]int{}
	for _, h := range f.leads() {
		leads[h.Brief["company"]]++
	}
	if len(leads) != briefs || count("quinn", "Company") < briefs {
		t.Errorf("%d leads are there after the hour, want %d; %d receipts", len(leads), briefs, count("quinn", "Company"))
	}
	for company, n := range leads {
		if n != 1 {
			t.Errorf("%s was taken %d times", company, n)
		}
	}
	told("in the end")
	f.view(func(tx *store.Tx) error {
		all, err := tx.Mails(store.MailFilter{Limit: 200})
		for _, m := range all {
			if m.Verdict != "taken" {
				t.Errorf("%s is %s: %s", m.Subject, m.Verdict, m.Why)
			}
		}
		return err
	})
}

// manualBrief is the brief that a page of the manual shows.
func manualBrief(t *testing.T, page string) string {
	t.Helper()
	text, _ := help.Page(page)
	for _, m := range fence.FindAllStringSubmatch(text, -1) {
		if strings.HasPrefix(m[2], "Contact:") {
			return m[2]
		}
	}
	t.Fatalf("%s shows no brief", page)
	return ""
}

// TestManualBriefs: the briefs of the manual lack nothing that every brief needs, not even where no rep has a link.
func TestManualBriefs(t *testing.T) {
	t.Parallel()
	for _, page := range []string{"try-alone", "commands-by-mail"} {
		for _, key := range []string{"Contact", "Company", "When", "Place", "Need", "Pain", "Timeframe"} {
			if !strings.Contains("\n"+manualBrief(t, page), "\n"+key+": ") {
				t.Errorf("%s: the brief has no %s", page, key)
			}
		}
	}
}
