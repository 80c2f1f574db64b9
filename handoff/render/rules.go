package render

import (
	"fmt"
	"slices"

	"handoffd/handoff"
	"handoffd/handoff/view"
	"handoffd/templates"
)

// Rules writes what the playbook says otherwise to somebody than it did under an earlier config; false if that is
// nothing that they have a part in.
func (r *Renderer) Rules(p handoff.PersonID, was, now *handoff.Config) (templates.Mail, bool, error) {
	before, err := view.PlaybookPages(was, p, r.set)
	if err != nil {
		return templates.Mail{}, false, fmt.Errorf("%w of earlier rules: %w", ErrRender, err)
	}
	pages, err := view.PlaybookPages(now, p, r.set)
	if err != nil {
		return templates.Mail{}, false, fmt.Errorf("%w of rules: %w", ErrRender, err)
	}
	why := func(w handoff.Reason) string { return view.Why(r.set.Reasons, now, w) }
	v := templates.Figures{Topic: why(handoff.Because("rules/topic")), Title: why(handoff.Because("rules/title")),
		Span: why(handoff.Because("rules/span"))}
	for _, page := range pages {
		i := slices.IndexFunc(before, func(b templates.Playbook) bool { return b.Title == page.Title })
		if i < 0 {
			continue
		}
		var lines []string
		for _, change := range view.PlaybookChange(before[i], page) {
			lines = append(lines, why(change))
		}
		if len(lines) > 0 {
			v.Groups = append(v.Groups, templates.FigureGroup{Title: page.Title, Lines: lines})
		}
	}
	if len(v.Groups) == 0 {
		return templates.Mail{}, false, nil
	}
	v.Private = why(handoff.Because("rules/read"))
	m, err := r.set.Write("figures", v)
	return m, err == nil, err
}

// Rulebook writes a part of a Today, or of the mail of the week, about who knows the rules; false if there are no
// lines.
func (r *Renderer) Rulebook(topic, title handoff.Reason, lines []handoff.Reason, c *handoff.Config) (templates.Mail,
	bool, error) {
	if len(lines) == 0 {
		return templates.Mail{}, false, nil
	}
	why := func(w handoff.Reason) string { return view.Why(r.set.Reasons, c, w) }
	v := templates.Figures{Topic: why(topic), Title: why(title)}
	g := templates.FigureGroup{}
	for _, l := range lines {
		g.Lines = append(g.Lines, why(l))
	}
	v.Groups = append(v.Groups, g)
	m, err := r.set.Write("figures", v)
	return m, err == nil, err
}
