package store

import (
	"slices"
	"sync"

	"handoffd/handoff"
)

// reading is a handoff that was read ahead. It is decoded once, by whoever comes first: a helper that goes through
// them in their order, or the writer that needs it now.
type reading struct {
	id     handoff.ID
	data   []byte
	forget int
	end    chainEnd
	from   *Decoded // nil: it is decoded anew
	once   sync.Once
	h      handoff.Handoff
	err    error
}

func (r *reading) decode() {
	r.once.Do(func() { r.h, r.err = r.from.decode(r.id, r.data) })
}

// ReadAhead reads the handoffs that are about to be decided, and the ends of their chains, in one statement, and has
// them decoded beside the writer. Who only reads has no use for the ends. Ids that nobody has are no error.
func (tx Record) ReadAhead(ids []handoff.ID) error {
	ids = slices.DeleteFunc(slices.Clone(ids), func(id handoff.ID) bool {
		_, known := tx.known[id]
		return known || id == ""
	})
	if err := tx.lockHandoffs(ids...); err != nil {
		return tx.fail(err, "lock %d handoffs", len(ids))
	}
	var found []*reading
	query := withEnds
	if tx.reading {
		query = withoutEnds
	}
	err := in(tx.txn, ids, func(scan func(...any) error) error {
		r := &reading{end: chainEnd{sure: !tx.reading}, from: tx.decoded}
		err := scan(&r.id, &r.data, &r.forget, &r.end.seq, &r.end.hash)
		found = append(found, r)
		return err
	}, query)
	if err != nil {
		return tx.fail(err, "read %d handoffs ahead", len(ids))
	}
	tx.ahead = make(map[handoff.ID]*reading, len(found))
	for _, r := range found {
		tx.ahead[r.id] = r
	}
	inOrder := make([]*reading, 0, len(found))
	for _, id := range ids {
		if r := tx.ahead[id]; r != nil {
			inOrder = append(inOrder, r)
		}
	}
	go func() {
		for _, r := range slices.Backward(inOrder) { // the writer comes from the front
			r.decode()
		}
	}()
	return nil
}

// The statements of ReadAhead.
const (
	withEnds = `SELECT h.id, h.data, h.forget, coalesce(f.seq, 0), f.hash FROM handoffs h LEFT JOIN facts f
		ON f.handoff = h.id AND f.seq = (SELECT max(seq) FROM facts WHERE handoff = h.id) WHERE h.id IN (%s)`
	withoutEnds = "SELECT id, data, forget, 0, NULL FROM handoffs WHERE id IN (%s)"
)

// takeAhead gives what was read ahead, once: from then on it stands among what is known. False if nothing was.
func (tx *txn) takeAhead(id handoff.ID) (*reading, bool) {
	r, ok := tx.ahead[id]
	if ok {
		delete(tx.ahead, id)
		r.decode()
	}
	return r, ok
}

// Peek gives a handoff that was read ahead or is known already, without reading; false if it is not.
func (tx Record) Peek(id handoff.ID) (handoff.Handoff, bool) {
	if r := tx.ahead[id]; r != nil {
		r.decode()
		return r.h, r.err == nil
	}
	h, ok, err := tx.again(id)
	return h, ok && err == nil
}
