package handoff

import (
	"slices"
	"strings"
	"time"

	"handoffd/calendar"
)

// Own is an event that the rep has made for the same prospect, beside ours. Watched: it stands for ours, which is
// withdrawn.
type Own struct {
	Rep PersonID
	Key string // EventKey of it
	calendar.Span
	Watched bool `json:",omitempty"`
}

// OwnEvent says that an event of the rep's own with the prospect stands in his calendar, or stands at another time than
// before. What counts as one is for OwnIn to say.
type OwnEvent struct {
	About
	Person PersonID
	Key    string // EventKey of it
	Start  time.Time
	End    time.Time
}

// KindOwnEvent names the fact.
const KindOwnEvent Kind = "own-event"

// Kind implements Fact.
func (*OwnEvent) Kind() Kind { return KindOwnEvent }

func (*OwnEvent) routes(Handoff) bool { return false }

// ownNear is how far from ours, but on the same day, an event of the rep's own may begin that is perhaps the same
// meeting.
const ownNear = 2 * time.Hour

// OwnIn finds the rep's own event with somebody of the prospect's side in what stands in his calendar: organized by
// him, not ours, begun on the day of the meeting where he is or less than two hours from it, once, not all day, not
// called off, and declined by nobody who was asked. An event that he was told does not matter is none. Of one that he
// was asked about only that is found, wherever it has gone.
func OwnIn(h Handoff, p Person, entries []calendar.Entry) (own Own, found bool) {
	if a := h.Current(); a == nil || a.Rep != p.ID {
		return Own{}, false
	}
	asked := h.Own != nil && h.Own.Rep == p.ID
	for _, e := range entries {
		if e.Series || e.Status == "CANCELLED" || !e.Start.Before(e.End) || !asked && !h.perhapsOwn(p, e) {
			continue
		}
		key := EventKey(e.UID)
		if asked && key != h.Own.Key || !asked && slices.Contains(h.Ignored, key) {
			continue
		}
		if !found || apart(e.Start, h.Start) < apart(own.Start, h.Start) {
			own, found = Own{Rep: p.ID, Key: key, Span: calendar.Span{Start: e.Start, End: e.End}, Watched: h.watches(p.ID)},
				true
		}
	}
	return own, found
}

// Same says whether it is the same event at the same time.
func (o Own) Same(other Own) bool {
	return o.Rep == other.Rep && o.Key == other.Key && o.Start.Equal(other.Start) && o.End.Equal(other.End)
}

// watches says whether an event of the person's own stands for ours.
func (h *Handoff) watches(id PersonID) bool { return h.Own != nil && h.Own.Watched && h.Own.Rep == id }

func (h *Handoff) perhapsOwn(p Person, e calendar.Entry) bool {
	y, m, d := e.Start.In(p.Location()).Date()
	oy, om, od := h.Start.In(p.Location()).Date()
	sameDay := y == oy && m == om && d == od
	mine := e.Organizer == "" || slices.Contains(p.Emails, strings.ToLower(e.Organizer))
	return mine && !e.AllDay && !h.Events().Has(e.UID) && (sameDay || apart(e.Start, h.Start) < ownNear) &&
		slices.ContainsFunc(e.Guests, func(g calendar.Attendee) bool {
			return g.PartStat != calendar.Declined &&
				h.IsProspect(g.Address)
		})
}

func apart(a, b time.Time) time.Duration { return a.Sub(b).Abs() }

func (f *OwnEvent) apply(t *turn) {
	a, own := t.h.Current(), t.h.Own
	known := own != nil && own.Key == f.Key && own.Rep == f.Person
	switch {
	case a == nil || f.Person != a.Rep || t.h.State != Offered && t.h.State != Accepted || !t.now.Before(t.h.Start):
		t.unchanged("own-event-noted", PersonArg(f.Person))
	case known && own.Watched:
		f.moved(t, a)
	case known:
		own.Span = calendar.Span{Start: f.Start, End: f.End}
		t.note("own-event-known", PersonArg(a.Rep))
	case own != nil || slices.Contains(t.h.Ignored, f.Key):
		t.note("own-event-known/said", PersonArg(a.Rep))
	default:
		t.h.Own = &Own{Rep: a.Rep, Key: f.Key, Span: calendar.Span{Start: f.Start, End: f.End}}
		t.noClash(f.Key)
		t.note("own-event-asked", PersonArg(a.Rep), t.when(f.Start))
		a.Heard = true // the question tells of the lead, whatever is out of the rest
		t.tell(PurposeQuestion, a.Rep, RoleRep, "own-event", QuestionDetail{Start: f.Start, End: f.End})
	}
}

// noClash takes an event out of what is in the way.
func (t *turn) noClash(key string) {
	c := t.h.Clash
	if c == nil || c.Asked != RoleRep || c.Move {
		return
	}
	if c.With = slices.DeleteFunc(slices.Clone(c.With), func(o Obstacle) bool { return o.Key == key }); len(c.With) == 0 {
		t.h.Clash = nil
	}
}

// moved follows the event that stands for ours: who moves his own event has agreed with the prospect, and comes.
func (f *OwnEvent) moved(t *turn, a *Assignment) {
	rep := PersonArg(a.Rep)
	t.h.Own.Span, a.Removed = calendar.Span{Start: f.Start, End: f.End}, zeroTime
	switch {
	case f.Start.Equal(t.h.Start) && f.End.Equal(t.h.End):
		t.note("own-event-stands", rep, t.when(f.Start))
	case !f.Start.After(t.now):
		t.note("own-event-past", rep)
		return
	default:
		t.retime(f.Start, f.End)
		t.note("moved/own", rep, t.when(f.Start))
		t.tellQualifier("moved")
	}
	t.evidence(RequireAccept, organizes())
	if t.h.State == Offered && a.satisfied() {
		t.accept()
	} else if t.h.State == Offered && !a.Opened.IsZero() {
		a.Due, a.Compressed = t.closing(a)
	}
}

// organizes is the note of evidence that an event of the rep's own gives.
func organizes() Reason { return Because("proof/organizes") }

// disown ends the watch over a rep's own event, which is his to call off.
func (t *turn) disown(why Code) {
	own := t.h.Own
	t.h.Own = nil
	if own != nil && own.Watched {
		t.tell(PurposeNotice, own.Rep, RoleRep, why, nil)
	}
}
