package handoff

import (
	"sort"
	"time"

	"handoffd/calendar"
)

// SlotSearch looks for times at which somebody can meet.
type SlotSearch struct {
	From   time.Time       // not before
	Until  time.Time       // not after; zero: as far as Days go
	Days   int             // working days to look at
	Length time.Duration   // of the meeting
	Prep   time.Duration   // kept free before it
	Buffer time.Duration   // kept free after it
	Clock  Clock           // of the rep; the meeting lies in it as a whole, preparation and buffer need not
	Civil  Hours           // hours in which others can be met, in their zone; zero: any
	There  *time.Location  // zone of the others; slots begin on the half hour there
	Taken  []calendar.Span // in any order
	Most   int             // how many are wanted
	PerDay int             // how many of one day of the rep's; 0 is no limit
}

// slotGrid is how far apart meetings may begin.
const slotGrid = 30 * time.Minute

// Find lists the first free slots in order.
func (s SlotSearch) Find() []calendar.Span {
	if s.Length <= 0 || s.Most <= 0 {
		return nil
	}
	from, until := s.From.Add(-s.Prep), s.until().Add(s.Buffer)
	var taken []calendar.Span
	for _, t := range s.Taken {
		if t.Start.Before(until) && from.Before(t.End) {
			taken = append(taken, t)
		}
	}
	taken = calendar.Merge(taken)
	var out []calendar.Span
	today, days, perDay := "", 0, 0
	for _, w := range s.working() {
		for at := halfHour(w.Start, s.There); !at.Add(s.Length).After(w.End); at = halfHour(at.Add(time.Minute), s.There) {
			if d := at.In(s.Clock.Zone).Format(time.DateOnly); d != today {
				today, perDay = d, 0
				if days++; days > s.Days {
					return out
				}
			}
			slot := calendar.Span{Start: at, End: at.Add(s.Length)}
			if s.PerDay > 0 && perDay == s.PerDay || !s.free(slot, taken) || len(out) > 0 && slot.Overlaps(out[len(out)-1]) {
				continue
			}
			perDay++
			if out = append(out, slot); len(out) == s.Most {
				return out
			}
		}
	}
	return out
}

// working are the rep's working spans from From on, those that touch joined: a night shift is one.
func (s SlotSearch) working() []calendar.Span {
	return calendar.Merge(s.Clock.Spans(s.From, s.until()))
}

// until bounds the search also for somebody who hardly ever works.
func (s SlotSearch) until() time.Time {
	until := s.From.Add(time.Duration(s.Days*3+14) * day)
	if !s.Until.IsZero() {
		return earlier(s.Until, until)
	}
	return until
}

// free says whether the slot, with preparation and buffer, collides with nothing of what is taken, in order and merged,
// and lies in the others' hours.
func (s SlotSearch) free(slot calendar.Span, taken []calendar.Span) bool {
	around := calendar.Span{Start: slot.Start.Add(-s.Prep), End: slot.End.Add(s.Buffer)}
	if i := sort.Search(len(taken), func(i int) bool { return around.Start.Before(taken[i].End) }); i < len(taken) &&
		taken[i].Overlaps(around) {
		return false
	}
	return s.Civil.Weekly() == 0 || s.Civil.In(s.There).Between(slot.Start, slot.End) == s.Length
}

// halfHour is the first instant at or after t at which clocks in the zone show a full or half hour.
func halfHour(t time.Time, zone *time.Location) time.Time {
	if whole := t.Truncate(time.Minute); !whole.Equal(t) {
		t = whole.Add(time.Minute)
	}
	for {
		past := time.Duration(t.In(zone).Minute()) * time.Minute % slotGrid
		if past == 0 {
			return t
		}
		next := t.Add(slotGrid - past)
		if time.Duration(next.In(zone).Minute())*time.Minute%slotGrid == 0 {
			return next
		}
		t = t.Add(time.Minute) // clocks change in between
	}
}
