package preview

import (
	"handoffd/handoff"
	"handoffd/handoff/report"
	"handoffd/handoff/sample"
	"handoffd/templates"
)

// reviews are the mails in which leads are gone through: a rep's Today on Thursday, and a manager's mail of the week.
func (p *preview) reviews() error {
	leads, c, now := sample.Review()
	p.files = nil
	asked := report.FillOf("bob", leads, c, now)
	m, _, err := p.render.Fill(asked, c)
	if err != nil {
		return err
	}
	d := func(m templates.Mail, ids []string) handoff.ServiceDetail {
		return handoff.ServiceDetail{Subject: m.Subject, Text: m.Text, HTML: m.HTML, Leads: ids}
	}
	out, err := p.render.Today([]handoff.Handoff{{}},
		[]handoff.Action{handoff.TodayPart("fill sample", "bob", d(m, asked.IDs()), 0)}, c, now)
	if err != nil {
		return err
	}
	p.keep("today-next-steps", "rep", "On Thursday the next steps that nobody named are asked for", out.Raw)
	p.files = nil
	manager := c.Teams[0].Managers[0]
	gone := report.ReviewOf(manager, leads, [][]string{{"HO-5RXQ2A"}}, now.AddDate(0, 0, -7), c, now)
	if m, _, err = p.render.Review(gone, c); err != nil {
		return err
	}
	out, err = p.render.Today([]handoff.Handoff{{}},
		[]handoff.Action{handoff.WeeklyPart("review sample", manager, d(m, gone.IDs()), 0)}, c, now)
	if err == nil {
		p.keep("weekly-review", "manager", "The leads of a team are gone through", out.Raw)
		err = p.statements(leads)
	}
	return err
}

// statements are what the mail of the week tells a rep and a qualifier of their own leads.
func (p *preview) statements(leads []handoff.Handoff) error {
	all, c, now := sample.Week()
	c.Teams[0].Target = 4
	period := report.WeekOf(now).Back(1)
	for _, reader := range []struct {
		role string
		id   handoff.PersonID
	}{{"rep", "bob"}, {"qualifier", "quinn"}} {
		var stands []handoff.Standing
		if reader.role == "rep" {
			stands = append(stands, handoff.StandingOf(reader.id, c.Teams[0].Name, handoff.Env{Now: now, Config: c}))
		}
		p.files = nil
		s := report.StatementOf(reader.id, c, period, report.Lives(all, now), leads, stands)
		m, _, err := p.render.Statement(s, c)
		if err == nil {
			err = p.weekly("weekly-statement", told(m), reader.id, reader.role, c, now)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
