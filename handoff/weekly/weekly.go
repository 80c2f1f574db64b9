// Package weekly writes what somebody's mail of the week tells beside the lines of that day's Today: what blocks their
// calendar, what the week came to, and which leads are to be gone through; what an advocate's Today tells of their
// qualifiers on every working day, and which next steps that of a rep asks for on Thursday.
// Each part of a week is written once, in the hour before the mail of the week goes (see handoff.Week), at once where
// the service was down then and its reader still works on that day, or a day or two later where the service was down or
// a calendar could not be read, and all of that week's until the next where nobody had them; the outbox joins them. The
// figures of a week are those of when the first of its parts was written.
//
// It refuses to count or word anything (packages report and render do), to send, and to run by itself: Pass is one
// look at whose parts are due, which its owner repeats.
package weekly

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"sync"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/handoff/desk"
	"handoffd/handoff/intake"
	"handoffd/handoff/report"
	"handoffd/handoff/store"
	"handoffd/templates"
)

// every is how often it is looked whether a part is due, and after which time a calendar that could not be read is
// tried again.
const every = 15 * time.Minute

// Looker are calendars that show what is in them, not only when somebody is busy. *desk.BusySources is one.
type Looker interface {
	// Look reads the sources of a person: what they show, and what that means for the person's time.
	Look(ctx context.Context, person handoff.Person, from, to time.Time) ([]intake.Shown, handoff.Calendar)
}

// Renderer words the parts. *render.Renderer is one.
type Renderer interface {
	// Calendar writes what the mail of the week tells the owner of a calendar, Calendars what it tells a manager; false
	// if that is nothing.
	Calendar(h report.Hygiene, c *handoff.Config) (templates.Mail, error)
	Calendars(t report.TeamCalendars, c *handoff.Config) (templates.Mail, bool, error)
	// Figures writes what the mail of the week tells somebody of figures; it is empty if that is nothing.
	Figures(u report.Update, c *handoff.Config) (handoff.ServiceDetail, error)
	// Statement writes what somebody is told of their own leads; false if that is nothing.
	Statement(s report.Statement, c *handoff.Config) (templates.Mail, bool, error)
	// Fill writes which next steps a rep's Today asks for, Review what the mail of the week puts to a manager; false if
	// that is nothing.
	Fill(f report.Fill, c *handoff.Config) (templates.Mail, bool, error)
	Review(r report.Review, c *handoff.Config) (templates.Mail, bool, error)
	// Shield writes what an advocate's Today tells beside its lines; false if that is nothing.
	Shield(s report.Shield, c *handoff.Config) (templates.Mail, bool, error)
	// Rules writes what a Today tells of rules that are others than before; false if none is the reader's.
	Rules(p handoff.PersonID, was, now *handoff.Config) (templates.Mail, bool, error)
	// Rulebook writes a part about who knows the rules, with those lines; false if there are none.
	Rulebook(topic, title handoff.Reason, lines []handoff.Reason, c *handoff.Config) (templates.Mail, bool, error)
}

// Options are what a Writer works with.
type Options struct {
	Store     *store.Store
	Desk      *desk.Decider
	Renderer  Renderer
	Calendars func() desk.Calendars // a Looker, or nothing is told of calendars; may be nil
	Practice  bool                  // newcomers get a practice lead
	Now       func() time.Time
	Log       *slog.Logger
}

// Writer writes parts of the mails of the week. Its methods may be called by several goroutines.
type Writer struct {
	Options
	mu   sync.Mutex
	last time.Time // when it was last seen to; guarded by mu

	caught map[handoff.PersonID]bool   // who has their mail late on its day, of this pass; guarded by mu
	tried  map[string]time.Time        // when it was looked after a meeting of two, by key; guarded by mu
	looked map[handoff.PersonID]looked // the calendars of colleagues who meet, of this pass; guarded by mu
}

// New makes a Writer.
func New(o Options) *Writer { return &Writer{Options: o, tried: map[string]time.Time{}} }

func (w *Writer) conf() *handoff.Config { return w.Desk.Config() }

// Pass writes the parts that are due, and gives how many there were.
func (w *Writer) Pass(ctx context.Context) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	now := w.Now()
	if now.Before(w.last.Add(every)) {
		return 0, nil
	}
	w.caught = map[handoff.PersonID]bool{}
	done, passes := 0, []func(context.Context, time.Time) (int, error){w.calendars, w.figures, w.advocates, w.fills,
		w.reviews, w.statements, w.oneToOnes, w.rules, w.waiting, w.unread}
	for _, pass := range passes {
		n, err := pass(ctx, now)
		if done += n; err != nil {
			return done, err
		}
	}
	w.last = now
	return done, nil
}

// Next is when, after the instant, parts are to be written first; false if nobody reads any.
func (w *Writer) Next(now time.Time) (at time.Time, any bool) {
	c := w.conf()
	next := func(t time.Time) {
		if t.After(now) && (!any || t.Before(at)) {
			at, any = t, true
		}
	}
	if c.WeeklyFigures || c.CalendarMail {
		for _, id := range membersOf(c, organisation) {
			next(report.NextWeekly(now, c.Clock(id)).From)
		}
	}
	for _, p := range c.Twosomes() {
		next(c.Clock(p.Lead).NextToday(now))
		next(c.Clock(p.Rep).NextToday(now))
	}
	if c.WeeklyFigures {
		for _, id := range membersOf(c, func(t handoff.Team) []handoff.PersonID { return t.Reps }) {
			next(report.NextFill(now, c.Clock(id)))
		}
	}
	for _, id := range membersOf(c, func(t handoff.Team) []handoff.PersonID { return t.Advocates }) {
		next(c.Clock(id).NextToday(now.Add(shieldAhead)).Add(-shieldAhead))
	}
	return at, any
}

// membersOf lists people of all teams, each once, without those who have left.
func membersOf(c *handoff.Config, of func(handoff.Team) []handoff.PersonID) []handoff.PersonID {
	var out []handoff.PersonID
	for _, t := range c.Teams {
		for _, id := range of(t) {
			if !slices.Contains(out, id) && !c.Person(id).Gone {
				out = append(out, id)
			}
		}
	}
	return out
}

// part is what a mail of the week tells of one thing.
type part struct {
	prefix  string // of its keys
	stopped string // the name under which is kept who wants no more of it
	// write says it; nothing if there is nothing to tell
	write func(context.Context, report.Weekly) (handoff.ServiceDetail, error)
	// keep keeps something with it, in one transaction; nil: nothing
	keep func(reports) error
	// missed says whether all of that week's are late; nil: never
	missed func(reports, report.Weekly) (bool, error)
}

// part writes one part of somebody's mail of this week, if it is due and was not written. What cannot be read now is
// tried again later.
func (w *Writer) part(ctx context.Context, p handoff.Person, t part, now time.Time) (int, error) {
	if !w.conf().MayWriteTo(p.Email()) {
		return 0, nil
	}
	key, week, due, err := w.due(ctx, p, t, now)
	if err != nil || !due {
		return 0, err
	}
	d, err := t.write(ctx, week)
	switch {
	case errors.Is(err, report.ErrNoEntries):
	case err != nil:
		w.Log.Info("what the mail of the week tells waits until it can be read", "person", p.ID, "about", t.prefix,
			"error", err)
		return 0, ctx.Err()
	}
	d.Personal = handoff.Yes
	err = w.Desk.Update(ctx, func(tx *store.Tx) error {
		if t.keep != nil {
			if err := t.keep(tx); err != nil {
				return err
			}
		}
		return tx.Enqueue([]handoff.Action{handoff.WeeklyPart(key, p.ID, d, week.At.Sub(now))}, now)
	})
	if err != nil || d.Empty() {
		return 0, err
	}
	return 1, nil
}

// due says whether a part of this week's mail is to be written now: its key, and when the mail goes out. Whoever has
// stopped it reads none.
func (w *Writer) due(ctx context.Context, p handoff.Person, t part, now time.Time) (key string, week report.Weekly,
	due bool, err error) {
	err = w.Store.View(ctx, func(tx *store.Tx) error {
		away, err := tx.Away(p.ID, now)
		if err != nil {
			return err
		}
		clock := w.conf().Clock(p.ID).Less(away...)
		if week, err = w.nextWeek(tx, p.ID, clock, now); err != nil || !week.Now(now) {
			return err
		}
		if due = week.InTime(clock); !due && t.missed != nil {
			if due, err = t.missed(tx, week); err != nil {
				return err
			}
		}
		if !due {
			return nil
		}
		key = t.prefix + string(p.ID) + " " + week.Name
		was, err := tx.Enqueued(handoff.ServiceKey(key))
		if err != nil || was {
			due = false
			return err
		}
		said, err := tx.Said(p.ID)
		due = said[t.stopped] == ""
		return err
	})
	return key, week, due, err
}

// down is for how long nothing was looked at where the service was down, or its machine asleep.
const down = 2 * time.Hour

// missed tells what was not done while the service was down.
type missed interface {
	Enqueued(key string) (bool, error)
	Outages(from, to time.Time) ([]calendar.Span, error)
}

// nextWeek is the mail of the week that goes to somebody next: where the service was down when it should have gone,
// that of the same day, unless they have any of it.
func (w *Writer) nextWeek(tx missed, id handoff.PersonID, clock handoff.Clock, now time.Time) (report.Weekly, error) {
	week, late := report.CaughtUp(now, clock)
	if late && (w.last.IsZero() || now.Sub(w.last) < down) { // the machine was not asleep
		due := clock.WeeklyOf(clock.WeekDue(now))
		out, err := tx.Outages(due.Add(-time.Minute), due)
		if err != nil {
			return week, err
		}
		late = len(out) > 0
	}
	if !late {
		return report.WeeklyAt(now, clock), nil
	}
	if _, known := w.caught[id]; !known {
		w.caught[id] = true
		for _, prefix := range []string{intake.KeyWeekly, intake.KeyTeam, keyFigures, keyStatement, keyReview, keyUnread} {
			had, err := tx.Enqueued(handoff.ServiceKey(prefix + string(id) + " " + week.Name))
			if err != nil {
				return week, err
			}
			w.caught[id] = w.caught[id] && !had
		}
	}
	if !w.caught[id] {
		return report.WeeklyAt(now, clock), nil
	}
	return week, nil
}
