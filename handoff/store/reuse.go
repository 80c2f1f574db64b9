package store

import (
	"cmp"
	"sync"

	"handoffd/handoff"
)

// Decoded are handoffs as they were read, which are used again while their rows hold the same bytes: who reads them
// time after time need not have them decoded each time. What is given is shared: only its own fields may be changed, as
// Decide does. It may be used by several goroutines; the zero value holds none.
type Decoded struct {
	Most int // how many are held at most; 0: mostDecoded
	mu   sync.Mutex
	of   map[handoff.ID]decoded
}

type decoded struct {
	data string
	h    handoff.Handoff
}

// mostDecoded bounds how many are held where nothing else is said: a few rounds of mails are about less.
const mostDecoded = 128

// Reuse has the handoffs that are read in this transaction from now on taken from those decoded before.
func (tx Record) Reuse(d *Decoded) { tx.decoded = d }

// Clear lets all go.
func (d *Decoded) Clear() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.of = nil
}

// decode gives the handoff of that id whose row holds the bytes; d may be nil.
func (d *Decoded) decode(id handoff.ID, data string) (h handoff.Handoff, err error) {
	if d == nil {
		return h, handoff.ReadJSON(data, &h)
	}
	d.mu.Lock()
	before, ok := d.of[id]
	d.mu.Unlock()
	if ok && before.data == data {
		return before.h, nil
	}
	if err = handoff.ReadJSON(data, &h); err != nil {
		return h, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.of == nil || len(d.of) >= cmp.Or(d.Most, mostDecoded) {
		d.of = map[handoff.ID]decoded{}
	}
	d.of[id] = decoded{data, h}
	return h, nil
}
