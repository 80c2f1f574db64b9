package render

import (
	"slices"

	"handoffd/handoff"
	"handoffd/templates"
)

// outcomeTaps are the three answers to the question whether a meeting was held, for one line of a Today.
func (p *page) outcomeTaps(number string) []templates.Button {
	var out []templates.Button
	for _, t := range []struct{ label, say string }{{"outcome/held", "held"}, {"outcome/not-a-fit", "not a fit: "},
		{"outcome/no-show", "no-show"}} {
		verb := number + " " + t.say
		if t.label == "outcome/not-a-fit" {
			verb = number + " not a fit"
		}
		out = append(out, p.tapLines(p.label(t.label, ""), verb, number+" "+t.say))
	}
	return out
}

// likeliest are what the reader can answer, first what the question is about.
func (p *page) likeliest(n int) []handoff.CommandHelp {
	all := slices.DeleteFunc(p.possible(), func(c handoff.CommandHelp) bool { return c.Usage == "Key: value" })
	var out []handoff.CommandHelp
	for _, usage := range p.prominent() {
		if i := slices.IndexFunc(all, func(c handoff.CommandHelp) bool { return c.Usage == usage }); i >= 0 {
			out = append(out, all[i])
			all = slices.Delete(slices.Clone(all), i, i+1)
		}
	}
	out = append(out, all...)
	return out[:min(len(out), n)]
}
