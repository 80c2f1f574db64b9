package ics

import (
	"maps"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/emersion/go-ical"
)

// A big calendar is read on all processors: the events of it side by side, and then the series, in blocks that each
// count for themselves. What they have found is joined in the order of the text. Where the whole comes near a limit,
// which then says what still counts, it is done again one after the other: the result is always that of one after the
// other.

// crew are the processors that work on a calendar.
type crew struct {
	workers int
	block   int // how much one takes at a time
}

// everybody takes blocks that are worth the way to another processor.
func everybody() crew { return crew{runtime.GOMAXPROCS(0), 250} }

// forSome are as many of them as n things keep busy.
func (c crew) forSome(n int) crew { return crew{max(1, min(c.workers, n/c.block)), c.block} }

// inBlocks calls do for the blocks of 0 to n, each once. What panics there does so here.
func (c crew) inBlocks(n int, do func(worker, from, to int)) {
	if c.workers < 2 {
		do(0, 0, n)
		return
	}
	var next atomic.Int64
	var failed atomic.Value
	var all sync.WaitGroup
	for w := range c.workers {
		all.Go(func() {
			defer func() {
				if r := recover(); r != nil {
					failed.CompareAndSwap(nil, panicked{r})
				}
			}()
			for from := 0; from < n; {
				to := int(next.Add(int64(c.block)))
				if from = to - c.block; from < n {
					do(w, from, min(to, n))
				}
			}
		})
	}
	all.Wait()
	if p, ok := failed.Load().(panicked); ok {
		panic(p.reason)
	}
}

type panicked struct{ reason any }

// event is a VEVENT and its UID, as far as they are read without the others.
type event struct {
	uid   string
	entry *entry
}

// readEvents reads the VEVENTs among the parts, each at its place.
func (b *busyTime) readEvents(parts []*component, cancelled bool) []event {
	read := make([]event, len(parts))
	b.crew.forSome(len(parts)).inBlocks(len(parts), func(_, from, to int) {
		for i := from; i < to; i++ {
			if parts[i].Name == ical.CompEvent {
				read[i] = event{cleanLine(value(parts[i], ical.PropUID)), b.newEntry(parts[i], cancelled)}
			}
		}
	})
	return read
}

// addAll counts all series.
func (b *busyTime) addAll() {
	if crew := b.crew.forSome(len(b.order)); crew.workers > 1 && b.hidden == 0 && b.addBeside(crew) {
		return
	}
	for _, s := range b.order {
		b.addSeries(s)
	}
}

// addBeside counts all series in blocks. It reports false, and has added nothing, if a limit may have been met.
func (b *busyTime) addBeside(c crew) bool {
	var sum tally
	sum.add(0, b.taken, len(b.entries))
	parts := make([]*busyTime, (len(b.order)+c.block-1)/c.block)
	clocks := make([]*zones, c.workers)
	floating := make([]zone, c.workers)
	for w := range c.workers {
		clocks[w] = &zones{defined: b.zones.defined, known: map[string]*zone{}, budget: b.zones.budget}
		floating[w].loc = b.floating.loc
	}
	c.inBlocks(len(b.order), func(w, from, to int) {
		part := &busyTime{from: b.from, to: b.to, floating: &floating[w], zones: clocks[w], self: b.self,
			budget: b.budget, listing: b.listing}
		parts[from/c.block] = part
		for _, s := range b.order[from:to] {
			if sum.over(b) {
				return
			}
			steps, spans, entries := part.budget.left, part.taken, len(part.entries)
			part.addSeries(s)
			sum.add(steps-part.budget.left, part.taken-spans, len(part.entries)-entries)
		}
		part.spans = merge(part.spans)
	})
	if !sum.over(b) && b.zones.cover(clocks) && b.join(parts) {
		b.budget.left -= int(sum.steps.Load())
		return true
	}
	for _, s := range b.order {
		s.forget()
	}
	return false
}

// tally is what the blocks have used up together.
type tally struct {
	steps, spans, entries atomic.Int64
}

func (t *tally) add(steps, spans, entries int) {
	t.steps.Add(int64(steps))
	t.spans.Add(int64(spans))
	t.entries.Add(int64(entries))
}

// over reports that one after the other, some limit might have said what counts.
func (t *tally) over(b *busyTime) bool {
	return int(t.steps.Load()) > b.budget.left-maxRule || t.spans.Load() > maxSpans || t.entries.Load() >= maxEntries
}

// cover reports that one after the other, the zones of all would have been found too.
func (z *zones) cover(all []*zones) bool {
	names, left := maps.Clone(z.known), z.budget.left
	for _, other := range all {
		maps.Copy(names, other.known)
		left -= z.budget.left - other.budget.left
	}
	return len(names) < maxZones && left >= 0
}

// join takes in what the blocks have found, or nothing.
func (b *busyTime) join(parts []*busyTime) bool {
	unknown := slices.Clone(b.unknown)
	for _, part := range parts {
		for _, text := range part.unknown {
			b.note(text)
		}
		b.hidden += part.hidden
	}
	if b.hidden > 0 { // how often something is hidden depends on what is listed
		b.unknown, b.hidden = unknown, 0
		return false
	}
	for _, part := range parts {
		b.spans = append(b.spans, part.spans...)
		b.entries = append(b.entries, part.entries...)
		b.away = append(b.away, part.away...)
		b.taken += part.taken
	}
	return true
}

// forget drops what was worked out of the entries.
func (s *series) forget() {
	for _, e := range s.itself {
		e.seen, e.dates = nil, nil
	}
	for _, list := range s.entries {
		for _, e := range list {
			e.seen, e.dates = nil, nil
		}
	}
}
