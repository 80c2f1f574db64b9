package outbox

import (
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"

	"handoffd/handoff/render"
	"handoffd/handoff/store"
)

// written writes the mail of a delivery, if there is one to be written, and packs it. A mail on which that panics has
// failed; it holds up no other.
func (p *delivery) written() {
	defer func() {
		if r := recover(); r != nil {
			p.mail, p.packed, p.fail = render.Mail{}, nil, fmt.Errorf("panic: %v", r)
		}
	}()
	if p.packed = nil; p.write != nil {
		p.write()
	}
	if p.mail.Raw != nil && !p.settled() {
		p.packed = store.Pack(p.mail.Raw)
	}
}

// writeAll writes the mails of a round on all processors; beside a round that is handed over it leaves one to that:
// where all are busy, an answer of the mail server is looked for every ten milliseconds only.
func writeAll(deliveries []*delivery, beside bool) {
	var next atomic.Int64
	var all sync.WaitGroup
	hands := runtime.GOMAXPROCS(0)
	if beside && hands > 1 {
		hands--
	}
	for range min(hands, len(deliveries)) {
		all.Go(func() {
			for i := int(next.Add(1)); i <= len(deliveries); i = int(next.Add(1)) {
				deliveries[i-1].written()
			}
		})
	}
	all.Wait()
}
