package engine

import (
	"context"
	"slices"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/outbox"
	"handoffd/handoff/report"
	"handoffd/handoff/store"
)

// readingOf and writingOf are the calendar of a handoff address as a source of outages.
func readingOf(address string) handoff.Source {
	return handoff.Source{Kind: handoff.SourceCalendar, Name: address}
}

func writingOf(address string) handoff.Source {
	return handoff.Source{Kind: handoff.SourceEvents, Name: address}
}

// halted is until when no deadline is decided: a reminder of one could not go out, and would be held against somebody.
func (e *Engine) halted() time.Time {
	if _, all := e.outbox.Reach(); !all {
		return e.Now().Add(idleWait)
	}
	return time.Time{}
}

// tellOutages writes down what is to be told of the outages that go on. Where nobody can be told now, it waits until
// one is over: a mail that says "cannot" should not come when it can.
func (e *Engine) tellOutages(ctx context.Context) (int, error) {
	e.telling.Lock()
	defer e.telling.Unlock()
	if one, _ := e.outbox.Reach(); !one {
		return 0, nil
	}
	var open []store.Outage
	err := e.Store.View(ctx, func(tx *store.Tx) (err error) { open, err = tx.OpenOutages(); return err })
	if err != nil || len(open) == 0 {
		return 0, err
	}
	told := 0
	err = e.Store.Update(ctx, func(tx *store.Tx) error {
		told = 0
		for _, o := range open {
			n, err := e.tellOutage(tx, o, time.Time{})
			if err != nil {
				return err
			}
			told += n
		}
		return nil
	})
	if err == nil && told > 0 {
		e.kick()
	}
	return told, err
}

// outageEnds notes that a source is there again. What was to be told of the outage and could not be is told now.
func (e *Engine) outageEnds(tx outbox.Outages, source handoff.Source, at time.Time) error {
	open, err := tx.OpenOutages()
	if err != nil {
		return err
	}
	for _, o := range open {
		if o.Source != source {
			continue
		}
		if _, _, err := tx.OutageEnd(source, at); err != nil {
			return err
		}
		switch source.Kind {
		case handoff.SourceMail:
			e.Log.Warn("the mail server can be reached again", "outlet", source, "since", o.From)
		case handoff.SourceMailbox:
			e.Log.Warn("mailbox can be read again", "mailbox", source, "since", o.From)
		default:
			e.Log.Warn("the calendar can be used again", "calendar", source, "since", o.From)
		}
		_, err := e.tellOutage(tx, o, at)
		return err
	}
	return nil
}

// tellOutage writes the mails about one outage, each once: what is kept in the store survives a restart, and waits for
// a mail server. It gives how many there are that were not written before.
func (e *Engine) tellOutage(tx notices, o store.Outage, to time.Time) (int, error) {
	c, now, told := e.conf(), e.Now(), 0
	out := handoff.Outage{From: o.From, To: to, Addresses: e.addressesOf(o.Source)}
	key := "outage " + o.Source.String() + " " + o.From.UTC().Format(time.RFC3339Nano) + " "
	write := func(key string, to handoff.PersonID, words func() (handoff.ServiceDetail, error)) error {
		was, err := tx.Enqueued(handoff.ServiceKey(key))
		if err != nil || was {
			return err
		}
		d, err := words()
		if err != nil {
			return err
		}
		told++
		return tx.Enqueue([]handoff.Action{handoff.ServiceMail(key, to, d)}, now)
	}
	if out.TellsAdmin(now) {
		err := write(key+"admin", c.Admin, func() (handoff.ServiceDetail, error) {
			return e.outageWords(o, to).ForAdmin(), nil
		})
		if err != nil {
			return 0, err
		}
	}
	for _, id := range out.TellsManagers(c, now) {
		err := write(key+string(id), id, func() (handoff.ServiceDetail, error) { return e.outageList(tx, o, out, id) })
		if err != nil {
			return 0, err
		}
	}
	return told, nil
}

// addressesOf are the handoff addresses whose mail comes in or goes out by the source of an outage.
func (e *Engine) addressesOf(source handoff.Source) []string {
	switch source.Kind {
	case handoff.SourceMail:
		return e.outbox.Addresses(source.Name)
	case handoff.SourceMailbox:
		for _, s := range e.sources {
			if s.Name == source.Name {
				return []string{s.Address}
			}
		}
	default:
		for _, r := range e.syncs {
			if r.address == source.Name {
				return []string{r.address}
			}
		}
	}
	return nil
}

// outageWords is what the mails about an outage say.
func (e *Engine) outageWords(o store.Outage, to time.Time) report.Outage {
	return report.Outage{Config: e.conf(), Source: o.Source, Addresses: e.addressesOf(o.Source), From: o.From, To: to,
		Why: o.Why}
}

// outageList is the mail to a manager. Without a body there is nothing to tell.
func (e *Engine) outageList(tx notices, o store.Outage, out handoff.Outage,
	id handoff.PersonID) (handoff.ServiceDetail, error) {
	var waiting []handoff.Handoff
	for _, team := range out.Affects(e.conf(), id) {
		all, err := tx.List(store.Filter{Team: team, Open: true})
		if err != nil {
			return handoff.ServiceDetail{}, err
		}
		waiting = append(waiting, slices.DeleteFunc(all, func(h handoff.Handoff) bool { return !h.State.Halted() })...)
	}
	return e.outageWords(o, out.To).ForManager(e.conf().Person(id), waiting), nil
}
