package web

import (
	"maps"
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
	Counted string // what the rotation goes by, where it is not the sum
	Behind  bool   // it is more than that: they are too far behind the others
	Next    bool   // has the fewest by that, so that the next lead is theirs if they are free
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
	lookups
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
	most := 0.0
	for _, id := range reps {
		person := v.c.Person(id)
		sum := view.SumOf(person, loads[id], v.now)
		most = max(most, sum.Sum)
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
		if most > 0 {
			out[i].Share = int(100 * view.SumOf(v.c.Person(id), loads[id], v.now).Sum / most)
		}
	}
	return out, v.ranked(tx, reps, out)
}

// ranked says of each rep what the rotation of their team goes by, and who is the next by that.
func (v *visit) ranked(tx ledgers, reps []handoff.PersonID, out []ledgerOf) error {
	for _, team := range v.c.Teams {
		all := func(id handoff.PersonID) bool { return slices.Contains(reps, id) }
		if len(team.Reps) < 2 || !slices.ContainsFunc(team.Reps, all) {
			continue
		}
		env := handoff.Env{Now: v.now, Config: v.c}
		if err := v.lookUp(tx, handoff.RankNeeds(team, v.now), &env); err != nil {
			return err
		}
		ranks := handoff.Ranks(team.Name, env)
		least := slices.Min(slices.Collect(maps.Values(ranks)))
		whole := !slices.ContainsFunc(team.Reps, func(id handoff.PersonID) bool { return !all(id) })
		for i, id := range reps {
			rank, in := ranks[id]
			if !in {
				continue
			}
			sum := 100*env.Load[id].Turns + env.Load[id].Part
			if rank != sum {
				out[i].Counted, out[i].Behind = view.TurnsText(float64(rank)/100), rank > sum
			}
			out[i].Next = out[i].Next || whole && rank == least // else it tells of others
		}
	}
	return nil
}

// lookUp looks up what is needed.
func (v *visit) lookUp(tx lookups, needs []handoff.Need, env *handoff.Env) error {
	for _, n := range needs {
		if err := tx.LookUp("", n, env); err != nil {
			return err
		}
	}
	return nil
}
