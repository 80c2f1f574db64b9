package handoff

import "slices"

const (
	patternStep      Code = "pattern"       // in Today, and in the mail of the week
	patternAgainStep Code = "pattern-again" // it went on: at once
	demandStep       Code = "demand"        // briefs have to prove something from now on
)

// tellPatterns finds what the lead makes with others and tells it, once: qualifier and advocates in Today, the manager
// and whoever owns the source in the mail of the week; when it goes on, all of them at once.
func (t *turn) tellPatterns(e Ending) {
	found := Patterns(t.team, e, t.e.Lookups.Endings, t.e.Lookups.Patterns)
	if len(found) == 0 {
		return
	}
	again := false
	for i := range found {
		found[i].At = t.now
		again = again || found[i].Again
		if t.demanded(found[i]) { // it is asked for already
			found[i].Propose = ""
		}
	}
	t.patterns, t.h.Patterns = found, found
	step, asks := patternStep, PurposeNotice
	if again {
		step = patternAgainStep
	}
	if t.h.proposes() {
		asks = PurposeQuestion
	}
	tell := func(p Purpose, id PersonID, role Role, when Timing) {
		n := len(t.actions)
		var detail Detail = NoticeDetail{Patterns: found}
		if p == PurposeQuestion {
			detail = QuestionDetail{Patterns: found}
		}
		t.tell(p, id, role, step, detail)
		for i := n; i < len(t.actions); i++ {
			if t.actions[i].Answers = ""; !again {
				t.actions[i].When = when
			}
		}
	}
	manager := t.firstManager()
	tell(asks, manager, RoleManager, Weekly)
	owner := t.team.sourceOwner(e.Source)
	id, role := t.qualifier()
	told := []PersonID{manager}
	also := func(id PersonID, role Role, when Timing) {
		if !slices.Contains(told, id) {
			tell(PurposeNotice, id, role, when)
		}
		told = append(told, id)
	}
	if owner != id {
		also(owner, t.roleOf(owner), Weekly)
	}
	also(id, role, Live)
	for _, a := range t.team.Advocates {
		also(a, RoleAdvocate, Live)
	}
}

// PatternsTold are those that a mail tells for the first time.
func PatternsTold(a Action) []Pattern {
	switch {
	case a.Step != patternStep:
		return nil
	case a.Purpose == PurposeQuestion:
		return DetailOf[QuestionDetail](a).Patterns
	}
	return DetailOf[NoticeDetail](a).Patterns
}

// Overtaken says whether a later pattern, which is told at once, holds what this one tells.
func (p Pattern) Overtaken(found []Pattern) bool {
	return slices.ContainsFunc(found, func(o Pattern) bool {
		return o.Again && o.Team == p.Team && o.At.After(p.At) && shared(o.Leads, p.Leads) >= sameLeads &&
			(o.Whose == p.Whose || slices.Contains(o.Also, p.Whose))
	})
}

// firstManager decides what is asked of briefs.
func (t *turn) firstManager() PersonID {
	if len(t.team.Managers) == 0 {
		return t.manager()
	}
	return t.team.Managers[0]
}

// demanded says whether the proof that a pattern proposes is asked for already.
func (t *turn) demanded(p Pattern) bool {
	return slices.ContainsFunc(t.e.Lookups.Demands, func(d Demand) bool {
		return d.Team == p.Team && d.Criterion == p.Propose && (d.Whose == p.Whose || slices.Contains(p.Also, d.Whose)) &&
			!d.Over(t.team, t.e.Lookups.Endings)
	})
}

// sourceOwner is who answers for leads of the source; empty if nobody does.
func (t Team) sourceOwner(source string) PersonID {
	for _, s := range t.Sources {
		if source != "" && s.Name == source {
			return s.Owner
		}
	}
	return ""
}

// LeadSource is where leads come from, and who answers for it.
type LeadSource struct {
	Name  string // as RuleValue gives it
	Owner PersonID
}
