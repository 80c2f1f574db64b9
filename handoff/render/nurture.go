package render

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/handoff/view"
	"handoffd/mail"
	"handoffd/templates"
)

// mostTakers bounds how many colleagues a lead can be given to with a tap.
const mostTakers = 3

// touch is a mail of the programme to a prospect whose lead sleeps, in the qualifier's name.
func (r *Renderer) touch(p *page, d *mail.Draft) (templates.Thread, error) {
	name := handoff.DetailOf[handoff.ProposalDetail](p.a).Words
	v, ok := p.touchView(name)
	if !ok {
		return v, fmt.Errorf("there are no words for the touch %q", name)
	}
	back := mail.Address{Name: p.senderName(), Addr: r.tokenAddress(p)}
	d.To, d.ReplyTo = []mail.Address{p.recipient()}, []mail.Address{back}
	if q := p.C.Person(p.H.Qualifier); q.Email() != "" {
		d.ReplyTo = append([]mail.Address{colleague(q)}, d.ReplyTo...)
	}
	stop := p.label("touch/stop/say", "")
	if link := p.prospectTap(stop, stop); link != "" {
		v.Taps = []templates.Button{{Label: p.label("touch/stop", ""), Link: link}}
		d.Headers = map[string]string{"List-Unsubscribe": "<" + link + ">"}
	}
	return v, nil
}

// touchView is such a mail: its words, how to have them end, and whose it is. False if there are none of that name.
func (p *page) touchView(name string) (templates.Thread, bool) {
	v := p.threadView()
	v.Meeting, v.Facts = templates.Meeting{}, nil
	w := p.threadWords(&v)
	w.Qualifier, w.Called = v.Qualifier, text.OneLine(p.C.Company(), text.NameLimit)
	w.Address = text.OneLine(p.C.Person(p.H.Qualifier).Email(), text.NameLimit)
	said, ok := p.filled(templates.TouchPrefix+name, w)
	ends, _ := p.filled("proposal-touch", w)
	if v.Subject == "" {
		v.Subject = said.Topic
	}
	v.Mark, v.Text = said.Lead, strings.Join(append(slices.Clone(said.More), ends.Lead), "\n\n")
	return v, ok
}

// sleepWords are what is told of a lead that sleeps, or has slept.
func (p *page) sleepWords(w *templates.Words) {
	if p.H.State == handoff.Nurture {
		w.Wake = p.Day(p.H.Wake)
	}
	s := p.H.Sleep
	if s == nil {
		return
	}
	w.Asleep, w.AsleepWhy, w.Mails = p.Day(s.Since), text.OneLine(s.Why, text.ValueLimit), int64(len(s.Sent))
	if !s.Wrote.IsZero() {
		w.Wrote = p.Day(s.Wrote)
	}
	w.NoConsent = p.Team.Policy.Touches == handoff.TouchesAuto && p.H.Consent == nil
}

// nurture is what is asked about a lead that sleeps, has slept, or lies idle; false for anything else.
func (p *page) nurture(l *templates.Letter) bool {
	switch p.a.Step {
	case handoff.TouchStep:
		if v, ok := p.touchView(handoff.DetailOf[handoff.QuestionDetail](p.a).What); ok {
			whole := strings.ReplaceAll(v.Greeting+"\n"+v.Mark+"\n"+v.Text, "\n\n", "\n")
			l.Sections = append(l.Sections, templates.Section{Title: p.title("draft"),
				Rows: []templates.Row{{Label: v.Subject, Value: text.Lines(whole)}}})
		}
		l.Meeting = templates.Meeting{}
	case handoff.WokeStep:
		l.Sections = append(l.Sections, p.known())
		if rows := view.Verdicts(p.View); len(rows) > 0 {
			l.Sections = append(l.Sections, templates.Section{Title: p.title("said"), Rows: rows})
		}
		if rows := p.Turns(); len(rows) > 0 {
			l.Sections = append(l.Sections, templates.Section{Title: p.title("happened"), Rows: rows})
		}
		l.Meeting = templates.Meeting{}
	case handoff.IdleStep:
		l.Sections = append(l.Sections, templates.Section{Taps: p.takers("")})
	default:
		return false
	}
	l.First, l.Next = "", text.Capital(p.Next())
	return true
}

// askedToSleep is a yes to the wish that the lead sleep, with its day, for whoever is asked.
func (p *page) askedToSleep(usage string) (say string, asked bool) {
	before, ok := strings.CutSuffix(usage, "DATE")
	r := p.H.Return
	if !ok || before != "nurture until " || p.H.State != handoff.Returned || r == nil || r.Wake.IsZero() {
		return "", false
	}
	return before + sleepDay(r.Wake, p.Zone), true
}

// sleepDay is a day as an answer can say it.
func sleepDay(at time.Time, zone *time.Location) string { return at.In(zone).Format("2 January 2006") }

// takers are colleagues to whom the lead can be given with a tap; number is that of a line of a Today.
func (p *page) takers(number string) []templates.Tap {
	var out []templates.Tap
	for _, id := range p.Team.Reps {
		who := p.C.Person(id)
		if id == p.H.Rep() || who.Gone || len(out) == mostTakers {
			continue
		}
		first := text.OneLine(who.First(), text.NameLimit)
		out = append(out, templates.Tap{Text: p.Name(id), Label: p.label("take-over", first),
			Say: strings.TrimSpace(number + " assign " + who.Name)})
	}
	return p.tappable(out)
}

// todayTaps are the answers to a line of a Today that have a button.
func (p *page) todayTaps(number string) (out []templates.Button) {
	switch {
	case p.a.Step == handoff.TouchStep:
		say := number + " send"
		out = append(out, p.tapLines(p.label("send/touch", ""), say, say))
	case p.a.Step == handoff.ChoreStep:
		say := number + " do it"
		out = append(out, p.tapLines(p.label("do-it", ""), say, say))
	case p.a.Step == handoff.IdleStep:
		for _, t := range p.takers(number) {
			out = append(out, p.tapLines(t.Label, t.Say, t.Say))
		}
	default:
		names := p.prominent()
		for _, c := range p.likeliest(mostButtons) {
			if slices.Contains(names, c.Usage) && (c.Usage != "accept" || p.lacksAccept()) {
				say := number + " " + p.start(c.Usage)
				out = append(out, p.tapLines(p.label(string(c.Effect), p.repFirst()),
					strings.TrimRight(strings.ReplaceAll(say, ":", ""), " "), say))
			}
		}
	}
	return out
}
