package store

import (
	"iter"
	"slices"
	"time"

	"handoffd/handoff"
)

// LookAhead reads, at once, what decisions to come will look up, and locks it in the order that all keep: addresses of
// prospects before persons. The handoffs were read ahead. Needs that it does not know are left to LookUp, as is what
// turns out to be needed otherwise. now is when they are decided.
func (tx *Tx) LookAhead(needs iter.Seq[handoff.Need], now time.Time) error {
	if tx.reading {
		return nil
	}
	var route, outages wanted
	meetings := map[handoff.PersonID][]stretch{}
	var addresses []string
	for n := range needs {
		switch n.What {
		case handoff.NeedRoute:
			route.add(n)
			for _, p := range n.People {
				meetings[p] = append(meetings[p], stretch{nanos(n.From), nanos(n.To)})
			}
		case handoff.NeedTwins:
			addresses = append(addresses, plainAddresses(n.Addresses)...)
		case handoff.NeedOutages:
			outages.add(n)
		}
	}
	if err := tx.lockNames(lockAddress, addresses); err != nil {
		return tx.fail(err, "lock the addresses of prospects")
	}
	if outages.any {
		if _, err := tx.unreadable(nanos(outages.from), nanos(outages.to)); err != nil {
			return tx.fail(err, "read the outages")
		}
	}
	if !route.any {
		return nil
	}
	people := slices.Compact(slices.Sorted(slices.Values(route.people)))
	if _, err := tx.load(people, now); err != nil {
		return err
	}
	if _, err := tx.away(people, route.since); err != nil {
		return err
	}
	if err := tx.readMeetings(meetings); err != nil {
		return tx.fail(err, "read the meetings of the reps")
	}
	return nil
}

// wanted is all that several needs of one kind want to know.
type wanted struct {
	any             bool
	people          []handoff.PersonID
	since, from, to time.Time
}

func (w *wanted) add(n handoff.Need) {
	if !w.any || n.Since.Before(w.since) {
		w.since = n.Since
	}
	if !w.any || n.From.Before(w.from) {
		w.from = n.From
	}
	if !w.any || n.To.After(w.to) {
		w.to = n.To
	}
	w.any = true
	w.people = append(w.people, n.People...)
}
