package handoff

import (
	"slices"
	"strings"
	"testing"
)

// TestAsideUsages: what somebody is offered where no lead was found is what they may say: managers of who has leads,
// those who hand over leads of free times.
func TestAsideUsages(t *testing.T) {
	c := fixtureConfig()
	for id, want := range map[PersonID]string{"mara": "pause team until DATE, pause NAME until DATE, resume team, " +
		"back NAME, talk NAME, slots NAME, my leads", "quinn": "slots NAME, my leads", "rita": "away until DATE, away DATE to DATE, cover NAME, my leads",
		"olga": "pause team until DATE, pause NAME until DATE, resume team, back NAME, talk NAME, my leads"} {
		if got := strings.Join(AsideUsages(c, id), ", "); got != want {
			t.Errorf("%s: %s, want %s", id, got, want)
		}
	}
	if !slices.Contains(Usages(), "pause team until DATE") {
		t.Error("what is offered is no command")
	}
}
