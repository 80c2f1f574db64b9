package outbox

import (
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"

	"handoffd/handoff/store"
)

// written writes the mail of a delivery, if there is one to be written, and packs it.
func (p *delivery) written() {
	if p.packed = nil; p.write != nil {
		p.write()
	}
	if p.mail.Raw != nil && !p.settled() {
		p.packed = store.Pack(p.mail.Raw)
	}
}

// writeAll writes the mails of a round on all processors.
func writeAll(deliveries []*delivery) error {
	var next atomic.Int64
	var failed atomic.Pointer[error]
	var all sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(deliveries)) {
		all.Go(func() {
			defer func() {
				if r := recover(); r != nil { // one poisonous mail must not end the service
					err := fmt.Errorf("panic: %v", r)
					failed.CompareAndSwap(nil, &err)
				}
			}()
			for i := int(next.Add(1)); i <= len(deliveries); i = int(next.Add(1)) {
				deliveries[i-1].written()
			}
		})
	}
	all.Wait()
	if err := failed.Load(); err != nil {
		return *err
	}
	return nil
}
