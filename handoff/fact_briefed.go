package handoff

import (
	"cmp"
	"slices"
	"time"
)

// Briefed is the first fact of a handoff: the qualifier's brief, or the intro with the handoff address in CC.
type Briefed struct {
	About
	ID        ID // id, UID and token are drawn by the engine: Decide knows no chance
	UID       string
	Token     string
	Team      string
	Origin    Origin
	Qualifier PersonID
	Subject   string `json:",omitempty"`
	Prospects []Contact
	Fields    map[string]string
	Start     time.Time `json:",omitzero"`
	End       time.Time `json:",omitzero"`
	Zone      string    `json:",omitempty"`
	Place     string    `json:",omitempty"`
	Wish      PersonID  `json:",omitempty"`
	Ask       []Reason  `json:",omitzero"`  // what could not be understood, as questions to the qualifier
	Words     string    `json:",omitempty"` // its lines that belong to no key: sentences
	Said      *Prose    `json:",omitempty"` // what they seem to say
	Thread    []string  `json:",omitzero"`  // Message-IDs of the qualifier's own intro
	InThread  []string  `json:",omitzero"`  // addresses that it reached
}

// KindBriefed names the fact.
const KindBriefed Kind = "briefed"

// Kind implements Fact.
func (*Briefed) Kind() Kind { return KindBriefed }

func (f *Briefed) would(zone string) Reason {
	address := ""
	if len(f.Prospects) > 0 {
		address = f.Prospects[0].Address
	}
	return Because("would/brief", AddressArg(address), TimeArg(f.Start, zone))
}

func (f *Briefed) startAfter(Handoff) time.Time { return f.Start }
func (f *Briefed) contacts() []Contact          { return f.Prospects }

func (f *Briefed) apply(t *turn) {
	t.setTeam(f.Team)
	h := &t.h
	h.ID, h.UID, h.Token, h.Origin, h.Qualifier = f.ID, f.UID, f.Token, f.Origin, f.Qualifier
	h.Created, h.Zone, h.Place, h.Wish, h.Subject = t.now, f.Zone, f.Place, f.Wish, f.Subject
	h.Prospects, h.Thread, h.InThread = slices.Clone(f.Prospects), f.Thread, f.InThread
	h.Questions = f.Ask
	for k, v := range f.Fields {
		h.Brief[k] = v
	}
	t.keepWords(f.Words, f.Said)
	t.setTime(f.Start, f.End)
	t.note("brief", PersonArg(f.Qualifier))
	t.to(Draft)
	t.consider()
}

// Empty says whether nothing of a lead was understood: nobody to meet, no time, no line of a brief, and nothing to ask
// about either. A rep among the recipients is no lead.
func (f *Briefed) Empty() bool {
	return len(f.Prospects) == 0 && f.Start.IsZero() && len(f.Fields) == 0 && len(f.Ask) == 0 && f.Place == ""
}

// setTime takes a time that was understood; it must lie ahead.
func (t *turn) setTime(start, end time.Time) {
	if start.IsZero() {
		return
	}
	if !start.After(t.now) {
		t.h.Questions = append(t.h.Questions, Because("ask-past", t.when(start)))
		return
	}
	length := t.length()
	if d := end.Sub(start); d > 0 && d <= day { // nobody meets for longer; more is a misreading
		length = d
	}
	if t.anyLive() && !start.Equal(t.h.Start) { // a lead that slept: the prospect holds the event of the meeting before
		t.newRevision()
	}
	t.h.Start, t.h.End, t.h.Listed = start, start.Add(length), zeroTime
}

// consider offers a draft that has everything it needs, and tells the qualifier alone what was understood and what is
// missing.
func (t *turn) consider() {
	h := &t.h
	t.policy = t.team.policyFor(h)
	h.Prove = nil
	h.Missing = t.missing()
	t.heedStops()
	if h.Twin = ""; !h.Separate {
		for _, w := range t.e.Lookups.Twins {
			if w.Handoff != h.ID {
				h.Twin = w.Handoff
				break
			}
		}
	}
	var rep PersonID
	var all []Candidate
	near := h.Start.IsZero() || !t.now.Before(t.latest())
	if h.Clash = nil; !near {
		rep, all, h.Clash = t.settleTime()
	}
	t.demand(cmp.Or(rep, h.Wish))
	h.Missing = t.withOwed(h.Missing)
	switch {
	case h.Twin != "":
		t.unchanged("twin/draft", WordsArg(h.Twin), PersonArg(h.Qualifier))
	case len(h.Questions) > 0 || slices.Contains(h.Missing, FieldWhen) || slices.Contains(h.Missing, FieldContact):
		t.note("incomplete/open", PersonArg(h.Qualifier))
	case len(h.Missing) > 0 && h.Origin != OriginCC:
		t.note("incomplete", ListArg(h.Missing), PersonArg(h.Qualifier))
	case h.Clash != nil && h.Clash.For != "":
		t.note("clash/draft-for", PersonArg(h.Clash.Rep), ReasonArg(t.inTheWay(h.Clash.With)), PersonArg(h.Qualifier),
			PersonArg(h.Clash.For))
	case h.Clash != nil:
		t.note("clash/draft", PersonArg(h.Clash.Rep), ReasonArg(t.inTheWay(h.Clash.With)), PersonArg(h.Qualifier))
	default:
		t.note("complete")
		if len(h.Missing) > 0 {
			t.note("complete/introduced", PersonArg(h.Qualifier), ListArg(h.Missing))
		}
		t.offerFirst(rep, all)
	}
	if t.h.State == Draft {
		t.h.Why = t.reason
	}
	t.offerWords()
	t.receipt()
}

// receipt tells the qualifier what was understood, what is missing, who has it and why.
func (t *turn) receipt() {
	id, role := t.qualifier()
	t.tell(PurposeReceipt, id, role, Code(t.h.State), t.pool.receipt())
}

// missing lists what the brief must have and has not, in the words of the config.
func (t *turn) missing() []string {
	var out []string
	if !t.reachable() {
		out = append(out, FieldContact)
	}
	if t.h.Start.IsZero() {
		out = append(out, FieldWhen)
	}
	for _, f := range t.team.Fields {
		if f.Required && !says(t.h.Brief[f.Name], f.Name) {
			out = append(out, f.Name)
		}
	}
	out = t.withOwed(out)
	if t.h.Place == "" && !t.e.Config.Of(t.h.Team).Conference && !t.anyLink() {
		out = append(out, FieldPlace)
	}
	return out
}

// anyLink says whether every rep of the pool brings a place of his own.
func (t *turn) anyLink() bool {
	for _, r := range t.team.Reps {
		if t.person(r).Link == "" {
			return false
		}
	}
	return len(t.team.Reps) > 0
}
