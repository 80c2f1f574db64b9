package handoff

import (
	"slices"
	"strings"
	"time"

	"handoffd/calendar"
	"handoffd/handoff/text"
)

// OneToOne says who meets whom once a week, for OneToOneLength.
type OneToOne string

// Pairs that meet.
const (
	OneToOneOff     OneToOne = ""
	OneToOneManager OneToOne = "manager" // the first manager of a team and each rep
	OneToOnePairs   OneToOne = "pairs"   // the qualifier and each rep of a pairing
)

// OneToOneLength is how long they meet.
const OneToOneLength = 25 * time.Minute

// Twosome are two colleagues of a team who meet.
type Twosome struct {
	Team    string
	Lead    PersonID // manager or qualifier
	Rep     PersonID
	Manages bool // the figures of the rep are on the agenda
}

// Title is that of their event.
func (p Twosome) Title() Reason {
	return Because("one-to-one/title", PersonArg(p.Lead), PersonArg(p.Rep))
}

// Twosomes are those of all teams who meet, each once.
func (c *Config) Twosomes() []Twosome {
	var out []Twosome
	add := func(p Twosome) {
		same := func(o Twosome) bool { return o.Lead == p.Lead && o.Rep == p.Rep }
		if p.Lead != p.Rep && !c.Person(p.Lead).Gone && !c.Person(p.Rep).Gone && !slices.ContainsFunc(out, same) {
			out = append(out, p)
		}
	}
	for _, t := range c.Teams {
		switch t.OneToOne {
		case OneToOneManager:
			for _, r := range t.Reps { // a team has a manager
				add(Twosome{t.Name, t.Managers[0], r, c.Names != NamesOwn})
			}
		case OneToOnePairs:
			for _, p := range t.Pairs {
				for _, r := range p.Reps {
					add(Twosome{t.Name, p.Qualifier, r, false})
				}
			}
		}
	}
	return out
}

// oneToOneUID begins the UIDs of their events.
const oneToOneUID = "one-to-one-"

// OneToOneUID is that of the event with the key.
func OneToOneUID(c *Config, key string) string {
	return oneToOneUID + MailHash("one-to-one", c.Address, key) + "@" + text.Domain(c.Address)
}

// SaidOneToOne is the name under which an older version kept what somebody answered to the event.
func SaidOneToOne(uid string) string { return "event " + uid }

// IsOneToOne says whether a UID is that of such an event of the handoff address.
func IsOneToOne(uid, address string) bool {
	return strings.HasPrefix(uid, oneToOneUID) && strings.HasSuffix(uid, "@"+text.Domain(address))
}

// OneToOneSearch finds the time for two colleagues in the week of the instant: from the day after now on, an hour or
// more after both begin to work. Taken is what either has. False: there is none.
func OneToOneSearch(lead, rep Clock, taken []calendar.Span, now, week time.Time) (calendar.Span, bool) {
	in := weekOf(week, rep.Zone)
	y, m, d := now.In(rep.Zone).Date()
	s := SlotSearch{From: later(in.Start, clockTime(y, m, d+1, 0, rep.Zone)), Until: in.End, Days: 7,
		Length: OneToOneLength, Clock: rep, There: lead.Zone, Taken: taken, Most: slotsOfAWeek}
	for _, slot := range s.Find() {
		if lead.Between(slot.Start, slot.End) == OneToOneLength && settledIn(lead, slot.Start) && settledIn(rep, slot.Start) {
			return slot, true
		}
	}
	return calendar.Span{}, false
}

// slotsOfAWeek are as many as begin on a half hour.
const slotsOfAWeek = 7 * 24 * 2

// weekOf is the week of the instant, from Monday to the next in the zone.
func weekOf(at time.Time, zone *time.Location) calendar.Span {
	y, m, d := at.In(zone).Date()
	d -= (int(at.In(zone).Weekday()) + 6) % 7
	return calendar.Span{Start: clockTime(y, m, d, 0, zone), End: clockTime(y, m, d+7, 0, zone)}
}

// settledIn says whether somebody has worked for an hour on the day of the instant: their Today is read by then.
func settledIn(c Clock, at time.Time) bool {
	return c.Between(startOfDay(at, c.Zone), at) >= time.Hour
}

// MorningOf is when the agenda of a meeting is written anew: as the first of the two begins to work on its day.
func MorningOf(start time.Time, clocks ...Clock) time.Time {
	at := start
	for _, c := range clocks {
		at = earlier(at, c.Next(startOfDay(start, c.Zone)))
	}
	return at
}
