package demo

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/handoff/store"
	"handoffd/mail"
)

// story is one life of a handoff, played by people who only write mail and answer invitations.
type story struct {
	key, title string
	prospect   string // address
	first      string // of whom the first brief is; empty: of the prospect
	qualifier  handoff.PersonID
	brief      string
	days       int                                   // until the meeting; the story ends before it, or as many days later
	after      int                                   // as this says
	outcomes   []string                              // what the rep says of each meeting; then it was held
	react      func(p *play, a *actor, m post)       // what people do about the mails they get
	over       func(p *play, h handoff.Handoff) bool // the story has come to its end
	checks     func(p *play, h handoff.Handoff)      // what must be true then
}

// play is one story being played.
type play struct {
	*stage
	story
	broken bool // one answer is withheld
	failed int
	start  time.Time // of the meeting
	said   map[string]bool
	asked  int // how often it was asked what became of the meeting
}

// check tells whether something came out as promised, and remembers if not.
func (p *play) check(ok bool, format string, args ...any) {
	if !ok {
		p.failed++
	}
	p.out.check(p.clock.Now(), ok, fmt.Sprintf(format, args...))
}

// once says whether this is the first time.
func (p *play) once(what string) bool {
	first := !p.said[what]
	p.said[what] = true
	return first
}

// play plays a story on a morning and says whether it ended as told.
func (s *stage) play(ctx context.Context, st story, broken bool) (bool, error) {
	p := &play{stage: s, story: st, broken: broken, said: map[string]bool{}}
	s.out.head(st.key, st.title)
	s.plan = nil
	for _, a := range s.actors {
		a.got = nil
	}
	begin := s.morning()
	if err := s.night(ctx, begin); err != nil {
		return false, fmt.Errorf("before story %s: %w", st.key, err)
	}
	start := begin.Add(6 * time.Hour)
	for n := 0; n < st.days; {
		if start = start.AddDate(0, 0, 1); start.Weekday() != time.Saturday && start.Weekday() != time.Sunday {
			n++
		}
	}
	p.start = start
	p.later(0, func(ctx context.Context) error { return p.hand(ctx, cmp.Or(st.first, st.prospect), st.brief) })
	err := s.run(ctx, start.AddDate(0, 0, st.after).Add(-time.Minute), func(a *actor, m post) {
		if !p.aftermath(a, m) && !p.practised(a, m) && !today(m) { // which may tell of an earlier story
			st.react(p, a, m)
		}
	}, func() bool { return st.over(p, p.handoff(ctx)) })
	if err != nil {
		return false, fmt.Errorf("story %s: %w", st.key, err)
	}
	h := p.handoff(ctx)
	s.out.state(h, s.clock.Now(), s.standing(h))
	st.checks(p, h)
	return p.failed == 0, nil
}

// hand lets the qualifier write a brief about somebody, for the time of the story's meeting.
func (p *play) hand(ctx context.Context, prospect, brief string) error {
	q := p.actor(p.qualifier)
	return p.write(ctx, q, "writes a brief: "+prospect, mail.Draft{To: []mail.Address{{Addr: p.config.Address}},
		Subject: "Handoff: " + prospect,
		Text:    strings.ReplaceAll(brief, "{when}", p.start.In(q.zone).Format("Monday 2 January 2006 15:04"))})
}

// standing is where a handoff has come to.
func (s *stage) standing(h handoff.Handoff) string {
	if h.ID == "" {
		return "there is no such lead"
	}
	text := fmt.Sprintf("%s is %s with %s", h.ID, h.State, s.config.Person(h.Rep()).Name)
	if h.State.Finished() {
		return text
	}
	return text + fmt.Sprintf("; next: %s by %s", s.config.Person(h.Next.Owner).Name,
		h.Next.At.In(s.out.zone).Format("Mon 2 Jan 15:04 MST"))
}

// answersTo answers the questions of a Today about meetings by their numbers: "1 held, 2 opportunity https://…".
func (p *play) answersTo(m post, a *actor) string {
	var said []string
	for line := range strings.Lines(m.Body) {
		n, question, _ := strings.Cut(strings.TrimSpace(line), ". ")
		switch {
		case len(n) > 2 || strings.Trim(n, "0123456789") != "":
		case strings.HasPrefix(question, "Was it held?"):
			said = append(said, n+" "+p.outcome(question))
		case strings.HasPrefix(question, "What did it lead to?") && p.about(question):
			said = append(said, n+" opportunity https://crm.acme.example/"+strings.ToLower(a.name[:1])+n)
		}
	}
	return strings.Join(said, ", ")
}

// about says whether a question of a Today is about the lead of this story.
func (p *play) about(question string) bool {
	return strings.Contains(question, p.byAddress(p.prospect).name)
}

// outcome is what became of the meeting that a question is about.
func (p *play) outcome(question string) string {
	if !p.about(question) {
		return "held"
	}
	p.asked++
	if p.asked > len(p.outcomes) {
		return "held"
	}
	return p.outcomes[p.asked-1]
}

// aftermath lets reps say what became of their meetings, in every story: held; and in a story that goes on until then,
// the opportunity that it led to.
func (p *play) aftermath(a *actor, m post) bool {
	if a.role != handoff.RoleRep {
		return false
	}
	said := p.answersTo(m, a)
	if said == "" {
		return false
	}
	p.later(20*time.Minute, func(ctx context.Context) error { return p.reply(ctx, a, m, "answers: "+said, said) })
	return true
}

// morning is the next weekday at nine, in the zone of the timeline.
func (s *stage) morning() time.Time {
	now := s.clock.Now().In(s.out.zone)
	at := time.Date(now.Year(), now.Month(), now.Day(), 9, 0, 0, 0, s.out.zone)
	for at.Before(now) || at.Weekday() == time.Saturday || at.Weekday() == time.Sunday {
		at = at.AddDate(0, 0, 1)
	}
	return at
}

// night lets what falls due before a story happen when it does, so that nobody reads in the next story what was theirs
// the day before.
func (s *stage) night(ctx context.Context, until time.Time) error {
	err := s.run(ctx, until.Add(-time.Minute), func(*actor, post) {}, func() bool { return false })
	if err == nil {
		s.clock.Jump(until)
	}
	return err
}

// handoff is the story's handoff as the store has it; the zero value before the brief was taken.
func (p *play) handoff(ctx context.Context) handoff.Handoff {
	var found handoff.Handoff
	err := p.store.View(ctx, func(tx *store.Tx) error {
		all, err := tx.List(store.Filter{})
		for _, h := range all {
			if h.IsProspect(p.prospect) {
				found = h
			}
		}
		return err
	})
	if err != nil {
		return handoff.Handoff{}
	}
	return found
}

// Mails as people tell them apart: by what they see in them.

func invitation(m post) bool { return m.Kind == mail.KindCalendarRequest }
func withdrawal(m post) bool { return m.Kind == mail.KindCalendarCancel }

// intro says whether an answer to the mail reaches the prospect.
func (p *play) intro(m post) bool {
	return len(m.Calendars) == 0 && slices.ContainsFunc(slices.Concat(m.To, m.Cc, m.ReplyTo),
		func(a mail.Address) bool { return a.Addr == p.prospect })
}

func about(m post, words string) bool {
	return strings.Contains(strings.ToLower(m.Subject+"\n"+m.Body), strings.ToLower(words))
}

// received counts an actor's mails of a kind.
func received(a *actor, is func(post) bool) int {
	n := 0
	for _, m := range a.got {
		if is(m) {
			n++
		}
	}
	return n
}

// accepts lets a rep reply to the intro and accept the invitation, each after a while. A later rep, who has no intro,
// writes a mail of their own, with the handoff address in Cc.
func (p *play) accepts(a *actor, m post, reply, accept time.Duration, withhold bool) {
	if i := slices.IndexFunc(a.got, p.intro); i >= 0 && p.once("intro "+a.name) {
		intro := a.got[i]
		p.later(reply, func(ctx context.Context) error {
			return p.reply(ctx, a, intro, "replies to the prospect",
				"Hello, thank you for your time, I look forward to our meeting.\n\nBest regards,\n"+a.name)
		})
	}
	if invitation(m) && p.once("intro "+a.name) {
		p.later(reply, func(ctx context.Context) error {
			return p.write(ctx, a, "writes to the prospect", mail.Draft{To: []mail.Address{{Addr: p.prospect}},
				Cc: []mail.Address{{Addr: p.config.Address}}, Subject: "Our meeting",
				Text: "Hello, I am looking forward to our meeting.\n\nBest regards,\n" + a.name})
		})
	}
	if invitation(m) && !withhold && p.once("invitation "+a.name) {
		p.later(accept, func(ctx context.Context) error { return p.answer(ctx, a, m, calendar.Accepted) })
	}
}

// prospectAccepts lets the prospect accept the first invitation.
func (p *play) prospectAccepts(a *actor, m post) {
	if a.address == p.prospect && invitation(m) && p.once("prospect") {
		p.later(time.Hour, func(ctx context.Context) error { return p.answer(ctx, a, m, calendar.Accepted) })
	}
}

const briefText = `Contact: {name} <{address}>
Company: {company}
When: {when}
- Need: quotes in hours instead of days
- Pain: two lost deals last quarter because the quote came late
* Timeframe: this quarter
Current solution – spreadsheets
`

// Brief is what a qualifier writes about a lead; {when} in it is left for the time of the meeting.
func Brief(name, address, company string) string {
	return strings.NewReplacer("{name}", name, "{address}", address, "{company}", company).Replace(briefText)
}

// evidence lists how an acceptance is proved.
func evidence(h handoff.Handoff) string {
	var out []string
	if a := h.Last(); a != nil {
		for _, e := range a.Evidence {
			out = append(out, fmt.Sprintf("%s (%s, mail %s)", e.Kind, e.Strength, e.MessageID))
		}
	}
	return strings.Join(out, ", ")
}

func stories() []story { return []story{storyA(), storyB(), storyC(), storyD(), storyE(), storyF()} }

func accepted(_ *play, h handoff.Handoff) bool { return h.State == handoff.Accepted }

func converted(_ *play, h handoff.Handoff) bool { return h.State == handoff.Converted }

func storyA() story {
	return story{
		key: "a", title: "the rep replies and accepts in time, the meeting is held, an opportunity comes of it",
		prospect: "pat@globex.example", qualifier: "quinn", brief: Brief("Pat Kim", "pat@globex.example", "Globex"), days: 2,
		after: 7, over: converted,
		react: func(p *play, a *actor, m post) {
			p.prospectAccepts(a, m)
			if a.role == handoff.RoleRep {
				p.accepts(a, m, 70*time.Minute, 100*time.Minute, p.broken)
			}
			if a.id == p.qualifier && p.once("practice") {
				p.later(2*time.Hour, func(ctx context.Context) error { return p.practise(ctx, a) })
			}
		},
		checks: func(p *play, h handoff.Handoff) {
			p.check(h.Last() != nil && !h.Last().Accepted.IsZero(), "accepted by %s: %s", p.config.Person(h.Rep()).Name,
				evidence(h))
			p.check(len(h.Assignments) == 1, "by the first rep who was asked")
			p.checkPractised()
			p.checkConverted(h)
			p.checkPrivate()
		},
	}
}

func storyB() story {
	return story{
		key: "b", title: "the window closes: one reminder, the next rep has it, the prospect sees one update",
		prospect: "sam@initech.example", qualifier: "quinn", brief: Brief("Sam Cho", "sam@initech.example", "Initech"),
		days: 4,
		over: func(p *play, h handoff.Handoff) bool { // at work again, the first rep reads that it went
			return accepted(p, h) && len(h.Assignments) > 1 && received(p.actor(h.Assignments[0].Rep), withdrawal) > 0
		},
		react: func(p *play, a *actor, m post) {
			p.prospectAccepts(a, m)
			if h := p.handoff(context.Background()); a.role == handoff.RoleRep && len(h.Assignments) > 1 && a.id == h.Rep() {
				p.accepts(a, m, 70*time.Minute, 80*time.Minute, p.broken)
			}
		},
		checks: func(p *play, h handoff.Handoff) {
			p.check(h.State == handoff.Accepted && len(h.Assignments) == 2, "accepted by the second rep, %s: %s",
				p.config.Person(h.Rep()).Name, evidence(h))
			if len(h.Assignments) < 2 {
				return
			}
			first, next := p.actor(h.Assignments[0].Rep), p.config.Person(h.Assignments[1].Rep)
			p.check(h.Assignments[0].End == handoff.EndSilence, "%s let the window close in silence", first.name)
			before := func(m post) bool { return !invitation(m) && !withdrawal(m) && about(m, next.First()) }
			p.check(received(first, before) > 0,
				"%s was told before that %s is next", first.name, next.Name)
			p.check(received(first, withdrawal) == 1, "%s had the event withdrawn once", first.name)
			p.checkUpdate()
			p.checkPrivate()
		},
	}
}

func storyC() story {
	return story{
		key: "c", title: "the rep rejects with a criterion, the qualifier supplies what was missing and offers again",
		prospect: "lee@umbrella.example", qualifier: "tara", brief: Brief("Lee Novak", "lee@umbrella.example", "Umbrella"),
		days: 4, over: accepted,
		react: func(p *play, a *actor, m post) {
			p.prospectAccepts(a, m)
			h := p.handoff(context.Background())
			switch {
			case a.role == handoff.RoleRep && a.id == h.Rep() && len(h.Assignments) == 1 && !p.intro(m) && !invitation(m) &&
				p.once("reject"):
				p.later(90*time.Minute, func(ctx context.Context) error {
					return p.reply(ctx, a, m, "rejects: budget", "reject: no budget was named, so I can't size an offer")
				})
			case a.id == p.qualifier && h.State == handoff.Returned && about(m, "budget") && p.once("supply"):
				if p.broken {
					return
				}
				p.later(2*time.Hour, func(ctx context.Context) error {
					return p.reply(ctx, a, m, "supplies what was missing", "Budget: 40k EUR approved for this year")
				})
			case a.role == handoff.RoleRep && len(h.Assignments) == 2 && a.id == h.Rep():
				p.accepts(a, m, time.Hour, 70*time.Minute, false)
			}
		},
		checks: func(p *play, h handoff.Handoff) {
			p.check(h.State == handoff.Accepted, "accepted by %s: %s", p.config.Person(h.Rep()).Name, evidence(h))
			p.check(len(h.Assignments) == 2 && h.Assignments[0].End == handoff.EndRejected,
				"the first offer was rejected by criterion, the lead went back to its qualifier")
			p.check(len(h.Assignments) == 2 && h.Assignments[0].Rep == h.Assignments[1].Rep, "offered again to the same rep")
			p.check(strings.Contains(h.Brief["budget"], "40k"), "with the budget that was missing")
			p.checkPrivate()
		},
	}
}

func storyD() story {
	return story{
		key: "d", title: "nobody reacts: the manager gets the case and answers with a name",
		prospect: "kit@hooli.example", qualifier: "quinn", brief: Brief("Kit Ito", "kit@hooli.example", "Hooli"), days: 9,
		over: accepted,
		react: func(p *play, a *actor, m post) {
			p.prospectAccepts(a, m)
			h := p.handoff(context.Background())
			switch {
			case a.role == handoff.RoleManager && h.State == handoff.Escalated && p.once("assign"):
				if p.broken {
					return
				}
				p.later(30*time.Minute, func(ctx context.Context) error {
					return p.reply(ctx, a, m, "answers: assign Rita",
						"assign Rita")
				})
			case a.role == handoff.RoleRep && a.id == h.Rep() && p.said["assign"]:
				p.accepts(a, m, 40*time.Minute, 50*time.Minute, false)
			}
		},
		checks: func(p *play, h handoff.Handoff) {
			silent := 0
			for _, a := range h.Assignments {
				if a.End == handoff.EndSilence {
					silent++
				}
			}
			p.check(silent == 2, "%d reps let their window close", silent)
			p.check(h.State == handoff.Accepted && h.Rep() == "rita", "%s, whom the manager named, accepted: %s",
				p.config.Person(h.Rep()).Name, evidence(h))
			p.check(received(p.actor("mara"), func(m post) bool { return about(m, string(h.ID)) && about(m, "Kit") }) >= 1,
				"the manager had one mail with the whole case")
			p.checkPrivate()
		},
	}
}

// checkUpdate checks that the prospect saw exactly one update, under the UID of the invitation.
func (p *play) checkUpdate() {
	uids, n := map[string]bool{}, 0
	for _, m := range p.byAddress(p.prospect).got {
		if invitation(m) {
			n++
			uids[uidOf(m)] = true
		}
	}
	p.check(n == 2 && len(uids) == 1, "the prospect got the invitation and one update, both for the same event")
}

// checkPrivate checks that nothing internal reached the prospect.
func (p *play) checkPrivate() {
	for _, m := range p.byAddress(p.prospect).got {
		for _, secret := range []string{"two lost deals", "spreadsheets", "budget", "HO-"} {
			if strings.Contains(string(m.raw), secret) || strings.Contains(m.Body, secret) {
				p.check(false, "%q must not be in a mail to the prospect: %s", secret, m.Subject)
				return
			}
		}
	}
	p.check(true, "the prospect has seen nothing internal")
}
