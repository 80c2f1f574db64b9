package store

import (
	"cmp"
	"database/sql"
	"encoding/json"
	"maps"
	"slices"
	"time"

	"handoffd/handoff"
)

// tally is what ledger and open offers say about one rep; last as nanos keeps it.
type tally struct {
	turns, offers int
	last          int64
}

func (l tally) plus(o tally) tally {
	return tally{turns: l.turns + o.turns, offers: l.offers + o.offers, last: max(l.last, o.last)}
}

// load is what ledger and open offers say about each of the people.
func (tx *txn) load(people []handoff.PersonID) (map[handoff.PersonID]handoff.Load, error) {
	var missing []handoff.PersonID
	for _, p := range people {
		if _, ok := tx.loads[p]; !ok {
			missing = append(missing, p)
		}
	}
	if err := tx.lockPersons(missing); err != nil {
		return nil, tx.fail(err, "lock the reps")
	}
	if err := tx.beside(func() error { return tx.readLoads(missing) }); err != nil {
		return nil, tx.fail(err, "read the load of the reps")
	}
	out := make(map[handoff.PersonID]handoff.Load, len(people))
	for _, p := range people {
		l := tx.loads[p].plus(tx.tallies[p])
		out[p] = handoff.Load{Turns: l.turns, Last: instant(l.last), Open: l.offers}
	}
	return out, nil
}

// readLoads reads the stored loads; they change only when the transaction ends.
func (tx *txn) readLoads(people []handoff.PersonID) error {
	if tx.loads == nil {
		tx.loads = map[handoff.PersonID]tally{}
	}
	for _, p := range people {
		tx.loads[p] = tally{}
	}
	return in(tx, people, func(scan func(...any) error) error {
		var person string
		var l tally
		err := scan(&person, &l.turns, &l.last, &l.offers)
		tx.loads[handoff.PersonID(person)] = l
		return err
	}, "SELECT person, turns, last, offers FROM loads WHERE person IN (%s)")
}

// count counts for a rep, to be written when the transaction ends: once for each rep, not once for each handoff.
func (tx *txn) count(rep handoff.PersonID, l tally) {
	if tx.tallies == nil {
		tx.tallies = map[handoff.PersonID]tally{}
	}
	tx.tallies[rep] = tx.tallies[rep].plus(l)
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
	maps.DeleteFunc(tx.tallies, func(_ handoff.PersonID, l tally) bool { return l == tally{} })
	p := tx.top()
	p.loads, p.rows = tx.tallies, p.rows+len(tx.tallies)
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

// appendLedger adds entries to the ledger of the rotation.
func (tx *txn) appendLedger(entries []handoff.Entry) error {
	if err := tx.writing(); err != nil {
		return tx.fail(err, "append to the ledger")
	}
	p := tx.top()
	p.entries = append(p.entries, entries...)
	p.rows += len(entries)
	for _, e := range entries {
		l := tally{turns: e.Turns}
		if e.Kind == handoff.EntryTurn {
			l.last = nanos(e.At)
		}
		tx.count(e.Person, l)
	}
	return nil
}

// longMeeting is the length above which a meeting stands in an index of its own: of the others the index gives the few
// around a time instead of all before it.
const longMeeting = 4 * time.Hour

// readMeetings reads what is stored of the meetings of people between two instants, unless it is known.
func (tx *txn) readMeetings(people []handoff.PersonID, from, to int64) error {
	var missing []handoff.PersonID
	for _, p := range people {
		if m := tx.meetings[p]; m == nil || m.from > from || m.to < to {
			missing = append(missing, p)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	if tx.meetings == nil {
		tx.meetings = map[handoff.PersonID]*meetings{}
	}
	for _, p := range missing {
		tx.meetings[p] = &meetings{from: from, to: to}
	}
	err := tx.beside(func() error {
		return in(tx, missing, func(scan func(...any) error) error {
			one := meeting{taken: true}
			if err := scan(&one.rep, &one.id, &one.start, &one.end); err != nil {
				return err
			}
			if m := tx.meetings[one.rep]; m != nil {
				m.all = append(m.all, one)
				m.longest = max(m.longest, one.end-one.start)
			}
			return nil
		}, `SELECT rep, id, start_at, end_at FROM handoffs
				WHERE open = 1 AND turn = 1 AND rep IN (%s) AND start_at < $1 AND start_at > $2 AND end_at > $3
			UNION ALL SELECT rep, id, start_at, end_at FROM handoffs WHERE turn = 1 AND end_at - start_at > 14400000000000
				AND rep IN (%s) AND start_at < $1 AND start_at <= $2 AND end_at > $3`,
			to, from-longMeeting.Nanoseconds(), from)
	})
	if err != nil {
		clear(tx.meetings)
		return err
	}
	for _, p := range missing {
		slices.SortFunc(tx.meetings[p].all, func(a, b meeting) int { return cmp.Compare(a.start, b.start) })
	}
	return nil
}

// AddAway keeps absences that came to be known; source says from where.
func (tx People) AddAway(absences []handoff.Absence, source string) error {
	for _, a := range absences {
		delete(tx.aways, a.Person)
		err := tx.exec("INSERT INTO absences (person, end_at, start_at, source) VALUES ($1, $2, $3, $4) ON CONFLICT DO "+
			"NOTHING",
			string(a.Person), nanos(a.End), nanos(a.Start), source)
		if err != nil {
			return tx.fail(err, "keep an absence of %s", a.Person)
		}
	}
	return nil
}

// mostTwins bounds what one brief may be compared with.
const mostTwins = 50

// plainAddresses are addresses as they are found by.
func plainAddresses(addresses []string) []string {
	plain := make([]string, 0, len(addresses))
	for _, a := range addresses { // by mailbox first: that has an index
		if a = handoff.PlainAddress(a); a != "" && len(a) <= longest {
			plain = append(plain, a)
		}
	}
	return plain
}

// twins lists other open handoffs, their meeting not past, with a prospect at one of the addresses, as
// handoff.SameAddress tells; the oldest first.
func (tx *txn) twins(addresses []string, except handoff.ID) ([]handoff.Twin, error) {
	plain := plainAddresses(addresses)
	if err := tx.lockNames(lockAddress, plain); err != nil {
		return nil, tx.fail(err, "lock the addresses of prospects")
	}
	var out []handoff.Twin
	seen := map[handoff.ID]bool{except: true}
	err := in(tx, plain, func(scan func(...any) error) error {
		var id, qualifier, rep string
		var start int64
		var data sql.RawBytes
		if err := scan(&id, &start, &qualifier, &rep, &data); err != nil {
			return err
		}
		var h struct{ Prospects []handoff.Contact }
		if err := json.Unmarshal(data, &h); err != nil {
			return err
		}
		same := slices.ContainsFunc(h.Prospects, func(c handoff.Contact) bool {
			return slices.ContainsFunc(addresses, func(a string) bool { return a != "" && handoff.SameAddress(a, c.Address) })
		})
		if w := handoff.ID(id); same && !seen[w] && len(out) < mostTwins {
			seen[w] = true
			out = append(out, handoff.Twin{Handoff: w, Start: instant(start), Qualifier: handoff.PersonID(qualifier),
				Rep: handoff.PersonID(rep)})
		}
		return nil
	}, `SELECT id, start_at, qualifier, rep, data FROM handoffs WHERE id IN (SELECT handoff FROM prospects WHERE address IN (%s)) ORDER BY n LIMIT 100`)
	if err != nil {
		return nil, tx.fail(err, "look for handoffs with the same prospect")
	}
	return out, nil
}
