package replay

import (
	"fmt"
	"testing"
	"time"

	"handoffd/handoff"
)

// Lives are so many leads with a reload after every other forty and some weeks then, as they would have been recorded,
// and the rules that were in force all the time.
func Lives(t *testing.T, n int, seed uint64) (facts []Recorded, c *handoff.Config) {
	s := newStage(config(t, nil), seed, 40*time.Second)
	for i := 0; len(s.order) < n; i++ {
		s.lives(40)
		s.reload(config(t, func(c *handoff.Config) { c.Name = fmt.Sprintf("Acme %d", i) }))
		s.now = s.now.Add(50 * 24 * time.Hour)
	}
	return s.facts, config(t, nil)
}

// Fewer are the same rules with a rep less.
func Fewer(t *testing.T) *handoff.Config { return config(t, changes["a rep less"]) }

// Told is what is told of differences.
func Told(r Report) string {
	return fmt.Sprint(told(r.Differ), r.Old, r.New, r.All, r.Unknown, r.Unsure)
}
