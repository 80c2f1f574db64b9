package burst

import (
	"runtime/debug"
	"testing"
)

func pace() int {
	p := debug.SetGCPercent(100)
	debug.SetGCPercent(p)
	return p
}

// The collector rests while one of several bursts lasts, and has its pace again after the last.
func TestThePaceComesBack(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(100))
	first := Begin()
	if pace() <= 100 {
		t.Errorf("in a burst the collector has its usual pace")
	}
	second := Begin()
	first()
	first() // once more ends nothing
	if pace() <= 100 {
		t.Errorf("the end of one burst ended another")
	}
	second()
	if got := pace(); got != 100 {
		t.Errorf("after the burst the pace is %d", got)
	}
}

// Who has set a slower pace keeps it.
func TestASlowerPaceStays(t *testing.T) {
	for _, set := range []int{-1, 5000} {
		before := debug.SetGCPercent(set)
		end := Begin()
		if got := pace(); got != set {
			t.Errorf("set to %d, in a burst it is %d", set, got)
		}
		end()
		if got := debug.SetGCPercent(before); got != set {
			t.Errorf("set to %d, after a burst it is %d", set, got)
		}
	}
}

// A large heap is not let grow by more than a small one.
func TestTheHeapGrowsByThatMuch(t *testing.T) {
	for inUse, want := range map[uint64]int{0: most, 1 << 20: most, 16 << 20: 200, 32 << 20: 100, 1 << 40: 0} {
		if got := paceOf(inUse); got != want {
			t.Errorf("%d bytes in use: %d per cent, want %d", inUse, got, want)
		}
	}
}
