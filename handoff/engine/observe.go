package engine

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/handoff/desk"
	"handoffd/handoff/store"
)

// Shown is what one source shows of somebody's calendar. Only what was read in full is shown.
type Shown struct {
	Source   string
	Schedule calendar.Schedule
}

// Observer are Calendars that show what is in them, not only when somebody is busy. *Diaries is one.
type Observer interface {
	desk.Calendars
	// Look reads the sources of a person: what they show, and what that means for the person's time.
	Look(ctx context.Context, person handoff.Person, from, to time.Time) ([]Shown, handoff.Calendar)
}

// observeEvery is how often the calendars of reps with something open are looked into.
const observeEvery = handoff.BusyAge

// lookWait bounds the reading of one person's calendars.
const lookWait = 30 * time.Second

// watched is one rep with the handoffs for whose sake his calendar is looked into.
type watched struct {
	person   handoff.Person
	handoffs []handoff.ID
	to       time.Time
}

// observe looks into the calendars of everybody who has something open: events of ours that were answered there or are gone, conflicts
// that came later, absences. A calendar that cannot be read says nothing.
func (e *Engine) observe(ctx context.Context) (int, error) {
	e.looking.Lock()
	defer e.looking.Unlock()
	o, able := e.Calendars.(Observer)
	now := e.Now()
	if !able || now.Sub(e.observed) < observeEvery {
		return 0, nil
	}
	people, err := e.watched(ctx, now)
	if err != nil {
		return 0, err
	}
	for _, w := range people {
		if err := e.lookAt(ctx, o, w, now); err != nil {
			return 0, err
		}
		if ctx.Err() != nil {
			return 0, ctx.Err()
		}
	}
	e.observed = now
	if len(people) > 0 {
		e.kick()
	}
	return 0, nil
}

// watched lists whose calendars matter now.
func (e *Engine) watched(ctx context.Context, now time.Time) ([]watched, error) {
	byRep := map[handoff.PersonID]*watched{}
	err := e.Store.View(ctx, func(tx *store.Tx) error {
		for _, state := range []handoff.State{handoff.Draft, handoff.Offered, handoff.Accepted} {
			all, err := tx.List(store.Filter{State: string(state)})
			if err != nil {
				return err
			}
			for _, h := range all {
				id := h.Rep()
				if state == handoff.Draft && h.Clash != nil {
					id = h.Clash.Rep
				}
				p := e.conf().Person(id)
				if id == "" || p.Gone || len(p.Calendars) == 0 || !h.Start.After(now) || h.End.Sub(now) > desk.Widest {
					continue
				}
				w := byRep[id]
				if w == nil {
					w = &watched{person: p}
					byRep[id] = w
				}
				w.handoffs = append(w.handoffs, h.ID)
				if h.End.After(w.to) {
					w.to = h.End
				}
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("find whose calendars to look into: %w", err)
	}
	var out []watched
	for _, w := range byRep {
		out = append(out, *w)
	}
	slices.SortFunc(out, func(a, b watched) int { return strings.Compare(string(a.person.ID), string(b.person.ID)) })
	return out, nil
}

// lookAt reads one person's calendars and has decided what follows.
func (e *Engine) lookAt(ctx context.Context, o Observer, w watched, now time.Time) error {
	reading, cancel := context.WithTimeout(ctx, lookWait)
	defer cancel()
	shown, c := o.Look(reading, w.person, now.Add(-time.Hour), w.to.Add(24*time.Hour))
	if c.ReadAt.IsZero() {
		c.ReadAt = now
	}
	before, known := e.desk.KeepBusy(w.person.ID, c)
	err := e.desk.Update(ctx, func(tx *store.Tx) error {
		if err := e.noteAway(tx, w, shown, now); err != nil {
			return err
		}
		for _, id := range w.handoffs {
			h, err := tx.Handoff(id)
			if errors.Is(err, store.ErrNotFound) {
				continue
			}
			if err != nil {
				return err
			}
			if err := e.noteOwn(tx, &h, w.person, shown, now); err != nil {
				return err
			}
			if err := e.notePresence(tx, h, w.person, shown, len(c.Unknown) == 0, now); err != nil {
				return err
			}
			if around := (window{h.Start, h.End}); len(c.Unknown) == 0 && around.differs(before, known, c) {
				f := &handoff.CalendarChanged{About: handoff.About{At: now, Via: "calendar", Strength: handoff.Seen}, Person: w.person.ID}
				if _, err := e.desk.Decide(tx, id, f); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("note what the calendar of %s shows: %w", w.person.ID, err)
	}
	return nil
}

// window is the time of a meeting, to look at a calendar around it.
type window struct{ start, end time.Time }

// differs says whether what stands around the meeting is not what it was when it was read before. What was never read before differs
// if anything stands there.
func (w window) differs(before handoff.Calendar, known bool, now handoff.Calendar) bool {
	from, to := w.start.Add(-2*time.Hour), w.end.Add(2*time.Hour)
	then, this := before.Within(from, to), now.Within(from, to)
	if !known || len(before.Unknown) > 0 || from.Before(before.From) || to.After(before.To) {
		return len(this.Busy)+len(this.Soft) > 0
	}
	a, _ := json.Marshal([][]handoff.Taken{then.Busy, then.Soft})
	b, _ := json.Marshal([][]handoff.Taken{this.Busy, this.Soft})
	return string(a) != string(b)
}

// goneAfter is how many readings in a row must miss an event that was there.
const goneAfter = 2

// notePresence compares what the rep's calendar shows of our event with what is known: an answer that was given there without a mail,
// or an event that is gone. Only what was seen there before can be gone, and only a calendar read in full can miss it.
func (e *Engine) notePresence(tx *store.Tx, h handoff.Handoff, p handoff.Person, shown []Shown, whole bool, now time.Time) error {
	i := slices.IndexFunc(h.Guests, func(g handoff.Guest) bool { return g.Person == p.ID && g.Live && g.Told })
	entry, source, there := ownEntry(shown, h, i)
	switch {
	case h.Own != nil && h.Own.Watched:
		i = -1
		_, there = handoff.OwnIn(h, p, entriesOf(shown))
	case i < 0:
		return tx.SetPresence(h.ID, p.ID, store.Presence{})
	}
	was, err := tx.Presence(h.ID, p.ID)
	if err != nil {
		return err
	}
	switch {
	case there:
		if err := tx.SetPresence(h.ID, p.ID, store.Presence{Seen: now}); err != nil || i < 0 {
			return err
		}
		if calendar.NormalizeUID(entry.UID) != h.EventOf(h.Guests[i]) {
			return nil // the event of an earlier turn, not gone yet
		}
		return e.noteAnswer(tx, h, h.Guests[i], entry, source, now)
	case was.Seen.IsZero() || !whole || !showsEntries(shown):
		return nil
	}
	was.Missing++
	if was.Missing < goneAfter {
		return tx.SetPresence(h.ID, p.ID, was)
	}
	f := &handoff.Removed{About: handoff.About{At: now, By: handoff.Who{Person: p.ID}, Via: "calendar", Strength: handoff.Seen}, Person: p.ID}
	if _, err := e.desk.Decide(tx, h.ID, f); err != nil {
		return err
	}
	return tx.SetPresence(h.ID, p.ID, store.Presence{})
}

// noteOwn has an event of the rep's own with the prospect decided, if it is new or stands at another time.
func (e *Engine) noteOwn(tx *store.Tx, h *handoff.Handoff, p handoff.Person, shown []Shown, now time.Time) error {
	own, there := handoff.OwnIn(*h, p, entriesOf(shown))
	if !there || h.Own != nil && own.Same(*h.Own) && (!own.Watched || h.Current().Removed.IsZero()) {
		return nil
	}
	f := &handoff.OwnEvent{About: handoff.About{At: now, By: handoff.Who{Person: p.ID}, Via: "calendar", Strength: handoff.Seen}, Person: p.ID, Key: own.Key, Start: own.Start, End: own.End}
	d, err := e.desk.Decide(tx, h.ID, f)
	*h = d.Handoff
	return err
}

// entriesOf are the entries of all sources.
func entriesOf(shown []Shown) []calendar.Entry {
	var out []calendar.Entry
	for _, s := range shown {
		out = append(out, s.Schedule.Entries...)
	}
	return out
}

func showsEntries(shown []Shown) bool {
	return slices.ContainsFunc(shown, func(s Shown) bool { return s.Schedule.Entries != nil })
}

// ownEntry finds our event in what the sources show: the one that the i-th guest holds, else one of another turn or side.
func ownEntry(shown []Shown, h handoff.Handoff, i int) (found calendar.Entry, source string, there bool) {
	for _, s := range shown {
		for _, entry := range s.Schedule.Entries {
			uid := calendar.NormalizeUID(entry.UID)
			if !h.IsOurs(uid) || uid == h.BlockUID() || entry.Status == "CANCELLED" {
				continue
			}
			if found, source, there = entry, s.Source, true; i >= 0 && uid == h.EventOf(h.Guests[i]) {
				return found, source, there
			}
		}
	}
	return found, source, there
}

// noteAnswer takes an answer that only the rep's own calendar shows: Outlook lets people accept without sending a response.
func (e *Engine) noteAnswer(tx *store.Tx, h handoff.Handoff, g handoff.Guest, entry calendar.Entry, source string, now time.Time) error {
	if entry.Own == "" || entry.Own == calendar.NeedsAction || entry.Own == g.PartStat || !entry.Start.Equal(h.Start) {
		return nil
	}
	at := entry.Updated
	if at.IsZero() || at.After(now) || !g.Answered.IsZero() && at.Before(g.Answered) {
		at = now
	}
	f := &handoff.Answered{About: handoff.About{At: at, By: handoff.Who{Person: g.Person}, Via: source, Strength: handoff.Seen,
		MessageID: fmt.Sprintf("%s:%s:%s", source, h.ID, at.UTC().Format(time.RFC3339Nano))}, Attendee: e.conf().Person(g.Person).Email(), PartStat: entry.Own, Sequence: -1}
	_, err := e.desk.Decide(tx, h.ID, f)
	return err
}

// noteAway takes an automatic-reply setting as what it is: an absence that its owner has announced.
func (e *Engine) noteAway(tx *store.Tx, w watched, shown []Shown, now time.Time) error {
	for _, s := range shown {
		for _, span := range s.Schedule.Away {
			if !span.End.After(now) {
				continue
			}
			if err := tx.AddAway([]handoff.Absence{{Person: w.person.ID, Span: span}}, s.Source); err != nil {
				return err
			}
			if err := e.tellAbsence(tx, w, span, s.Source, now); err != nil {
				return err
			}
		}
	}
	return nil
}

// tellAbsence has an absence that has begun decided, once for each handoff.
func (e *Engine) tellAbsence(tx *store.Tx, w watched, span calendar.Span, source string, now time.Time) error {
	if span.Start.After(now) {
		return nil
	}
	mark := fmt.Sprintf("%s:away:%s:%d-%d", source, w.person.ID, span.Start.Unix(), span.End.Unix())
	for _, id := range w.handoffs {
		f := &handoff.OutOfOffice{About: handoff.About{At: now, By: handoff.Who{Person: w.person.ID}, Via: source, MessageID: mark, Strength: handoff.Seen}, Until: span.End}
		first, err := tx.FirstTime(id, string(f.Kind()), string(w.person.ID), mark, true)
		if err != nil {
			return err
		}
		if !first {
			continue
		}
		if _, err := e.desk.Decide(tx, id, f); err != nil {
			return err
		}
	}
	return nil
}
