package handoff

import "slices"

// Prove is the command `require CRITERION` of a manager: the next briefs of whose leads came to nothing must prove it.
type Prove struct {
	About
	Criterion string // empty: what was proposed
}

// requireUsage is how it is said.
const requireUsage = "require CRITERION"

// KindProve names the fact.
const KindProve Kind = "prove"

// Kind implements Fact.
func (*Prove) Kind() Kind { return KindProve }

func (f *Prove) would(string) Reason { return Because("would/require", WordsArg(f.Criterion)) }

func (*Prove) routes(Handoff) bool { return false }

func (f *Prove) apply(t *turn) {
	switch {
	case !t.may(RoleManager):
		t.refuse("managers/require")
		return
	case len(t.h.Patterns) == 0:
		t.refuse("nothing-to-require")
		return
	}
	t.requires(f.Criterion)
	t.echo()
}

// proposes says whether a proof was proposed with this lead that nobody has decided on.
func (h *Handoff) proposes() bool {
	return slices.ContainsFunc(h.Patterns, func(p Pattern) bool { return p.Propose != "" })
}

// requires has the next briefs prove the criterion, or what was proposed.
func (t *turn) requires(criterion string) {
	var asked []string
	patterns := slices.Clone(t.h.Patterns)
	for i := range patterns {
		p := &patterns[i]
		name := criterion
		if name == "" {
			name = p.Propose
		}
		if c, known := t.team.criterion(name); known {
			p.Propose = name
			if !t.demanded(*p) {
				t.demands = append(t.demands, Demand{Team: p.Team, Whose: p.Whose, Criterion: name, By: t.by().Person,
					Since: t.now})
			}
			asked = append(asked, c.Label)
			p.Propose = ""
		}
	}
	if len(asked) == 0 {
		t.unchanged("nothing-to-require")
		return
	}
	t.h.Patterns = patterns
	t.note("requires", t.writer(), ListArg(slices.Compact(asked)))
	if id, role := t.qualifier(); id != t.by().Person {
		t.tell(PurposeNotice, id, role, demandStep, NoticeDetail{Person: t.by().Person, Fields: slices.Compact(asked)})
	}
}

// declined are patterns of which nothing is proposed any more.
func declined(all []Pattern) []Pattern {
	all = slices.Clone(all)
	for i := range all {
		all[i].Propose = ""
	}
	return all
}
