package render

import (
	"cmp"
	"strings"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/handoff/view"
	"handoffd/mail"
	"handoffd/templates"
)

// page is one mail in the making: the handoff as the recipient may see it, and what is to be said of it.
type page struct {
	*view.View
	a      handoff.Action
	entry  bool          // an event on a server: no mail
	source *mail.Message // that is passed on or quoted; nil: none
	back   string        // the thread's own address; empty: there is none
	hosted bool          // the event as the calendar server is to hold it that invites everybody
	pages  []handoff.PageLink
	step   *page // the next step that the line of a Today speaks of beside what is more pressing; nil: none
}

func newPage(set *templates.Set, h handoff.Handoff, a handoff.Action, c *handoff.Config, now time.Time) *page {
	return &page{View: view.Of(set, h, c, now, a.To.Person), a: a}
}

// location is the place that stands in the event: what its calendar server adds needs no word.
func (p *page) location() string {
	if p.unnamed() && len(handoff.AskedAtOnce(p.H)) == 0 {
		return text.OneLine(cmp.Or(p.H.Place, p.H.Link), text.ValueLimit)
	}
	if p.hosted && p.H.Link != "" && text.OneLine(p.H.Place, text.ValueLimit) == "" {
		return ""
	}
	return p.Place()
}

// unnamed says whether the mail is for the prospect, who is told no name now.
func (p *page) unnamed() bool {
	return p.a.To.Person == "" && handoff.Unnamed(p.H, p.C.Events == handoff.EventsHosted)
}

// greeting of a colleague.
func (p *page) greeting() string {
	if p.Reader.Gone { // the roster does not say any more what they are called
		return p.greet(nil)
	}
	return p.hi(p.Reader)
}

// greetAll greets the prospect's side.
func (p *page) greetAll() string {
	var names []string
	for _, c := range p.H.Reachable() {
		if first := view.FirstName(c.Name); first != "" {
			names = append(names, first)
		}
	}
	return p.greet(names)
}

func (p *page) greet(names []string) string {
	if len(names) == 0 || len(names) > 4 {
		return p.Line("people", "hello", templates.People{})
	}
	return p.Line("people", "hi", templates.People{Name: p.All(names)})
}

// hi greets a colleague.
func (p *page) hi(who handoff.Person) string {
	return p.greet([]string{text.OneLine(who.First(), text.NameLimit)})
}

// anyCriterion is one that an example may name.
func (p *page) anyCriterion() string {
	if len(p.Team.Criteria) == 0 {
		return p.Line("letter", "criterion", templates.Aside{})
	}
	return strings.ToLower(text.OneLine(p.Team.Criteria[0].Name, text.NameLimit))
}

// assignment is the one that the action speaks of; nil if it speaks of none that exists.
func (p *page) assignment() *handoff.Assignment {
	if n := p.a.Assignment; n > 0 && n <= len(p.H.Assignments) {
		return &p.H.Assignments[n-1]
	}
	return nil
}
