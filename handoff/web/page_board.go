package web

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/handoff/store"
	"handoffd/handoff/text"
	"handoffd/handoff/view"
)

// mostBoard bounds how many leads the board lists.
const mostBoard = 100

// boardPage is the view of the leads that somebody sees.
type boardPage struct {
	Whole      bool // leads of others too
	Query      store.Board
	Search     string
	Overdue    bool
	All        bool // finished ones too
	States     []stateCount
	Total      int
	Rows       []boardRow
	More       int
	Reps       []item
	Qualifiers []item
	Teams      []item
	Team       string
	Filtered   bool
	Narrow     bool   // by more than the state: Total counts what was found
	Unknown    []item // filters that name nothing here, and are left out
	Loads      []repLoad
	Pauses     pauses
	New        bool
	Free       []freeRow
	FreeLink   string // where the free times are shown, with the other filters
}

type stateCount struct {
	State handoff.State
	N     int
	Link  string
	Here  bool
}

type boardRow struct {
	work
	Qualifier string
	Company   string
}

// repLoad is how busy a rep is.
type repLoad struct {
	Name      string
	Open, Cap int
	Month     int
	Share     int    // of the cap, in percent; of the busiest where there is none
	Away      string // the day on which they are back
	Full      bool
}

// board lists leads by state, rep and what is searched for.
func board(v *visit) error { return v.showBoard(pauses{}) }

// showBoard shows the board, with what came of the form that pauses.
func (v *visit) showBoard(sent pauses) error {
	q := v.r.URL.Query()
	p := boardPage{Whole: v.scope.Whole(), Overdue: q.Get("overdue") != "", All: q.Get("all") != "", Team: q.Get("team"),
		New: handoff.MayOpen(v.c, v.me.ID, handoff.PageNew)}
	p.Search = text.OneLine(q.Get("q"), text.NameLimit)
	b := store.Board{Limit: mostBoard, Open: !p.All,
		Rep: handoff.PersonID(q.Get("rep")), Qualifier: handoff.PersonID(q.Get("qualifier"))}
	switch {
	case v.scope.All:
	case p.Whole:
		b.Teams = v.scope.Teams
	default:
		b.Person = v.me.ID
	}
	v.seek(&b, p.Search)
	p.choices(v)
	p.Team = p.known("team", p.Team, p.Teams)
	b.Rep = handoff.PersonID(p.known("rep", string(b.Rep), p.Reps))
	b.Qualifier = handoff.PersonID(p.known("qualifier", string(b.Qualifier), p.Qualifiers))
	if p.Team != "" {
		b.Teams = []string{p.Team}
	}
	b.Open = b.Open || p.Overdue
	all := b
	switch s := handoff.State(q.Get("state")); {
	case s == "":
	case slices.Contains(handoff.States, s):
		b.State = s
		b.Open = b.Open && s.Open()
	default:
		p.unknown("state", string(s))
	}
	for _, u := range p.Unknown {
		q.Del(u.Label)
	}
	p.Query, p.Filtered = b, p.Search != "" || b.Rep != "" || b.Qualifier != "" || p.Overdue || b.State != ""
	p.Narrow = p.Search != "" || b.Rep != "" || b.Qualifier != "" || p.Team != ""
	err := v.view(func(tx *store.Tx) error {
		hs, counts, err := v.listed(tx, b, all, p.Overdue)
		if err != nil {
			return err
		}
		p.count(counts, q)
		p.FreeLink = withFree(q)
		for _, h := range hs {
			p.Rows = append(p.Rows, boardRow{work: v.work(h, "/board"), Qualifier: v.c.Person(h.Qualifier).Name,
				Company: text.OneLine(h.Brief["company"], text.NameLimit)})
		}
		slices.SortStableFunc(p.Rows, func(a, b boardRow) int { return a.urgency(b.work) })
		p.More = max(0, p.shown(counts)-len(hs))
		if p.Whole {
			if p.Loads, err = v.loads(tx, b.Teams); err != nil {
				return err
			}
			p.Pauses, err = v.paused(tx, b.Teams)
			p.Pauses.Field = v.field("pause until", "DATE")
			p.Pauses.sent(sent)
			p.Pauses.Here, p.Pauses.Shown = boardLink(q), v.now.UnixNano()
		}
		return err
	})
	if err != nil {
		return err
	}
	if p.Whole {
		if p.Free, err = v.free(v.teamToAsk(p.Team)); err != nil {
			return err
		}
	}
	if sent.Slip != nil {
		for i := range p.Pauses.Whose {
			p.Pauses.Whose[i].Picked = slices.Contains(sent.Slip.Values, p.Pauses.Whose[i].Value)
		}
		return v.showAs(sent.Slip.status(), "board", p)
	}
	if len(p.Unknown) > 0 {
		return v.showAs(http.StatusBadRequest, "board", p)
	}
	return v.show("board", p)
}

// seek limits leads to those that a search finds.
func (v *visit) seek(b *store.Board, search string) {
	words := handoff.SearchWords(search)
	if len(words) == 0 {
		return
	}
	for _, w := range words {
		b.Search = append(b.Search, store.Word{Text: w, People: handoff.Called(v.c, w)})
	}
	b.Fits = func(h *handoff.Handoff) bool { return handoff.Found(h, v.c, words) }
}

// onBoard is what leads are listed from.
type onBoard interface {
	OnBoard(b store.Board) ([]handoff.Handoff, error)
	Counts(b store.Board) (map[handoff.State]int, error)
	Found(b store.Board) ([]handoff.Handoff, map[handoff.State]int, error)
}

// mostLooked bounds how many open leads are looked through for those that are overdue.
const mostLooked = 3000

// listed are the leads that fit, and how many of all there are in each state. What is overdue is told as `list` does:
// also the day of a next step may be over.
func (v *visit) listed(tx onBoard, b, all store.Board, overdue bool) (hs []handoff.Handoff,
	counts map[handoff.State]int, err error) {
	if !overdue {
		if b.Fits != nil {
			if hs, counts, err = tx.Found(b); err == nil && b.Open != all.Open {
				_, counts, err = tx.Found(all)
			}
			return hs, counts, err
		}
		if counts, err = tx.Counts(all); err == nil {
			hs, err = tx.OnBoard(b)
		}
		return hs, counts, err
	}
	all.Limit = mostLooked
	found, err := tx.OnBoard(all)
	counts = map[handoff.State]int{}
	for _, h := range found {
		if !view.Overdue(&h, v.c, v.now) || all.Fits != nil && !all.Fits(&h) {
			continue
		}
		if counts[h.State]++; (b.State == "" || b.State == h.State) && len(hs) < b.Limit {
			hs = append(hs, h)
		}
	}
	return hs, counts, err
}

// known is what a filter names, if it is one of those that can be chosen; else it is noted and left out.
func (p *boardPage) known(filter, value string, all []item) string {
	if value == "" || slices.ContainsFunc(all, func(i item) bool { return i.Value == value }) {
		return value
	}
	p.unknown(filter, value)
	return ""
}

func (p *boardPage) unknown(filter, value string) {
	p.Unknown = append(p.Unknown, item{Value: text.OneLine(value, text.NameLimit), Label: filter})
}

// count fills the states in, with links that keep the other filters.
func (p *boardPage) count(counts map[handoff.State]int, q url.Values) {
	link := func(state string) string {
		c := maps.Clone(q)
		c.Del("state")
		if state != "" {
			c.Set("state", state)
		}
		return boardLink(c)
	}
	for _, s := range handoff.States {
		if n := counts[s]; n > 0 {
			p.Total += n
			p.States = append(p.States, stateCount{s, n, link(string(s)), p.Query.State == s})
		}
	}
	p.States = slices.Insert(p.States, 0, stateCount{"", p.Total, link(""), p.Query.State == ""})
}

// boardLink leads to the board with the filters that are set.
func boardLink(q url.Values) string {
	c := url.Values{}
	for k, all := range q {
		if len(all) > 0 && all[0] != "" {
			c.Set(k, all[0])
		}
	}
	if len(c) == 0 {
		return "/board"
	}
	return "/board?" + c.Encode()
}

// withFree leads to the free times and keeps the filters.
func withFree(q url.Values) string {
	c := maps.Clone(q)
	c.Set("free", "1")
	return boardLink(c) + "#reps"
}

// shown is how many leads there are to list.
func (p *boardPage) shown(counts map[handoff.State]int) int {
	if p.Query.State != "" {
		return counts[p.Query.State]
	}
	return p.Total
}

// choices are what can be filtered by.
func (p *boardPage) choices(v *visit) {
	add := func(to *[]item, id handoff.PersonID) {
		if one := (item{Value: string(id), Label: v.c.Person(id).Name}); !slices.Contains(*to, one) {
			*to = append(*to, one)
		}
	}
	for _, t := range v.c.Teams {
		if !v.scope.All && !slices.Contains(v.scope.Teams, t.Name) {
			continue
		}
		p.Teams = append(p.Teams, item{Value: t.Name, Label: t.Name})
		for _, id := range t.Reps {
			add(&p.Reps, id)
		}
		for _, id := range t.Qualifiers {
			add(&p.Qualifiers, id)
		}
	}
}

// busy is what the load of reps is read from.
type busy interface {
	Loads(people []handoff.PersonID, now time.Time) (map[handoff.PersonID]handoff.Load, error)
	Away(person handoff.PersonID, after time.Time) ([]calendar.Span, error)
}

// loads are how busy the reps of the teams are; of all where none is named.
func (v *visit) loads(tx busy, teams []string) ([]repLoad, error) {
	var reps []handoff.PersonID
	caps := map[handoff.PersonID]int{}
	for _, t := range v.c.Teams {
		if teams != nil && !slices.Contains(teams, t.Name) {
			continue
		}
		for _, id := range t.Reps {
			if !slices.Contains(reps, id) {
				reps = append(reps, id)
			}
			caps[id] = max(caps[id], t.Cap)
		}
	}
	loads, err := tx.Loads(reps, v.now)
	if err != nil {
		return nil, err
	}
	most := 1
	for _, l := range loads {
		most = max(most, l.Open)
	}
	var out []repLoad
	for _, id := range reps {
		l := repLoad{Name: v.c.Person(id).Name, Open: loads[id].Open, Cap: caps[id], Month: loads[id].Had}
		l.Share = 100 * l.Open / most
		if l.Cap > 0 {
			l.Share = min(100, 100*l.Open/l.Cap)
			l.Full = l.Open >= l.Cap
		}
		spans, err := tx.Away(id, v.now)
		if err != nil {
			return nil, err
		}
		for _, s := range spans {
			if !s.Start.After(v.now) {
				l.Away = v.back(id, s.End)
			}
		}
		if off, ok := v.c.PlannedAway(id, v.now); ok && l.Away == "" {
			l.Away = v.back(id, off.Span(v.c.Person(id)).End)
		}
		out = append(out, l)
	}
	return out, nil
}

// back is the day on which somebody works again after an absence, on their own clock.
func (v *visit) back(id handoff.PersonID, end time.Time) string {
	return text.Day(v.c.Clock(id).Next(end), v.now, v.c.Person(id).Location())
}
