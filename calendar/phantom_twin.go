package calendar

import (
	"cmp"
	"slices"
	"strings"
)

// slot names what entries that stand for the same appointment share.
type slot struct {
	start, end int64
	name       string
}

// twins are entries of which one is enough.
type twins struct {
	confidence float64
	why        string
	key        func(int) string // of an entry; empty: it is nobody's twin
}

// duplicates marks all but one of the entries that stand for the same appointment. One is always left, which is no
// duplicate: the time stays as busy as that one makes it.
func (s *sight) duplicates(found []Phantom) {
	for _, kind := range []twins{
		{1, "the same appointment stands there twice", func(i int) string { return s.entries[i].UID }},
		{0.9, "an entry with the same name stands at the same time", func(i int) string { return s.titles[i] }},
		{0.7, "another meeting with the same guests from outside stands at the same time", s.outside},
	} {
		groups := make(map[slot][]int)
		for i := range s.entries {
			e := &s.entries[i]
			if e.Free || !e.Start.Before(e.End) || found[i].Confidence >= kind.confidence || found[i].Cause == Duplicate {
				continue
			}
			if name := kind.key(i); name != "" {
				at := slot{e.Start.Unix(), e.End.Unix(), name}
				groups[at] = append(groups[at], i)
			}
		}
		for _, group := range groups {
			keep := slices.MaxFunc(group, func(a, b int) int {
				return cmp.Or(cmp.Compare(found[b].Confidence, found[a].Confidence), s.weight(a)-s.weight(b), b-a)
			})
			for _, i := range group {
				if i != keep {
					found[i] = Phantom{Index: i, Cause: Duplicate, Confidence: kind.confidence, Why: kind.why}
				}
			}
		}
	}
}

// weight is how much an entry is to be kept rather than its twin: answered before unanswered, with guests before
// without.
func (s *sight) weight(i int) int {
	switch e := &s.entries[i]; {
	case e.Own == Accepted:
		return 3
	case e.Own == "" && len(e.Guests) > 0: // the owner's own meeting
		return 2
	case len(e.Guests) > 0:
		return 1
	}
	return 0
}

// outside names the guests who are not of the owner's domain, if they are few.
func (s *sight) outside(i int) string {
	e := &s.entries[i]
	if s.domain == "" || len(e.Guests) > maxGuests {
		return ""
	}
	var names []string
	for _, g := range e.Guests {
		if a := strings.ToLower(g.Address); a != "" && !s.owner[a] && domainOf(a) != s.domain && g.Role != "NON-PARTICIPANT" {
			names = append(names, a)
		}
	}
	if len(names) == 0 || len(names) > fewOutside {
		return ""
	}
	slices.Sort(names)
	return strings.Join(slices.Compact(names), " ")
}
