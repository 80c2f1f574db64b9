package demo

import (
	"context"
	"strings"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
)

// storyE is a guest who does not come at first.
func storyE() story {
	return story{
		key: "e", title: "the guest does not come, picks another time, is met, an opportunity comes of it",
		prospect: "ida@wayne.example", qualifier: "tara", brief: Brief("Ida Berg", "ida@wayne.example", "Wayne"), days: 2,
		after: 21, outcomes: []string{"no-show"}, over: converted,
		react: func(p *play, a *actor, m post) {
			switch {
			case a.address == p.prospect && about(m, "would one of these times suit you") && p.once("times"):
				if !p.broken {
					p.later(time.Hour, func(ctx context.Context) error { return p.reply(ctx, a, m, "answers: 2", "2") })
				}
			case a.role == handoff.RoleRep && invitation(m) && p.said["times"] && p.once("again"):
				p.later(time.Hour, func(ctx context.Context) error { return p.answer(ctx, a, m, calendar.Accepted) })
			case a.address == p.prospect && invitation(m) && p.said["times"]:
				p.later(time.Hour, func(ctx context.Context) error { return p.answer(ctx, a, m, calendar.Accepted) })
			default:
				p.prospectAccepts(a, m)
				if a.role == handoff.RoleRep {
					p.accepts(a, m, 70*time.Minute, 100*time.Minute, false)
				}
			}
		},
		checks: func(p *play, h handoff.Handoff) {
			said := map[handoff.Outcome]bool{}
			for _, v := range h.Verdicts {
				said[v.Outcome] = true
			}
			p.check(p.asked == 2, "the rep was asked once after each of the two meetings")
			offered := func(m post) bool { return about(m, "3. ") && about(m, "missed you") }
			p.check(received(p.byAddress(p.prospect), offered) == 1,
				"the guest was offered three free times in one mail")
			p.checkUpdate()
			p.check(said[handoff.OutcomeHeld], "the second meeting was held, on the same lead")
			p.checkConverted(h)
			p.checkPrivate()
		},
	}
}

// checkConverted checks that an opportunity came of the lead, and that its qualifier has heard of the meeting.
func (p *play) checkConverted(h handoff.Handoff) {
	p.check(converted(p, h) && strings.HasPrefix(h.Opportunity, "https://crm.acme.example/"), "it led to %s",
		h.Opportunity)
	p.check(received(p.actor(p.qualifier), func(m post) bool {
		return today(m) && about(m, p.byAddress(p.prospect).name)
	}) > 0, "%s read in Today what became of it", p.actor(p.qualifier).name)
}
