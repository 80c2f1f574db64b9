package store

import (
	"crypto/rand"

	"handoffd/handoff"
)

// added is a fact that is to continue a chain.
type added struct {
	id     handoff.ID
	w      *written
	before chainEnd
	bare   bool // the handoff was forgotten: its payload is not kept

	link
	hash []byte // of the chain up to here
	salt []byte
}

// seal makes its link of the chain; those before it are sealed already.
func (a *added) seal() error {
	if err := a.w.write(); err != nil {
		return err
	}
	a.salt = make([]byte, 16)
	if _, err := rand.Read(a.salt); err != nil {
		return err
	}
	head := handoff.Header(a.w.fact)
	a.link = link{kind: string(a.w.fact.Kind()), at: nanos(head.At), person: string(head.By.Person),
		commitment: commit(a.salt, a.w.decided[:], a.w.body), rules: handoff.Rules}
	a.hash = a.link.hash(a.before.tip(a.id))
	return nil
}

// append has a fact continue the chain of its handoff.
func (tx *txn) append(id handoff.ID, w *written) error {
	if err := tx.writing(); err != nil {
		return err
	}
	forget, err := tx.stage(id)
	if err != nil {
		return err
	}
	end, err := tx.chainEnd(id)
	if err != nil {
		return err
	}
	a := &added{id: id, w: w, before: end, bare: forget == forgetDone}
	p := tx.top()
	p.facts = append(p.facts, a)
	p.rows += 2
	if k, ok := tx.known[id]; ok {
		k.end = chainEnd{seq: end.seq + 1, last: a, sure: true}
	}
	return nil
}
