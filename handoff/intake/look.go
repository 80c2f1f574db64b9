package intake

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
)

// Shown is what one source shows of somebody's calendar. Only what was read in full is shown.
type Shown struct {
	Source   string
	Schedule calendar.Schedule
}

// Look is what the calendars of a person show at an instant.
type Look struct {
	Person handoff.Person
	Shown  []Shown
	Busy   handoff.Calendar // what that means for the person's time
	At     time.Time
}

// Presence is whether the event of a handoff was seen in the calendar of its rep.
type Presence struct {
	Seen    time.Time // last; zero: never
	Missing int       // how often in a row it was not there since
}

// goneAfter is how many readings in a row must miss an event that was there.
const goneAfter = 2

// Entries are the entries of all sources.
func (l Look) Entries() []calendar.Entry {
	var out []calendar.Entry
	for _, s := range l.Shown {
		out = append(out, s.Schedule.Entries...)
	}
	return out
}

// ShowsEntries says whether a source shows what is in the calendar, not only when its owner is busy.
func (l Look) ShowsEntries() bool {
	return slices.ContainsFunc(l.Shown, func(s Shown) bool { return s.Schedule.Entries != nil })
}

// whole says whether every source was read in full.
func (l Look) whole() bool { return len(l.Busy.Unknown) == 0 }

// about is what a fact of the calendar's owner carries.
func (l Look) about() handoff.About {
	return handoff.About{At: l.At, By: handoff.Who{Person: l.Person.ID}, Via: "calendar", Strength: handoff.Seen}
}

// Own is an event of the rep's own with the prospect, if it is new or stands at another time.
func (l Look) Own(h handoff.Handoff) (*handoff.OwnEvent, bool) {
	own, there := handoff.OwnIn(h, l.Person, l.Entries())
	if !there || h.Own != nil && own.Same(*h.Own) && (!own.Watched || h.Current().Removed.IsZero()) {
		return nil, false
	}
	return &handoff.OwnEvent{About: l.about(), Person: l.Person.ID, Key: own.Key, Start: own.Start, End: own.End}, true
}

// Event compares what the rep's calendar shows of our event with what is known: an answer that was given there without
// a mail, or an event that is gone. Only what was seen there before can be gone, and only a calendar read in full can
// miss it. The fact is nil if nothing is new.
func (l Look) Event(h handoff.Handoff, was Presence) (Presence, handoff.Fact) {
	i := slices.IndexFunc(h.Guests, func(g handoff.Guest) bool { return g.Person == l.Person.ID && g.Live && g.Told })
	entry, source, there := l.event(h, i)
	switch {
	case h.Own != nil && h.Own.Watched:
		i = -1
		_, there = handoff.OwnIn(h, l.Person, l.Entries())
	case i < 0:
		return Presence{}, nil
	}
	switch {
	case there:
		// the event of an earlier turn, not gone yet
		if i < 0 || calendar.NormalizeUID(entry.UID) != h.Events().Of(h.Guests[i]) {
			return Presence{Seen: l.At}, nil
		}
		return Presence{Seen: l.At}, l.answered(h, h.Guests[i], entry, source)
	case was.Seen.IsZero() || !l.whole() || !l.ShowsEntries():
		return was, nil
	}
	if was.Missing++; was.Missing < goneAfter {
		return was, nil
	}
	return Presence{}, &handoff.Removed{About: l.about(), Person: l.Person.ID}
}

// Talk is what the calendar shows of the talk of colleagues with the UID.
func (l Look) Talk(uid string) handoff.Sighting {
	s := handoff.Sighting{Whole: l.whole() && l.ShowsEntries()}
	for _, entry := range l.Entries() {
		if calendar.NormalizeUID(entry.UID) == uid && entry.Status != "CANCELLED" {
			s.There, s.At, s.Said = true, calendar.Span{Start: entry.Start, End: entry.End}, entry.Own
		}
	}
	return s
}

// event finds our event in what the sources show: the one that the i-th guest holds, else one of another turn or side.
func (l Look) event(h handoff.Handoff, i int) (found calendar.Entry, source string, there bool) {
	for _, s := range l.Shown {
		for _, entry := range s.Schedule.Entries {
			uid := calendar.NormalizeUID(entry.UID)
			if !h.Events().Has(uid) || uid == h.Events().Block() || entry.Status == "CANCELLED" {
				continue
			}
			if found, source, there = entry, s.Source, true; i >= 0 && uid == h.Events().Of(h.Guests[i]) {
				return found, source, there
			}
		}
	}
	return found, source, there
}

// answered is an answer that only the rep's own calendar shows: Outlook lets people accept without sending a response.
func (l Look) answered(h handoff.Handoff, g handoff.Guest, entry calendar.Entry, source string) handoff.Fact {
	if entry.Own == "" || entry.Own == calendar.NeedsAction || entry.Own == g.PartStat || !entry.Start.Equal(h.Start) {
		return nil
	}
	at := entry.Updated
	if at.IsZero() || at.After(l.At) || !g.Answered.IsZero() && at.Before(g.Answered) {
		at = l.At
	}
	f := &handoff.Answered{About: l.about(), Attendee: l.Person.Email(), PartStat: entry.Own, Sequence: -1}
	f.At, f.By, f.Via = at, handoff.Who{Person: g.Person}, source
	f.MessageID = fmt.Sprintf("%s:%s:%s", source, h.ID, at.UTC().Format(time.RFC3339Nano))
	return f
}

// Away is an automatic-reply setting: an absence that its owner has announced.
type Away struct {
	handoff.Absence
	Source string
	Mark   string               // by which it counts once for a handoff
	Fact   *handoff.OutOfOffice // for each open handoff; nil: it has not begun
}

// Away lists the absences that the calendar shows and that are not over.
func (l Look) Away() []Away {
	var out []Away
	for _, s := range l.Shown {
		for _, span := range s.Schedule.Away {
			if !span.End.After(l.At) {
				continue
			}
			a := Away{Absence: handoff.Absence{Person: l.Person.ID, Span: span}, Source: s.Source,
				Mark: fmt.Sprintf("%s:away:%s:%d-%d", s.Source, l.Person.ID, span.Start.Unix(), span.End.Unix())}
			if !span.Start.After(l.At) {
				a.Fact = &handoff.OutOfOffice{About: l.about(), Until: span.End}
				a.Fact.Via, a.Fact.MessageID = s.Source, a.Mark
			}
			out = append(out, a)
		}
	}
	return out
}

// Changed says that what stands around a meeting is not what it was when the calendar was read before. What was never
// read before differs if anything stands there.
func (l Look) Changed(h handoff.Handoff, before handoff.Calendar, known bool) (*handoff.CalendarChanged, bool) {
	from, to := h.Start.Add(-2*time.Hour), h.End.Add(2*time.Hour)
	if !l.whole() || !differs(before, known, l.Busy, from, to) {
		return nil, false
	}
	return &handoff.CalendarChanged{About: handoff.About{At: l.At, Via: "calendar", Strength: handoff.Seen},
		Person: l.Person.ID}, true
}

func differs(before handoff.Calendar, known bool, now handoff.Calendar, from, to time.Time) bool {
	then, this := before.Within(from, to), now.Within(from, to)
	if !known || len(before.Unknown) > 0 || from.Before(before.From) || to.After(before.To) {
		return len(this.Busy)+len(this.Soft) > 0
	}
	a, _ := json.Marshal([][]handoff.Taken{then.Busy, then.Soft})
	b, _ := json.Marshal([][]handoff.Taken{this.Busy, this.Soft})
	return string(a) != string(b)
}
