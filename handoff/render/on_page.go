package render

import (
	"strings"

	"handoffd/handoff"
	"handoffd/templates"
)

// mostOnPage is how many answers of a mail can be given on a page at once, beside the page of the lead.
const mostOnPage = 4

// onPage are the answers of a mail as links to pages, then the pages of the lead and of all that waits for the reader;
// none where there are no pages, or for who is no colleague.
func (p *page) onPage(form, words []string) []templates.Button {
	leads := p.leadsTo(len(form) > 0)
	if p.a.Page == "" || len(leads) == 0 {
		return leads
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
	return append(out, leads...)
}

// leadsTo are the pages that a mail of a lead leads to. They ask who comes to sign in: their addresses open nothing.
func (p *page) leadsTo(form bool) []templates.Button {
	link := p.C.LeadPage(p.H.ID)
	if link == "" || p.a.To.Person == "" || p.a.Purpose == handoff.PurposeConfirm {
		return nil
	}
	name := "page/lead"
	if form {
		name = "page/form"
	}
	return []templates.Button{{Label: p.label(name, ""), Link: link}, p.todayPage()}
}

// todayPage leads to all that waits for the reader.
func (p *page) todayPage() templates.Button {
	return templates.Button{Label: p.label("page/today", ""), Link: p.C.TodayPage()}
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
