package handoff

import (
	"slices"
	"strings"
)

// Qualify is what becomes of a lead while a criterion that is needed is not proved.
type Qualify string

// What a policy may say about that.
const (
	QualifyWarn  Qualify = "warn"  // offered, and rep and qualifier read what is not known
	QualifyBlock Qualify = "block" // not offered before, and asked for like a draft; an intro with a Cc owes it
)

// ProofFields are the fields of the brief that prove the criterion, all of them together; that of its own name if the
// config names none.
func (c Criterion) ProofFields() []string {
	if len(c.Proof) > 0 {
		return c.Proof
	}
	return []string{c.Name}
}

// Proved says whether the brief proves the criterion.
func (c Criterion) Proved(brief map[string]string) bool {
	for _, field := range c.ProofFields() {
		if briefField(brief, field) == "" {
			return false
		}
	}
	return true
}

// briefField is the name under which the brief says something of the field; empty if it does not, or only says that
// there is none.
func briefField(brief map[string]string, field string) string {
	if says(brief[field], field) {
		return field
	}
	for name, value := range brief {
		if strings.EqualFold(name, field) && says(value, field) {
			return name
		}
	}
	return ""
}

// says says whether the value tells more of the field than that it is not known.
func says(value, field string) bool { return strings.TrimSpace(value) != "" && !denies(value, field) }

// ProvedBy are the fields, as the brief has them, that prove the criterion; none if they do not.
func (c Criterion) ProvedBy(brief map[string]string) []string {
	var out []string
	for _, field := range c.ProofFields() {
		name := briefField(brief, field)
		if name == "" {
			return nil
		}
		out = append(out, name)
	}
	return out
}

// DeniedBy are the fields of the criterion that the brief only says to be nothing, or not to be known.
func (c Criterion) DeniedBy(brief map[string]string) []string {
	var out []string
	for _, field := range c.ProofFields() {
		for name, value := range brief {
			if strings.EqualFold(name, field) && strings.TrimSpace(value) != "" && denies(value, field) {
				out = append(out, name)
			}
		}
	}
	slices.Sort(out)
	return out
}

// criterion finds one by its name.
func (t Team) criterion(name string) (Criterion, bool) {
	i := slices.IndexFunc(t.Criteria, func(c Criterion) bool { return c.Name == name })
	if i < 0 {
		return Criterion{}, false
	}
	return t.Criteria[i], true
}

// unproved are the names of the criteria that the brief does not prove.
func (t Team) unproved(brief map[string]string) []string {
	var out []string
	for _, c := range t.Criteria {
		if !c.Proved(brief) {
			out = append(out, c.Name)
		}
	}
	return out
}

// owedFields are the fields that the brief lacks to prove what the lead must prove: the criteria that are needed where
// the policy says so, and those that somebody wants proved.
func (t *turn) owedFields() []string {
	var out []string
	for _, c := range t.team.Criteria {
		asked := slices.ContainsFunc(t.h.Prove, func(d Demand) bool { return d.Criterion == c.Name })
		if !asked && (c.Optional || t.policy.Qualify != QualifyBlock) {
			continue
		}
		for _, field := range c.ProofFields() {
			if briefField(t.h.Brief, field) == "" && !slices.Contains(out, field) {
				out = append(out, field)
			}
		}
	}
	return out
}

// withOwed adds what the brief lacks to prove what it must.
func (t *turn) withOwed(missing []string) []string {
	for _, name := range t.owedFields() {
		if !slices.Contains(missing, name) {
			missing = append(missing, name)
		}
	}
	return missing
}
