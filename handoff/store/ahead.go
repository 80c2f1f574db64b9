package store

import (
	"bytes"
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

// Foreseen are handoffs as they were before the transaction that is to decide on them: what is still stored in the same
// bytes is not decoded again.
type Foreseen map[handoff.ID]*reading

// Foresee reads handoffs that are about to be decided in another transaction, and decodes them.
func (tx Record) Foresee(ids []handoff.ID) (Foreseen, error) {
	found, err := tx.readings(ids)
	if err != nil {
		return nil, tx.fail(err, "read %d handoffs ahead", len(ids))
	}
	out := make(Foreseen, len(found))
	for _, r := range found {
		r.decode()
		out[r.id] = r
	}
	return out, nil
}

// readings reads handoffs and, to write, the ends of their chains; none is decoded.
func (tx *txn) readings(ids []handoff.ID) ([]*reading, error) {
	query := withEnds
	if tx.reading {
		query = withoutEnds
	}
	var found []*reading
	err := in(tx, ids, func(scan func(...any) error) error {
		r := &reading{end: chainEnd{sure: !tx.reading}, from: tx.decoded}
		err := scan(&r.id, &r.data, &r.forget, &r.end.seq, &r.end.hash)
		found = append(found, r)
		return err
	}, query)
	return found, err
}

// seen takes what was decoded of the same bytes.
func (r *reading) seen(before *reading) {
	if before != nil && before.err == nil && bytes.Equal(before.data, r.data) {
		r.once.Do(func() { r.h = before.h })
	}
}

// ReadAhead reads the handoffs that are about to be decided, and the ends of their chains, in one statement, and has
// them decoded beside the writer, but those that were foreseen. Who only reads has no use for the ends. Ids that nobody
// has are no error.
func (tx Record) ReadAhead(ids []handoff.ID, before Foreseen) error {
	ids = slices.DeleteFunc(slices.Clone(ids), func(id handoff.ID) bool {
		_, known := tx.known[id]
		return known || id == ""
	})
	if err := tx.lockHandoffs(ids...); err != nil {
		return tx.fail(err, "lock %d handoffs", len(ids))
	}
	found, err := tx.readings(ids)
	if err != nil {
		return tx.fail(err, "read %d handoffs ahead", len(ids))
	}
	tx.ahead = make(map[handoff.ID]*reading, len(found))
	for _, r := range found {
		r.seen(before[r.id])
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
