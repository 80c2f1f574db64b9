package reading

import "testing"

func TestAsksForLeads(t *testing.T) {
	for text, want := range map[string]bool{
		"my leads": true, "My leads?": true, "Hi,\n\nmy leads please\n": false, "my leads\n\nThanks,\nRita": true,
		"Hello,\nlist my leads\n\nBest regards\nRita Vance": true, "meine Leads": true, "": false, "leads": false,
		"my leads are all fine, thank you": false, "my leads\nHO-7K3QX2 next: demo Tue": false, "no": false,
	} {
		if got := AsksForLeads(text, grammarConfig()); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}
