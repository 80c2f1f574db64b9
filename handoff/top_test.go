package handoff

import "testing"

func TestTopAccountsAreNamedByBriefOrList(t *testing.T) {
	c := fixtureConfig()
	c.TopAccounts = []string{"globex.example"}
	lead := func(address, key, value string) *Handoff {
		return &Handoff{Prospects: []Contact{{Address: address}}, Brief: map[string]string{key: value, "company": "X"}}
	}
	for _, row := range []struct {
		h    *Handoff
		want bool
	}{
		{lead("pat@globex.example", "need", "quotes"), true},
		{lead("Pat@EU.Globex.example", "need", "quotes"), true},
		{lead("pat@notglobex.example", "need", "quotes"), false},
		{lead("pat@initech.example", "Top account", "yes"), true},
		{lead("pat@initech.example", "KEY ACCOUNT", "tier 1"), true},
		{lead("pat@initech.example", "top account", "No."), false},
		{lead("pat@initech.example", "top account", ""), false},
		{lead("pat@initech.example", "account", "Initech"), false},
	} {
		if got := TopAccount(row.h, c); got != row.want {
			t.Errorf("%s %v: %t", row.h.Prospects[0].Address, row.h.Brief, got)
		}
	}
}
