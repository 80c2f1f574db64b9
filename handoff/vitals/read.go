package vitals

import (
	"context"
	"slices"
	"sync"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/handoff/desk"
)

// Read is what is seen of the reading of one mailbox or calendar of a handoff address. Whoever reads tells it; its
// methods may be called by several goroutines.
type Read struct {
	Source handoff.Source
	Kept   func(since time.Duration) // told how long after a notice what it brought was on the disk; nil: nobody is
	now    func() time.Time

	mu      sync.Mutex
	last    time.Time
	noticed time.Time // that there is news which was not read yet
	samples []sample  // the latest, oldest first
}

// sample is one mail that was read.
type sample struct {
	at    time.Time
	ahead time.Duration // when it arrived by the server's clock, against now
}

// Samples of mails: how many are kept, for how long, and how many tell that the server's clock is behind, which a mail
// that was read late looks like as well.
const (
	mostSamples  = 16
	sampleAge    = 6 * time.Hour
	leastSamples = 5
)

// Mailbox is told of by the adapter that reads it. All are named before the service is started.
func (w *Watch) Mailbox(name string) *Read {
	return w.read(handoff.Source{Kind: handoff.SourceMailbox, Name: name})
}

func (w *Watch) read(s handoff.Source) *Read {
	r := &Read{Source: s, now: w.Now, last: w.Now()}
	w.reads = append(w.reads, r)
	return r
}

// Reads are the mailboxes and calendars that are watched.
func (w *Watch) Reads() []*Read { return w.reads }

// Last is when it was read last without fault; before the first time, when it was begun to be watched.
func (r *Read) Last() time.Time {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.last
}

// Noticed says that the server has told of news.
func (r *Read) Noticed() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.noticed = r.now()
}

// Polled says what a reading gave: when each mail had arrived, by the server's clock.
func (r *Read) Polled(arrived []time.Time, err error) {
	if err != nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.last = r.now()
	if len(arrived) == 0 {
		r.noticed = time.Time{}
		return
	}
	newest := slices.MaxFunc(arrived, time.Time.Compare)
	if ahead := newest.Sub(r.last); ahead > 0 || !r.noticed.IsZero() { // else it may have lain there for long
		r.samples = append(r.samples, sample{r.last, ahead})
	}
	if n := len(r.samples); n > mostSamples {
		r.samples = r.samples[n-mostSamples:]
	}
}

// Taken says that what was read is decided and on the disk.
func (r *Read) Taken() {
	r.mu.Lock()
	noticed, kept := r.noticed, r.Kept
	r.noticed = time.Time{}
	r.mu.Unlock()
	if !noticed.IsZero() && kept != nil {
		kept(r.now().Sub(noticed))
	}
}

// clock is the server's clock against ours: at least as far ahead as the mail that seems to come from furthest in the
// future, and hardly further behind than the freshest of several that were read at once.
func (r *Read) clock(now time.Time) handoff.VitalClock {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.samples = slices.DeleteFunc(r.samples, func(s sample) bool { return now.Sub(s.at) > sampleAge })
	c := handoff.VitalClock{Name: r.Source.Name, Likely: true}
	for i, s := range r.samples {
		if i == 0 || s.ahead > c.Ahead {
			c.Ahead = s.ahead
		}
	}
	c.Likely = c.Ahead <= 0
	c.Tried = len(r.samples) >= leastSamples || len(r.samples) > 0 && !c.Likely
	return c
}

// changes reads what changed in the calendar of a handoff address; the Read of it is told.
type changes struct {
	ChangeReader
	read *Read
}

// ChangeReader reads what changed in a calendar. Every calendar.Provider is one.
type ChangeReader interface {
	Changes(ctx context.Context, token string) (calendar.Changes, error)
}

// Calendar watches the reading of the calendar of a handoff address.
func (w *Watch) Calendar(address string, r ChangeReader) ChangeReader {
	return changes{r, w.read(handoff.Source{Kind: handoff.SourceCalendar, Name: address})}
}

// Changes implements ChangeReader.
func (c changes) Changes(ctx context.Context, token string) (calendar.Changes, error) {
	got, err := c.ChangeReader.Changes(ctx, token)
	c.read.Polled(nil, err)
	return got, err
}

// diary is what is seen of the reading of one calendar of a colleague.
type diary struct {
	calendar.Reader
	person handoff.PersonID
	name   string
	now    func() time.Time

	mu    sync.Mutex
	tried bool
	fails time.Time
	why   handoff.Reason
}

// Diary watches the reading of a colleague's calendar.
func (w *Watch) Diary(person handoff.PersonID, name string, r calendar.Reader) calendar.Reader {
	d := &diary{Reader: r, person: person, name: name, now: w.Now}
	w.diaries = append(w.diaries, d)
	return d
}

// Schedule implements calendar.Reader.
func (d *diary) Schedule(ctx context.Context, owner string, from, to time.Time) (calendar.Schedule, error) {
	got, err := d.Reader.Schedule(ctx, owner, from, to)
	if ctx.Err() != nil && err != nil && context.Cause(ctx) == context.Canceled {
		return got, err // the service stops: nothing is known of the server
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.tried = true
	switch {
	case err == nil:
		d.fails = time.Time{}
	case d.fails.IsZero():
		d.fails = d.now()
	}
	if err != nil {
		d.why = desk.Unread(err)
	}
	return got, err
}

func (d *diary) vital() handoff.VitalDiary {
	d.mu.Lock()
	defer d.mu.Unlock()
	return handoff.VitalDiary{Person: d.person, Name: d.name, Tried: d.tried, Fails: d.fails, Why: d.why}
}
