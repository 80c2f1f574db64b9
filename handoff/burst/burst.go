// Package burst lets the collector of the Go runtime rest while much is done at once: a morning's mail, windows that
// close at the same minute, a hundred mails to send. What such work leaves behind is little memory and, collected at
// the usual pace of so small a heap, a third of the processor. Between bursts the pace is the usual one, and memory
// goes back to the system.
package burst

import (
	"math"
	"runtime/debug"
	"runtime/metrics"
	"sync"
)

const (
	room = 32 << 20 // by how many bytes the heap may grow over what is in use before it is collected
	most = 400      // per cent of what is in use: a small heap needs no more
)

// rest is the collector at rest: how many bursts there are, and the pace to go back to.
var rest struct {
	sync.Mutex
	bursts int
	usual  int
}

// Begin begins a burst, which lasts until its end is called; they may overlap. A pace that was set to be slower, or
// none at all (GOGC=off), stays.
func Begin() (end func()) {
	rest.Lock()
	defer rest.Unlock()
	if rest.bursts++; rest.bursts == 1 {
		rest.usual = debug.SetGCPercent(-1)
		pace := rest.usual
		if pace >= 0 {
			pace = max(pace, paceOf(inUse()))
		}
		debug.SetGCPercent(pace)
	}
	return sync.OnceFunc(func() {
		rest.Lock()
		defer rest.Unlock()
		if rest.bursts--; rest.bursts == 0 {
			debug.SetGCPercent(rest.usual)
		}
	})
}

// paceOf is the per cent by which a heap with so many bytes in use may grow.
func paceOf(inUse uint64) int {
	return int(min(most, room*100/max(inUse, 1)))
}

// inUse is how many bytes of the heap were found in use when it was last collected; nothing where that is not known.
func inUse() uint64 {
	s := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(s)
	if s[0].Value.Kind() != metrics.KindUint64 {
		return math.MaxUint64
	}
	return s[0].Value.Uint64()
}
