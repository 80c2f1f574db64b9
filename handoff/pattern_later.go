package handoff

import "slices"

// patternsOf are the patterns that a mail tells of.
func (a Action) patternsOf() []Pattern {
	switch d := a.Detail.(type) {
	case NoticeDetail:
		return d.Patterns
	case QuestionDetail:
		return d.Patterns
	}
	return nil
}

// TellsPatterns are those that a mail tells of which waits for Today or for the mail of the week: meanwhile a later
// one may tell more of the same.
func (a Action) TellsPatterns() []Pattern {
	if a.When == Live {
		return nil
	}
	return a.patternsOf()
}

// WentOn says whether a pattern was told anew, with more leads.
func (p Pattern) WentOn(told []Pattern) bool {
	return slices.ContainsFunc(told, func(o Pattern) bool {
		return o.Team == p.Team && o.Whose == p.Whose && o.Again && o.At.After(p.At) && shared(o.Leads, p.Leads) >= sameLeads
	})
}
