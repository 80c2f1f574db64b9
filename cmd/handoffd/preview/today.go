package preview

import (
	"slices"

	"handoffd/handoff"
	"handoffd/handoff/sample"
)

// mostOfToday is how many leads the sample of a Today tells of.
const mostOfToday = 6

// todays are the mails of several lines: what waited for the start of somebody's hours, and what came in together for
// somebody who had had too much.
func (p *preview) todays() error {
	for len(p.today) > 0 {
		if err := p.several("today", "It waited for the start of their hours", p.next(&p.today)); err != nil {
			return err
		}
	}
	if len(p.joined) == 0 {
		return nil
	}
	return p.several("joined", "More than six mails on one day", p.next(&p.joined))
}

// next takes those that may stand in one mail from the list: of one reader, one a lead.
func (p *preview) next(list *[]sample.Mail) []sample.Mail {
	var out, left []sample.Mail
	for _, m := range *list {
		fits := len(out) < mostOfToday && (len(out) == 0 || out[0].Action.To == m.Action.To) &&
			!slices.ContainsFunc(out, func(o sample.Mail) bool { return o.Handoff.ID == m.Handoff.ID })
		if fits {
			out = append(out, m)
		} else {
			left = append(left, m)
		}
	}
	*list = left
	return out
}

func (p *preview) several(kind, when string, of []sample.Mail) error {
	var hs []handoff.Handoff
	var as []handoff.Action
	for _, m := range of {
		hs, as = append(hs, m.Handoff), append(as, m.Action)
	}
	p.files = nil
	out, err := p.render.Today(hs, as, of[0].Config, of[0].Now)
	if err == nil {
		p.keep(kind, reader(of[0].Action.To), when, out.Raw)
	}
	return err
}
