package main

import (
	"strings"
	"testing"
	"time"

	"handoffd/calendar"
	"handoffd/mail"
)

// TestFlow44OneMailForOneMove: a change of the time, or a wish for one, is one mail to each who has a part in it.
func TestFlow44OneMailForOneMove(t *testing.T) {
	t.Parallel()
	const wish = "Could we do Fri 4 Dec 2026 15:00?"
	const move, time1 = "move Thu 3 Dec 2026 15:00", "REQUEST New time: Acme & Globex, Thu 3 Dec, 15:00 CET"
	const reps = "REQUEST New time: Pat Kim (Globex), Thu 3 Dec, 15:00 CET"
	asks := func(f *flow, rep string) {
		f.reply(rep, f.invitation(rep), move)
		f.settle()
	}
	for name, c := range map[string]struct {
		do              func(f *flow, rep string)
		rep, pat, quinn []string
	}{
		"the qualifier moves": {func(f *flow, _ string) { f.command("quinn", move) },
			[]string{reps}, []string{time1}, []string{"Noted"}},
		"the prospect counters": {func(f *flow, _ string) {
			f.itip("pat", proved, "COUNTER", f.invitation("pat"), f.address("pat"), func(e *calendar.Event) {
				e.Start, e.End = e.Start.Add(24*time.Hour), e.End.Add(24*time.Hour)
				e.Comment = "Friday is full"
			})
		}, []string{"Another time?"}, nil, nil},
		"the prospect asks in words": {func(f *flow, _ string) {
			f.write("pat", proved, mail.Draft{To: []mail.Address{{Addr: f.config.Address}}, Subject: "Re: our call", InReplyTo: f.intro("pat").MessageID,
				Text: "Sorry, something came up. " + wish})
		}, []string{"Another time?"}, nil, nil},
		"the rep asks": {asks, []string{"Noted"}, []string{"Another time?"}, []string{"Another time asked for"}},
		"the prospect agrees": {func(f *flow, rep string) {
			asks(f, rep)
			f.news()
			all := f.mails("pat")
			f.reply("pat", all[len(all)-1], "yes")
		}, []string{reps}, []string{time1}, []string{"New time"}},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFlow(t)
			rep := f.offered()
			f.news()
			c.do(f, rep)
			f.settle()
			f.pass(10 * time.Minute)
			news := f.news()
			if words := map[string]string{"the prospect asks in words": wish, "the prospect counters": "Friday is full"}[name]; words != "" {
				if m := f.mail(rep, "Another time?"); !strings.Contains(m.Body, "> "+words) && !strings.Contains(m.Body, ". "+words) {
					t.Errorf("the words are lost:\n%s", m.Body)
				}
			}
			f.heard(news, map[string][]string{rep: c.rep, "pat": c.pat, "quinn": c.quinn})
		})
	}
}

// TestFlow37WordsUnderAQuotedWish: what the rep writes below the prospect's quoted words is meant for the prospect, whom it does not reach.
func TestFlow37WordsUnderAQuotedWish(t *testing.T) {
	f := newFlow(t)
	rep := f.offered()
	f.write("pat", proved, mail.Draft{To: []mail.Address{{Addr: f.config.Address}}, Subject: "Re: our call", InReplyTo: f.intro("pat").MessageID,
		Text: "Could we do Fri 4 Dec 2026 15:00?"})
	f.pass(time.Minute)
	f.news()
	f.reply(rep, f.mail(rep, "Another time?"), "Hi Pat,\n\nthanks for telling me, the whole team will be there.")
	f.pass(time.Minute)
	asked := f.mail(rep, "has not seen your reply")
	f.reply(rep, asked, "send")
	f.pass(time.Minute)
	if all := f.mails("pat"); !strings.Contains(all[len(all)-1].Body, "the whole team will be there") {
		t.Errorf("the prospect reads %q", all[len(all)-1].Body)
	}
}
