package check

import (
	"slices"
	"strings"
	"testing"
	"time"

	"handoffd/cmd/handoffd/config"
	"handoffd/handoff"
	"handoffd/templates"
)

// TestCheckTellsWhoSendsTouches: and why none goes by itself.
func TestCheckTellsWhoSendsTouches(t *testing.T) {
	programme := []handoff.Touch{{After: 30 * 24 * time.Hour, Template: "checking-in"}}
	for _, c := range []struct {
		touches handoff.Touches
		nurture []handoff.Touch
		want    string
		warns   bool
	}{
		{handoff.TouchesDraft, nil, "", false},
		{handoff.TouchesDraft, programme, "each a draft that the qualifier sends with one tap", false},
		{handoff.TouchesAuto, programme, "only where consent is recorded", false},
		{handoff.TouchesAuto, nil, "there are none", true},
	} {
		team := handoff.Team{Name: "sales"}
		team.Policy.Touches = c.touches
		got := nurture(&handoff.Config{Teams: []handoff.Team{team}, Nurture: c.nurture})
		if c.want == "" && len(got) == 0 {
			continue
		}
		if len(got) != 1 || !strings.Contains(got[0].Text, c.want) || got[0].Warn != c.warns {
			t.Errorf("%q with %d mails: %+v", c.touches, len(c.nurture), got)
		}
	}
}

// TestBuiltInTouchesAreThere: what the config takes without a folder has words.
func TestBuiltInTouchesAreThere(t *testing.T) {
	for _, name := range config.BuiltInTouches {
		if !slices.Contains(templates.Files(), "words/"+templates.TouchPrefix+name+".txt") {
			t.Errorf("%s has no words", name)
		}
	}
}
