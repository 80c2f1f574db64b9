package handoff

import (
	"slices"
	"strconv"
	"time"

	"handoffd/calendar"
	"handoffd/handoff/dates"
)

// Clash is a time at which a rep has something else, with what would do instead. It stands in the handoff until
// somebody has settled it.
type Clash struct {
	Rep    PersonID
	Start  time.Time // the time in question: the meeting's, or one it was to be moved to
	End    time.Time
	For    PersonID        `json:",omitempty"` // whom the qualifier named, who is away, and for whom the rep stands in
	Move   bool            `json:",omitempty"` // the meeting was to be moved there
	Asked  Role            // who is to settle it
	With   []Obstacle      // in order
	Slots  []calendar.Span // when the rep is free instead, up to five
	Blind  Reason          `json:",omitzero"` // why no slots can be told
	Free   []PersonID      // other reps who are free at the time
	Unseen []PersonID      // other reps of whom that cannot be told
	Cannot []Candidate     `json:",omitempty"` // other reps who cannot have it, each with why
}

// ObstacleKind is what keeps a rep from a time.
type ObstacleKind string

// What can be in the way. Titles never leave a calendar.
const (
	ObstacleBusy  ObstacleKind = "busy"  // an appointment in the rep's calendar
	ObstacleMeets ObstacleKind = "meets" // another handoff
	ObstacleAway  ObstacleKind = "away"
	ObstacleDay   ObstacleKind = "day"   // as many meetings on that day as are to be
	ObstacleWeek  ObstacleKind = "week"  // the same of the week
	ObstacleUnfit ObstacleKind = "unfit" // whatever else keeps a rep who was named from having the lead
)

// Obstacle is one thing in the way.
type Obstacle struct {
	calendar.Span
	Kind    ObstacleKind
	Handoff ID     `json:",omitempty"` // of ObstacleMeets
	Key     string `json:",omitempty"` // of ObstacleBusy, see Taken
	Cause   string `json:",omitempty"` // of ObstacleBusy: why it may be no appointment
	Has     int    `json:",omitempty"` // of ObstacleDay and ObstacleWeek: meetings
	Most    int    `json:",omitempty"` // that are to be
	Why     Reason `json:",omitzero"`  // of ObstacleUnfit

	Until time.Time `json:",omitzero"` // of ObstacleUnfit: the end of a pause
}

// mark names the obstacle, to know it again.
func (o Obstacle) mark() string {
	if o.Key != "" {
		return o.Key
	}
	return string(o.Kind) + "/" + string(o.Handoff) + strconv.FormatInt(o.Start.Unix(), 36) + "-" +
		strconv.FormatInt(o.End.Unix(), 36)
}

// Limits of what is shown and kept of conflicts.
const (
	maxObstacles = 10
	maxIgnored   = 100
	maxSlots     = 5
	slotsPerDay  = 2
)

// obstacles lists what keeps the rep from a meeting at the time, with preparation before and buffer after. unknown says
// why there may be more: it is never free time.
func (t *turn) obstacles(id PersonID, start, end time.Time) (with []Obstacle, unknown Reason) {
	meeting := calendar.Span{Start: start, End: end}
	around := calendar.Span{Start: start.Add(-t.policy.Prep), End: end.Add(t.policy.Buffer)}
	for _, s := range t.e.Lookups.Away[id] {
		if s.Overlaps(meeting) && !t.absenceKnown(id, start) {
			with = append(with, Obstacle{Span: s, Kind: ObstacleAway})
		}
	}
	for _, m := range t.e.Lookups.Meets[id] {
		if m.Handoff != t.h.ID && m.Overlaps(around) {
			with = append(with, Obstacle{Span: m.Span, Kind: ObstacleMeets, Handoff: m.Handoff})
		}
	}
	taken, unknown := t.taken(id, around.Start, around.End)
	for _, s := range taken {
		o := Obstacle{Span: s.Span, Kind: ObstacleBusy, Key: s.Key, Cause: s.Cause}
		if own := t.h.Own; own != nil && own.Rep == id && own.Key == s.Key {
			continue
		}
		if s.Overlaps(around) && !slices.Contains(t.h.Ignored, o.mark()) {
			with = append(with, o)
		}
	}
	slices.SortStableFunc(with, func(a, b Obstacle) int { return a.Start.Compare(b.Start) })
	return with[:min(len(with), maxObstacles)], unknown
}

// MaySettle says whether the sender is on the side that was asked about the clash.
func (h Handoff) MaySettle(by Who, c *Config) bool {
	if h.Clash == nil {
		return false
	}
	t := begin(h, &Status{About: About{By: by}}, Env{Config: c})
	if h.Clash.Asked == RoleRep {
		return t.byAssigned()
	}
	return t.may(RoleQualifier)
}

// clash describes why the time does not suit the rep, and what would. It is nil if nothing is in the way.
func (t *turn) clash(id PersonID, start, end time.Time, asked Role) *Clash {
	look := t.obstacles
	if asked != RoleRep {
		look = t.inTheWayOf
	}
	with, _ := look(id, start, end)
	if len(with) == 0 {
		return nil
	}
	return t.clashWith(id, start, end, asked, with)
}

// clashWith is clash where it is known what is in the way.
func (t *turn) clashWith(id PersonID, start, end time.Time, asked Role, with []Obstacle) *Clash {
	c := &Clash{Rep: id, Start: start, End: end, Asked: asked, With: with}
	if !c.Timeless() {
		c.Slots, c.Blind = t.slots(id, start, end)
	}
	if asked == RoleRep {
		return c
	}
	for _, other := range t.team.Reps {
		if other == id || t.person(other).Gone {
			continue
		}
		if why, unfit := t.unfit(other, nil); unfit {
			c.Cannot = append(c.Cannot, Candidate{Rep: other, Why: why})
			continue
		}
		switch with, unknown := t.inTheWayOf(other, start, end); {
		case len(with) > 0:
			c.Cannot = append(c.Cannot, Candidate{Rep: other, Why: t.inTheWay(with), With: with})
		case !unknown.Empty():
			c.Unseen = append(c.Unseen, other)
		default:
			c.Free = append(c.Free, other)
		}
	}
	return c
}

// slots are the next times at which the rep could meet, from the day of the meeting on; none if that cannot be told.
func (t *turn) slots(id PersonID, start, end time.Time) ([]calendar.Span, Reason) {
	p := t.person(id)
	y, m, d := start.In(p.Location()).Date()
	from := later(dates.StartOfDay(y, m, d, p.Location()), t.now.Add(t.policy.Lead))
	s := SlotSearch{From: from, Until: slotsTo(start), Days: slotDays, Length: end.Sub(start), Prep: t.policy.Prep,
		Buffer: t.policy.Buffer,
		Clock:  t.clock(id), Civil: civilHours, There: Location(t.h.Zone), Most: maxSlots,
		PerDay: slotsPerDay}
	if len(p.Calendars) > 0 {
		s.Until = earlier(s.Until, t.e.Lookups.Busy[id].To.Add(-t.policy.Buffer))
	}
	taken, unknown := t.taken(id, s.From.Add(-s.Prep), s.Until.Add(s.Buffer))
	if !unknown.Empty() {
		return nil, unknown
	}
	for _, b := range taken {
		s.Taken = append(s.Taken, b.Span)
	}
	for _, m := range t.e.Lookups.Meets[id] {
		if m.Handoff != t.h.ID {
			s.Taken = append(s.Taken, m.Span)
		}
	}
	s.Taken = append(s.Taken, t.e.Lookups.Away[id]...)
	s.Taken = append(s.Taken, t.fullDays(id, s.From, s.Until)...)
	found := s.Find()
	if len(found) == 0 { // the other side is on another side of the earth
		s.Civil = Hours{}
		found = s.Find()
	}
	return found, Reason{}
}

// civilHours are when people outside can be met, unless nothing else is left.
var civilHours = OfficeHours(8, 18)

// despite says whether it was settled that the rep is to meet at the time whatever is in the way.
func (t *turn) despite(id PersonID, start time.Time) bool {
	return t.h.Despite == despiteMark(id, start)
}

func despiteMark(id PersonID, start time.Time) string {
	return string(id) + " " + strconv.FormatInt(start.Unix(), 10)
}

// ignore keeps that what is in the way does not matter for this meeting; it is not asked about again.
func (t *turn) ignore(c *Clash) {
	for _, o := range c.With {
		if !slices.Contains(t.h.Ignored, o.mark()) {
			t.h.Ignored = append(t.h.Ignored, o.mark())
		}
	}
	if n := len(t.h.Ignored); n > maxIgnored {
		t.h.Ignored = t.h.Ignored[n-maxIgnored:]
	}
}

// inTheWay says what is in the way, on the clocks of the meeting's zone: "busy 15:00–16:00 CET".
func (t *turn) inTheWay(with []Obstacle) Reason {
	var parts []Reason
	for _, o := range with {
		switch o.Kind {
		case ObstacleMeets:
			parts = append(parts, Because("obstacle/meets", WordsArg(o.Handoff), ReasonArg(t.onClock(o.Span))))
		case ObstacleAway:
			parts = append(parts, Because("obstacle/away"))
		case ObstacleUnfit:
			parts = append(parts, o.Why)
		case ObstacleDay:
			parts = append(parts, Because("obstacle/day", NumberArg(o.Has), NumberArg(o.Most), t.when(o.Start.Add(day/2))))
		case ObstacleWeek:
			parts = append(parts, Because("obstacle/week", NumberArg(o.Has), NumberArg(o.Most), t.when(o.Start.Add(day/2))))
		default:
			parts = append(parts, Because("obstacle/busy", ReasonArg(t.onClock(o.Span))))
		}
	}
	return Because("obstacle", ReasonArg(slices.CompactFunc(parts, sameWords)...))
}

// sameWords says whether two reasons read the same.
func sameWords(a, b Reason) bool { return a.String() == b.String() }

// onClock is a span, with the day if it is not that of the meeting.
func (t *turn) onClock(s calendar.Span) Reason {
	zone := Location(t.h.Zone)
	a, b := TimeArg(s.Start, t.h.Zone), TimeArg(s.End, t.h.Zone)
	day := s.Start.In(zone).Format(time.DateOnly)
	switch {
	case day != s.End.In(zone).Format(time.DateOnly):
		return Because("on-clock/days", a, b)
	case day != t.h.Start.In(zone).Format(time.DateOnly):
		return Because("on-clock/day", a, b)
	}
	return Because("on-clock", a, b)
}

// recheck compares the meeting with the rep's calendar once more. What is new and in the way is put to the rep; what
// has gone is forgotten.
func (t *turn) recheck() {
	a := t.h.Current()
	if a == nil || t.h.State != Offered && t.h.State != Accepted || !t.now.Before(t.h.Start) {
		return
	}
	was := t.h.Clash
	c := t.clash(a.Rep, t.h.Start, t.h.End, RoleRep)
	switch {
	case c == nil && was != nil && was.Rep == a.Rep && !was.Move:
		if _, unknown := t.obstacles(a.Rep, t.h.Start, t.h.End); unknown.Empty() {
			t.h.Clash = nil
			t.note("clash-gone", PersonArg(a.Rep))
		}
	case c == nil:
		if _, unknown := t.obstacles(a.Rep, t.h.Start, t.h.End); !unknown.Empty() {
			t.note("calendar-unknown", PersonArg(a.Rep), ReasonArg(unknown))
		}
	case t.despite(a.Rep, t.h.Start):
	case was != nil && was.Rep == a.Rep && len(newObstacles(was.With, c.With)) == 0:
		t.note("clash-known", PersonArg(a.Rep))
	default:
		t.h.Clash = c
		t.note("clash/found", PersonArg(a.Rep), ReasonArg(t.inTheWay(c.With)))
		t.tell(PurposeQuestion, a.Rep, RoleRep, "clash", nil)
	}
}

// newObstacles are those that were not there before.
func newObstacles(was, is []Obstacle) []Obstacle {
	return slices.DeleteFunc(slices.Clone(is), func(o Obstacle) bool {
		return slices.ContainsFunc(was, func(w Obstacle) bool { return w.mark() == o.mark() })
	})
}
