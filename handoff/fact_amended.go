package handoff

import (
	"maps"
	"slices"
	"time"

	"handoffd/handoff/text"
)

// Amended is more of the brief, by plain reply.
type Amended struct {
	About
	Fields    map[string]string `json:",omitzero"`
	Prospects []Contact         `json:",omitzero"`
	Start     time.Time         `json:",omitzero"`
	End       time.Time         `json:",omitzero"`
	Zone      string            `json:",omitempty"`
	Place     string            `json:",omitempty"`
	Wish      PersonID          `json:",omitempty"`
	Ask       []Reason          `json:",omitzero"`
	Words     string            `json:",omitempty"` // its lines that belong to no key
	Said      *Prose            `json:",omitempty"` // what all sentences of the lead seem to say; nil leaves it as it was
	Team      string            `json:",omitempty"` // another one than it was offered for so far, while it is a draft
}

// KindAmended names the fact.
const KindAmended Kind = "amended"

// Kind implements Fact.
func (*Amended) Kind() Kind { return KindAmended }

func (f *Amended) would(zone string) Reason {
	var says []Reason
	for _, field := range slices.Sorted(maps.Keys(f.Fields)) {
		says = append(says, Because("would/amend-field", WordsArg(field)))
	}
	if len(f.Prospects) > 0 {
		says = append(says, Because("would/amend-contact", AddressArg(f.Prospects[0].Address)))
	}
	if !f.Start.IsZero() {
		says = append(says, Because("would/amend-time", TimeArg(f.Start, zone)))
	}
	if len(says) == 0 {
		says = append(says, Because("would/amend-nothing"))
	}
	return Because("would/amend", ReasonArg(says...))
}

func (f *Amended) startAfter(Handoff) time.Time { return f.Start }
func (f *Amended) contacts() []Contact          { return f.Prospects }

func (f *Amended) apply(t *turn) {
	if !t.may(RoleQualifier) {
		t.refuse("not-yours/amend", PersonArg(t.h.Qualifier))
		return
	}
	if t.h.State.Finished() {
		t.refuse("finished/amended", WordsArg(t.h.ID))
		return
	}
	if _, ok := t.e.Config.Team(f.Team); ok && t.h.State == Draft {
		t.setTeam(f.Team)
	}
	changed := f.store(t)
	t.policy = t.team.policyFor(&t.h)
	switch t.h.State {
	case Draft:
		t.h.Nudges, t.h.Since = 0, t.now
		t.setTime(f.Start, f.End)
		t.consider()
	case Offered, Escalated, Accepted:
		t.h.Missing = t.missing()
		f.noted(t, "amended", changed)
		if len(changed) > 0 && !(slices.Equal(changed, []string{FieldPlace}) && t.repHolds()) {
			t.tell(PurposeNotice, t.h.Rep(), RoleRep, "amended", NoticeDetail{Fields: changed})
		}
		if !f.Start.IsZero() {
			(&Move{About: f.About, Start: f.Start, End: f.End}).apply(t)
			return
		}
		t.echo()
	case Returned:
		if f.Start.After(t.now) && !f.Start.Equal(t.h.Start) {
			t.retime(f.Start, f.End)
		}
		t.reoffer()
		t.echoUnlessTold()
	case Nurture:
		t.setTime(f.Start, f.End)
		t.note("amended/asleep")
		if !f.Start.IsZero() {
			t.to(Draft)
			t.consider()
			return
		}
		t.echo()
	default:
		f.noted(t, "amended/stored", changed)
		t.echo()
	}
}

// noted says what is new in the brief; nothing may be.
func (f *Amended) noted(t *turn, code Code, changed []string) {
	switch said := f.Words != "" || f.Wish != "" || len(f.Ask) > 0 || !f.Start.IsZero(); {
	case len(changed) > 0:
		t.note(code, ListArg(changed))
	case said:
		t.note("amended/words")
	default:
		t.unchanged("amended/known")
	}
}

// store merges what was said and lists the names of the fields that changed.
func (f *Amended) store(t *turn) []string {
	var changed []string
	for k, v := range f.Fields {
		k = t.fieldLike(k)
		if t.h.Brief[k] != v {
			t.h.Brief[k] = v
			changed = append(changed, k)
		}
	}
	for _, p := range f.Prospects {
		known := slices.IndexFunc(t.h.Prospects, func(c Contact) bool { return SameAddress(c.Address, p.Address) })
		switch {
		case known < 0:
			t.h.Prospects = append(t.h.Prospects, p)
		case t.h.Prospects[known].Name == "" && p.Name != "":
			t.h.Prospects[known].Name = p.Name
		default:
			continue
		}
		changed = append(changed, FieldContact)
	}
	if f.Zone != "" {
		t.h.Zone = f.Zone
	}
	if f.Place != "" && f.Place != t.h.Place {
		t.h.Place = f.Place
		changed = append(changed, FieldPlace)
	}
	if f.Wish != "" {
		t.h.Wish = f.Wish
	}
	t.keepWords(f.Words, f.Said)
	if len(changed) > 0 || !f.Start.IsZero() || f.Wish != "" || len(f.Ask) > 0 ||
		f.Words == "" { // words alone settle nothing
		t.h.Questions = f.Ask
	}
	slices.Sort(changed)
	return slices.Compact(changed)
}

// fieldLike is the field of the brief with this name, however it is written.
func (t *turn) fieldLike(name string) string {
	for known := range t.h.Brief {
		if text.Fold(known) == text.Fold(name) {
			return known
		}
	}
	return name
}

// reoffer gives a returned lead out again: to the same rep, unless another is named or he cannot have it.
func (t *turn) reoffer() {
	if !t.h.Start.After(t.now) || !t.stands() {
		t.unchanged("needs-time/offer")
		t.h.Missing = append(t.missing(), FieldWhen)
		t.receipt()
		return
	}
	rep := t.h.Rep()
	if t.h.Wish != "" && t.h.Wish != rep {
		rep = t.h.Wish
	}
	t.h.Missing = t.missing()
	t.note("reoffered", PersonArg(t.by().Person))
	switch {
	case !t.now.Before(t.latest()):
		t.offerNext()
	case rep == "" || t.person(rep).Gone || t.awayAt(rep, t.now) || t.awayAt(rep, t.h.Start):
		t.offerNext(rep)
	default:
		t.offerAgain(rep)
	}
	t.receipt()
}

// offerAgain gives the lead to the rep who had it, or whom the qualifier named, unless he has something else then.
func (t *turn) offerAgain(rep PersonID) {
	clash := t.clash(rep, t.h.Start, t.h.End, RoleQualifier)
	switch {
	case clash == nil || t.despite(rep, t.h.Start) || t.policy.OnConflict == ConflictSend:
		t.offer(rep, nil)
		t.look()
	case t.policy.OnConflict == ConflictRoute:
		t.offerNext(rep)
	default:
		t.h.Clash = clash
		t.note("clash/draft", PersonArg(rep), ReasonArg(t.inTheWay(clash.With)), PersonArg(t.h.Qualifier))
	}
}
