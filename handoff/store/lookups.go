package store

import (
	"cmp"
	"database/sql"
	"encoding/json"
	"slices"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
)

// longMeeting is the length above which a meeting stands in an index of its own: of the others the index gives the few
// around a time instead of all before it.
const longMeeting = 4 * time.Hour

// meets lists, per rep, the meetings between from and to that other handoffs give him or ask him for.
func (tx *txn) meets(people []handoff.PersonID, from, to time.Time) (map[handoff.PersonID][]handoff.Meeting, error) {
	out := map[handoff.PersonID][]handoff.Meeting{}
	err := in(tx, people, func(scan func(...any) error) error {
		var rep, id string
		var start, end int64
		if err := scan(&rep, &id, &start, &end); err != nil {
			return err
		}
		p := handoff.PersonID(rep)
		out[p] = append(out[p], handoff.Meeting{Handoff: handoff.ID(id), Span: calendar.Span{Start: instant(start),
			End: instant(end)}})
		return nil
	}, `SELECT rep, id, start_at, end_at FROM handoffs WHERE open = 1 AND turn = 1 AND rep IN (%s) AND start_at < $1
		AND start_at > $2 AND end_at > $3
		UNION ALL SELECT rep, id, start_at, end_at FROM handoffs WHERE turn = 1 AND end_at - start_at > 14400000000000
		AND rep IN (%s)
			AND start_at < $1 AND start_at <= $2 AND end_at > $3`, nanos(to), nanos(from.Add(-longMeeting)), nanos(from))
	if err != nil {
		return nil, tx.fail(err, "read the meetings of the reps")
	}
	for _, meetings := range out {
		slices.SortFunc(meetings, func(a, b handoff.Meeting) int {
			return cmp.Or(a.Start.Compare(b.Start), cmp.Compare(a.Handoff, b.Handoff))
		})
	}
	return out, nil
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

// twins lists other open handoffs, their meeting not past, with a prospect at one of the addresses, as
// handoff.SameAddress tells; the oldest first.
func (tx *txn) twins(addresses []string, except handoff.ID) ([]handoff.Twin, error) {
	plain := make([]string, 0, len(addresses))
	for _, a := range addresses { // by mailbox first: that has an index
		if a = handoff.PlainAddress(a); a != "" && len(a) <= longest {
			plain = append(plain, a)
		}
	}
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
