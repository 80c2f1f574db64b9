package engine

import (
	"strings"
	"testing"
)

// TestDrawn draws again while something is in use, and gives up where chance is none.
func TestDrawn(t *testing.T) {
	e := &Engine{Options: Options{Rand: strings.NewReader("aabb" + strings.Repeat("a", 2*mostDraws))}}
	used := func(s string) (bool, error) { return s == lowerText([]byte("aa")), nil }
	if got, err := e.drawn("a name", 2, lowerText, used); err != nil || got != lowerText([]byte("bb")) {
		t.Errorf("drew %q (%v), want the second one, as the first is in use", got, err)
	}
	if got, err := e.drawn("a name", 2, lowerText, used); err == nil {
		t.Errorf("drew %q, though everything that came is in use", got)
	}
	if got, err := e.drawn("a name", 2, lowerText, nil); err == nil {
		t.Errorf("drew %q of a source that has ended", got)
	}
}
