package store

import (
	"database/sql"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
)

// What decisions of one transaction ask again and again is read once: whoever writes it forgets it, and so does a part
// of the transaction that is undone.

// remembered is what ended, or will end, after an instant.
type remembered struct {
	after int64
	spans []lasting
}

// lasting is a span as stored; without an end it goes on.
type lasting struct {
	from  int64
	to    sql.NullInt64
	cover handoff.PersonID // of an absence: who stands in
	said  int64            // when that was said
}

// knows says whether it holds all that ends after the instant.
func (r *remembered) knows(after int64) bool { return r != nil && r.after <= after }

// between are the spans that touch the time between two instants.
func (r *remembered) between(first, last int64) []lasting {
	var out []lasting
	for _, s := range r.spans {
		if s.from < last && (!s.to.Valid || s.to.Int64 > first) {
			out = append(out, s)
		}
	}
	return out
}

// away lists, per person, the known absences that end after from, in order and joined where they overlap.
func (tx *txn) away(people []handoff.PersonID, from time.Time) (map[handoff.PersonID][]calendar.Span, error) {
	after := nanos(from)
	var missing []handoff.PersonID
	for _, p := range people {
		if !tx.aways[p].knows(after) {
			missing = append(missing, p)
		}
	}
	if err := tx.beside(func() error { return tx.readAways(missing, after) }); err != nil {
		return nil, tx.fail(err, "read the absences")
	}
	out := map[handoff.PersonID][]calendar.Span{}
	for _, p := range people {
		var spans []calendar.Span
		for _, s := range tx.aways[p].spans {
			if s.to.Int64 > after {
				spans = append(spans, calendar.Span{Start: instant(s.from), End: instant(s.to.Int64)})
			}
		}
		if spans != nil {
			out[p] = calendar.Merge(spans)
		}
	}
	return out, nil
}

// covers lists, per person, the absences that end after from and for which somebody stands in. They are read already.
func (tx *txn) covers(people []handoff.PersonID, from time.Time) map[handoff.PersonID][]handoff.Absence {
	var out map[handoff.PersonID][]handoff.Absence
	for _, p := range people {
		for _, s := range tx.aways[p].spans {
			if s.cover == "" || s.to.Int64 <= nanos(from) {
				continue
			}
			if out == nil {
				out = map[handoff.PersonID][]handoff.Absence{}
			}
			out[p] = append(out[p], handoff.Absence{Person: p, Cover: s.cover, Said: instant(s.said),
				Span: calendar.Span{Start: instant(s.from), End: instant(s.to.Int64)}})
		}
	}
	return out
}

func (tx *txn) readAways(people []handoff.PersonID, after int64) error {
	if tx.aways == nil {
		tx.aways = map[handoff.PersonID]*remembered{}
	}
	for _, p := range people {
		tx.aways[p] = &remembered{after: after}
	}
	return in(tx, people, func(scan func(...any) error) error {
		var person handoff.PersonID
		var s lasting
		err := scan(&person, &s.from, &s.to, &s.cover, &s.said)
		if r := tx.aways[person]; err == nil && r != nil {
			r.spans = append(r.spans, s)
		}
		return err
	}, "SELECT person, start_at, end_at, cover, said_at FROM absences WHERE end_at > $1 AND person IN (%s) "+
		"ORDER BY person, end_at, start_at, source", after)
}

// unreadable are the outages, of whatever source, that touch the time between two instants.
func (tx *txn) unreadable(first, last int64) ([]lasting, error) {
	if !tx.outages.knows(first) {
		r := &remembered{after: first}
		err := tx.beside(func() error {
			return tx.each(func(scan func(...any) error) error {
				var s lasting
				err := scan(&s.from, &s.to)
				r.spans = append(r.spans, s)
				return err
			}, `SELECT from_at, to_at FROM outages WHERE to_at > $1
			UNION ALL SELECT from_at, to_at FROM outages WHERE to_at IS NULL`, first)
		})
		if err != nil {
			return nil, err
		}
		tx.outages = r
	}
	return tx.outages.between(first, last), nil
}
