package engine

import (
	"context"
	"strconv"
	"strings"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/store"
)

// paceEvery is how often it is looked whether a team falls behind.
const paceEvery = time.Hour

// mostPaced bounds how many leads of a team are looked at: the newest.
const mostPaced = 2000

// keyPace begins the keys of these mails.
const keyPace = "pace:"

// warnPace tells the first manager of each team that falls behind, at the start of their hours and once a week: fewer
// leads are answered in time than before, and more come in. See handoff.Pace.
func (e *Engine) warnPace(ctx context.Context) (int, error) {
	e.pacing.Lock()
	defer e.pacing.Unlock()
	now, c, told := e.Now(), e.conf(), 0
	if now.Before(e.paced.Add(paceEvery)) {
		return 0, nil
	}
	for _, t := range c.Teams {
		m := c.Person(t.Managers[0])
		if m.Gone || !c.MayWriteTo(m.Email()) {
			continue
		}
		year, week := now.In(m.Location()).ISOWeek()
		key := keyPace + strings.ReplaceAll(t.Name, " ", "-") + ":" + strconv.Itoa(year) + "-" + strconv.Itoa(week)
		d, err := e.behind(ctx, t, key, now)
		if err != nil {
			return told, err
		}
		if d.Empty() {
			continue
		}
		a := handoff.ServiceMail(key, m.ID, d)
		a.Delay = c.Clock(m.ID).NextToday(now).Sub(now)
		err = e.desk.Update(ctx, func(tx *store.Tx) error { return tx.Enqueue([]handoff.Action{a}, now) })
		if err != nil {
			return told, err
		}
		told++
	}
	e.paced = now
	return told, nil
}

// behind is what there is to tell of a team's pace, nothing if it was told this week.
func (e *Engine) behind(ctx context.Context, t handoff.Team, key string, now time.Time) (handoff.ServiceDetail, error) {
	var leads []handoff.Handoff
	err := e.Store.View(ctx, func(tx *store.Tx) error {
		was, err := tx.Enqueued(handoff.ServiceKey(key))
		if err == nil && !was {
			leads, err = tx.List(store.Filter{Team: t.Name, Limit: mostPaced})
		}
		return err
	})
	return handoff.TellPace(t.Name, leads, now), err
}
