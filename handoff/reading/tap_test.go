package reading

import (
	"testing"

	"handoffd/handoff"
)

func TestTapIn(t *testing.T) {
	const code = "abcdefghij234567"
	for subject, want := range map[string]Tap{
		"Accept: Pat Kim [HO-7K3QX2] (code " + code + ")":            {"HO-7K3QX2", "accept", code},
		"Accept [HO-7K3QX2] (code " + code + ")":                     {"HO-7K3QX2", "accept", code},
		"Accept: Pat Kim [HO-7K3QX2]":                                {"HO-7K3QX2", "accept", ""},
		"Keep the time: Pat Kim [HO-7K3QX2]":                         {"HO-7K3QX2", "keep the time", ""},
		"Reject budget: Pat Kim [HO-7K3QX2] (code " + code + ")":     {"HO-7K3QX2", "reject budget", code},
		"2: Pat Kim [HO-7K3QX2] (code " + code + ")":                 {"HO-7K3QX2", "2", code},
		"Held: Pat Example [practice]":                               {handoff.PracticeMark, "held", ""},
		"extend 2h [HO-7K3QX2]":                                      {},
		"reject: budget [HO-7K3QX2]":                                 {},
		"Re: Accept: Pat Kim [HO-7K3QX2] (code " + code + ")":        {},
		"Fwd: Accept: Pat Kim [HO-7K3QX2]":                           {},
		"Re: New lead: Pat Kim (Globex), reply by 17:00 [HO-7K3QX2]": {},
		"New lead: Pat Kim (Globex), reply by 17:00 [HO-7K3QX2]":     {},
		"Accept: Pat Kim":                                            {}, "": {}, "[HO-7K3QX2] accept": {},
		"Accept: Pat Kim [HO-7K3QX2] (code short)": {},
	} {
		got, ok := TapIn(subject)
		if ok != (want != Tap{}) || got != want {
			t.Errorf("%q: %+v %v, want %+v", subject, got, ok, want)
		}
	}
}

func FuzzTapIn(f *testing.F) {
	f.Add("Accept: Pat Kim [HO-7K3QX2] (code abcdefghij234567)")
	f.Fuzz(func(t *testing.T, s string) {
		if got, ok := TapIn(s); ok && (got.Verb == "" || got.ID == "" || IsAnswer(s)) {
			t.Errorf("%q: %+v", s, got)
		}
	})
}
