package store

import (
	"time"

	"handoffd/handoff"
)

// Alias is a further address of a colleague, not in the config: they have called it theirs.
type Alias struct {
	Address string
	Person  handoff.PersonID
	At      time.Time
}

// AddAlias keeps that an address is a colleague's. The last word counts.
func (tx People) AddAlias(address string, person handoff.PersonID, at time.Time) error {
	address = handoff.FoldAddress(address)
	if address == "" || len(address) > longest {
		return nil
	}
	tx.aliases = nil
	if err := tx.exec(`INSERT INTO aliases (address, person, at) VALUES ($1, $2, $3) ON CONFLICT (address) DO UPDATE
		SET person = excluded.person, at = excluded.at`, address, string(person), at.UnixMilli()); err != nil {
		return tx.fail(err, "keep another address of %s", person)
	}
	return nil
}

// DropAlias forgets a further address, and says whether it was one.
func (tx People) DropAlias(address string) (bool, error) {
	tx.aliases = nil
	n, err := tx.change("DELETE FROM aliases WHERE address = $1", handoff.FoldAddress(address))
	if err != nil {
		return false, tx.fail(err, "forget another address of a colleague")
	}
	return n > 0, nil
}

// Aliases are the further addresses of colleagues by address: few, and read once a transaction.
func (tx People) Aliases() (map[string]Alias, error) {
	if tx.aliases != nil {
		return tx.aliases, nil
	}
	all := map[string]Alias{}
	err := tx.beside(func() error {
		return tx.each(func(scan func(...any) error) error {
			var a Alias
			var person string
			var at int64
			err := scan(&a.Address, &person, &at)
			a.Person, a.At = handoff.PersonID(person), time.UnixMilli(at).UTC()
			all[a.Address] = a
			return err
		}, "SELECT address, person, at FROM aliases")
	})
	if err != nil {
		return nil, tx.fail(err, "read further addresses of colleagues")
	}
	tx.aliases = all
	return all, nil
}

// AllWith lists the handoffs, finished ones too, whose prospect is somebody at the address. It looks through all.
func (tx Record) AllWith(address string) ([]handoff.ID, error) {
	all, err := tx.List(Filter{})
	var out []handoff.ID
	for _, h := range all {
		if h.IsProspect(address) {
			out = append(out, h.ID)
		}
	}
	return out, err
}

// OpenWith lists the open handoffs whose prospect is somebody at the address.
func (tx People) OpenWith(address string) ([]handoff.ID, error) {
	var out []handoff.ID
	seen := map[handoff.ID]bool{}
	err := in(tx.txn, plainAddresses([]string{address}), func(scan func(...any) error) error {
		var id string
		err := scan(&id)
		if w := handoff.ID(id); err == nil && !seen[w] {
			seen[w] = true
			out = append(out, w)
		}
		return err
	}, "SELECT handoff FROM prospects WHERE address IN (%s) ORDER BY handoff")
	if err != nil {
		return nil, tx.fail(err, "find the handoffs of a prospect")
	}
	return out, nil
}
