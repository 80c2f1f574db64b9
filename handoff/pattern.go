package handoff

import (
	"slices"
	"time"
)

// Pattern is a row of leads that came to nothing, or a criterion that half of the latest did not meet, among those that
// one rep had, one qualifier handed over, or one source gave.
type Pattern struct {
	Team      string
	Whose     Whose
	Also      []Whose   `json:",omitempty"` // whose leads these are as well, all of them
	Criterion string    `json:",omitempty"` // that was not met; empty: a row of leads
	Leads     []ID      // that came to nothing, the oldest first
	Went      []Went    // how each of them did
	Of        int       // among how many: as many as there are leads in a row
	Again     bool      `json:",omitempty"` // it went on after it was told, or was found late
	Propose   string    `json:",omitempty"` // criterion whose proof would have kept most of them back
	Caught    int       `json:",omitempty"` // how many it would have
	Bad       int       `json:",omitempty"` // of how many among the latest that came to nothing
	Handoff   ID        // at which it was found
	At        time.Time // when it was found
}

// Went is how a lead came to nothing.
type Went struct {
	How   Ended
	Unmet []string `json:",omitempty"`
}

// Whose leads they are.
type Whose struct {
	What WhoseKind
	ID   string // of the person, or the source as rules compare it
}

// WhoseKind is what leads have in common.
type WhoseKind string

// What leads may have in common.
const (
	OfQualifier WhoseKind = "qualifier"
	OfSource    WhoseKind = "source"
	OfRep       WhoseKind = "rep"
)

const (
	inARow       = 3 // leads that come to nothing, then it is told
	latestLeads  = 8 // among which a criterion is looked at
	sameLeads    = 2 // that two patterns share: they are the same one
	leastCaught  = 2 // leads that a proposed proof would have kept back
	provedInARow = 2 // accepted leads, then nothing has to be proved any more
)

// whose are those whose leads an ending is one of, the first who can do something about it.
func (e Ending) whose() []Whose {
	all := []Whose{{OfQualifier, string(e.Qualifier)}, {OfSource, e.Source}, {OfRep, string(e.Rep)}}
	return slices.DeleteFunc(all, func(w Whose) bool { return w.ID == "" })
}

// has says whether the ending is of a lead of theirs.
func (w Whose) has(e Ending) bool { return slices.Contains(e.whose(), w) }

// Patterns are those that a lead makes, which has just come to nothing, with the earlier ones as they stand. Told are
// the patterns that were found before: none is found twice, but for one more time when it goes on. Of those that are
// of the same leads the first is found, and names the others.
func Patterns(t Team, e Ending, earlier []Ending, told []Pattern) []Pattern {
	var out []Pattern
	for _, w := range e.whose() {
		p, ok := t.pattern(w, e, leadsOf(t, w, e, earlier), told)
		if !ok {
			continue
		}
		i := slices.IndexFunc(out, func(o Pattern) bool { return slices.Equal(o.Leads, p.Leads) })
		if i >= 0 {
			out[i].Also = append(out[i].Also, w)
			continue
		}
		out = append(out, p)
	}
	return out
}

// leadsOf is a row of their leads in order, each as it stands with the rep who had it last.
func leadsOf(t Team, w Whose, e Ending, earlier []Ending) []Ending {
	var all []Ending
	for _, o := range append(slices.Clone(earlier), e) {
		if !w.has(o) || o.Team != t.Name {
			continue
		}
		i := slices.IndexFunc(all, func(l Ending) bool { return l.Handoff == o.Handoff })
		switch {
		case i < 0:
			all = append(all, o)
		case o.Rep == all[i].Rep || o.At.After(all[i].At):
			all[i] = o
		}
	}
	slices.SortStableFunc(all, func(a, b Ending) int { return a.At.Compare(b.At) })
	return all
}

func (t Team) pattern(w Whose, e Ending, leads []Ending, told []Pattern) (Pattern, bool) {
	p, ok := rowOf(e, leads)
	if !ok {
		p, ok = t.halfOf(e, leads)
	}
	if !ok {
		return p, false
	}
	p.Team, p.Whose, p.Handoff = t.Name, w, e.Handoff
	p.Again = len(p.Leads) > inARow && p.Criterion == ""
	for _, o := range told {
		if o.Team != t.Name {
			continue
		}
		if o.Whose != w && !slices.Contains(o.Also, w) {
			if o.Whose.has(e) && shared(o.Leads, p.Leads) >= len(p.Leads)-1 { // the same leads, as told of others
				return p, false
			}
			continue
		}
		if shared(o.Leads, p.Leads) < sameLeads {
			continue
		}
		if o.Again || len(p.Leads) <= inARow || slices.Contains(o.Leads, e.Handoff) {
			return p, false
		}
		p.Again = true
	}
	p.Propose, p.Caught, p.Bad = t.wouldHaveCaught(leads)
	return p, true
}

// rowOf is the row of leads around this one that came to nothing.
func rowOf(e Ending, leads []Ending) (Pattern, bool) {
	here := slices.IndexFunc(leads, func(l Ending) bool { return l.Handoff == e.Handoff })
	if here < 0 || !leads[here].How.Nothing() {
		return Pattern{}, false
	}
	from, to := here, here+1
	for from > 0 && leads[from-1].How.Nothing() {
		from--
	}
	for to < len(leads) && leads[to].How.Nothing() {
		to++
	}
	return Pattern{Leads: idsOf(leads[from:to]), Went: wentOf(leads[from:to]), Of: to - from}, to-from >= inARow
}

// halfOf is a criterion that this lead and half of the latest eight did not meet.
func (t Team) halfOf(e Ending, leads []Ending) (Pattern, bool) {
	latest := leads[max(0, len(leads)-latestLeads):]
	if !slices.ContainsFunc(latest, func(l Ending) bool { return l.Handoff == e.Handoff }) {
		return Pattern{}, false
	}
	for _, c := range t.Criteria {
		if !slices.Contains(e.Unmet, c.Name) {
			continue
		}
		var unmet []Ending
		for _, l := range latest {
			if slices.Contains(l.Unmet, c.Name) && l.How == EndedRejected {
				unmet = append(unmet, l)
			}
		}
		if len(unmet) >= latestLeads/2 {
			return Pattern{Criterion: c.Name, Leads: idsOf(unmet), Went: wentOf(unmet), Of: len(latest)}, true
		}
	}
	return Pattern{}, false
}

// wouldHaveCaught is the criterion whose proof, had it been needed, would have kept back the most of the latest leads
// that came to nothing: they were rejected for it, and their briefs said nothing of it.
func (t Team) wouldHaveCaught(leads []Ending) (criterion string, caught, bad int) {
	latest := leads[max(0, len(leads)-latestLeads):]
	for _, l := range latest {
		if l.How.Nothing() {
			bad++
		}
	}
	for _, c := range t.Criteria {
		n := 0
		for _, l := range latest {
			if l.How == EndedRejected && slices.Contains(l.Unmet, c.Name) && slices.Contains(l.Unproved, c.Name) {
				n++
			}
		}
		if n > caught && n >= leastCaught {
			criterion, caught = c.Name, n
		}
	}
	return criterion, caught, bad
}

func idsOf(all []Ending) []ID {
	var out []ID
	for _, e := range all {
		out = append(out, e.Handoff)
	}
	return out
}

func wentOf(all []Ending) []Went {
	var out []Went
	for _, e := range all {
		out = append(out, Went{e.How, e.Unmet})
	}
	return out
}

// shared is how many leads two patterns have in common.
func shared(a, b []ID) (n int) {
	for _, id := range a {
		if slices.Contains(b, id) {
			n++
		}
	}
	return n
}
