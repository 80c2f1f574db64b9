package engine

import (
	"errors"
	"html"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/render"
	"handoffd/handoff/store"
	"handoffd/mail"
)

// practising is an office whose newcomers get a practice lead.
func practising(t *testing.T) *office {
	o := newOffice(t)
	o.restart(func(p *Options) { p.Practice = true })
	return o
}

// at settles at a time of November 2026 in Berlin.
func (o *office) at(day, hour, minute int) {
	o.t.Helper()
	o.settle(time.Date(2026, 11, day, hour, minute, 0, 0, handoff.Location("Europe/Berlin")).Sub(o.now))
}

// practices are the mails about the practice lead to somebody.
func (o *office) practices(user string) (out []*mail.Message) {
	for _, m := range o.box(user) {
		if strings.Contains(m.Subject, "Practice, not real") {
			out = append(out, m)
		}
	}
	return out
}

// answers answers the latest of them.
func (o *office) practises(user, text string) *mail.Message {
	o.t.Helper()
	all := o.practices(user)
	m := all[len(all)-1]
	o.send(user, mail.Draft{To: to(handoffAddress), Subject: "Re: " + m.Subject, InReplyTo: m.MessageID, Text: text})
	o.settle(time.Minute)
	after := o.practices(user)
	if len(after) != len(all)+1 {
		o.t.Fatalf("%d mails answer %q of %s", len(after)-len(all), text, user)
	}
	return after[len(after)-1]
}

// said is what is kept that somebody said.
func (o *office) said(p handoff.PersonID) (out map[string]string) {
	o.t.Helper()
	if err := o.store.View(o.t.Context(), func(tx *store.Tx) (err error) {
		out, err = tx.Said(p)
		return err
	}); err != nil {
		o.t.Fatal(err)
	}
	return out
}

// TestNewcomersPractise: at the start of their first hours rep and qualifier get one practice lead, also if the service
// is restarted meanwhile; they answer it in the words of real ones, read what is wrong, and with the last answer have
// said that they know the rules. Nobody else hears of it, and there is no lead of it.
func TestNewcomersPractise(t *testing.T) {
	t.Parallel()
	o := practising(t)
	for _, hour := range []int{8, 9, 10, 11} {
		o.at(24, hour, 30)
		o.restart(func(p *Options) { p.Practice = true })
	}
	for _, user := range []string{quinn, rita} {
		if n := len(o.practices(user)); n != 1 {
			t.Fatalf("%s has %d practice leads: %q", user, n, o.subjects(user))
		}
	}
	first := o.practices(rita)[0]
	for _, want := range []string{"not real", "nobody outside gets a mail", "Playbook for reps", "`accept`"} {
		if !strings.Contains(first.Body, want) {
			t.Errorf("the practice lead does not say %q:\n%s", want, first.Body)
		}
	}
	others := len(o.box(pat)) + len(o.box(mara))
	for _, turn := range []struct{ user, says, want string }{
		{rita, "sounds great to me", "I did not understand that"},
		{rita, "reject: budget", "here nothing happens"},
		{rita, "accept", "The meeting is over"},
		{rita, "held, next: send the offer Friday", "you know the rules"},
		{quinn, "Need: forty seats", "nurture until"},
		{quinn, "nurture until 1 March", "you know the rules"},
		{quinn, "accept", "Your practice lead is over"},
	} {
		if m := o.practises(turn.user, turn.says); !strings.Contains(m.Body, turn.want) {
			t.Errorf("%s says %q and reads no %q but\n%s", turn.user, turn.says, turn.want, m.Body)
		}
	}
	for _, p := range []handoff.PersonID{"quinn", "rita"} {
		said := o.said(p)
		if rules, _, _ := strings.Cut(said["playbook"], " "); rules == "" || said["playbook "+rules] != "read" {
			t.Errorf("%s: %v", p, said)
		}
	}
	if n := len(o.box(pat)) + len(o.box(mara)); n != others || len(o.all()) != 0 {
		t.Errorf("%d mails to others, %d leads", n-others, len(o.all()))
	}
	o.countsNothing("quinn", "rita")
	o.restart(func(p *Options) { p.Practice = true })
	o.at(25, 11, 0)
	if n := len(o.practices(quinn)); n != 4 {
		t.Errorf("%d mails about the practice lead", n)
	}
	o.send(mara, mail.Draft{To: to(handoffAddress), Subject: "a question", Text: "practice"})
	o.settle(time.Minute)
	if m := o.last(mara); !strings.Contains(m.Body, "for reps and qualifiers") {
		t.Errorf("the manager reads\n%s", m.Body)
	}
}

// TestPracticeDelaysNothing: a lead that comes before goes as it would; the practice lead comes all the same, and in the
// first week the manager reads who has not answered it. After some days one Today speaks of it.
func TestPracticeDelaysNothing(t *testing.T) {
	t.Parallel()
	o := practising(t)
	o.send(quinn, mail.Draft{To: to(handoffAddress), Subject: "New lead", Text: goodBrief})
	o.settle(0)
	o.settle(3 * time.Minute)
	if h := o.one(); h.State != handoff.Offered {
		t.Fatalf("the lead is %s", h.State)
	}
	for day := 24; day <= 30; day++ {
		for _, hour := range []int{8, 9, 10, 11} {
			o.at(day, hour, 30)
		}
	}
	if n, m := len(o.practices(quinn)), len(o.practices(rita)); n != 1 || m != 1 {
		t.Errorf("%d and %d practice leads", n, m)
	}
	reminded, told := 0, ""
	for _, m := range o.box(rita) {
		if strings.Contains(m.Body, "Your practice lead waits") {
			reminded++
		}
	}
	for _, m := range o.box(mara) {
		if strings.Contains(m.Body, "practice lead not answered yet") {
			told = m.Body
			if strings.Contains(m.Markup, "`") || strings.Count(m.Markup, "border-top:1px") != 2 { // one is the lead's
				t.Errorf("marks are not drawn, or a line with nothing below it is:\n%s", m.Markup)
			}
		}
	}
	if reminded != 1 {
		t.Errorf("%d Todays speak of it", reminded)
	}
	if !strings.Contains(told, "Quinn") || !strings.Contains(told, "Rita") {
		t.Errorf("the manager reads %q", told)
	}
}

// TestChangedRulesAreRead: whoever reads in Today what has changed says so with a word, beside other answers too; until
// then the manager's mail of the week names them.
func TestChangedRulesAreRead(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	morning := func(day int) {
		for _, hour := range []int{8, 9, 10} {
			o.at(day, hour, 30)
		}
	}
	morning(24)
	o.reload(o.changed("c1", func(c *handoff.Config) {
		c.Teams[0].Policy.Window, c.Teams[0].Policy.Returned = 3*time.Hour, 5*time.Hour
	}))
	morning(25)
	m := o.last(rita)
	if !strings.Contains(m.Text, "Answer `read`") || strings.Contains(m.Text, "nothing is asked") {
		t.Fatalf("the Today of rita says\n%s", m.Text)
	}
	if said := o.said("rita"); said["playbook"] != "c1 2026-11-25" || said["playbook c1"] != "" {
		t.Errorf("kept: %v", said)
	}
	n := len(o.box(rita))
	o.send(rita, mail.Draft{To: to(handoffAddress), Subject: "Re: " + m.Subject, InReplyTo: m.MessageID, Text: "ok"})
	o.settle(time.Minute)
	if said := o.said("rita"); said["playbook c1"] != "read" || len(o.box(rita)) != n {
		t.Errorf("kept: %v; rita has %q", said, o.since(rita, n))
	}
	morning(30)
	told := ""
	for _, m := range o.box(mara) {
		if strings.Contains(m.Body, "not read yet") {
			told = m.Body
		}
	}
	if !strings.Contains(told, "Quinn") || strings.Contains(told, "Rita") {
		t.Errorf("the manager reads %q", told)
	}
}

// TestPracticeIsKnownAsRealLeadsAre: a server that replaces Message-IDs leaves no thread. What is written to the reply
// address of a mail about the practice lead, under its subject, or by one of its buttons, also where the program loses
// the body, is the answer to it all the same.
func TestPracticeIsKnownAsRealLeadsAre(t *testing.T) {
	t.Parallel()
	for _, addressing := range []string{handoff.AddressingPlus, handoff.AddressingNone} {
		o := newOffice(t)
		o.restart(func(p *Options) { p.Practice, p.Renderer = true, render.New(builtIn(), addressing) })
		for _, hour := range []int{8, 9, 10} {
			o.at(24, hour, 30)
		}
		latest := func(user string) *mail.Message {
			all := o.practices(user)
			return all[len(all)-1]
		}
		if m := latest(rita); (m.ReplyTo[0].Addr == handoffAddress) != (addressing == handoff.AddressingNone) {
			t.Errorf("%q: the reply address is %s", addressing, m.ReplyTo[0].Addr)
		}
		o.send(rita, mail.Draft{To: latest(rita).ReplyTo, Subject: "Re: " + latest(rita).Subject, Text: "accept"})
		o.settle(time.Minute)
		if m := latest(rita); !strings.Contains(m.Body, "The meeting is over") {
			t.Fatalf("%q: an answer under its subject is not known:\n%s", addressing, m.Body)
		}
		link := regexp.MustCompile(`href="mailto:[^"?]*\?subject=([^"&]*)[^"]*"[^>]*>It was held<`).
			FindStringSubmatch(latest(rita).Markup)
		if link == nil {
			t.Fatalf("no button says that it was held:\n%s", latest(rita).Markup)
		}
		subject, _ := url.QueryUnescape(html.UnescapeString(link[1]))
		o.send(rita, mail.Draft{To: to(handoffAddress), Subject: subject, Text: "Rita"})
		o.settle(time.Minute)
		if m := latest(rita); !strings.Contains(m.Body, "Every lead has a next step") {
			t.Fatalf("%q: the tap %q is not known:\n%s", addressing, subject, m.Body)
		}
		draft := mail.Draft{To: latest(rita).ReplyTo, Subject: "something else", Text: "next: send the offer Friday"}
		if addressing == handoff.AddressingNone {
			draft.Subject = latest(rita).Subject
		}
		o.send(rita, draft)
		o.settle(time.Minute)
		if m := latest(rita); !strings.Contains(m.Body, "you know the rules") || len(o.all()) != 0 {
			t.Errorf("%q: an answer to its reply address is not known:\n%s", addressing, m.Body)
		}
	}
}

// countsNothing: what was practised is in no record that anything is counted or told from, and every mail about it is
// to one of those who practise.
func (o *office) countsNothing(people ...handoff.PersonID) {
	o.t.Helper()
	err := o.store.View(o.t.Context(), func(tx *store.Tx) error {
		loads, err := tx.Loads(people, o.now)
		for _, p := range people {
			entries, err2 := tx.Ledger(p, time.Time{})
			if l := loads[p]; len(entries) > 0 || l.Open != 0 {
				o.t.Errorf("%s has %d entries in the ledger, %d offers open", p, len(entries), l.Open)
			}
			err = errors.Join(err, err2)
		}
		told, err3 := tx.Told(time.Unix(0, 0), o.now.Add(time.Hour))
		if len(told) > 0 {
			o.t.Errorf("figures are told %v", told)
		}
		rows, err4 := tx.Outbox("")
		for _, r := range rows {
			if strings.Contains(r.Action.Key(), "practice") && !slices.Contains(people, r.Action.To.Person) || r.Action.To.Address != "" || r.Action.Handoff != "" {
				o.t.Errorf("%s goes to %+v", r.Action.Key(), r.Action.To)
			}
		}
		return errors.Join(err, err3, err4)
	})
	if err != nil {
		o.t.Fatal(err)
	}
}

// TestAPracticeLeadWaitsForItsReader: on the first day of somebody who is to come, after the days of somebody who is away.
func TestAPracticeLeadWaitsForItsReader(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	q, r := o.c.People["quinn"], o.c.People["rita"]
	q.Since = 20261126
	for day := handoff.Day(20261123); day <= 20261126; day++ {
		r.Away = append(r.Away, handoff.DayOff{First: day, Leave: true})
	}
	o.c.People["quinn"], o.c.People["rita"] = q, r
	o.restart(func(p *Options) { p.Practice = true })
	for day := 24; day <= 27; day++ {
		for _, hour := range []int{8, 9, 10, 11} {
			o.at(day, hour, 30)
		}
		for user, from := range map[string]int{quinn: 26, rita: 27} {
			if n := len(o.practices(user)); n != min(1, max(0, day-from+1)) {
				t.Errorf("on the %dth %s has %d", day, user, n)
			}
		}
	}
}

// TestAPracticeLeadComesWithTheRole: to a manager on the morning after they became a rep, to somebody who is there
// sooner than was planned on that morning; once.
func TestAPracticeLeadComesWithTheRole(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	q := o.c.People["quinn"]
	q.Since = 20261127
	o.c.People["quinn"] = q
	o.restart(func(p *Options) { p.Practice = true })
	day := func(day int) {
		for _, hour := range []int{8, 9, 10, 11} {
			o.at(day, hour, 30)
		}
	}
	count := func(want map[string]int) {
		t.Helper()
		for user, n := range want {
			if got := len(o.practices(user)); got != n {
				t.Errorf("%s has %d practice leads, want %d: %q", user, got, n, o.subjects(user))
			}
		}
	}
	day(24)
	count(map[string]int{quinn: 0, rita: 1, mara: 0})
	o.reload(o.changed("c1", func(c *handoff.Config) {
		q := c.People["quinn"]
		q.Since = 0
		c.People = maps.Clone(c.People)
		c.People["quinn"] = q
		c.Teams = slices.Clone(c.Teams)
		c.Teams[0].Reps = append(slices.Clone(c.Teams[0].Reps), "mara")
	}))
	day(25)
	count(map[string]int{quinn: 1, rita: 1, mara: 1})
	if m := o.practices(mara)[0]; !strings.Contains(m.Body, "Playbook for reps") {
		t.Errorf("the new rep reads\n%s", m.Body)
	}
	day(26)
	day(27)
	count(map[string]int{quinn: 1, rita: 1, mara: 1})
}
