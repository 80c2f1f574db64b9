package engine

import (
	"handoffd/handoff"
	"handoffd/handoff/store"
)

// noMail are those of the people whose address is known to take no mail. What was found under another entry of the
// config is not known.
func (e *Engine) noMail(tx *store.Tx, people []handoff.PersonID) ([]handoff.PersonID, error) {
	all, err := tx.NoMail()
	if err != nil {
		return nil, err
	}
	var out []handoff.PersonID
	for _, id := range people {
		if found, ok := all[id]; ok && found == e.noMailOf(id) {
			out = append(out, id)
		}
	}
	return out, nil
}

// noMailOf is what is kept of a person whose address takes no mail.
func (e *Engine) noMailOf(id handoff.PersonID) store.NoMail {
	p := e.conf().Person(id)
	return store.NoMail{Address: p.Email(), Entry: p.Entry()}
}

// heardFrom notes that a mail came from the very address of a colleague: it may take mail again.
func (e *Engine) heardFrom(l *letter) error {
	if !l.known || !l.verified || l.asking {
		return nil
	}
	all, err := l.tx.NoMail()
	if err != nil {
		return err
	}
	if n, ok := all[l.sender.ID]; ok && handoff.SameAddress(n.Address, l.m.From.Addr) {
		return l.tx.TakesMail(l.sender.ID)
	}
	return nil
}
