// Package preview shows every mail that the service can send as its reader would see it: sample lives of leads are
// played by the real rules and rendered with the templates of a folder. It needs no config, no account and no database.
package preview

import (
	"fmt"
	"slices"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/render"
	"handoffd/handoff/report"
	"handoffd/handoff/sample"
	"handoffd/templates"
)

// Mail is one mail of the preview.
type Mail struct {
	Name  string   // of its files, without ending: "037-notice-moved-rep"
	To    string   // who reads it: "rep", "prospect"
	When  string   // what led to it: "The meeting is moved"
	Files []string // templates that made it, as a folder may override them
	Raw   []byte
}

// casesOfDigest is how many escalations the sample of a digest joins.
const casesOfDigest = 3

// All renders every kind of mail once: the first of each purpose, step and reader.
func All(set *templates.Set) ([]Mail, error) {
	p := &preview{seen: map[string]bool{}}
	p.set = set.Watched(func(file string) {
		if !slices.Contains(p.files, file) {
			p.files = append(p.files, file)
		}
	})
	p.render = render.New(p.set, handoff.AddressingPlus)
	if err := sample.Play(p.take); err != nil {
		return nil, err
	}
	if err := p.digest(); err != nil {
		return nil, err
	}
	if err := p.calendars(); err != nil {
		return nil, err
	}
	if err := p.figures(); err != nil {
		return nil, err
	}
	if err := p.reviews(); err != nil {
		return nil, err
	}
	return p.mails, p.todays()
}

type preview struct {
	set    *templates.Set
	render *render.Renderer
	mails  []Mail
	seen   map[string]bool // kinds of mails, and files
	files  []string        // used by the mail that is being made
	cases  []sample.Mail   // escalations to one manager
	today  []sample.Mail   // what waits for the start of somebody's hours
	joined []sample.Mail   // what goes out at once, unless somebody has had too much of it
}

// take renders what goes out, and keeps it if it is the first of its kind.
func (p *preview) take(m sample.Mail) (time.Time, error) {
	p.files = nil
	out, err := p.render.Render(m.Handoff, m.Action, m.Config, m.Now, m.Source)
	if err != nil {
		return time.Time{}, err
	}
	if m.Action.Purpose == handoff.PurposeEscalation && len(p.cases) < casesOfDigest &&
		!slices.ContainsFunc(p.cases, func(c sample.Mail) bool {
			return c.Handoff.ID == m.Handoff.ID || c.Action.To != m.Action.To
		}) {
		p.cases = append(p.cases, m)
	}
	switch a := m.Action; {
	case a.When != handoff.Live:
		p.today = append(p.today, m)
		return out.Told, nil
	case a.Joinable() && a.To.Role == handoff.RoleQualifier:
		p.joined = append(p.joined, m)
	}
	p.keep(kindOf(m.Action), reader(m.Action.To), m.Life, out.Raw)
	return out.Told, nil
}

// kindOf names what is the same in all mails of one kind.
func kindOf(a handoff.Action) string {
	kind := string(a.Purpose)
	if d := handoff.DetailOf[handoff.ServiceDetail](a); d.Says.Code != "" {
		return kind + "-" + string(d.Says.Code)
	}
	if a.Step != "" {
		kind += "-" + string(a.Step)
	}
	return kind
}

// reader is the part of whoever gets a mail.
func reader(to handoff.Recipient) string {
	if to.Role == "" { // a mail of the service
		return "colleague"
	}
	return string(to.Role)
}

// keep takes a mail up that is the first of its kind, or the first that has the words of a file.
func (p *preview) keep(kind, to, when string, raw []byte) {
	name := kind + "-" + to
	fresh := !p.seen[name]
	for _, f := range append(p.files, name) {
		fresh = fresh || !p.seen[f]
		p.seen[f] = true
	}
	if !fresh {
		return
	}
	p.mails = append(p.mails, Mail{Name: fmt.Sprintf("%03d-%s", len(p.mails)+1, name), To: to, When: when,
		Files: slices.Clone(p.files), Raw: raw})
}

// digest is several escalations to one manager.
func (p *preview) digest() error {
	var hs []handoff.Handoff
	var as []handoff.Action
	for _, m := range p.cases {
		hs, as = append(hs, m.Handoff), append(as, m.Action)
	}
	first := p.cases[0]
	p.files = nil
	out, err := p.render.Digest(hs, as, first.Config, first.Now)
	if err == nil {
		p.keep("digest", reader(first.Action.To), "Several leads wait for one manager", out.Raw)
	}
	return err
}

// calendars are the mails of the week that tell of a calendar, to its owner and to the manager.
func (p *preview) calendars() error {
	look, c, now := sample.Calendar()
	h := report.Inspect(look, now)
	p.files = nil
	own, err := p.render.Calendar(h, c)
	if err != nil {
		return err
	}
	if err := p.weekly("weekly", told(own, h.Keys()...), look.Person.ID, "rep", c, now); err != nil {
		return err
	}
	manager := c.Person(c.Teams[0].Managers[0])
	p.files = nil
	sum, _, err := p.render.Calendars(report.TeamCalendars{All: []report.Hygiene{h}, Passed: 2, Weeks: 4,
		Ignored: []handoff.PersonID{h.Person.ID}}, c)
	if err != nil {
		return err
	}
	return p.weekly("weekly", told(sum), manager.ID, "manager", c, now)
}

// weekly is a mail of the week whose first part is given, above lines of leads where the sample has some.
func (p *preview) weekly(kind string, d handoff.ServiceDetail, to handoff.PersonID, role string, c *handoff.Config,
	now time.Time) error {
	hs := []handoff.Handoff{{}}
	d.Personal = handoff.Yes
	as := []handoff.Action{handoff.WeeklyPart("sample", to, d, 0)}
	for _, l := range p.today {
		if l.Action.To.Person == to && len(hs) <= linesOfWeek {
			hs, as, c, now = append(hs, l.Handoff), append(as, l.Action), l.Config, l.Now
		}
	}
	out, err := p.render.Today(hs, as, c, now)
	if err == nil {
		p.keep(kind, role, whenWeekly[kind], out.Raw)
	}
	return err
}

// told is what such a mail says.
func told(m templates.Mail, items ...string) handoff.ServiceDetail {
	return handoff.ServiceDetail{Subject: m.Subject, Text: m.Text, HTML: m.HTML, Items: items}
}

// figures are the mails of the week that tell what the week before came to, to a rep and to the manager.
func (p *preview) figures() error {
	told, c, now := sample.Week()
	s := report.Take(told, report.WeekOf(now).Back(1), now, now.AddDate(0, 0, -7))
	team := c.Teams[0]
	for _, reader := range []struct {
		role string
		id   handoff.PersonID
	}{{"rep", team.Reps[0]}, {"manager", team.Managers[0]}} {
		p.files = nil
		d, err := p.render.Figures(report.UpdateOf(reader.id, c, s), c)
		if err == nil {
			err = p.weekly("weekly-figures", d, reader.id, reader.role, c, now)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// whenWeekly is what a mail of the week tells.
var whenWeekly = map[string]string{
	"weekly":           "What blocks a calendar without being an appointment, and the lines of that day",
	"weekly-statement": "What was done with somebody's own leads, and the lines of that day",
	"weekly-figures":   "What the week before came to, and the lines of that day",
}

// linesOfWeek is how many leads the sample of a mail of the week tells of.
const linesOfWeek = 3
