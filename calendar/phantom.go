package calendar

import (
	"slices"
	"strings"
	"time"
)

// Cause is why an entry that takes time may be no appointment.
type Cause string

// Causes of phantom events.
const (
	DeclinedBlocks  Cause = "declined"  // the owner declined it, and it still blocks
	CancelledBlocks Cause = "cancelled" // it was cancelled, and is still there
	// nobody else comes any more: all others declined, the organizer is gone, or nobody ever answered
	Orphan    Cause = "orphan"
	StaleHold Cause = "hold"      // tentative or never answered, and long forgotten
	Duplicate Cause = "duplicate" // another entry stands for the same appointment
	Reminder  Cause = "reminder"  // an all-day note that is shown as busy
)

// Causes lists all, in the order in which they are told.
func Causes() []Cause {
	return []Cause{DeclinedBlocks, CancelledBlocks, Duplicate, Orphan, StaleHold, Reminder}
}

// Likely is the confidence from which an entry is taken for a phantom. What is below is worth a question at most.
const Likely = 0.6

// Phantom is an entry that takes time and is perhaps no appointment.
type Phantom struct {
	Index      int // in the entries given
	Cause      Cause
	Confidence float64 // 0 … 1
	Why        string  // in words, without titles, names or addresses
}

// Bounds of what is forgotten.
const (
	staleAfter   = 21 * 24 * time.Hour // how long a tentative hold may go untouched
	silentTimes  = 4                   // instances of a series without any answer
	reminderDays = 25 * time.Hour      // an all-day note is one day, which may have 25 hours
	fewOutside   = 3                   // guests from outside by whom a meeting is known again
	maxGuests    = 200                 // looked at of one entry
)

// Phantoms finds entries that block a calendar without being appointments, in the order of the entries; of several
// causes the surest. It never makes time free: what to do about a phantom is for others to say. owner are the addresses
// of the calendar's owner, left those of people who were in the team and are not any more. Free entries are none, and
// an absence is one only if it was cancelled, declined or stands twice.
func Phantoms(entries []Entry, owner []string, now time.Time, left ...string) []Phantom {
	s := newSight(entries, owner, now, left)
	found := make([]Phantom, len(entries))
	for i := range entries {
		found[i] = s.judge(&entries[i], s.titles[i])
		found[i].Index = i
	}
	s.duplicates(found)
	return slices.DeleteFunc(found, func(p Phantom) bool { return p.Confidence == 0 })
}

// sight is a calendar with what has to be known of all of it to judge one entry.
type sight struct {
	entries  []Entry
	titles   []string // folded
	owner    map[string]bool
	domain   string // of the owner
	left     map[string]bool
	now      time.Time
	past     map[string]int // by UID: instances of a series that are over
	answered bool           // some guest's answer is shown, so that none means that there was none
}

func newSight(entries []Entry, owner []string, now time.Time, left []string) *sight {
	s := &sight{entries: entries, owner: setOf(owner), left: setOf(left), now: now, past: map[string]int{},
		titles: make([]string, len(entries))}
	folded := make(map[string]string, len(entries))
	if len(owner) > 0 {
		s.domain = domainOf(strings.ToLower(owner[0]))
	}
	for i := range entries {
		e := &entries[i]
		title, known := folded[e.Title]
		if !known {
			title = foldTitle(e.Title)
			folded[e.Title] = title
		}
		s.titles[i] = title
		if e.Series && !e.End.After(now) {
			s.past[e.UID]++
		}
		s.answered = s.answered || slices.ContainsFunc(e.Guests, func(g Attendee) bool {
			return !s.own(g.Address) && g.PartStat != "" && g.PartStat != NeedsAction
		})
	}
	return s
}

func setOf(addresses []string) map[string]bool {
	out := make(map[string]bool, len(addresses))
	for _, a := range addresses {
		out[strings.ToLower(a)] = true
	}
	return out
}

func domainOf(address string) string {
	_, domain, _ := strings.Cut(address, "@")
	return domain
}

func (s *sight) own(address string) bool { return s.owner[strings.ToLower(address)] }

// judge finds the surest cause that one entry shows by itself. Confidence 0 is none.
func (s *sight) judge(e *Entry, title string) Phantom {
	if e.Free || !e.Start.Before(e.End) {
		return Phantom{}
	}
	switch {
	case e.Status == "CANCELLED":
		return Phantom{Cause: CancelledBlocks, Confidence: 1, Why: "it was cancelled and still stands in the calendar"}
	case e.Own == Declined:
		return Phantom{Cause: DeclinedBlocks, Confidence: 1, Why: "it was declined and still stands in the calendar as busy"}
	case marked(title, cancelMarks):
		return Phantom{Cause: CancelledBlocks, Confidence: 0.9, Why: "it is marked as cancelled and still blocks the time"}
	case marked(title, declineMarks):
		return Phantom{Cause: DeclinedBlocks, Confidence: 0.8, Why: "it is marked as declined and still blocks the time"}
	}
	best := s.orphan(e)
	for _, p := range []Phantom{s.hold(e, title), reminder(e, title)} {
		if p.Confidence > best.Confidence {
			best = p
		}
	}
	if best.Confidence > 0 && len(e.Guests) == 0 && hasWord(title, absenceWords) {
		return Phantom{}
	}
	return best
}

// orphan tells meetings to which nobody else comes.
func (s *sight) orphan(e *Entry) Phantom {
	others, declined, waiting := 0, 0, 0
	organizer := Attendee{}
	for _, g := range e.Guests[:min(len(e.Guests), maxGuests)] {
		switch {
		case s.own(g.Address) || g.Role == "NON-PARTICIPANT":
			continue
		case e.Organizer != "" && strings.EqualFold(g.Address, e.Organizer):
			organizer = g
		}
		others++
		switch g.PartStat {
		case Declined:
			declined++
		case NeedsAction:
			waiting++
		}
	}
	_, answers := s.past[e.UID]
	switch {
	case others > 0 && declined == others && (e.Organizer == "" || organizer.Address != ""):
		return Phantom{Cause: Orphan, Confidence: 0.9, Why: "everybody else has declined it"}
	case organizer.PartStat == Declined:
		return Phantom{Cause: Orphan, Confidence: 0.85, Why: "its organizer has declined it"}
	case e.Organizer != "" && s.left[e.Organizer]:
		return Phantom{Cause: Orphan, Confidence: 0.65, Why: "its organizer is no longer in the team"}
	case e.Series && answers && s.answered && others > 0 && waiting == others && s.past[e.UID] >= silentTimes:
		return Phantom{Cause: Orphan, Confidence: 0.65, Why: "none of its guests ever answered, several times in a row"}
	}
	return Phantom{}
}

// hold tells time that was set aside for something that never became certain.
func (s *sight) hold(e *Entry, title string) Phantom {
	touched := e.Created
	if e.Updated.After(touched) {
		touched = e.Updated
	}
	p := Phantom{Cause: StaleHold}
	switch own := e.Organizer == "" && len(e.Guests) == 0; {
	case own && (marked(title, holdMarks) || hasWord(title, holdWords)):
		p.Confidence, p.Why = 0.8, "it is a hold that nobody has touched for weeks"
	case e.Own == Tentative, e.Status == "TENTATIVE" && e.Own != Accepted:
		p.Confidence, p.Why = 0.7, "it is tentative, and nobody has touched it for weeks"
	case e.Own == NeedsAction && e.Series: // many people come to such meetings without ever answering
		p.Confidence, p.Why = 0.4, "the invitation to the series was never answered"
	case e.Own == NeedsAction:
		p.Confidence, p.Why = 0.6, "the invitation was never answered, for weeks"
	default:
		return Phantom{}
	}
	switch {
	case touched.IsZero():
		p.Confidence, p.Why = 0.4, "it is not certain, and does not say since when"
	case s.now.Sub(touched) <= staleAfter:
		return Phantom{}
	}
	return p
}

// reminder tells notes of a day that take all of it by mistake.
func reminder(e *Entry, title string) Phantom {
	switch {
	case !e.AllDay || e.Organizer != "" || len(e.Guests) > 0 || title == "" || e.End.Sub(e.Start) > reminderDays:
		return Phantom{}
	case hasWord(title, reminderWords):
		return Phantom{Cause: Reminder, Confidence: 0.9, Why: "it is an all-day reminder that is shown as busy"}
	}
	return Phantom{Cause: Reminder, Confidence: 0.4, Why: "it takes a whole day and has no guests"}
}
