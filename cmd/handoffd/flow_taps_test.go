package main

import (
	"bytes"
	"html"
	"io"
	"mime/quotedprintable"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/store"
	"handoffd/mail"
)

// tap is the mail that a program opens for a button in the newest mail to somebody with that subject.
func (f *flow) tap(who, subject, label string) mail.Draft {
	f.Helper()
	link := regexp.MustCompile(`href="(mailto:[^"]*)"[^>]*>` + regexp.QuoteMeta(html.EscapeString(label)) + `</a>`)
	for _, raw := range slices.Backward(f.raw(who)) {
		if !strings.Contains(mail.Read(raw).Subject, subject) {
			continue
		}
		whole, _ := io.ReadAll(quotedprintable.NewReader(bytes.NewReader(raw)))
		m := link.FindStringSubmatch(string(whole))
		if m == nil {
			f.Fatalf("%s has no button %q in %q:\n%s", who, label, subject, whole)
		}
		u, err := url.Parse(html.UnescapeString(m[1]))
		if err != nil {
			f.Fatal(err)
		}
		to, err := url.PathUnescape(u.Opaque)
		q := u.Query()
		if err != nil || len(m[1]) > 1200 || strings.Contains(m[1], "+") {
			f.Fatalf("the link %s: %v", m[1], err)
		}
		d := mail.Draft{To: []mail.Address{{Addr: to}}, Subject: q.Get("subject"), Text: q.Get("body") + "\n"}
		if cc := q.Get("cc"); cc != "" {
			d.Cc = []mail.Address{{Addr: cc}}
		}
		return d
	}
	f.Fatalf("%s has no mail %q", who, subject)
	return mail.Draft{}
}

// accepted says whether the rep's acceptance is there.
func (f *flow) accepted() bool {
	h := f.lead()
	return h.Current() != nil && !slices.Contains(h.Current().Lacking(), handoff.RequireAccept)
}

const offer = "New lead"

// TestATapAcceptsOnce: a button opens a mail that nothing connects with the offer but its subject. It counts once, also
// where the program has lost the body, and a second tap changes nothing and asks nothing.
func TestATapAcceptsOnce(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*mail.Draft){
		"as it is":  func(*mail.Draft) {},
		"body lost": func(d *mail.Draft) { d.Text = "\n" },
		"signed":    func(d *mail.Draft) { d.Text = "\n-- \nRita Vance\nAcme\n" },
		"with both": func(d *mail.Draft) { d.Text = "accept\n\n-- \nRita Vance\n" },
	} {
		for _, p := range []proof{proved, bare} {
			t.Run(name, func(t *testing.T) {
				f := newFlow(t)
				rep := f.offered()
				d := f.tap(rep, offer, "Accept")
				change(&d)
				f.write(rep, p, d)
				f.pass(time.Minute)
				if !f.accepted() {
					t.Fatalf("not accepted: %s", f.lead().Why)
				}
				if d.Subject == "" || strings.ContainsFunc(d.Subject, func(r rune) bool { return r > '~' }) {
					t.Errorf("subject %q", d.Subject)
				}
				f.news()
				before := f.lead()
				f.write(rep, p, d)
				f.pass(time.Minute)
				if h := f.lead(); !f.accepted() || h.State != before.State || h.Rep() != before.Rep() {
					t.Errorf("the second tap: %s with %s", h.State, h.Rep())
				}
				if news := f.news(); strings.Contains(news, "Is this from you") {
					t.Errorf("the second tap is asked about: %s", news)
				}
			})
		}
	}
}

// TestATapWithoutProof: the secret of a button stands for a yes or no alone; everything else is asked about at the
// address that is known.
func TestATapWithoutProof(t *testing.T) {
	f := newFlow(t)
	rep := f.offered()
	d := f.tap(rep, offer, "Not qualified")
	d.Text = "reject: budget\n"
	f.write(rep, bare, d)
	f.pass(time.Minute)
	f.expect(rep + ": Is this from you?")
	if h := f.lead(); h.State != handoff.Offered || h.Return != nil {
		t.Fatalf("rejected without proof: %s", h.State)
	}
	d = f.tap(rep, offer, "Accept")
	f.write(rep, forged, d)
	f.pass(time.Minute)
	if f.accepted() {
		t.Error("a tap whose sender failed authentication was taken")
	}
	f.news()
	f.write(rep, bare, d)
	f.pass(time.Minute)
	if !f.accepted() {
		t.Error("the secret is dead, although nothing came of it")
	}
}

// TestATapThatSaysNothing: a button whose answer is still to be completed, sent as it is, changes nothing, is asked
// about once, and leaves the secret good.
func TestATapThatSaysNothing(t *testing.T) {
	f := newFlow(t)
	rep := f.offered()
	d := f.tap(rep, offer, "Other time")
	d.Text = "\n"
	f.write(rep, proved, d)
	f.pass(time.Minute)
	if news := f.news(); strings.Count(news, "\n") > 0 || !strings.HasPrefix(news, rep+": ") {
		t.Errorf("these mails came: %s", news)
	}
	f.write(rep, bare, f.tap(rep, offer, "Accept"))
	f.pass(time.Minute)
	if !f.accepted() {
		t.Error("not accepted")
	}
}

// TestATapFromAPrivateAddress: mailto opens the default account, which may be nobody's here. The owner of the mail is
// asked at the address that is known, and yes does it.
func TestATapFromAPrivateAddress(t *testing.T) {
	t.Parallel()
	for name, p := range map[string]proof{"proved as that": proved, "bare": bare} {
		t.Run(name, func(t *testing.T) {
			f := newFlow(t)
			rep := f.offered()
			d := f.tap(rep, offer, "Accept")
			f.write("me@icloud.example", p, d)
			f.pass(time.Minute)
			f.expect(rep + ": Is this from you?")
			if f.accepted() {
				t.Fatal("accepted by somebody unknown")
			}
			f.says(f.mail(rep, "Is this from you?"), f.address("me@icloud.example"), "accept the lead")
			f.reply(rep, f.mail(rep, "Is this from you?"), "yes")
			f.pass(time.Minute)
			if !f.accepted() {
				t.Errorf("not accepted: %s\n%s", f.lead().Why, f.news())
			}
		})
	}
}

// TestAnAddressThatSomebodyHasCalledTheirs counts as the one in the roster from then on, with the same proof: what is
// proved is done, what is not is held. It ends with forgetting the address.
func TestAnAddressThatSomebodyHasCalledTheirs(t *testing.T) {
	f := newFlow(t)
	private := f.address("me@icloud.example")
	rep := f.offered()
	f.write(private, bare, f.tap(rep, offer, "Accept"))
	f.pass(time.Minute)
	f.expect(rep + ": Is this from you?")
	f.says(f.mail(rep, "Is this from you?"), "From then on, mail from "+private+" counts as yours too")
	f.reply(rep, f.mail(rep, "Is this from you?"), "yes")
	f.pass(time.Minute)
	f.view(func(tx *store.Tx) error {
		all, err := tx.Aliases()
		if a := all[private]; len(all) != 1 || string(a.Person) != rep || a.At.IsZero() {
			t.Errorf("remembered: %+v", all)
		}
		return err
	})
	f.news()
	step := func(p proof, words string) {
		f.write(private, p, mail.Draft{To: []mail.Address{{Addr: f.config.Address}}, Subject: string(f.lead().ID),
			Text: words + "\n"})
		f.pass(time.Minute)
	}
	for _, p := range []proof{bare, forged} {
		step(p, "next: call Monday")
		if s := f.lead().Step; s != nil {
			t.Fatalf("a step is named without proof: %+v", s)
		}
	}
	f.expect() // as an unproved mail from the address in the roster
	step(proved, "next: send the slides Friday")
	if s := f.lead().Step; s == nil || s.What != "send the slides" || string(s.By) != rep {
		t.Fatalf("the step is %+v: %s", s, f.news())
	}
	if err := f.store.Update(f.Context(), func(tx *store.Tx) error {
		_, err := tx.DropAlias(private)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	step(proved, "next: nothing Friday")
	if s := f.lead().Step; s.What != "send the slides" {
		t.Errorf("a forgotten address still counts: %+v", s)
	}
}

// TestATapByOthers: a forwarded button is pressed by another rep, by the manager and by the prospect. None of it is the
// answer of the one who was asked.
func TestATapByOthers(t *testing.T) {
	f := newFlow(t)
	rep := f.offered()
	d := f.tap(rep, offer, "Accept")
	for _, who := range []string{other(rep), "quinn", "pat"} {
		for _, p := range []proof{proved, bare, forged} {
			f.write(who, p, d)
			f.pass(time.Minute)
			if h := f.lead(); f.accepted() || string(h.Rep()) != rep || h.State != handoff.Offered {
				t.Fatalf("%s: %s with %s", who, h.State, h.Rep())
			}
		}
	}
	if news := f.news(); strings.Contains(news, rep+": Is this from you?") {
		t.Errorf("the rep is asked about mails of others: %s", news)
	}
}

// TestSayHello: one mail to the prospect is reply and acceptance, from the rep who is asked and proved alone.
func TestSayHello(t *testing.T) {
	f := newFlow(t)
	rep := f.offered()
	d := f.tap(rep, offer, "Say hello to Pat")
	if d.To[0].Addr != f.address("pat") || len(d.Cc) != 1 || !strings.Contains(d.Text, "Hi Pat") {
		t.Fatalf("the mail to the prospect: %+v", d)
	}
	for who, p := range map[string]proof{"pat": proved, other(rep): proved, rep: forged} {
		f.write(who, p, d)
		f.pass(time.Minute)
		if f.accepted() {
			t.Fatalf("accepted by a mail of %s", who)
		}
	}
	f.news()
	f.write(rep, proved, d)
	f.pass(time.Minute)
	if h := f.lead(); h.State != handoff.Accepted || string(h.Rep()) != rep {
		t.Fatalf("%s: %s", h.State, h.Why)
	}
	got := f.raw("pat")
	if len(got) == 0 || !strings.Contains(mail.Read(got[len(got)-1]).Text, "I am looking forward") {
		t.Error("the prospect has not got it")
	}
}

// TestAReplyToAllIsNoAcceptance: the same address in Cc of an answer in the thread is a reply and no more.
func TestAReplyToAllIsNoAcceptance(t *testing.T) {
	f := newFlow(t)
	rep := f.offered()
	intro := f.intro(rep)
	d := f.tap(rep, offer, "Say hello to Pat")
	d.InReplyTo, d.References = intro.MessageID, []string{intro.MessageID}
	f.write(rep, proved, d)
	f.pass(time.Minute)
	h := f.lead()
	if f.accepted() || h.State != handoff.Offered || slices.Contains(h.Current().Lacking(), handoff.RequireReply) {
		t.Errorf("%s, lacking %v", h.State, h.Current().Lacking())
	}
}

// TestHelpListsEverything: the last link of every mail.
func TestHelpListsEverything(t *testing.T) {
	f := newFlow(t)
	rep := f.offered()
	f.write(rep, proved, f.tap(rep, offer, "More…"))
	f.pass(time.Minute)
	f.expect(rep + ": What you can answer")
	m, h := f.mail(rep, "What you can answer"), f.lead()
	for _, c := range handoff.Commands(handoff.RoleRep, handoff.Offered) {
		word, _, _ := strings.Cut(c.Usage, " ")
		if h.Answers(c.Usage, handoff.PersonID(rep), handoff.RoleRep) && !strings.Contains(m.Text, word) {
			t.Errorf("%q is not listed:\n%s", c.Usage, m.Text)
		}
	}
}
