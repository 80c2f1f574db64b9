package store

import (
	"maps"
	"slices"
	"time"

	"handoffd/handoff"
)

// tally is what a transaction adds for one rep: open offers, and entries of the ledger.
type tally struct {
	offers  int
	entries []handoff.Entry
	added   int          // so many of them are in load
	load    handoff.Load // what is stored, with those
}

// load is what ledger and open offers say about each of the people; now is when it is asked.
func (tx *txn) load(people []handoff.PersonID, now time.Time) (map[handoff.PersonID]handoff.Load, error) {
	var missing []handoff.PersonID
	for _, p := range people {
		if _, ok := tx.loads[p]; !ok {
			missing = append(missing, p)
		}
	}
	if err := tx.lockPersons(missing); err != nil {
		return nil, tx.fail(err, "lock the reps")
	}
	if err := tx.beside(func() error { return tx.readLoads(missing, now) }); err != nil {
		return nil, tx.fail(err, "read the load of the reps")
	}
	out := make(map[handoff.PersonID]handoff.Load, len(people))
	for _, p := range people {
		l, t := tx.loads[p], tx.tallies[p]
		if t.added > 0 {
			l = t.load
		}
		if t.added < len(t.entries) {
			for _, e := range t.entries[t.added:] {
				l = l.With(e)
			}
			t.load, t.added = l, len(t.entries)
			tx.tallies[p] = t
		}
		l.Open += t.offers
		l.Last = instant(nanos(l.Last)) // as it will be read
		out[p] = l
	}
	return out, nil
}

// readLoads reads the stored loads; they change only when the transaction ends.
func (tx *txn) readLoads(people []handoff.PersonID, now time.Time) error {
	if tx.loads == nil {
		tx.loads = map[handoff.PersonID]handoff.Load{}
	}
	for _, p := range people {
		tx.loads[p] = handoff.Load{}
	}
	err := in(tx, people, func(scan func(...any) error) error {
		var person string
		var l handoff.Load
		var last int64
		err := scan(&person, &l.Turns, &l.Part, &last, &l.Open, &l.Silent)
		l.Last = instant(last)
		tx.loads[handoff.PersonID(person)] = l
		return err
	}, "SELECT person, turns, part, last, offers, silent FROM loads WHERE person IN (%s)")
	if err != nil {
		return err
	}
	return in(tx, people, func(scan func(...any) error) error {
		var person string
		var had, cost int
		err := scan(&person, &had, &cost)
		l := tx.loads[handoff.PersonID(person)]
		l.Had, l.Cost = had, cost
		tx.loads[handoff.PersonID(person)] = l
		return err
	}, "SELECT person, CAST(sum(had) AS BIGINT), CAST(sum(cost) AS BIGINT) FROM ledger_days WHERE person IN (%s) "+
		"AND day > $1 GROUP BY person",
		dayNumber(handoff.LoadSince(now)))
}

// dayNumber counts the days since 1970.
func dayNumber(at time.Time) int64 { return nanos(at) / int64(24*time.Hour) }

// count counts for a rep, to be written when the transaction ends: once for each rep, not once for each handoff.
func (tx *txn) count(rep handoff.PersonID, offers int, entries ...handoff.Entry) {
	if tx.tallies == nil {
		tx.tallies = map[handoff.PersonID]tally{}
	}
	t := tx.tallies[rep]
	t.offers, t.entries = t.offers+offers, append(t.entries, entries...)
	tx.tallies[rep] = t
}

// booked is what comes to the row of a rep's load, and to the days of the ledger.
type booked struct {
	offers int
	sum    handoff.Load
	silent int // how often in a row the rep was silent, all in all
	days   map[int64]handoff.Load
}

// Flush has all that was written told to the database, so that what cannot be kept is known now and not at the end. It
// may wait.
func (tx *Tx) Flush() error {
	if tx.reading {
		return nil
	}
	if err := tx.settle(); err != nil {
		return tx.fail(err, "write")
	}
	return nil
}

// flush has all that is pending told, and the tallies with it.
func (tx *txn) flush() error {
	if tx.finishing { // once for all mails that are done
		if err := tx.forgetDue(); err != nil {
			return tx.fail(err, "erase what was to be forgotten")
		}
	}
	maps.DeleteFunc(tx.tallies, func(_ handoff.PersonID, t tally) bool { return t.offers == 0 && len(t.entries) == 0 })
	loads, err := tx.book()
	if err != nil {
		return tx.fail(err, "count the turns and open offers")
	}
	p := tx.top()
	p.loads, p.rows = loads, p.rows+len(loads)
	tx.tallies, tx.loads = nil, nil
	settle := tx.settle
	if p.rows == 0 {
		settle = tx.land
	}
	if err := settle(); err != nil {
		return tx.fail(err, "write")
	}
	return nil
}

// book sums the tallies up.
func (tx *txn) book() (map[handoff.PersonID]booked, error) {
	silent, err := tx.silences(slices.Sorted(maps.Keys(tx.tallies)))
	if err != nil {
		return nil, err
	}
	out := make(map[handoff.PersonID]booked, len(tx.tallies))
	for rep, t := range tx.tallies {
		b := booked{offers: t.offers, days: map[int64]handoff.Load{}}
		after := handoff.Load{Silent: silent[rep]}
		for _, e := range t.entries {
			day := dayNumber(e.At)
			b.sum, b.days[day], after = b.sum.With(e), b.days[day].With(e), after.With(e)
		}
		b.silent = after.Silent
		maps.DeleteFunc(b.days, func(_ int64, l handoff.Load) bool { return l.Had == 0 && l.Cost == 0 })
		out[rep] = b
	}
	return out, nil
}

// silences are how often in a row people were silent, as stored. What is not known yet is locked and read.
func (tx *txn) silences(people []handoff.PersonID) (map[handoff.PersonID]int, error) {
	out := make(map[handoff.PersonID]int, len(people))
	var missing []handoff.PersonID
	for _, p := range people {
		if l, ok := tx.loads[p]; ok {
			out[p] = l.Silent
		} else {
			missing = append(missing, p)
		}
	}
	if len(missing) == 0 {
		return out, nil
	}
	if err := tx.lockPersons(missing); err != nil {
		return nil, err
	}
	return out, tx.beside(func() error {
		return in(tx, missing, func(scan func(...any) error) error {
			var p handoff.PersonID
			var n int
			err := scan(&p, &n)
			out[p] = n
			return err
		}, "SELECT person, silent FROM loads WHERE person IN (%s)")
	})
}

// Book appends entries that belong to no handoff to the ledger, as decisions about handoffs append theirs.
func (tx People) Book(entries []handoff.Entry) error { return tx.appendLedger(entries) }

// appendLedger adds entries to the ledger of the rotation. That somebody answered costs nothing and is no entry: it
// only counts.
func (tx *txn) appendLedger(entries []handoff.Entry) error {
	if err := tx.writing(); err != nil {
		return tx.fail(err, "append to the ledger")
	}
	p := tx.top()
	for _, e := range entries {
		tx.count(e.Person, 0, e)
		if e.Kind != handoff.EntryAnswered {
			p.entries = append(p.entries, e)
			p.rows++
		}
	}
	return nil
}

// Ledger gives the entries about a person from the instant on, in order; about everybody if the name is empty.
func (tx People) Ledger(person handoff.PersonID, from time.Time) ([]handoff.Entry, error) {
	var out []handoff.Entry
	err := tx.each(func(scan func(...any) error) error {
		var who, id, kind, code, said string
		var e handoff.Entry
		var at int64
		if err := scan(&who, &id, &kind, &e.Turns, &e.Part, &at, &code, &said); err != nil {
			return err
		}
		e.Person, e.Handoff, e.Kind = handoff.PersonID(who), handoff.ID(id), handoff.EntryKind(kind)
		e.At, e.Why = instant(at), reasonOf(handoff.Code(code), said)
		out = append(out, e)
		return nil
	}, "SELECT person, coalesce(handoff, ''), kind, turns, part, at, why_code, why_text FROM ledger "+
		"WHERE (person = $1 OR $1 = '') AND at >= $2 ORDER BY id", string(person), nanos(from))
	if err != nil {
		return nil, tx.fail(err, "read the ledger")
	}
	return out, nil
}

// Loads are what the rotation goes by for the people, as of the instant.
func (tx *Tx) Loads(people []handoff.PersonID, now time.Time) (map[handoff.PersonID]handoff.Load, error) {
	return tx.load(people, now)
}
