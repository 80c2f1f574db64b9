package engine

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/handoff/render"
	"handoffd/handoff/store"
	"handoffd/handoff/text"
)

// Organizer is the calendar on a server in which the events of a handoff address live.
type Organizer struct {
	Name     string // "google": stands in evidence
	Provider calendar.Provider
	Mails    bool // the server tells nobody: invitations are mailed as well
}

// Own is a colleague's own calendar that may be written: time for preparation.
type Own struct {
	Name     string
	Provider calendar.Provider
	Calendar string // as Ref.Calendar
}

// booking is one event to be made true at a provider. Whatever the action was, the event is to stand as the handoff says now, so the
// actions for several guests are one change, and a second try after a crash changes nothing.
type booking struct {
	handoff  handoff.ID
	whose    handoff.PersonID // empty: the calendar of the handoff address
	name     string
	provider calendar.Provider
	at       calendar.Ref
	old      []calendar.Ref // the events of earlier turns, which go first
	want     calendar.Event
	link     string // where the server lets people join it, as read back
	off      bool   // it is to be taken away
	mailed   bool   // the guests are told by mail
	copied   bool   // it is a copy of the rep's, see Copy
	writing  string // by which outages of writing are kept; empty: nobody waits for it
}

// key tells bookings of one round apart.
func (b *booking) key() string { return string(b.handoff) + "/" + string(b.whose) }

// Outages of a calendar are kept under these names: reading it, and writing to it.
const (
	calendarSource = "calendar "
	writingMark    = " (writing)"
)

func (o *Organizer) source(address string) string  { return calendarSource + address }
func (o *Organizer) writing(address string) string { return calendarSource + address + writingMark }

// calendarOutage says whose calendar the source of an outage is; false if it is none.
func calendarOutage(source string) (address string, writing, ok bool) {
	address, ok = strings.CutPrefix(source, calendarSource)
	address, writing = strings.CutSuffix(address, writingMark)
	return address, writing, ok
}

// errUnwritable is a calendar that was not opened for writing: the config has changed since.
var errUnwritable = errors.New("no calendar that may be written")

// book says where the event of an action is to stand; nil if it is only mailed.
func (e *Engine) book(tx *store.Tx, h handoff.Handoff, a handoff.Action, now time.Time) (*booking, error) {
	c := e.conf().Of(h.Team)
	b := &booking{handoff: h.ID}
	switch a.Purpose.Channel() {
	case handoff.ChannelCalendar, handoff.ChannelCopy:
		o, ok := e.Organizers[c.Address]
		onlyCopy := a.Purpose == handoff.PurposeCopy
		switch {
		case onlyCopy && (!ok || !o.Mails):
			return nil, fmt.Errorf("a copy of the event in the calendar of %s: %w", c.Address, errUnwritable)
		case !ok:
			return nil, nil
		}
		b.name, b.provider, b.mailed = o.Name, o.Provider, o.Mails && !onlyCopy
		if b.want = render.Event(h, c, now); o.Mails {
			b.copied, b.want = true, render.Copy(h, c, now)
		}
		if !onlyCopy { // nobody waits for an answer to be shown
			b.writing = o.writing(c.Address)
		}
		b.off = len(b.want.Attendees) == 0
	case handoff.ChannelOwn:
		o, ok := e.Owns[a.To.Person]
		if !ok {
			return nil, fmt.Errorf("time for preparation of %s: %w", a.To.Person, errUnwritable)
		}
		b.name, b.provider, b.whose, b.at.Calendar = o.Name, o.Provider, a.To.Person, o.Calendar
		stands := false
		if b.want, stands = handoff.PreparationBlock(h, c); !stands || h.Block.Rep != a.To.Person {
			b.off, b.want = true, calendar.Event{UID: h.BlockUID()}
		}
		b.want.Organizer = calendar.Attendee{Address: c.Person(a.To.Person).Email()}
		b.want.Stamp = now
	default:
		return nil, nil
	}
	known, there, err := tx.Booking(h.ID, b.whose)
	if err != nil {
		return nil, err
	}
	if there = there && known.Provider == b.name; there {
		b.at = known.Ref
	}
	if b.copied && !b.off && (!there || known.Ref.UID != b.want.UID) {
		b.replaces(h, known.Ref, there)
	} else if !there {
		b.at.UID = b.want.UID // it may stand there all the same: the process may have died before it could be noted
	}
	return b, nil
}

// replaces has the copies of earlier turns taken away: the one that is known, and any that the process may have died over.
func (b *booking) replaces(h handoff.Handoff, known calendar.Ref, there bool) {
	if there {
		b.old = append(b.old, known)
	}
	for _, e := range h.UIDs() {
		if e.UID != b.want.UID && e.UID != known.UID && (there || e.Person != "") {
			b.old = append(b.old, calendar.Ref{UID: e.UID})
		}
	}
	b.at = calendar.Ref{UID: b.want.UID}
}

// errNotShown is a change that the server has taken and does not show.
var errNotShown = errors.New("the calendar does not show the event as it was written")

// enter makes the event true and reads it back.
func (b *booking) enter(ctx context.Context) error {
	for _, old := range b.old {
		if err := b.provider.Withdraw(ctx, old); err != nil && calendar.KindOf(err) != calendar.Gone {
			return fmt.Errorf("withdraw the earlier event of %s: %w", b.handoff, err)
		}
	}
	if b.off {
		if err := b.provider.Withdraw(ctx, b.at); err != nil && calendar.KindOf(err) != calendar.Gone {
			return fmt.Errorf("withdraw the event of %s: %w", b.handoff, err)
		}
		b.at = calendar.Ref{}
		return nil
	}
	at, err := b.provider.Put(ctx, b.want, b.at)
	if err != nil && calendar.KindOf(err) == calendar.Gone && b.at.ID != "" { // somebody deleted it: made anew
		at, err = b.provider.Put(ctx, b.want, calendar.Ref{Calendar: b.at.Calendar})
	}
	if err != nil {
		return fmt.Errorf("write the event of %s: %w", b.handoff, err)
	}
	got, back, err := b.provider.Get(ctx, at)
	if err != nil {
		return fmt.Errorf("read the event of %s back: %w", b.handoff, err)
	}
	if !sameMeeting(b.want, got) {
		return &calendar.Error{Op: "read the event of " + string(b.handoff) + " back", Kind: calendar.Temporary, Err: errNotShown}
	}
	b.at, b.link = back, got.URL
	return nil
}

// enterAside is how many events are written at the same time: Microsoft takes four requests for one mailbox.
const enterAside = 4

// enter writes the events of a round, each once however many of its guests have an action, and gives what came of it by parcel.
func (e *Engine) enter(ctx context.Context, parcels []*parcel) []error {
	results := make([]error, len(parcels))
	first := map[string]int{}
	var wg sync.WaitGroup
	turn := make(chan struct{}, enterAside)
	for i, p := range parcels {
		if p.book == nil || p.skip != nil || p.fail != nil {
			continue
		}
		if _, again := first[p.book.key()]; again {
			continue
		}
		first[p.book.key()] = i
		e.hook("handed")
		wg.Go(func() {
			turn <- struct{}{}
			defer func() { <-turn }()
			results[i] = p.book.enter(ctx)
		})
	}
	wg.Wait()
	for i, p := range parcels {
		if p.book == nil || p.skip != nil || p.fail != nil {
			continue
		}
		j := first[p.book.key()]
		results[i], p.book.at, p.book.link = results[j], parcels[j].book.at, parcels[j].book.link
		e.hook("accepted")
	}
	return results
}

// via is how a parcel went out, as evidence says it.
func (p *parcel) via() string {
	if p.book != nil && !p.book.mailed {
		return p.book.name
	}
	return "smtp"
}

// markBooked keeps where the event stands, or what kept it from being written; done: nothing else is to be marked.
func (e *Engine) markBooked(tx *store.Tx, p *parcel, result error, at time.Time) (done bool, err error) {
	b := p.book
	var failed *calendar.Error
	if !errors.As(result, &failed) {
		if result != nil && !b.mailed { // cut off: it may have been done, and is done again
			return true, tx.Retry(p.ids, at, at.Add(backoff(p.job.Rows[0].Attempts)), result.Error(), true)
		}
		if b.writing != "" {
			if err := e.outageEnds(tx, b.writing, at); err != nil {
				return true, err
			}
		}
		if err := e.desk.Joined(tx, b.handoff, b.link, b.name); err != nil {
			return true, err
		}
		return false, tx.PutBooking(b.handoff, b.whose, store.Booking{Provider: b.name, Ref: b.at})
	}
	row := p.job.Rows[0]
	lasting := failed.Kind == calendar.Permission || failed.Kind == calendar.Gone // until somebody grants or makes something
	if failed.Kind == calendar.Refused || b.whose != "" && lasting {
		e.Log.Error("an event was refused for good", "key", row.Action.Key(), "error", result)
		if err := tx.MarkFailed(p.ids, at, result.Error()); err != nil {
			return true, err
		}
		return true, e.failed(tx, p, result, true)
	}
	next := at.Add(max(min(backoff(row.Attempts), serverWait), failed.RetryAfter))
	e.Log.Warn("an event could not be written and is tried again", "key", row.Action.Key(), "next", next, "error", result)
	if lasting {
		if err := e.notPermitted(tx, p, failed, at); err != nil {
			return true, err
		}
	}
	return true, tx.Retry(p.ids, at, next, result.Error(), true)
}

// sameMeeting says whether the event is at the time, and with the people, that were wanted.
func sameMeeting(want, got calendar.Event) bool {
	guests := func(e calendar.Event) []string {
		var out []string
		for _, a := range e.Attendees {
			if !strings.EqualFold(a.Address, want.Organizer.Address) {
				out = append(out, strings.ToLower(a.Address))
			}
		}
		slices.Sort(out)
		return slices.Compact(out)
	}
	return want.Start.Equal(got.Start) && want.End.Equal(got.End) && slices.Equal(guests(want), guests(got))
}

// notPermitted tells of a calendar that may not be written until somebody grants something. The actions wait for it, and no window opens.
func (e *Engine) notPermitted(tx *store.Tx, p *parcel, failed *calendar.Error, at time.Time) error {
	if _, err := tx.OutageBegin(p.book.writing, at, failed.Error()); err != nil || p.job.Rows[0].Attempts > 1 {
		return err
	}
	a := p.job.Rows[0].Action
	shown := *failed
	shown.Mend = ""
	f := &handoff.Failed{About: handoff.About{At: at, Via: p.book.name, Strength: handoff.Seen}, Key: a.Key(), Purpose: a.Purpose, To: a.To,
		Error: text.Shorten(shown.Error(), 300), Permission: true, Mend: text.Shorten(failed.Mend, 1000)}
	_, err := e.desk.Decide(tx, a.Handoff, f)
	return err
}
