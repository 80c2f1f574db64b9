package store

import (
	"database/sql"
	"errors"
	"maps"
	"slices"
	"time"

	"handoffd/handoff"
)

// tally is what a transaction adds for one rep: open offers, and entries of the ledger.
type tally struct {
	offers  int
	entries []handoff.Entry
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
	if err := tx.readLoads(missing, now); err != nil {
		return nil, tx.fail(err, "read the load of the reps")
	}
	out := make(map[handoff.PersonID]handoff.Load, len(people))
	for _, p := range people {
		l, t := tx.loads[p], tx.tallies[p]
		l.Open += t.offers
		for _, e := range t.entries {
			l = l.With(e)
		}
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
	}, "SELECT person, CAST(sum(had) AS BIGINT), CAST(sum(cost) AS BIGINT) FROM ledger_days WHERE person IN (%s) AND day > $1 GROUP BY person",
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
	tx.tallies[rep] = tally{offers: t.offers + offers, entries: append(t.entries, entries...)}
}

// flush writes the tallies.
func (tx *txn) flush() error {
	for _, rep := range slices.Sorted(maps.Keys(tx.tallies)) {
		if err := tx.flushOf(rep, tx.tallies[rep]); err != nil {
			return tx.fail(err, "count the turns and open offers of %s", rep)
		}
	}
	tx.tallies, tx.loads = nil, nil
	return nil
}

func (tx *txn) flushOf(rep handoff.PersonID, t tally) error {
	if t.offers == 0 && len(t.entries) == 0 {
		return nil
	}
	silent, err := tx.silentAfter(rep, t.entries)
	if err != nil {
		return err
	}
	var sum handoff.Load
	days := map[int64]handoff.Load{}
	for _, e := range t.entries {
		day := dayNumber(e.At)
		sum, days[day] = sum.With(e), days[day].With(e)
	}
	err = tx.exec(`INSERT INTO loads (person, turns, part, last, offers, silent) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (person) DO UPDATE SET turns = loads.turns + excluded.turns, part = loads.part + excluded.part,
			offers = loads.offers + excluded.offers, silent = excluded.silent,
			last = CASE WHEN excluded.last > loads.last THEN excluded.last ELSE loads.last END`,
		string(rep), sum.Turns, sum.Part, nanos(sum.Last), t.offers, silent)
	for _, day := range slices.Sorted(maps.Keys(days)) {
		if err != nil {
			return err
		}
		if l := days[day]; l.Had != 0 || l.Cost != 0 {
			err = tx.exec(`INSERT INTO ledger_days (person, day, had, cost) VALUES ($1, $2, $3, $4) ON CONFLICT (person, day)
				DO UPDATE SET had = ledger_days.had + excluded.had, cost = ledger_days.cost + excluded.cost`,
				string(rep), day, l.Had, l.Cost)
		}
	}
	return err
}

// silentAfter is how often in a row the rep was silent, after the entries.
func (tx *txn) silentAfter(rep handoff.PersonID, entries []handoff.Entry) (int, error) {
	var l handoff.Load
	err := tx.one("SELECT silent FROM loads WHERE person = $1", []any{string(rep)}, []any{&l.Silent})
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return 0, err
	}
	for _, e := range entries {
		l = l.With(e)
	}
	return l.Silent, nil
}

// appendLedger adds entries to the ledger of the rotation. That somebody answered costs nothing and is no entry: it
// only counts.
func (tx *txn) appendLedger(entries []handoff.Entry) error {
	for _, e := range entries {
		tx.count(e.Person, 0, e)
		if e.Kind == handoff.EntryAnswered {
			continue
		}
		err := tx.exec("INSERT INTO ledger (person, handoff, kind, turns, part, at, why_code, why_text) "+
			"VALUES ($1, $2, $3, $4, $5, $6, $7, $8)", string(e.Person), text(string(e.Handoff)), string(e.Kind), e.Turns,
			e.Part, nanos(e.At), e.Why.Code, spoken(e.Why))
		if err != nil {
			return tx.fail(err, "append to the ledger of %s", e.Person)
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
