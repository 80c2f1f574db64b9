package render

import (
	"strings"

	"handoffd/handoff"
	"handoffd/templates"
)

// mostOnPage is how many answers of a mail can be given on a page at once, beside the page of the lead.
const mostOnPage = 4

// onPage are the answers of a mail as links to pages, and the page of the lead; none where there are no pages.
func (p *page) onPage(form, words []string) []templates.Button {
	if p.a.Page == "" || p.C.Pages == "" || p.H.ID == "" {
		return nil
	}
	var out []templates.Button
	for _, c := range p.possible() {
		say := p.start(c.Usage)
		if len(out) == mostOnPage || !saidBy(words, p.example(c.Usage), say) || c.Usage == "Key: value" {
			continue
		}
		link := handoff.LinkFor(p.a.Page, say)
		p.pages = append(p.pages, link)
		out = append(out, templates.Button{Label: p.label(string(c.Effect), p.repFirst()), Link: p.C.LinkTo(link)})
	}
	name := "page/lead"
	if len(form) > 0 {
		name = "page/form"
	}
	return append(out, templates.Button{Label: p.label(name, ""), Link: p.C.LeadPage(p.H.ID), Last: true})
}

// saidBy says whether one of the answers is the command.
func saidBy(words []string, example, start string) bool {
	for _, w := range words {
		if w == example || strings.TrimSpace(w) == strings.TrimSpace(start) {
			return true
		}
	}
	return false
}
