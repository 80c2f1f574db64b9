package desk

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/handoff/intake"
	"handoffd/handoff/store"
)

// BusySource is one source that says when a person is busy.
type BusySource struct {
	Name   string // as the config calls it
	Reader calendar.Reader
	Owner  string // whose calendar, as the reader takes it
}

// BusySources reads the calendars of people: they are the Calendars of a Decider whose people have some.
type BusySources struct {
	Of    map[handoff.PersonID][]BusySource
	Store *store.Store // knows under which UID a provider keeps an event of ours
	Now   func() time.Time
}

// Busy reads all sources of the person at the same time. What one of them cannot tell is unknown.
func (d *BusySources) Busy(ctx context.Context, person handoff.Person, from, to time.Time) handoff.Calendar {
	_, c := d.Look(ctx, person, from, to)
	return c
}

// Look is Busy with what the sources show. Events of ours come under our own UIDs.
func (d *BusySources) Look(ctx context.Context, person handoff.Person,
	from, to time.Time) ([]intake.Shown, handoff.Calendar) {
	out := handoff.Calendar{From: from, To: to, ReadAt: d.Now()}
	names, said, err := d.known(ctx, person.ID)
	if err != nil {
		out.Unknown = append(out.Unknown, handoff.Because("unread/database"))
		return nil, out
	}
	if len(d.Of[person.ID]) < len(person.Calendars) {
		out.Unknown = append(out.Unknown, handoff.Because("unread/later"))
	}
	var shown []intake.Shown
	for _, r := range d.read(ctx, person.ID, from, to) {
		if r.err != nil {
			out.Unknown = append(out.Unknown, handoff.Because("unread/source", handoff.WordsArg(r.source.Name),
				handoff.ReasonArg(Unread(r.err))))
			continue
		}
		if len(r.schedule.Unknown) > 0 {
			out.Unknown = append(out.Unknown, handoff.Because("unread/in-part", handoff.WordsArg(r.source.Name),
				handoff.ReasonArg(inPart(r.schedule)...)))
		}
		for i, entry := range r.schedule.Entries {
			if ours, ok := names[calendar.NormalizeUID(entry.UID)]; ok {
				r.schedule.Entries[i].UID = ours
			}
		}
		if len(r.schedule.Unknown) == 0 {
			shown = append(shown, intake.Shown{Source: r.source.Name, Schedule: r.schedule})
		}
		fill(&out, r.schedule, person, said, d.Now())
	}
	return shown, out
}

// sourceReading is what one source gave.
type sourceReading struct {
	source   BusySource
	schedule calendar.Schedule
	err      error
}

func (d *BusySources) read(ctx context.Context, id handoff.PersonID, from, to time.Time) []sourceReading {
	out := make([]sourceReading, len(d.Of[id]))
	var wg sync.WaitGroup
	for i, s := range d.Of[id] {
		wg.Go(func() {
			defer func() {
				if r := recover(); r != nil {
					out[i] = sourceReading{source: s, err: fmt.Errorf("the reader failed: %.200v", r)}
				}
			}()
			got, err := s.Reader.Schedule(ctx, s.Owner, from, to)
			out[i] = sourceReading{source: s, schedule: got, err: err}
		})
	}
	wg.Wait()
	return out
}

// inPart says why a source was read in part only: not in its own words, which name entries by what may be their titles.
func inPart(s calendar.Schedule) []handoff.Reason {
	if s.Entries == nil {
		return nil
	}
	return []handoff.Reason{handoff.Because("unread/entries", handoff.NumberArg(len(s.Unknown)))}
}

// Unread says what kind of failure it was, without addresses of calendars, which may be secret.
func Unread(err error) handoff.Reason {
	switch calendar.KindOf(err) {
	case calendar.Permission:
		return handoff.Because("unread/not-shared")
	case calendar.Gone:
		return handoff.Because("unread/gone")
	}
	return handoff.Because("unread/silent")
}

// fill adds what a source shows. Only a source that shows entries can tell a phantom event from an appointment; what
// its owner has said of an entry holds.
func fill(out *handoff.Calendar, s calendar.Schedule, p handoff.Person, said map[string]string, now time.Time) {
	for _, a := range s.Away {
		out.Busy = append(out.Busy, handoff.Taken{Span: a})
	}
	if s.Entries == nil {
		for _, b := range s.Busy {
			out.Busy = append(out.Busy, handoff.Taken{Span: b})
		}
		return
	}
	soft := make([]string, len(s.Entries))
	for _, ph := range calendar.Phantoms(s.Entries, p.Emails, now) {
		if ph.Confidence >= calendar.Likely {
			soft[ph.Index] = string(ph.Cause)
		}
	}
	for i, entry := range s.Entries {
		if !entry.Busy {
			continue
		}
		key := handoff.EventKey(entry.UID)
		switch handoff.EntryVerdict(said[key]) {
		case handoff.EntryIgnored:
			continue
		case handoff.EntryKept:
			soft[i] = ""
		}
		t := handoff.Taken{Span: calendar.Span{Start: entry.Start, End: entry.End}, Key: key, Cause: soft[i]}
		if t.Cause != "" {
			out.Soft = append(out.Soft, t)
		} else {
			out.Busy = append(out.Busy, t)
		}
	}
	sortTaken(out.Busy)
	sortTaken(out.Soft)
}

func sortTaken(all []handoff.Taken) {
	slices.SortStableFunc(all, func(a, b handoff.Taken) int { return a.Start.Compare(b.Start) })
}

// known maps the UIDs under which providers keep our events to our own, and gives what the person has said of entries.
func (d *BusySources) known(ctx context.Context, id handoff.PersonID) (names, said map[string]string, err error) {
	err = d.Store.View(ctx, func(tx *store.Tx) error {
		if names, err = tx.BookedUIDs(); err == nil {
			said, err = tx.Said(id)
		}
		return err
	})
	return names, said, err
}
