package keep

import (
	"strings"
	"testing"

	"handoffd/handoff"
)

// TestWhatIsOverIsNotCalledOff: of a meeting that took place it is not said that it is called off.
func TestWhatIsOverIsNotCalledOff(t *testing.T) {
	for state, want := range map[handoff.State]bool{handoff.Draft: true, handoff.Offered: true, handoff.Accepted: true,
		handoff.Past: false, handoff.Held: false, handoff.Closed: false, handoff.Converted: false} {
		says := Lines(Plan{Leads: []Lead{{ID: "HO-1", State: state}}}, &handoff.Config{})[0]
		if strings.Contains(says, "called off") != want {
			t.Errorf("%s", says)
		}
	}
}
