package weekly

import (
	"context"
	"slices"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/handoff/practice"
	"handoffd/handoff/report"
	"handoffd/handoff/store"
)

// What begins the keys of what is told of the practice lead, and of who does not know the rules yet.
const (
	keyWaiting = "practice-waits "
	keyUnread  = "unread "
)

// knownAfter is for how long somebody must have had leads to be no newcomer to a service that tells rules only now.
const knownAfter = 7 * 24 * time.Hour

// learning keeps how far people are with the practice lead and the rules.
type learning interface {
	Said(person handoff.PersonID) (map[string]string, error)
	Say(person handoff.PersonID, event, word string, at time.Time) error
}

func courseOf(tx learning, p handoff.PersonID) (practice.Course, error) {
	said, err := tx.Said(p)
	return practice.Of(said), err
}

func keepCourse(tx learning, p handoff.PersonID, c practice.Course, now time.Time) error {
	return c.Keep(func(name, word string) error { return tx.Say(p, name, word, now) })
}

// tells notes that somebody is told rules that have changed, in the Today of an instant.
func (w *Writer) tells(tx learning, p handoff.PersonID, at, now time.Time) error {
	c, err := courseOf(tx, p)
	if err != nil {
		return err
	}
	return keepCourse(tx, p, c.Tell(w.conf().Hash, at.In(w.conf().Person(p).Location())), now)
}

// welcome sends somebody who is new in a role the rules and a practice lead, at the start of their first hours. When
// these are is looked at anew each morning: who comes sooner than was said has it sooner.
func (w *Writer) welcome(ctx context.Context, p handoff.Person, now time.Time) error {
	role, ok := practice.RoleOf(w.conf(), p.ID)
	if !ok || !w.Practice {
		return nil
	}
	var c practice.Course
	if err := w.Store.View(ctx, func(tx *store.Tx) (err error) {
		c, err = courseOf(tx, p.ID)
		return err
	}); err != nil || c.Role == role {
		return err
	}
	return w.Desk.Update(ctx, func(tx *store.Tx) error { return w.begin(tx, p, role, now) })
}

// beginning is what it takes to begin a practice lead.
type beginning interface {
	learning
	leads
	Away(person handoff.PersonID, after time.Time) ([]calendar.Span, error)
	Enqueue(actions []handoff.Action, now time.Time) error
}

// begin begins the practice lead of somebody, if their first hours are near.
func (w *Writer) begin(tx beginning, p handoff.Person, role handoff.Role, now time.Time) error {
	conf := w.conf()
	c, err := courseOf(tx, p.ID)
	if err != nil || c.Role == role {
		return err
	}
	away, err := tx.Away(p.ID, now)
	if err != nil {
		return err
	}
	at := firstToday(conf.Clock(p.ID).Less(away...), p, now)
	if at.After(now.Add(shieldAhead)) {
		return nil
	}
	leads, err := tx.List(store.Filter{Person: string(p.ID), Limit: mostReviewed})
	if err != nil {
		return err
	}
	c = c.Begin(role, at.In(p.Location()))
	if slices.ContainsFunc(leads, func(h handoff.Handoff) bool {
		return h.Created.Before(now.Add(-knownAfter)) && practice.Had(h, p.ID, role)
	}) {
		return keepCourse(tx, p.ID, c.Known(), now)
	}
	c = c.Tell(conf.Hash, at.In(p.Location()))
	a := handoff.PracticeMail(c.Key(p.ID), p.ID, c.Mails, c.Lines(conf, p.ID))
	a.Delay = at.Sub(now)
	if err := keepCourse(tx, p.ID, c, now); err != nil {
		return err
	}
	return tx.Enqueue([]handoff.Action{a}, now)
}

// firstToday is the start of the first hours in which somebody is there, and of a newcomer's first day.
func firstToday(clock handoff.Clock, p handoff.Person, now time.Time) time.Time {
	at := clock.NextToday(now.Add(-time.Nanosecond))
	if handoff.DayOf(at.In(p.Location())) >= p.Since {
		return at
	}
	y, m, d := p.Since.In(p.Location()).Date()
	return clock.NextToday(time.Date(y, m, d, 0, 0, 0, 0, p.Location()).Add(-time.Nanosecond))
}

// waiting has the Today of whoever left the practice lead unanswered for some days speak of it, once.
func (w *Writer) waiting(ctx context.Context, now time.Time) (int, error) {
	c, done := w.conf(), 0
	for _, id := range membersOf(c, learners) {
		p := c.Person(id)
		at := c.Clock(id).NextToday(now.Add(-time.Nanosecond))
		if !w.Practice || !c.MayWriteTo(p.Email()) || at.After(now.Add(shieldAhead)) {
			continue
		}
		err := w.Desk.Update(ctx, func(tx *store.Tx) error {
			course, err := courseOf(tx, id)
			if err != nil || !course.Remind(at.In(p.Location())) {
				return err
			}
			key := keyWaiting + string(id)
			if was, err := tx.Enqueued(handoff.ServiceKey(key)); err != nil || was {
				return err
			}
			m, _, err := w.Renderer.Rulebook(handoff.Because("practice-waits/topic"), handoff.Because("practice-waits/title"),
				[]handoff.Reason{handoff.Because("practice-waits/line")}, c)
			if err != nil {
				return err
			}
			done++
			return tx.Enqueue([]handoff.Action{handoff.TodayPart(key, id,
				handoff.ServiceDetail{Subject: m.Subject, Text: m.Text, HTML: m.HTML}, at.Sub(now))}, now)
		})
		if err != nil {
			return done, err
		}
	}
	return done, nil
}

// learners are those of a team who practise.
func learners(t handoff.Team) []handoff.PersonID { return slices.Concat(t.Reps, t.Qualifiers) }

// unread tells managers which of their people have not said that they know the rules.
func (w *Writer) unread(ctx context.Context, now time.Time) (int, error) {
	c, done := w.conf(), 0
	for _, id := range membersOf(c, func(t handoff.Team) []handoff.PersonID { return t.Managers }) {
		write := func(ctx context.Context, week report.Weekly) (handoff.ServiceDetail, error) {
			lines, err := w.unreadOf(ctx, id, week.At)
			if err != nil {
				return handoff.ServiceDetail{}, err
			}
			m, tell, err := w.Renderer.Rulebook(handoff.Because("unread/topic"), handoff.Because("unread/title"), lines, c)
			if err != nil || !tell {
				return handoff.ServiceDetail{}, err
			}
			return handoff.ServiceDetail{Subject: m.Subject, Text: m.Text, HTML: m.HTML}, nil
		}
		n, err := w.part(ctx, c.Person(id), part{prefix: keyUnread, stopped: handoff.SaidReport, write: write}, now)
		if done += n; err != nil {
			return done, err
		}
	}
	return done, nil
}

// unreadOf are the people of a manager who have not said it, as they are told of.
func (w *Writer) unreadOf(ctx context.Context, manager handoff.PersonID, at time.Time) ([]handoff.Reason, error) {
	c := w.conf()
	own := func(t handoff.Team) []handoff.PersonID {
		if slices.Contains(t.Managers, manager) {
			return slices.Concat(t.Reps, t.Qualifiers, t.Advocates)
		}
		return nil
	}
	var open []practice.Open
	err := w.Store.View(ctx, func(tx *store.Tx) error {
		for _, id := range membersOf(c, own) {
			course, err := courseOf(tx, id)
			if err != nil {
				return err
			}
			day := at.In(c.Person(id).Location())
			if fresh := course.Fresh(day); id != manager && (fresh || course.Owes(day)) {
				open = append(open, practice.Open{Person: id, Course: course, Fresh: fresh})
			}
		}
		return nil
	})
	return practice.Told(open, c), err
}
