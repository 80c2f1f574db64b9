package weekly

import (
	"context"
	"fmt"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/handoff/report"
	"handoffd/handoff/store"
)

// planAhead is how long before a week its meetings are planned, at the earliest; tryAgain is after which time it is
// looked anew where no time was found.
const (
	planAhead = 3 * 24 * time.Hour
	tryAgain  = 4 * time.Hour
)

// meeting is that of two colleagues in a week.
type meeting struct {
	handoff.Twosome
	key   string // of both mails, without the number and the reader
	week  time.Time
	lead  handoff.Clock
	rep   handoff.Clock
	taken []calendar.Span
	plan  handoff.Talk // that stands; zero: none yet
	anew  bool         // and was written anew in the morning
	said  map[handoff.PersonID]calendar.PartStat
}

// oneToOnes plans the meetings of colleagues who meet once a week, and writes their agenda anew in the morning.
func (w *Writer) oneToOnes(ctx context.Context, now time.Time) (int, error) {
	c, done := w.conf(), 0
	for _, p := range c.Twosomes() {
		if !c.MayWriteTo(c.Person(p.Lead).Email()) || !c.MayWriteTo(c.Person(p.Rep).Email()) {
			continue
		}
		for _, week := range []time.Time{now, now.Add(planAhead)} {
			m, err := w.known(ctx, p, week, now)
			if err != nil {
				return done, err
			}
			n, err := w.meet(ctx, m, now)
			if done += n; err != nil {
				return done, err
			}
		}
	}
	return done, nil
}

// known is what is known of the meeting of two colleagues in the week of the instant.
func (w *Writer) known(ctx context.Context, p handoff.Twosome, week, now time.Time) (meeting, error) {
	c := w.conf()
	zone := c.Person(p.Rep).Location()
	m := meeting{Twosome: p, week: week, said: map[handoff.PersonID]calendar.PartStat{},
		key: fmt.Sprintf("one-to-one %s %s %s", p.Lead, p.Rep, report.WeekName(week.In(zone)))}
	err := w.Store.View(ctx, func(tx *store.Tx) error { return m.read(tx, c, now) })
	return m, err
}

// diaries is what is known of colleagues and their meetings.
type diaries interface {
	leads
	Away(person handoff.PersonID, after time.Time) ([]calendar.Span, error)
	Enqueued(key string) (bool, error)
	Said(person handoff.PersonID) (map[string]string, error)
}

func (m *meeting) read(tx diaries, c *handoff.Config, now time.Time) error {
	d, err := tx.ServicePart(m.number(0, m.Rep))
	if err != nil {
		return err
	}
	if d.Meets != nil {
		m.plan = *d.Meets
		if m.anew, err = tx.Enqueued(handoff.ServiceKey(m.number(1, m.Rep))); err != nil {
			return err
		}
	}
	for id, clock := range map[handoff.PersonID]*handoff.Clock{m.Lead: &m.lead, m.Rep: &m.rep} {
		away, err := tx.Away(id, now)
		if err != nil {
			return err
		}
		*clock = c.Clock(id).Less(away...)
		said, err := tx.Said(id)
		if err != nil {
			return err
		}
		if word := said[handoff.SaidOneToOne(m.plan.UID)]; word != "" && m.plan.UID != "" {
			m.said[id] = calendar.PartStat(word)
		}
		all, err := tx.List(store.Filter{Person: string(id), Open: true, Limit: mostReviewed})
		if err != nil {
			return err
		}
		for _, h := range all {
			if h.Rep() == id && h.End.After(now) {
				m.taken = append(m.taken, calendar.Span{Start: h.Start, End: h.End})
			}
		}
	}
	return nil
}

// number is the key of one of its mails.
func (m *meeting) number(n int, to handoff.PersonID) string {
	return fmt.Sprintf("%s %d %s", m.key, n, to)
}

// meet plans the meeting, or writes its agenda anew.
func (w *Writer) meet(ctx context.Context, m meeting, now time.Time) (int, error) {
	switch {
	case m.plan.UID == "":
		if last, tried := w.tried[m.key]; tried && now.Before(last.Add(tryAgain)) {
			return 0, nil
		}
		w.tried[m.key] = now
		slot, found, err := w.free(ctx, m, now)
		if err != nil || !found {
			return 0, err
		}
		m.plan = handoff.Talk{UID: handoff.OneToOneUID(w.conf(), m.key), Start: slot.Start, End: slot.End,
			With: []handoff.PersonID{m.Lead, m.Rep}, Title: m.Title()}
		return w.invite(ctx, m, now)
	case m.anew || !now.Before(m.plan.Start) || now.Before(handoff.MorningOf(m.plan.Start, m.lead, m.rep)):
		return 0, nil
	}
	for _, said := range m.said {
		if said == calendar.Declined { // it does not take place
			return 0, nil
		}
	}
	m.plan.Sequence, m.plan.Said = 1, m.said
	return w.invite(ctx, m, now)
}

// free finds a time at which neither has anything. A calendar that cannot be read is no free time.
func (w *Writer) free(ctx context.Context, m meeting, now time.Time) (calendar.Span, bool, error) {
	taken := m.taken
	for _, id := range m.With() {
		p := w.conf().Person(id)
		calendars := w.Calendars()
		if len(p.Calendars) == 0 || calendars == nil {
			continue
		}
		reading, cancel := context.WithTimeout(ctx, lookWait)
		busy := calendars.Busy(reading, p, now, m.week.AddDate(0, 0, 8))
		cancel()
		if len(busy.Unknown) > 0 || busy.ReadAt.IsZero() {
			w.Log.Info("two colleagues have no time to meet yet: a calendar cannot be read", "person", id, "meeting", m.key)
			return calendar.Span{}, false, ctx.Err()
		}
		for _, t := range busy.Busy {
			taken = append(taken, t.Span)
		}
		for _, t := range busy.Soft {
			taken = append(taken, t.Span)
		}
	}
	slot, found := handoff.OneToOneSearch(m.lead, m.rep, taken, now, m.week)
	return slot, found, nil
}

// With are the two.
func (m *meeting) With() []handoff.PersonID { return []handoff.PersonID{m.Lead, m.Rep} }

// invite sends the meeting, with its agenda, to both.
func (w *Writer) invite(ctx context.Context, m meeting, now time.Time) (int, error) {
	c := w.conf()
	period := report.WeekOf(now.In(c.ReportZone())).Back(1)
	s, err := w.snapshot(ctx, period, now)
	if err != nil {
		return 0, err
	}
	agenda := report.Agenda{Twosome: m.Twosome, Start: m.plan.Start, Figures: s.Count(report.Whose{Rep: m.Rep})}
	err = w.Store.View(ctx, func(tx *store.Tx) (err error) {
		agenda.Leads, err = tx.List(store.Filter{Team: m.Team, Open: true, Limit: mostReviewed})
		return err
	})
	if err != nil {
		return 0, err
	}
	var out []handoff.Action
	for _, to := range m.With() {
		plan := m.plan
		out = append(out, handoff.ServiceMail(m.number(plan.Sequence, to), to, handoff.ServiceDetail{
			Says: handoff.ServiceWords("one-to-one", handoff.PersonArg(m.Lead), handoff.PersonArg(m.Rep),
				handoff.TimeArg(plan.Start, c.Person(to).Zone)),
			Lines: agenda.Sections(c), Meets: &plan, Personal: handoff.Yes}))
	}
	err = w.Desk.Update(ctx, func(tx *store.Tx) error { return tx.Enqueue(out, now) })
	return len(out), err
}
