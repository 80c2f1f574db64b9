package store

import (
	"database/sql"
	"fmt"

	"handoffd/handoff"
)

// metStates are those of a lead whom the rep has met, or is to meet.
const metStates = "'accepted', 'past', 'held', 'nurture', 'converted'"

// met counts, for each rep, the other leads of the qualifier whom the rep has met or is to meet. Only where somebody
// listens in is that asked; it reads the leads of the rep.
func (tx *Tx) met(id handoff.ID, n handoff.Need) (map[handoff.PersonID]int, error) {
	out := map[handoff.PersonID]int{}
	for _, rep := range n.People {
		count := 0
		err := tx.each(func(scan func(...any) error) error {
			var many sql.NullInt64
			err := scan(&many)
			count = int(many.Int64)
			return err
		}, fmt.Sprintf("SELECT count(*) FROM handoffs WHERE rep = $1 AND qualifier = $2 AND id <> $3 AND state IN (%s)",
			metStates), string(rep), string(n.Qualifier), string(id))
		if err != nil {
			return nil, tx.fail(err, "count what %s has met", rep)
		}
		out[rep] = count
	}
	return out, nil
}
