package web

import (
	"slices"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/store"
	"handoffd/handoff/text"
	"handoffd/handoff/view"
)

// mostEntries bounds how many turns are listed of each rep, and rotationBack how far back.
const (
	mostEntries  = 40
	rotationBack = 90 * 24 * time.Hour
)

// rotationPage is the view of who has had how many turns, and why.
type rotationPage struct {
	Reps []ledgerOf
}

// ledgerOf is the ledger of one rep, the latest entry first, each with the sum after it.
type ledgerOf struct {
	Name    string
	Sum     string
	Share   int // of the most, in percent
	Month   int
	Silent  int
	Weight  int
	Next    bool // has had the fewest, so that the next lead is theirs if they are free
	Entries []ledgerRow
	Earlier int
}

type ledgerRow struct {
	At, Turns, Sum, Says string
	Lead                 handoff.ID
}

// ledgers is what the rotation is read from.
type ledgers interface {
	Loads(people []handoff.PersonID, now time.Time) (map[handoff.PersonID]handoff.Load, error)
	Ledger(person handoff.PersonID, from time.Time) ([]handoff.Entry, error)
}

// rotation shows the turns of each rep that the reader may read of, with the arithmetic.
func rotation(v *visit) error {
	var p rotationPage
	err := v.view(func(tx *store.Tx) (err error) {
		p.Reps, err = v.ledgers(tx, handoff.LedgersFor(v.c, v.me.ID))
		return err
	})
	if err != nil {
		return err
	}
	return v.show("rotation", p)
}

func (v *visit) ledgers(tx ledgers, reps []handoff.PersonID) ([]ledgerOf, error) {
	loads, err := tx.Loads(reps, v.now)
	if err != nil {
		return nil, err
	}
	var out []ledgerOf
	most, least := 0.0, -1.0
	for _, id := range reps {
		person := v.c.Person(id)
		sum := view.SumOf(person, loads[id], v.now)
		most = max(most, sum.Sum)
		if least < 0 || sum.Sum < least {
			least = sum.Sum
		}
		l := ledgerOf{Name: person.Name, Sum: view.TurnsText(sum.Sum), Month: sum.Month, Weight: sum.Weight}
		entries, err := tx.Ledger(id, v.now.Add(-rotationBack))
		if err != nil {
			return nil, err
		}
		l.Silent = handoff.ToldSilent(loads[id], entries)
		after := sum.Sum // the latest entry leads to the sum of today
		for _, e := range slices.Backward(entries) {
			line := view.EntryOf(e, v.c, v.Set.Reasons, v.me.Location())
			if len(l.Entries) == mostEntries {
				l.Earlier++
				continue
			}
			l.Entries = append(l.Entries, ledgerRow{At: v.at(e.At), Turns: view.TurnsText(line.Turns),
				Sum: view.TurnsText(after), Says: text.Capital(line.Says), Lead: e.Handoff})
			after -= line.Turns
		}
		out = append(out, l)
	}
	for i, id := range reps {
		sum := view.SumOf(v.c.Person(id), loads[id], v.now).Sum
		if most > 0 {
			out[i].Share = int(100 * sum / most)
		}
		out[i].Next = len(reps) > 1 && sum == least
	}
	return out, nil
}
