package demo

import (
	"context"
	"slices"
	"strings"
	"time"

	"handoffd/handoff"
)

// unfunded are the people whose leads are rejected one after the other, for want of a budget.
var unfunded = [][3]string{{"Ada Voss", "ada@globex.example", "Globex"}, {"Bo Lind", "bo@initech.example", "Initech"},
	{"Cy Hart", "cy@umbrella.example", "Umbrella"}, {"Di Roth", "di@hooli.example", "Hooli"}}

// storyF is of equal rejections in a row, and what follows from them.
func storyF() story {
	brief := func(n int) string { return Brief(unfunded[n][0], unfunded[n][1], unfunded[n][2]) }
	const last = "max@wayne.example"
	return story{
		key: "f", title: "four leads in a row without a budget: the manager asks for it, and the next brief says one",
		prospect: last, first: unfunded[0][1], qualifier: "quinn", brief: brief(0), days: 12,
		over: func(p *play, h handoff.Handoff) bool { return accepted(p, h) },
		react: func(p *play, a *actor, m post) {
			switch n := received(p.actor(p.qualifier), back); {
			case a.role == handoff.RoleRep && invitation(m) && !p.about(m.Subject):
				p.later(time.Hour, func(ctx context.Context) error {
					return p.reply(ctx, a, m, "rejects: budget", "reject: budget\nThere is no money before next year.")
				})
			case a.id == p.qualifier && back(m):
				p.later(20*time.Minute, func(ctx context.Context) error {
					return p.reply(ctx, a, m, "lets the lead sleep", "nurture until 1 March 2027: no budget before")
				})
				pause := time.Hour
				if n == len(unfunded)-1 { // after the qualifier has read of three in Today
					pause = 70 * time.Hour
				}
				if n < len(unfunded) {
					p.later(pause, func(ctx context.Context) error { return p.hand(ctx, unfunded[n][1], brief(n)) })
				}
			case a.role == handoff.RoleManager && strings.HasPrefix(m.Subject, "4 leads in a row") && p.once("yes"):
				if !p.broken {
					p.later(30*time.Minute, func(ctx context.Context) error { return p.reply(ctx, a, m, "answers: yes", "yes") })
				}
				p.later(2*time.Hour, func(ctx context.Context) error {
					return p.hand(ctx, last, Brief("Max Bauer", last, "Wayne"))
				})
			case a.id == p.qualifier && about(m, "Budget has to be in this brief") && p.once("budget"):
				p.later(time.Hour, func(ctx context.Context) error {
					return p.reply(ctx, a, m, "names it", "Budget: 40k EUR approved for this year")
				})
			case a.role == handoff.RoleRep && p.about(m.Subject):
				p.accepts(a, m, 40*time.Minute, 50*time.Minute, false)
			}
		},
		checks: func(p *play, h handoff.Handoff) {
			p.check(received(p.actor(p.qualifier), back) == len(unfunded), "%d leads were rejected for their budget",
				len(unfunded))
			p.check(received(p.actor(p.qualifier), func(m post) bool {
				return about(m, "of your leads in a row")
			}) > 0, "%s read of the row of leads", p.actor(p.qualifier).name)
			for _, id := range []handoff.PersonID{"mara", "alma", p.qualifier} {
				p.check(!toldTwice(p.actor(id)), "%s did not read of it twice at once", p.actor(id).name)
			}
			p.check(p.said["yes"], "%s was asked at once after the fourth", p.actor("mara").name)
			p.check(p.said["budget"] && strings.Contains(h.Brief["budget"], "40k"),
				"the next brief was offered when it named a budget")
			p.check(accepted(p, h), "accepted by %s: %s", p.config.Person(h.Rep()).Name, evidence(h))
			p.checkPrivate()
		},
	}
}

// toldTwice says whether somebody got the row of three when they had that of four.
func toldTwice(a *actor) bool {
	row := func(n string) func(post) bool {
		return func(m post) bool { return about(m, n+" leads in a row") || about(m, n+" of your leads in a row") }
	}
	i := slices.IndexFunc(a.got, row("4"))
	return i >= 0 && slices.ContainsFunc(a.got, func(m post) bool { return row("3")(m) && !m.Date.Before(a.got[i].Date) })
}

// back is the mail that a lead is the qualifier's again.
func back(m post) bool { return strings.HasPrefix(m.Subject, "Back to you: ") }

// today is a mail that stands at the start of somebody's day; on one day of the week it tells of the week too.
func today(m post) bool {
	return strings.HasPrefix(m.Subject, "Today: ") || strings.HasPrefix(m.Subject, "Your week: ")
}
