package engine

import "handoffd/handoff"

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
