package view

import (
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/templates"
)

// TestAnErasedEntryTellsNoCode: of a lead that was erased the words of an entry are gone, and its code is no word.
func TestAnErasedEntryTellsNoCode(t *testing.T) {
	set, err := templates.Load("")
	if err != nil {
		t.Fatal(err)
	}
	e := handoff.Entry{Person: "ben", Handoff: "HO-1", Kind: handoff.EntryTurn, Turns: 1}
	e.Why = handoff.Reason{Code: "window-closed"}
	if got := EntryOf(e, &handoff.Config{}, set.Reasons, time.UTC).Says; strings.Contains(got, "window") ||
		!strings.Contains(got, "HO-1") {
		t.Error(got)
	}
}
