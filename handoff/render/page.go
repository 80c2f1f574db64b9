package render

import (
	"strings"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/handoff/view"
	"handoffd/templates"
)

// page is one mail in the making: the handoff as the recipient may see it, and what is to be said of it.
type page struct {
	*view.View
	a      handoff.Action
	hosted bool // the event as its calendar server is to hold it
	set    *templates.Set
	err    error // a template that could not be filled in
}

func newPage(h handoff.Handoff, a handoff.Action, c *handoff.Config, now time.Time) *page {
	return &page{View: view.Of(h, c, now, a.To.Person), a: a}
}

// location is the place that stands in the event: what its calendar server adds needs no word.
func (p *page) location() string {
	if p.hosted && p.H.Link != "" && text.OneLine(p.H.Place, text.ValueLimit) == "" {
		return ""
	}
	return p.Place()
}

// greeting of a colleague.
func (p *page) greeting() string {
	if p.Reader.Gone { // the roster does not say any more what they are called
		return greet(nil)
	}
	return "Hi " + text.OneLine(p.Reader.First(), text.NameLimit) + ","
}

// greetAll greets the prospect's side.
func (p *page) greetAll() string {
	var names []string
	for _, c := range p.H.Reachable() {
		if first := firstName(c.Name); first != "" {
			names = append(names, first)
		}
	}
	return greet(names)
}

func greet(names []string) string {
	if len(names) == 0 || len(names) > 4 {
		return "Hello,"
	}
	return "Hi " + text.Join(names) + ","
}

// anyCriterion is one that an example may name.
func (p *page) anyCriterion() string {
	if len(p.Team.Criteria) == 0 {
		return "budget"
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
