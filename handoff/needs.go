package handoff

import (
	"slices"
	"time"
)

// Need is one thing that must be looked up before a fact is decided.
type Need struct {
	What      NeedKind
	People    []PersonID
	Addresses []string  // twins
	Team      string    // patterns, demands, pauses
	Whose     []Whose   // patterns: of whose leads
	Qualifier PersonID  // met: with whose leads
	More      int       // uid: how many beyond one
	Since     time.Time // route, pauses: what ends later; busy: readings of that time or later will do
	From, To  time.Time // route: meetings in between; outages, busy: the span of interest
}

// NeedKind names a kind of look-up.
type NeedKind string

// What can be needed.
const (
	NeedRoute    NeedKind = "route"    // load, absences and meetings of the pool
	NeedBusy     NeedKind = "busy"     // what the calendars of people say: the only need that is read from outside
	NeedTwins    NeedKind = "twins"    // other open handoffs with these prospects
	NeedPauses   NeedKind = "pauses"   // who is to have no new leads, by a manager's word
	NeedOutages  NeedKind = "outages"  // when sources could not be read
	NeedLoad     NeedKind = "load"     // of some people alone, where the rotation is not asked
	NeedMet      NeedKind = "met"      // how many leads of a qualifier reps have met
	NeedNoMail   NeedKind = "no-mail"  // whose address is known to take no mail
	NeedPatterns NeedKind = "patterns" // what became of the latest leads of some, and what was told and is asked of them
	NeedDemands  NeedKind = "demands"  // what the briefs of a team have to prove, and what became of leads since
	NeedUID      NeedKind = "uid"      // an event UID that nobody uses: a rep's turn may begin
)

// What a fact may say of itself before it is decided, in its own file. A fact without the method is as most are.
type (
	router    interface{ routes(Handoff) bool }          // may ask the rotation; most may
	beginner  interface{ begins(Handoff) bool }          // may begin a turn without the rotation; few may
	needer    interface{ needs(Handoff) []Need }         // needs more than others
	starter   interface{ startAfter(Handoff) time.Time } // names when the meeting begins once it is decided
	named     interface{ contacts() []Contact }          // names people of the prospect
	failing   interface{ unreached() PersonID }          // is about mail that did not reach a colleague
	taking    interface{ taker() PersonID }              // gives the lead to somebody who may be none of the pool
	seeker    interface{ seeksSlots(reads bool) bool }   // may offer other times; most may
	readAhead interface {
		readingsSince(h Handoff, usual time.Time) time.Time
	} // takes older readings of calendars than others
)

// Needs says what must be fetched before f is decided for h. It may ask for more than Decide uses, never for less.
func Needs(h Handoff, f Fact, c *Config) []Need {
	return AppendNeeds(make([]Need, 0, 8), h, f, c) // most have less; on the stack of who only looks at them
}

// AppendNeeds is Needs after others.
func AppendNeeds(needs []Need, h Handoff, f Fact, c *Config) []Need {
	team := h.Team
	if b, ok := f.(*Briefed); ok {
		team = b.Team
	}
	t, known := c.Team(team)
	if addresses := needTwins(h, f); len(addresses) > 0 {
		needs = append(needs, Need{What: NeedTwins, Addresses: addresses})
	}
	if people := needNoMail(h, f, t); len(people) > 0 {
		needs = append(needs, Need{What: NeedNoMail, People: people})
	}
	if known && (routes(h, f) || f.Kind() == KindAwayUntil) { // who stands in for whom counts in every state
		needs = append(appendRoute(needs, h, f, c, t), needPauses(team, When(f)))
	}
	needs = append(needs, needMet(h, f, t)...)
	if n, ok := f.(needer); ok {
		needs = append(needs, n.needs(h)...)
	}
	needs = append(append(needs, needPatterns(h, f)...), needDemands(h, f, team)...)
	if mayBegin(h, f) && c.Of(team).Events != EventsHosted {
		needs = append(needs, Need{What: NeedUID, More: moreUIDs(h, f, t)})
	}
	return needs
}

// needTwins are the addresses of the prospect's people, where a lead may be offered for the first time or again.
func needTwins(h Handoff, f Fact) []string {
	var people []Contact
	again := h.State == Draft || h.State == Nurture || h.State == Returned
	if again {
		people = slices.Clone(h.Prospects)
	}
	if n, ok := f.(named); ok && (again || f.Kind() == KindBriefed) {
		people = append(people, n.contacts()...)
	}
	var addresses []string
	for _, p := range people {
		addresses = append(addresses, FoldAddress(p.Address))
	}
	return addresses
}

// needNoMail are those of whom it matters whether their address is known to take no mail.
func needNoMail(h Handoff, f Fact, t Team) []PersonID {
	var people []PersonID
	if routes(h, f) {
		people = slices.Clone(t.Reps)
	}
	if n, ok := f.(failing); ok {
		people = append(people, n.unreached())
	}
	return slices.DeleteFunc(people, func(id PersonID) bool { return id == "" })
}

// appendRoute adds what the rotation goes by, with what has to be read of calendars if somebody concerned has one.
func appendRoute(needs []Need, h Handoff, f Fact, c *Config, t Team) []Need {
	start := startAfter(h, f)
	from, to := reach(h, start)
	prep, buffer := t.widest()
	route := Need{What: NeedRoute, People: t.Reps, Since: LoadSince(When(f)), From: from.Add(-prep), To: to.Add(buffer)}
	busy, reads := needBusy(h, f, c, t, start)
	if t.CapDay > 0 || t.CapWeek > 0 {
		route.From, route.To = route.From.Add(-8*day), route.To.Add(8*day)
	}
	if s, ok := f.(seeker); !ok || s.seeksSlots(reads) {
		route.From, route.To = earlier(route.From, slotsFrom(start)), later(route.To, slotsTo(start))
	}
	if needs = append(needs, route); reads {
		needs = append(needs, busy)
	}
	return needs
}

// needBusy is what has to be read of calendars; false if nobody concerned has one.
func needBusy(h Handoff, f Fact, c *Config, t Team, start time.Time) (Need, bool) {
	n := Need{What: NeedBusy, Since: When(f).Add(-BusyAge)}
	people := slices.Clone(t.Reps)
	if id := h.Rep(); id != "" && !slices.Contains(people, id) {
		people = append(people, id)
	}
	if k, ok := f.(taking); ok && k.taker() != "" && !slices.Contains(people, k.taker()) {
		people = append(people, k.taker())
	}
	for _, id := range people {
		if len(c.Person(id).Calendars) > 0 {
			n.People = append(n.People, id)
		}
	}
	if len(n.People) == 0 || start.IsZero() {
		return n, false
	}
	if r, ok := f.(readAhead); ok {
		n.Since = r.readingsSince(h, n.Since)
	}
	n.From, n.To = slotsFrom(start), slotsTo(start)
	if !h.Start.IsZero() && slotsFrom(h.Start).Add(busySpan).After(n.To) &&
		slotsTo(h.Start).Add(-busySpan).Before(n.From) {
		n.From, n.To = earlier(n.From, slotsFrom(h.Start)), later(n.To, slotsTo(h.Start))
	}
	return n, true
}

// mayBegin says whether deciding f may begin a rep's turn, or give a rep an event of his own.
func mayBegin(h Handoff, f Fact) bool {
	b, ok := f.(beginner)
	return routes(h, f) || ok && b.begins(h)
}

// mayComeBack says whether a word of somebody counts whose turn has ended, or who is one of the pool.
func (h Handoff) mayComeBack(id PersonID) bool {
	return id != "" && id != h.Rep() && (h.State == Offered || h.State == Escalated)
}

// routes says whether deciding f may ask the rotation.
func routes(h Handoff, f Fact) bool {
	if r, ok := f.(router); ok {
		return !h.State.Finished() && r.routes(h)
	}
	return !h.State.Finished() && h.State != Held
}

// startAfter is when the meeting begins once f is decided.
func startAfter(h Handoff, f Fact) time.Time {
	if s, ok := f.(starter); ok && !s.startAfter(h).IsZero() {
		return s.startAfter(h)
	}
	return h.Start
}

// BusyAge is how old a reading of a calendar may be when something is decided by it.
const BusyAge = 15 * time.Minute

// busySpan is the longest stretch that is asked for at once: what servers give in one answer.
const busySpan = 60 * day

// slotDays are the working days in which another time is looked for.
const slotDays = 5

// slotsFrom and slotsTo bound the time in which slots beside a meeting are looked for: from the day of the meeting in
// any zone.
func slotsFrom(start time.Time) time.Time { return start.Add(-2 * day) }
func slotsTo(start time.Time) time.Time   { return start.Add(10 * day) }

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

// reach is the span in which the meeting may lie once the fact is decided: as it is, and at a new time, of a day at
// most, if one is given. The new time may be refused, then the old one counts.
func reach(h Handoff, start time.Time) (from, to time.Time) {
	from, to = h.Start, h.End
	if start.Equal(h.Start) && !h.Start.IsZero() {
		return from, to
	}
	if h.Start.IsZero() || start.Before(from) {
		from = start
	}
	return from, later(to, start.Add(day))
}
