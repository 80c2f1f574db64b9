package demo

import (
	"context"
	"strings"
	"time"

	"handoffd/handoff"
	"handoffd/mail"
)

// practise lets somebody ask for the practice lead. Newcomers get it unasked, but nobody here is one.
func (p *play) practise(ctx context.Context, a *actor) error {
	return p.write(ctx, a, "asks for a practice lead", mail.Draft{To: []mail.Address{{Addr: p.config.Address}},
		Subject: "practice", Text: "practice"})
}

// practised lets a qualifier answer the mails about the practice lead: what the brief lacks, then that it sleeps.
func (p *play) practised(a *actor, m post) bool {
	if !practice(m) {
		return false
	}
	said := ""
	if _, rest, asks := strings.Cut(m.Body, "Answer this mail with `"); asks {
		said, _, _ = strings.Cut(rest, "`")
	}
	switch {
	case strings.HasPrefix(said, "nurture until"):
		said = "nurture until 1 March"
	case said != "":
		said += "forty seats by spring"
	}
	if said != "" {
		p.later(10*time.Minute, func(ctx context.Context) error { return p.reply(ctx, a, m, "practises: "+said, said) })
	}
	return true
}

// practice is a mail about a practice lead.
func practice(m post) bool { return strings.Contains(m.Subject, "["+handoff.PracticeMark+"]") }

// checkPractised checks that the qualifier came to the end of the practice lead, and that nobody else heard of it.
func (p *play) checkPractised() {
	q, others := p.actor(p.qualifier), 0
	for _, a := range p.actors {
		if a != q {
			others += received(a, practice)
		}
	}
	done := received(q, func(m post) bool { return practice(m) && about(m, "you know the rules as they are now") })
	p.check(done == 1 && others == 0, "%s has answered a practice lead; nobody else heard of it", q.name)
}
