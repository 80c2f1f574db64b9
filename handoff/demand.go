package handoff

import (
	"slices"
	"time"

	"handoffd/calendar"
)

// Demand is a criterion that the briefs of somebody's leads must prove, because a manager agreed to that.
type Demand struct {
	Team      string
	Whose     Whose
	Criterion string
	By        PersonID
	Since     time.Time
	Ended     time.Time `json:",omitzero"` // two in a row were accepted
}

// Over says whether two leads in a row that proved the criterion were accepted since then.
func (d Demand) Over(t Team, all []Ending) bool {
	row := 0
	for _, l := range leadsOf(t, d.Whose, Ending{}, all) {
		if !l.At.After(d.Since) || slices.Contains(l.Unproved, d.Criterion) {
			continue
		}
		if l.How.Nothing() {
			row = 0
			continue
		}
		if row++; row == provedInARow {
			return true
		}
	}
	return false
}

// Demanded are those of the demands on a lead that its brief does not meet yet.
func Demanded(h *Handoff, c *Config) []Demand {
	team, _ := c.Team(h.Team)
	var out []Demand
	for _, d := range h.Prove {
		if one, ok := team.criterion(d.Criterion); ok && !one.Proved(h.Brief) {
			out = append(out, d)
		}
	}
	return out
}

// needDemands is what is asked of the briefs of a team now, and what became of leads since.
func needDemands(h Handoff, f Fact, team string) []Need {
	if h.State != "" && h.State != New && h.State != Draft && h.State != Nurture || f.Kind() == KindSent {
		return nil
	}
	return []Need{{What: NeedDemands, Team: team}}
}

// needPatterns is what became of the leads of those whose lead may come to nothing now.
func needPatterns(h Handoff, f Fact) []Need {
	if h.Rep() == "" || !comesToNothing(h, f) {
		return nil
	}
	e := Ending{Rep: h.Rep(), Qualifier: h.Qualifier, Source: SourceOf(&h)}
	return []Need{{What: NeedPatterns, Team: h.Team, Whose: e.whose()}}
}

// comesToNothing says whether the lead may come to nothing with the fact, or the fact is about leads that have.
func comesToNothing(h Handoff, f Fact) bool {
	switch f := f.(type) {
	case *Reject, *Unreachable, *Decline:
		return true
	case *Answered:
		return f.PartStat == calendar.Declined && f.Comment != ""
	case *Deadline:
		return h.Vague != nil && (f.What == DueVague || f.What == DueWindow)
	case *Judge:
		return f.Outcome == OutcomeNoShow
	case *Prove, *Agree:
		return len(h.Patterns) > 0
	}
	return false
}

// demand says what the lead has to prove before rep has it: whatever of its kind came to nothing before. What two in a
// row have proved is asked no more.
func (t *turn) demand(rep PersonID) {
	t.h.Prove = nil
	e := Ending{Rep: rep, Qualifier: t.h.Qualifier, Source: SourceOf(&t.h)}
	for _, d := range t.e.Lookups.Demands {
		if d.Team != t.h.Team || !d.Whose.has(e) {
			continue
		}
		if d.Over(t.team, t.e.Lookups.Endings) {
			d.Ended = t.now
			t.demands = append(t.demands, d)
			continue
		}
		same := func(o Demand) bool { return o.Criterion == d.Criterion }
		if _, known := t.team.criterion(d.Criterion); known && !slices.ContainsFunc(t.h.Prove, same) {
			t.h.Prove = append(t.h.Prove, d)
		}
	}
}
