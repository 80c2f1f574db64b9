// Package report sums up what stands in calendars and in the store, and puts it into words for the people whom it
// concerns.
//
// It is pure: what was read comes in, summaries and views of mails go out. Titles of appointments are for the eyes of
// the calendar's owner alone; no summary for anybody else holds one.
package report

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
)

// Ahead is how far the weekly look into a calendar goes, and Back how far it looks for what a series has been like.
const (
	Ahead = 28 * 24 * time.Hour
	Back  = 35 * 24 * time.Hour
)

// Look is what the calendars of one person show.
type Look struct {
	Person  handoff.Person
	Clock   handoff.Clock // of the person
	Entries []calendar.Entry
	Unknown []handoff.Reason                // why some of it could not be read, without titles
	Left    []string                        // addresses of people who have left
	Said    map[string]handoff.EntryVerdict // by handoff.EventKey
	Ours    func(address string) bool
	Named   int // after so many weeks the manager reads the name; 0: never
}

// ErrNoEntries says that none of a person's sources shows what is in the calendar: free and busy alone tell nothing of
// phantoms.
var ErrNoEntries = errors.New("no source shows what is in the calendar; share it with handoffd, or name a source of " +
	"its owner in calendars")

// UnseenError says that no calendar of a person could be read.
type UnseenError struct {
	Person handoff.PersonID
	Why    handoff.Reason
}

func (e *UnseenError) Error() string {
	return fmt.Sprintf("look into the calendar of %s: it could not be read: %s", e.Person, e.Why)
}

// Hygiene is what blocks somebody's time without being an appointment, and what they have not answered.
type Hygiene struct {
	Person     handoff.Person
	From, To   time.Time
	Causes     []Blocked // with something to show, in the order of calendar.Causes
	Blocked    time.Duration
	Found      []Found // in the order of Causes, then of time
	Unanswered []Found // invitations that are not in Found
	Waiting    int     // invitations without an answer, those in Found among them
	Unknown    []handoff.Reason
	Named      int // as in Look
}

// Blocked is the working time that is taken by entries of one cause and by no appointment. A minute counts for one
// cause only.
type Blocked struct {
	Cause   calendar.Cause
	Time    time.Duration
	Entries int
}

// Found is one entry, or the instances of a series, seen from the first that is to come.
type Found struct {
	calendar.Phantom
	Entry  calendar.Entry
	Key    string    // handoff.EventKey
	Times  int       // instances
	Last   time.Time // start of the last instance
	Blocks time.Duration
}

// Inspect judges a calendar for the time from now on. What its owner has said of entries holds.
func Inspect(l Look, now time.Time) Hygiene {
	h := Hygiene{Person: l.Person, From: now, To: now.Add(Ahead), Unknown: l.Unknown, Named: l.Named}
	cause := make([]*calendar.Phantom, len(l.Entries))
	for _, p := range calendar.Phantoms(l.Entries, l.Person.Emails, now, l.Left...) {
		if p.Confidence >= calendar.Likely && l.said(p.Index) != handoff.EntryKept {
			cause[p.Index] = &p
		}
	}
	var real []calendar.Span
	for i, e := range l.Entries {
		if e.Busy && cause[i] == nil && l.said(i) != handoff.EntryIgnored {
			real = append(real, spanOf(e))
		}
	}
	open := minus(l.Clock.Spans(h.From, h.To), calendar.Merge(real))
	h.collect(l, cause, open)
	h.count(open, l, cause)
	return h
}

func (l Look) said(i int) handoff.EntryVerdict { return l.Said[handoff.EventKey(l.Entries[i].UID)] }

func spanOf(e calendar.Entry) calendar.Span { return calendar.Span{Start: e.Start, End: e.End} }

// collect lists the entries, instances of a series together.
func (h *Hygiene) collect(l Look, cause []*calendar.Phantom, open []calendar.Span) {
	at := make(map[string]int)
	for i, e := range l.Entries {
		asks := e.Own == calendar.NeedsAction && e.Busy
		if !e.Start.Before(h.To) || !e.End.After(h.From) || cause[i] == nil && !asks || l.said(i) != "" ||
			l.Ours(e.Organizer) {
			continue
		}
		f := Found{Entry: e, Key: handoff.EventKey(e.UID), Times: 1, Last: e.Start}
		list, group := &h.Unanswered, "unanswered"
		if p := cause[i]; p != nil {
			f.Phantom, list, group = *p, &h.Found, string(p.Cause)
			f.Blocks = total(both(open, []calendar.Span{spanOf(e)}))
		}
		group += " " + f.Key
		if !e.Series {
			group += e.Start.String()
		}
		if n, again := at[group]; again {
			(*list)[n].add(f)
			continue
		}
		at[group] = len(*list)
		*list = append(*list, f)
		if asks {
			h.Waiting++
		}
	}
	order := calendar.Causes()
	slices.SortStableFunc(h.Found, func(a, b Found) int {
		return cmp.Or(slices.Index(order, a.Cause)-slices.Index(order, b.Cause), a.Entry.Start.Compare(b.Entry.Start))
	})
	slices.SortStableFunc(h.Unanswered, func(a, b Found) int { return a.Entry.Start.Compare(b.Entry.Start) })
}

// add takes one more instance of a series in.
func (f *Found) add(o Found) {
	f.Times++
	f.Blocks += o.Blocks
	if o.Entry.Start.After(f.Last) {
		f.Last = o.Entry.Start
	}
	if o.Entry.Start.Before(f.Entry.Start) {
		f.Entry, f.Phantom = o.Entry, o.Phantom
	}
}

// count sums up the time of each cause. Only what is listed counts: what was said of the others settles them.
func (h *Hygiene) count(open []calendar.Span, l Look, cause []*calendar.Phantom) {
	for _, c := range calendar.Causes() {
		var spans []calendar.Span
		for i, p := range cause {
			if p != nil && p.Cause == c && l.said(i) == "" && !l.Ours(l.Entries[i].Organizer) {
				spans = append(spans, spanOf(l.Entries[i]))
			}
		}
		taken := both(open, calendar.Merge(spans))
		open = minus(open, taken)
		b := Blocked{Cause: c, Time: total(taken)}
		for _, f := range h.Found {
			if f.Cause == c {
				b.Entries++
			}
		}
		if b.Entries > 0 {
			h.Causes = append(h.Causes, b)
			h.Blocked += b.Time
		}
	}
}

// Clean says that there is nothing to tell.
func (h Hygiene) Clean() bool { return len(h.Found) == 0 && len(h.Unanswered) == 0 }

// minus is what of a is outside b; both are merged.
func minus(a, b []calendar.Span) []calendar.Span {
	var out []calendar.Span
	j := 0
	for _, s := range a {
		for j < len(b) && !b[j].End.After(s.Start) {
			j++
		}
		for k := j; k < len(b) && b[k].Start.Before(s.End); k++ {
			if s.Start.Before(b[k].Start) {
				out = append(out, calendar.Span{Start: s.Start, End: b[k].Start})
			}
			s.Start = b[k].End
		}
		if s.Start.Before(s.End) {
			out = append(out, s)
		}
	}
	return out
}

// both is what of a is inside b.
func both(a, b []calendar.Span) []calendar.Span { return minus(a, minus(a, b)) }

func total(spans []calendar.Span) (sum time.Duration) {
	for _, s := range spans {
		sum += s.End.Sub(s.Start)
	}
	return sum
}
