package engine

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/render"
	"handoffd/handoff/store"
	"handoffd/mail"
)

// unproved puts a mail into the mailbox about whose sender the server says nothing.
func (o *office) unproved(head, text string) store.InMail {
	o.t.Helper()
	o.n++
	raw := fmt.Sprintf("%sMessage-ID: <u%d@laptop>\r\nDate: %s\r\n\r\n%s\r\n", head, o.n, o.now.Format(time.RFC1123Z),
		strings.ReplaceAll(text, "\n", "\r\n"))
	if err := o.server.Store(handoffAddress, "INBOX", []byte(raw), o.now); err != nil {
		o.t.Fatal(err)
	}
	return o.newest()
}

// disbelieved sends a mail whose authentication fails.
func (o *office) disbelieved(from, to, text string) store.InMail {
	o.t.Helper()
	o.n++
	o.post(mallory, to, fmt.Appendf(nil, "From: %s\r\nTo: %s\r\nSubject: x\r\nMessage-ID: <d%d@evil>\r\nDate: "+
		"%s\r\n\r\n%s\r\n", from, to, o.n, o.now.Format(time.RFC1123Z), text))
	return o.newest()
}

// question is the confirmation that the user was asked for last, and how many there were.
func (o *office) question(user string) (last *mail.Message, n int) {
	o.t.Helper()
	for _, m := range o.box(user) {
		if strings.Contains(m.Subject, "Is this from you?") {
			last, n = m, n+1
		}
	}
	return last, n
}

// asked has rita asked about a `decline` that is not proved to be hers.
func (o *office) asked() (reply string) {
	o.t.Helper()
	h := o.offered()
	m := o.disbelieved(rita, "handoff+"+h.Token+"@acme.example", "decline")
	q, n := o.question(rita)
	if m.Verdict != handoff.MailHeld || n != 1 || o.one().Version != h.Version {
		o.t.Fatalf("%s: %s; asked %d times", m.Verdict, m.Why, n)
	}
	if len(q.To) != 1 || q.To[0].Addr != rita || len(q.Cc) != 0 || len(q.ReplyTo) != 1 {
		o.t.Fatalf("to %v cc %v reply to %v", q.To, q.Cc, q.ReplyTo)
	}
	for _, want := range []string{"decline the lead", "Answer `yes` by Thu 26 Nov"} {
		if !strings.Contains(q.Body, want) {
			o.t.Fatalf("no %q in\n%s", want, q.Body)
		}
	}
	return q.ReplyTo[0].Addr
}

func (o *office) declined() bool {
	h := o.one()
	return len(h.Assignments) > 0 && h.Assignments[0].End == handoff.EndDeclined
}

func TestAnUnprovedCommandIsConfirmedOnce(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	reply := o.asked()
	m := o.disbelieved(rita, reply, "Yes, please.\n\n> decline")
	if !o.declined() || m.Verdict != handoff.MailTaken || !strings.HasPrefix(whyOf(m), "confirms a held mail") {
		t.Fatalf("%s: %s; %s", m.Verdict, m.Why, o.one().Why)
	}
	if n := len(o.held()); n != 0 {
		t.Errorf("%d mails are still held", n)
	}
	before := o.one()
	if m := o.disbelieved(rita, reply, "yes"); m.Verdict != handoff.MailHeld || o.one().Version != before.Version {
		t.Errorf("the second use: %s: %s", m.Verdict, m.Why)
	}
}

func TestAConfirmationIsGoodForNothingElse(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		try  func(o *office, reply string) store.InMail
		want string
	}{
		"no": {func(o *office, r string) store.InMail { return o.disbelieved(rita, r, "No, that was not me.") },
			"not theirs"},
		"neither": {func(o *office, r string) store.InMail { return o.disbelieved(rita, r, "What is this?") },
			"neither yes nor no"},
		"somebody else": {func(o *office, r string) store.InMail { return o.disbelieved(quinn, r, "yes") },
			"given to somebody else"},
		"a stranger": {func(o *office, r string) store.InMail { return o.disbelieved(mallory, r, "yes") },
			"given to somebody else"},
		"another command": {func(o *office, r string) store.InMail { return o.disbelieved(rita, r, "accept") },
			"neither yes nor no"},
		"expired": {func(o *office, r string) store.InMail {
			o.now = o.now.Add(handoff.ConfirmationLife + time.Minute)
			return o.disbelieved(rita, r, "yes")
		}, "too old"},
		"shown to others": {func(o *office, r string) store.InMail {
			o.post(mallory, r, []byte("From: "+rita+"\r\nTo: "+r+"\r\nCc: "+pat+"\r\nSubject: x\r\nMessage-ID: "+
				"<s@x>\r\n\r\nyes\r\n"))
			return o.newest()
		}, "shown to others"},
		"an automatic answer": {func(o *office, r string) store.InMail {
			o.post(mallory, r, []byte("From: "+rita+"\r\nTo: "+r+"\r\nSubject: Out of office\r\nAuto-Submitted: "+
				"auto-replied\r\nMessage-ID: <s@x>\r\n\r\nYes, I am away.\r\n"))
			return o.newest()
		}, "an absence whose sender"},
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			reply := o.asked()
			version := o.one().Version
			m := c.try(o, reply)
			if o.declined() || !strings.Contains(whyOf(m), c.want) {
				t.Errorf("%s: %s; declined %v", m.Verdict, m.Why, o.declined())
			}
			if name != "expired" && o.one().Version != version {
				t.Errorf("something happened: %s", o.one().Why)
			}
			switch name { // what it was not good for has not used it up, unless it was shown or refused
			case "neither", "somebody else", "a stranger", "another command":
				if o.disbelieved(rita, reply, "yes"); !o.declined() {
					t.Error("it is used up")
				}
			case "no", "shown to others":
				if o.disbelieved(rita, reply, "yes"); o.declined() {
					t.Error("it can still be used")
				}
			}
		})
	}
}

func TestNobodyIsFloodedByForging(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	h := o.offered()
	token := "handoff+" + h.Token + "@acme.example"
	for range 4 { // copies
		o.post(mallory, token, []byte("From: "+rita+"\r\nTo: "+token+"\r\nSubject: x\r\nDate: Mon, 23 Nov 2026 09:00:00 "+
			"+0100\r\nMessage-ID: <same@evil>\r\n\r\ndecline\r\n"))
	}
	o.settle(time.Second)
	if _, n := o.question(rita); n != 1 {
		t.Errorf("asked %d times about copies of one mail", n)
	}
	for i := range 20 {
		o.now = o.now.Add(time.Minute)
		o.disbelieved(rita, token, fmt.Sprintf("hold %dh", i+1))
		o.disbelieved(rita, token, []string{"decline", "accept", "replied"}[i%3])
	}
	if _, n := o.question(rita); n != 5 {
		t.Errorf("asked %d times in a day, want 5", n)
	}
	if n := len(o.held()); n != 44 {
		t.Errorf("%d mails are held, want 44", n)
	}
	o.now = o.now.Add(25 * time.Hour)
	o.disbelieved(rita, token, "decline")
	if _, n := o.question(rita); n != 6 {
		t.Errorf("asked %d times after a day, want 6", n)
	}
}

func TestTheQuestionHoldsNothingOfTheForger(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	h := o.offered()
	o.post(mallory, handoffAddress,
		[]byte("From: \"Call +1 555 0100\" <"+rita+">\r\nReply-To: "+mallory+"\r\nTo: handoff+"+h.Token+"@acme.example\r\nSubject: visit evil.example\r\nMessage-ID: <f@evil>\r\n\r\n"+
			"reject: budget\nhttps://evil.example/login\n"))
	o.settle(time.Second)
	q, n := o.question(rita)
	if n != 1 || strings.Contains(q.Body+q.Subject, "evil.example/login") || strings.Contains(q.Body+q.Subject, "555") ||
		strings.Contains(q.Subject, "visit") {
		t.Fatalf("asked %d times: %s\n%s", n, q.Subject, q.Body)
	}
	if len(o.box(mallory)) != 0 {
		t.Error("the Reply-To of the forged mail was written to")
	}
}

func TestAnUnprovedBriefIsConfirmed(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.disbelieved(quinn, handoffAddress, strings.ReplaceAll(goodBrief, "\n", "\r\n"))
	q, n := o.question(quinn)
	if n != 1 || len(o.all()) != 0 || !strings.Contains(q.Body,
		"hand over a new lead with pat@globex.example on Wed 25 Nov, 15:00 CET") {
		t.Fatalf("asked %d times, %d handoffs", n, len(o.all()))
	}
	o.now = o.now.Add(20 * time.Hour) // dates in it are still those of the day it was written
	o.disbelieved(quinn, q.ReplyTo[0].Addr, "ja")
	if h := o.one(); h.State != handoff.Offered || !h.Start.Equal(time.Date(2026, 11, 25, 14, 0, 0, 0, time.UTC)) {
		t.Errorf("%s at %s: %s", h.State, h.Start, h.Why)
	}
}

func TestConfirmationWithoutPlusAddresses(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.e.Renderer = render.New(builtIn(), handoff.AddressingNone)
	o.wire()
	o.offered()
	m := o.unproved("From: "+rita+"\r\nTo: "+handoffAddress+"\r\nSubject: x\r\nIn-Reply-To: <"+o.last(rita).MessageID+">\r\n", "decline")
	q, n := o.question(rita)
	if n != 1 {
		t.Fatalf("asked %d times: %s: %s", n, m.Verdict, m.Why)
	}
	o.disbelieved(rita, q.ReplyTo[0].Addr, "yes")
	if o.declined() {
		t.Fatal("confirmed without the code")
	}
	o.post(mallory, handoffAddress,
		[]byte("From: "+rita+"\r\nTo: "+handoffAddress+"\r\nSubject: Re: "+q.Subject+"\r\nMessage-ID: <y@laptop>\r\n\r\nyes\r\n"))
	if m := o.newest(); !o.declined() {
		t.Errorf("%s: %s", m.Verdict, m.Why)
	}
}

func TestARoleTokenStandsForAProofOnce(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.offered()
	var brief *mail.Message
	for _, m := range o.box(rita) {
		if strings.Contains(m.Subject, "New lead:") {
			brief = m
		}
	}
	address := brief.ReplyTo[0].Addr
	if strings.Contains(address, o.one().Token) {
		t.Fatal("a mail among colleagues shows the token of the thread")
	}
	head := func(from string) string { return "From: " + from + "\r\nTo: " + address + "\r\nSubject: Re: x\r\n" }
	for name, try := range map[string]func() store.InMail{
		"somebody else": func() store.InMail { return o.unproved(head(quinn), "decline") },
		"failed":        func() store.InMail { return o.disbelieved(rita, address, "decline") },
		"the thread token": func() store.InMail {
			return o.unproved(strings.Replace(head(rita), address, "handoff+"+o.one().Token+"@acme.example", 1), "decline")
		},
		"two From": func() store.InMail { return o.unproved("From: "+mallory+"\r\n"+head(rita), "decline") },
		"a guessed address": func() store.InMail {
			return o.unproved(strings.Replace(head(rita), address, "handoff+aaaaaaaaaaaaaaaa@acme.example", 1), "decline")
		},
	} {
		if m := try(); m.Verdict != handoff.MailHeld || o.declined() {
			t.Fatalf("%s: %s: %s", name, m.Verdict, m.Why)
		}
	}
	if m := o.unproved(head(rita), "status"); m.Verdict != handoff.MailTaken || !strings.HasSuffix(m.Auth, " token") {
		t.Fatalf("%s %q: %s", m.Verdict, m.Auth, m.Why)
	}
	if m := o.unproved(head(rita), "decline"); m.Verdict != handoff.MailHeld || o.declined() ||
		!strings.Contains(whyOf(m), "served once") || m.Handoff != o.one().ID {
		t.Errorf("the second use: %s for %s: %s", m.Verdict, m.Handoff, m.Why)
	}
	// it still finds the handoff
	o.post(rita, address, []byte(head(rita)+"Message-ID: <proved@acme.example>\r\n\r\ndecline\r\n"))
	if m := o.newest(); !o.declined() {
		t.Errorf("%s: %s", m.Verdict, m.Why)
	}
}

func TestARoleTokenThatIsShownOrOldProvesNothing(t *testing.T) {
	t.Parallel()
	for name, prepare := range map[string]func(o *office, address string){
		"old": func(o *office, _ string) { o.now = o.now.Add(handoff.RoleTokenLife + time.Hour) },
		"shown by its owner": func(o *office, address string) {
			o.post(rita, address, []byte("From: "+rita+"\r\nTo: "+address+"\r\nCc: "+pat+"\r\nSubject: Re\r\nMessage-ID: "+
				"<cc@acme.example>\r\n\r\nHello Pat.\r\n"))
			o.settle(time.Second)
		},
	} {
		o := newOffice(t)
		o.offered()
		address := ""
		for _, m := range o.box(rita) {
			if strings.Contains(m.Subject, "New lead:") {
				address = m.ReplyTo[0].Addr
			}
		}
		prepare(o, address)
		if m := o.unproved("From: "+rita+"\r\nTo: "+address+"\r\nSubject: Re\r\n",
			"decline"); m.Verdict != handoff.MailHeld || m.Handoff != o.one().ID || o.declined() {
			t.Errorf("%s: %s for %q: %s", name, m.Verdict, m.Handoff, m.Why)
		}
	}
}

// TestSecretsStandInOneMailOnly: every reply address among colleagues is another one, and none stands in a mail to two
// people.
func TestSecretsStandInOneMailOnly(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	h := o.offered()
	tag := regexp.MustCompile(`handoff\+([a-z2-7]{16})@`)
	seen := map[string]string{}
	for _, user := range []string{quinn, rita, mara, pat} {
		for _, m := range o.box(user) {
			for _, a := range m.ReplyTo {
				code := tag.FindStringSubmatch(a.Addr)
				if code == nil || code[1] == h.Token {
					continue
				}
				if other, twice := seen[code[1]]; twice || len(m.To)+len(m.Cc) != 1 || user == pat {
					t.Errorf("%s has %s, as %s has: %s", user, a.Addr, other, m.Subject)
				}
				seen[code[1]] = user
			}
		}
	}
	if len(seen) < 2 {
		t.Errorf("only %d reply addresses", len(seen))
	}
}

func TestCopiesAreOneFact(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	h := o.offered()
	token := "handoff+" + h.Token + "@acme.example"
	head := "From: " + rita + "\r\nTo: " + token + ", " + pat + "\r\nSubject: Re\r\nDate: Mon, 23 Nov 2026 10:00:00 " +
		"+0100\r\n"
	for i := range 500 {
		id := "same@acme.example"
		if i >= 250 { // a gateway that gives each copy an id of its own
			id = fmt.Sprintf("copy%d@gateway.example", i)
		}
		o.post(rita, handoffAddress, []byte(head+"Message-ID: <"+id+">\r\n\r\nHello Pat.\r\n"))
	}
	mails := len(o.box(quinn)) + len(o.box(rita)) + len(o.box(mara)) + len(o.box(pat))
	o.settle(time.Second)
	got := o.one()
	if len(got.Current().Evidence) != 1 || got.Version != h.Version+1 {
		t.Errorf("evidence %d, %d facts", len(got.Current().Evidence), got.Version-h.Version)
	}
	if n := len(o.box(quinn)) + len(o.box(rita)) + len(o.box(mara)) + len(o.box(pat)); n != mails {
		t.Errorf("%d mails went out", n-mails)
	}
	t.Logf("500 copies: %d fact, %d held, %d mails out", got.Version-h.Version, len(o.held()), 0)
}

func TestCopiesOfABriefAreOneHandoff(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for i := range 20 {
		o.post(quinn, handoffAddress, fmt.Appendf(nil, "From: %s\r\nTo: %s\r\nSubject: Lead\r\nDate: Mon, 23 Nov 2026 "+
			"08:59:00 +0100\r\nMessage-ID: <c%d@gateway.example>\r\n\r\n%s", quinn, handoffAddress, i/2,
			strings.ReplaceAll(goodBrief, "\n", "\r\n")))
	}
	o.settle(0)
	o.one()
}

func TestAForgedProspectNeverShutsOutTheGenuineOne(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	h := o.offered()
	token := "handoff+" + h.Token + "@acme.example"
	raw := []byte("From: " + pat + "\r\nTo: " + token + "\r\nSubject: Re\r\nDate: Mon, 23 Nov 2026 10:00:00 " +
		"+0100\r\nMessage-ID: <p@globex.example>\r\n\r\nThank you.\r\n")
	o.post(mallory, handoffAddress, raw)
	o.settle(time.Second)
	o.post(pat, handoffAddress, raw)
	if m := o.newest(); m.Verdict != handoff.MailTaken {
		t.Errorf("the genuine one: %s: %s", m.Verdict, m.Why)
	}
	o.post(mallory, handoffAddress, raw) // a copy of what is known to be genuine is no news
	if m := o.newest(); m.Verdict != handoff.MailIgnored {
		t.Errorf("a copy of the genuine one: %s: %s", m.Verdict, m.Why)
	}
	if got := o.one(); got.Version != h.Version+2 {
		t.Errorf("%d facts", got.Version-h.Version)
	}
}

func TestOneSenderIsAnsweredSoOftenAnHour(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	h := o.offered()
	before := len(o.box(quinn))
	for i := range 100 {
		o.send(quinn, mail.Draft{To: to("handoff+" + h.Token + "@acme.example"), Subject: fmt.Sprint(i), Text: "status"})
		o.now = o.now.Add(time.Second)
	}
	o.settle(0)
	if n := len(o.box(quinn)) - before; n > 60 || n < 50 {
		t.Errorf("%d answers within an hour", n)
	}
	var waiting []store.InMail
	look := func() {
		t.Helper()
		if err := o.store.View(t.Context(), func(tx *store.Tx) (err error) {
			waiting,
				err = tx.Mails(store.MailFilter{Deferred: true})
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	if look(); len(waiting) < 40 || !strings.Contains(whyOf(waiting[0]), "within an hour") || len(o.held()) != 0 {
		t.Errorf("%d wait, %d are held", len(waiting), len(o.held()))
	}
	o.now = o.now.Add(time.Hour)
	o.send(quinn, mail.Draft{To: to("handoff+" + h.Token + "@acme.example"), Subject: "later", Text: "status"})
	o.settle(0)
	echoes := 0
	for _, r := range o.outbox() {
		if r.Action.Purpose == handoff.PurposeEcho && r.State == store.RowSent {
			echoes++
		}
	}
	if look(); echoes != 101 || len(waiting) != 0 {
		t.Errorf("%d answers after the next hour, %d still wait: %s", echoes, len(waiting), o.newest().Why)
	}
}
