package store

import (
	"time"

	"handoffd/handoff"
)

// NoMail is what is kept of a colleague whose address does not take mail.
type NoMail struct {
	Address string
	Entry   string // mark of the person's entry in the config, then
}

// noMailOf is what is kept of a colleague now.
func noMailOf(p handoff.Person) NoMail { return NoMail{Address: p.Email(), Entry: p.Entry()} }

// addNoMails keeps whose address a decision found to take no mail.
func (tx *txn) addNoMails(w *written) error {
	for _, p := range w.out.NoMail {
		if err := tx.addNoMail(p, noMailOf(w.env.Config.Person(p)), w.env.Now); err != nil {
			return err
		}
	}
	return nil
}

// addNoMail keeps that the address of a colleague does not take mail.
func (tx *txn) addNoMail(person handoff.PersonID, n NoMail, now time.Time) error {
	tx.noMail = nil
	err := tx.exec(`INSERT INTO no_mail (person, address, entry, at) VALUES ($1, $2, $3, $4) ON CONFLICT (person) DO UPDATE
		SET address = excluded.address, entry = excluded.entry, at = excluded.at`, string(person), n.Address, n.Entry,
		now.UnixMilli())
	if err != nil {
		return tx.fail(err, "keep that the address of %s takes no mail", person)
	}
	return nil
}

// TakesMail forgets it: a mail has come from there.
func (tx People) TakesMail(person handoff.PersonID) error {
	tx.noMail = nil
	if err := tx.exec("DELETE FROM no_mail WHERE person = $1", string(person)); err != nil {
		return tx.fail(err, "forget that the address of %s takes no mail", person)
	}
	return nil
}

// NoMail is everybody whose address was found to take no mail: few, and read once a transaction.
func (tx People) NoMail() (map[handoff.PersonID]NoMail, error) {
	if tx.noMail != nil {
		return tx.noMail, nil
	}
	all := map[handoff.PersonID]NoMail{}
	err := tx.beside(func() error {
		return tx.each(func(scan func(...any) error) error {
			var person string
			var n NoMail
			err := scan(&person, &n.Address, &n.Entry)
			all[handoff.PersonID(person)] = n
			return err
		}, "SELECT person, address, entry FROM no_mail")
	})
	if err != nil {
		return nil, tx.fail(err, "read whose address takes no mail")
	}
	tx.noMail = all
	return all, nil
}
