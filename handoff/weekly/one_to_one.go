package weekly

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/handoff/intake"
	"handoffd/handoff/report"
	"handoffd/handoff/store"
)

// planAhead is how long before a week its meetings are planned, at the earliest; tryAgain is after which time it is
// looked anew where no time was found, and lookAgain for what has come into the way of one that stands.
const (
	planAhead = 3 * 24 * time.Hour
	tryAgain  = 4 * time.Hour
	lookAgain = time.Hour
)

// meeting is that of two colleagues in a week.
type meeting struct {
	handoff.Twosome
	key   string // of its mails, without the number and the reader
	week  time.Time
	clock [2]handoff.Clock
	known []calendar.Span // meetings that either has by what we know: with prospects, and with other colleagues
	plan  handoff.Talk    // of no version: there is none yet
}

// lookAhead is how far calendars are read: to the end of the week after the next that is planned.
const lookAhead = 18

// looked is what the calendars of one person show.
type looked struct {
	shown []intake.Shown
	busy  handoff.Calendar
}

// oneToOnes plans the meetings of colleagues who meet once a week, and sees to those that stand.
func (w *Writer) oneToOnes(ctx context.Context, now time.Time) (int, error) {
	c, done := w.conf(), 0
	w.looked = map[handoff.PersonID]looked{}
	for _, p := range c.Twosomes() {
		if !c.MayWriteTo(c.Person(p.Lead).Email()) || !c.MayWriteTo(c.Person(p.Rep).Email()) {
			continue
		}
		for _, week := range []time.Time{now, now.Add(planAhead)} {
			n, err := w.plan(ctx, w.meeting(p, week), now)
			if done += n; err != nil {
				return done, err
			}
		}
	}
	var standing []handoff.Talk
	err := w.Store.View(ctx, func(tx *store.Tx) (err error) {
		standing, err = tx.Talks(now)
		return err
	})
	for _, t := range standing {
		if err != nil {
			return done, err
		}
		var n int
		n, err = w.tend(ctx, t, now)
		done += n
	}
	return done, err
}

// meeting is the one of two colleagues in the week of the instant.
func (w *Writer) meeting(p handoff.Twosome, week time.Time) *meeting {
	return &meeting{Twosome: p, week: week, key: fmt.Sprintf("one-to-one %s %s %s", p.Lead, p.Rep,
		report.WeekName(week.In(w.conf().Person(p.Rep).Location())))}
}

// With are the two.
func (m *meeting) With() []handoff.PersonID { return []handoff.PersonID{m.Lead, m.Rep} }

// number is the key of one of its mails.
func (m *meeting) number(n int, to handoff.PersonID) string {
	return fmt.Sprintf("%s %d %s", m.key, n, to)
}

// diaries is what is known of colleagues and their meetings.
type diaries interface {
	leads
	Away(person handoff.PersonID, after time.Time) ([]calendar.Span, error)
	Talks(after time.Time) ([]handoff.Talk, error)
}

// read finds out when the two work, and when they meet others.
func (m *meeting) read(tx diaries, c *handoff.Config, now time.Time) error {
	since := m.week.AddDate(0, 0, -7)
	for i, id := range m.With() {
		away, err := tx.Away(id, since)
		if err != nil {
			return err
		}
		m.clock[i] = c.Clock(id).Less(away...)
		all, err := tx.List(store.Filter{Person: string(id), Open: true, Limit: mostReviewed})
		if err != nil {
			return err
		}
		for _, h := range all {
			if h.Rep() == id && h.End.After(now) {
				m.known = append(m.known, calendar.Span{Start: h.Start, End: h.End})
			}
		}
	}
	talks, err := tx.Talks(now)
	for _, t := range talks {
		other := t.UID != m.plan.UID && t.Stands()
		if other && (slices.Contains(t.With, m.Lead) || slices.Contains(t.With, m.Rep)) {
			m.known = append(m.known, calendar.Span{Start: t.Start, End: t.End})
		}
	}
	return err
}

// earlier are the talks of colleagues, and what older versions kept of them.
type earlier interface {
	PutTalk(t handoff.Talk) error
	ServicePart(key string) (handoff.ServiceDetail, error)
	Enqueued(key string) (bool, error)
	Said(person handoff.PersonID) (map[string]string, error)
}

// adopt keeps a meeting that an older version has invited to.
func (m *meeting) adopt(tx earlier) error {
	d, err := tx.ServicePart(m.number(0, m.Rep))
	if err != nil || d.Meets == nil {
		return err
	}
	t := *d.Meets
	t.Mailed = true
	if t.Renewed, err = tx.Enqueued(handoff.ServiceKey(m.number(1, m.Rep))); err != nil {
		return err
	}
	if t.Renewed {
		t.Sequence = 1
	}
	for _, id := range m.With() {
		said, err := tx.Said(id)
		if err != nil {
			return err
		}
		t = t.Answer(id, calendar.PartStat(said[handoff.SaidOneToOne(t.UID)]))
	}
	return tx.PutTalk(t)
}

// plan finds the two a time in the week, unless they had one: whoever has called it off is not asked again.
func (w *Writer) plan(ctx context.Context, m *meeting, now time.Time) (int, error) {
	c, uid := w.conf(), handoff.OneToOneUID(w.conf(), m.key)
	if last, tried := w.tried[m.key]; tried && now.Before(last.Add(tryAgain)) {
		return 0, nil
	}
	planned, older := false, false
	err := w.Store.View(ctx, func(tx *store.Tx) (err error) {
		if _, planned, err = tx.Talk(uid); err == nil && !planned {
			older, err = tx.Enqueued(handoff.ServiceKey(m.number(0, m.Rep)))
		}
		if err == nil && !planned && !older {
			err = m.read(tx, c, now)
		}
		return err
	})
	if err == nil && older {
		err = w.Desk.Update(ctx, func(tx *store.Tx) error { return m.adopt(tx) })
	}
	if err != nil || planned || older {
		return 0, err
	}
	w.tried[m.key] = now
	taken, _, known := w.look(ctx, m, now)
	if !known {
		return 0, ctx.Err()
	}
	slot, found := handoff.OneToOneSearch(m.clock[0], m.clock[1], taken, now, m.week)
	if !found {
		return 0, nil
	}
	m.plan = handoff.Talk{UID: uid, Start: slot.Start, End: slot.End, With: m.With(), Title: m.Title(), Team: m.Team}
	return w.keep(ctx, m, handoff.TalkInvites, nil, now)
}

// tend sees to a meeting that was planned: it moves where something came into its way, is written anew in the morning,
// and is called off where one of the two cannot or will not come.
func (w *Writer) tend(ctx context.Context, t handoff.Talk, now time.Time) (int, error) {
	c := w.conf()
	p := handoff.Twosome{Team: t.Team, Lead: t.With[0], Rep: t.With[1]}
	pairs := c.Twosomes()
	i := slices.IndexFunc(pairs, func(o handoff.Twosome) bool { return o.Lead == p.Lead && o.Rep == p.Rep })
	if i >= 0 {
		p = pairs[i]
	}
	m := w.meeting(p, t.Start)
	m.plan = t
	if err := w.Store.View(ctx, func(tx *store.Tx) error { return m.read(tx, c, now) }); err != nil {
		return 0, err
	}
	news := handoff.TalkNews{Now: now, Meet: i >= 0, Lead: m.clock[0], Rep: m.clock[1]}
	_, first := t.Next(news)
	if last := w.tried[t.UID]; t.Stands() && i >= 0 && (first != handoff.TalkStays || !now.Before(last.Add(lookAgain))) {
		w.tried[t.UID] = now
		var seen map[handoff.PersonID]handoff.Sighting
		news.Taken, seen, news.Known = w.look(ctx, m, now)
		for _, id := range m.With() {
			m.plan = m.plan.Sees(id, seen[id])
		}
	}
	asked, step := m.plan.Asked, handoff.TalkStays
	if m.plan, step = m.plan.Next(news); step == handoff.TalkStays && reflect.DeepEqual(t, m.plan) {
		return 0, ctx.Err()
	}
	return w.keep(ctx, m, step, asked, now)
}

// look reads what the two have beside their meeting, and what their calendars show of it. A calendar that cannot be
// read is no free time: known says that all could be.
func (w *Writer) look(ctx context.Context, m *meeting, now time.Time) (taken []calendar.Span,
	seen map[handoff.PersonID]handoff.Sighting, known bool) {
	taken, seen = slices.Clone(m.known), map[handoff.PersonID]handoff.Sighting{}
	own := calendar.Span{Start: m.plan.Start, End: m.plan.End}
	for _, id := range m.With() {
		p := w.conf().Person(id)
		if len(p.Calendars) == 0 || w.Calendars() == nil {
			continue
		}
		l := w.lookOnce(ctx, p, now)
		if len(l.busy.Unknown) > 0 || l.busy.ReadAt.IsZero() {
			w.Log.Info("when two colleagues can meet is not known: a calendar cannot be read", "person", id, "meeting", m.key)
			return nil, nil, false
		}
		if m.plan.UID != "" {
			seen[id] = intake.Look{Person: p, Shown: l.shown, Busy: l.busy}.Talk(m.plan.UID)
		}
		taken = append(taken, l.busy.Beside(m.plan.UID, own, m.plan.UID == "")...)
	}
	return taken, seen, true
}

// lookOnce reads the calendars of a person, once for all meetings of a pass: also what cannot be read.
func (w *Writer) lookOnce(ctx context.Context, p handoff.Person, now time.Time) looked {
	l, read := w.looked[p.ID]
	if read {
		return l
	}
	reading, cancel := context.WithTimeout(ctx, lookWait)
	defer cancel()
	if o, able := w.Calendars().(Looker); able {
		l.shown, l.busy = o.Look(reading, p, now, now.AddDate(0, 0, lookAhead))
	} else {
		l.busy = w.Calendars().Busy(reading, p, now, now.AddDate(0, 0, lookAhead))
	}
	w.looked[p.ID] = l
	return l
}

// keep keeps a meeting as it stands now, with what the two hear of it. If it was changed meanwhile, it is seen to anew
// in the next pass.
func (w *Writer) keep(ctx context.Context, m *meeting, step handoff.TalkStep, asked *handoff.TalkTime, now time.Time) (
	int, error) {
	var out []handoff.Action
	var err error
	switch step {
	case handoff.TalkInvites:
		out, err = w.invitations(ctx, m, now)
	case handoff.TalkWithdrawn:
		out = w.withdrawals(m)
	case handoff.TalkKeeps:
		out = []handoff.Action{w.kept(m, *asked)}
	}
	if err != nil {
		return 0, err
	}
	err = w.Desk.Update(ctx, func(tx *store.Tx) error {
		t, _, err := tx.Talk(m.plan.UID)
		if err != nil || t.Version != m.plan.Version {
			return err
		}
		if err := tx.PutTalk(m.plan); err != nil {
			return err
		}
		return tx.Enqueue(out, now)
	})
	return len(out), err
}

// invitations are those of both to the meeting, with its agenda.
func (w *Writer) invitations(ctx context.Context, m *meeting, now time.Time) ([]handoff.Action, error) {
	c := w.conf()
	period := report.WeekOf(now.In(c.ReportZone())).Back(1)
	s, err := w.snapshot(ctx, period, now)
	if err != nil {
		return nil, err
	}
	agenda := report.Agenda{Twosome: m.Twosome, Start: m.plan.Start, Figures: s.Count(report.Whose{Rep: m.Rep})}
	err = w.Store.View(ctx, func(tx *store.Tx) (err error) {
		agenda.Leads, err = tx.List(store.Filter{Team: m.Team, Open: true, Limit: mostReviewed})
		return err
	})
	if err != nil {
		return nil, err
	}
	var out []handoff.Action
	for _, to := range m.With() {
		out = append(out, w.mail(m, "one-to-one", to, agenda.Sections(c)))
	}
	return out, nil
}

// withdrawals tell that the meeting does not take place: not whoever has declined it, or has taken it out, and not who
// has left.
func (w *Writer) withdrawals(m *meeting) []handoff.Action {
	c := w.conf()
	var out []handoff.Action
	for _, to := range m.With() {
		missed := m.plan.Seen[to] > 0
		if m.plan.Said[to] != calendar.Declined && !missed && !c.Person(to).Gone && c.MayWriteTo(c.Person(to).Email()) {
			out = append(out, w.mail(m, "one-to-one-off", to, []handoff.Reason{m.plan.Off}))
		}
	}
	if len(out) == 0 && c.Of(m.plan.Team).Events != handoff.EventsMailed { // the server is to hear
		out = append(out, w.mail(m, "one-to-one-off", m.Lead, []handoff.Reason{m.plan.Off}))
	}
	return out
}

// mail is one of its mails, with its event.
func (w *Writer) mail(m *meeting, words handoff.Code, to handoff.PersonID, lines []handoff.Reason) handoff.Action {
	t := m.plan.Invitation()
	return handoff.ServiceMail(m.number(t.Sequence, to), to, handoff.ServiceDetail{Says: w.says(m, words, to),
		Lines: lines, Meets: &t, Personal: handoff.Yes})
}

func (w *Writer) says(m *meeting, words handoff.Code, to handoff.PersonID) handoff.Reason {
	return handoff.ServiceWords(words, handoff.PersonArg(m.Lead), handoff.PersonArg(m.Rep),
		handoff.TimeArg(m.plan.Start, w.conf().Person(to).Zone))
}

// kept tells one of them that the meeting is not moved to the time that they have proposed.
func (w *Writer) kept(m *meeting, asked handoff.TalkTime) handoff.Action {
	says := w.says(m, "one-to-one-kept", asked.By)
	says.Args = append(says.Args, handoff.TimeArg(asked.Start, w.conf().Person(asked.By).Zone))
	a := handoff.ServiceMail(fmt.Sprintf("talk-kept %s %d", m.number(m.plan.Sequence, asked.By), asked.Start.Unix()),
		asked.By, handoff.ServiceDetail{Says: says, Personal: handoff.Yes})
	a.Answers = asked.Key
	return a
}
