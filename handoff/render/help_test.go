package render

import (
	"strings"
	"testing"

	"handoffd/handoff"
)

// The help of a mail lists what can be said now: what has nothing to answer is not there, and comes once it has.
func TestHelpListsWhatCanBeAnswered(t *testing.T) {
	w := newTale(t, monday)
	lists := func(usage string) bool {
		w.tell(&handoff.Status{About: w.by("rita"), Help: true})
		body := takeApart(t, w.last(handoff.PurposeEcho, "", "rita").m.Raw).body["text/plain"]
		return strings.Contains(body, "\n  "+usage)
	}
	w.offered()
	if !lists("accept") || lists("send") {
		t.Error("before a reply that only the handoff address got")
	}
	about := w.by("rita")
	about.MessageID = "beef02@acme.example"
	w.tell(&handoff.Replied{About: about, Reach: handoff.ReachOnlyHere})
	if !lists("send") {
		t.Error("after it `send` is not listed")
	}
}
