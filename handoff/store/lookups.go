package store

import (
	"database/sql"
	"encoding/json"
	"slices"
	"time"

	"handoffd/handoff"
)

// longMeeting is the length above which a meeting stands in an index of its own: of the others the index gives the few
// around a time instead of all before it.
const longMeeting = 4 * time.Hour

// AddAway keeps absences that came to be known; source says from where.
func (tx People) AddAway(absences []handoff.Absence, source string) error {
	for _, a := range absences {
		delete(tx.aways, a.Person)
		err := tx.exec("INSERT INTO absences (person, end_at, start_at, source, cover, said_at) "+
			"VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING", string(a.Person), nanos(a.End), nanos(a.Start), source,
			string(a.Cover), nanos(a.Said))
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
	}, `SELECT id, start_at, qualifier, rep, data FROM handoffs WHERE id IN (SELECT handoff FROM prospects
		WHERE address IN (%s)) ORDER BY n LIMIT 100`)
	if err != nil {
		return nil, tx.fail(err, "look for handoffs with the same prospect")
	}
	return out, nil
}
