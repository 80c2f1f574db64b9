package web

import (
	"bytes"
	"context"
	"encoding/base64"
	"io"
	"log/slog"
	"mime/quotedprintable"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/desk"
	"handoffd/handoff/outbox"
	"handoffd/handoff/render"
	"handoffd/handoff/store"
	"handoffd/mail"
)

// box takes all mails that go out.
type box struct{ mails []*outbox.Mail }

func (b *box) Carry(_ context.Context, i outbox.Item) (outbox.Receipt, error) {
	b.mails = append(b.mails, i.(*outbox.Mail))
	return outbox.Receipt{}, nil
}

// to is the newest mail to somebody whose subject has the words, as it was sent.
func (b *box) to(t testing.TB, address, subject string) string {
	t.Helper()
	var heads []string
	for i := len(b.mails) - 1; i >= 0; i-- {
		m := mail.Read(b.mails[i].Raw)
		heads = append(heads, b.mails[i].To+": "+m.Subject)
		if b.mails[i].To == address && strings.Contains(m.Subject, subject) {
			whole, _ := io.ReadAll(quotedprintable.NewReader(bytes.NewReader(b.mails[i].Raw)))
			return string(whole)
		}
	}
	t.Fatalf("no mail %q to %s among\n%s", subject, address, strings.Join(heads, "\n"))
	return ""
}

// deliver sends what can go out.
func (r *rig) deliver(b *box) {
	r.t.Helper()
	o := outbox.New(outbox.Options{Store: r.Store, Desk: r.Desk, Renderer: render.New(r.Set, handoff.AddressingPlus),
		Carriers: outbox.Carriers{Mail: b}, InFlight: 4, Now: r.Now, Log: slog.New(slog.DiscardHandler),
		Committed: func() {}})
	if _, err := o.Deliver(context.Background()); err != nil {
		r.t.Fatal(err)
	}
}

var linkIn = regexp.MustCompile(`http://pages\.example(/(?:do|in)/[a-z2-7]{32})`)

// TestLinksOfRealMails: the mail that signs in does; the one that offers a lead carries links that answer it; what a
// rep passes on with the brief quoted holds none.
func TestLinksOfRealMails(t *testing.T) {
	t.Parallel()
	r, out := newRig(t, nil), &box{}
	r.now = time.Date(2026, 11, 23, 22, 0, 0, 0, time.UTC) // at night
	if code, _ := r.browser().post("/signin", "email", "rita@acme.example"); code != http.StatusOK {
		t.Fatal(code)
	}
	r.deliver(out)
	m := linkIn.FindStringSubmatch(out.to(t, "rita@acme.example", "Sign in"))
	if m == nil {
		t.Fatalf("no link:\n%s", out.to(t, "rita@acme.example", "Sign in"))
	}
	b := r.browser()
	if code, _ := b.post(m[1]); code != http.StatusSeeOther {
		t.Errorf("the link gives %d", code)
	}
	if code, _ := b.get("/"); code != http.StatusOK {
		t.Errorf("signed in: %d", code)
	}
	r.now = time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC)
	h := r.hand("quinn", globex)
	for range 4 {
		r.deliver(out)
		r.now = r.now.Add(5 * time.Minute)
	}
	brief := out.to(t, "rita@acme.example", "New lead")
	if !strings.Contains(brief, "http://pages.example/h/"+string(h.ID)) {
		t.Errorf("the brief leads to no page:\n%s", brief)
	}
	accept := regexp.MustCompile(`href=["']http://pages\.example(/do/[a-z2-7]{32})["'][^>]*>Accept<`).FindStringSubmatch(brief)
	if accept == nil {
		t.Fatalf("no link accepts:\n%s", brief)
	}
	if n := len(linkIn.FindAllString(brief, -1)); n < 4 || n > 12 { // in both parts
		t.Errorf("%d links", n)
	}
	if code, body := r.browser().get(accept[1]); code != http.StatusOK || !strings.Contains(body, "Yes, as Rita Vance") {
		t.Errorf("GET: %d\n%s", code, body)
	}
	if code, body := r.browser().post(accept[1]); code != http.StatusOK {
		t.Errorf("POST: %d\n%s", code, body)
	}
	got := r.lead(h.ID)
	if a := got.Current(); a == nil || len(a.Evidence) != 1 {
		t.Errorf("not accepted: %+v", a)
	}
	for _, one := range out.mails {
		if one.To == "pat@globex.example" && linkIn.Match(one.Raw) {
			t.Error("the prospect has a link")
		}
	}
}

// TestALinkThatOthersHaveIsSpent: a rep answers the brief to everybody, with the brief quoted; or writes a link of it into
// words that others read on.
func TestALinkThatOthersHaveIsSpent(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		to, words string
		want      int
	}{{"handoff@acme.example, pat@globex.example", "Thanks!", http.StatusGone},
		{"handoff@acme.example", "Thanks!", http.StatusOK}, {"handoff@acme.example", "Notes: see LINK", http.StatusGone}} {
		to, want := c.to, c.want
		r, out := newRig(t, nil), &box{}
		r.now = time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC)
		r.hand("quinn", globex)
		for range 4 {
			r.deliver(out)
			r.now = r.now.Add(5 * time.Minute)
		}
		brief := out.to(t, "rita@acme.example", "New lead")
		link := linkIn.FindStringSubmatch(brief)[1]
		html := base64.StdEncoding.EncodeToString([]byte("<p>" + strings.ReplaceAll(c.words, "LINK",
			"http://pages.example"+link) + "</p><blockquote><a href=\"http://pages.example" + link +
			"\">Accept</a></blockquote>"))
		raw := "From: Rita Vance <rita@acme.example>\r\nTo: " + to + "\r\nSubject: Re: New lead\r\n" +
			"Message-ID: <1@acme.example>\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n" +
			"Content-Transfer-Encoding: base64\r\n\r\n" + html + "\r\n"
		in := store.InMail{Source: "imap", Ref: "1", Arrived: r.now, Raw: []byte(raw)}
		err := r.Desk.Update(t.Context(), func(tx *store.Tx) error {
			_, err := r.Desk.Take(tx, r.c.Address, &in, r.Desk.Reader().Read(in.Raw, r.now))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		code, body := r.browser().get(link)
		if code != want || (want == http.StatusGone) != strings.Contains(body, "showed it to others") ||
			strings.Contains(body, "used before") {
			t.Errorf("after a mail to %s the link gives %d\n%s", to, code, body)
		}
	}
}

// TestMailsLeadToPages: every mail of a lead to a colleague names the lead's page and that of all that waits for them,
// each line of a Today its lead's; the links that answer stand in the plain part too; what the prospect gets names none.
func TestMailsLeadToPages(t *testing.T) {
	t.Parallel()
	r, out := newRig(t, nil), &box{}
	r.now = time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC)
	h := r.hand("quinn", globex)
	say := func(words string) {
		about := handoff.About{At: r.now, By: handoff.Who{Person: "rita"}, Via: "imap", Strength: handoff.Seen}
		if _, err := r.Desk.Say(t.Context(), desk.Spoken{Handoff: h.ID, About: about, Words: words}); err != nil {
			t.Fatal(err)
		}
	}
	for hour := range 72 {
		r.deliver(out)
		if r.now = r.now.Add(time.Hour); hour == 1 {
			say("accept")
			say("replied")
		}
	}
	lead, todays, all := "http://pages.example/h/"+string(h.ID), 0, 0
	links := 0
	for _, one := range out.mails {
		m := mail.Read(one.Raw)
		whole, _ := io.ReadAll(quotedprintable.NewReader(bytes.NewReader(one.Raw)))
		text, html := m.Body, strings.Contains(string(whole), `href="`+lead+`"`)
		if one.To == "pat@globex.example" || strings.HasPrefix(m.Subject, "Introduction") { // which both have
			if strings.Contains(string(whole), "pages.example") {
				t.Errorf("%s: the prospect is led to our pages\n%s", m.Subject, text)
			}
			continue
		}
		if all++; !strings.Contains(text, lead) || !html || !strings.Contains(text, "waits for you: http://pages.example/\n") {
			t.Errorf("%s to %s leads nowhere: %t\n%s", m.Subject, one.To, html, text)
		}
		if strings.HasPrefix(m.Subject, "Today") {
			todays++
		}
		for _, link := range linkIn.FindAllString(string(whole), -1) {
			if links++; !strings.Contains(text, ": "+link+"\n") {
				t.Errorf("%s to %s: %s is not in the plain part\n%s", m.Subject, one.To, link, text)
			}
		}
	}
	if todays == 0 || all < 4 || links < 8 {
		t.Errorf("%d mails, %d of them Todays, %d links", all, todays, links)
	}
}
