package reading

import (
	"testing"
	"time"

	"handoffd/handoff"
)

func TestWhyALeadSleepsIsRead(t *testing.T) {
	spring := time.Date(2027, time.March, 1, 9, 0, 0, 0, handoff.Location("Europe/Berlin"))
	for text, want := range map[string]string{
		"nurture until 1 March 2027":                                  "",
		"nurture until 1 March 2027: budget comes in Q1":              "budget comes in Q1",
		"Nurture until 1 March 2027 - they move offices first":        "they move offices first",
		"nurture until March 2027, no money before":                   "no money before",
		"nurture until 1 March 2027 because the budget comes then":    "the budget comes then",
		"please nurture until 1 March 2027 (new fiscal year)":         "new fiscal year",
		"nurture until Mon, 1 March 2027: Pat's boss is back: Q1":     "Pat's boss is back: Q1",
		"nurture until 2027-03-01: budget 20k - needs the board, too": "budget 20k - needs the board, too",
	} {
		f, _ := ReadCommand(text, grammarHandoff(), fromPerson("rita"), grammarConfig(), grammarNow)
		if n, ok := f.(*handoff.NurtureUntil); !ok || n.Why != want || !n.Until.Equal(spring) {
			t.Errorf("%q is %+v, want why %q", text, f, want)
		}
	}
	may := time.Date(2027, time.May, 1, 9, 0, 0, 0, handoff.Location("Europe/Berlin"))
	for text, want := range map[string]time.Time{
		"nurture until May": may, "nurture until May: no budget": may, "nurture until Mai: kein Budget": may,
		"nurture until March": spring, "nurture until December": time.Date(2026, 12, 1, 9, 0, 0, 0, may.Location()),
		"nurture until November": time.Date(2027, 11, 1, 9, 0, 0, 0, may.Location()), // the running one
	} {
		f, _ := ReadCommand(text, grammarHandoff(), fromPerson("rita"), grammarConfig(), grammarNow)
		if n, ok := f.(*handoff.NurtureUntil); !ok || !n.Until.Equal(want) {
			t.Errorf("%q is %+v, want %s", text, f, want)
		}
	}
	for _, text := range []string{"nurture until they have a budget?", "Nurture: is it worth it?"} {
		if f, ok := ReadCommand(text, grammarHandoff(), fromPerson("rita"), grammarConfig(), grammarNow); ok {
			t.Errorf("%q is the command %s", text, f.Kind())
		}
	}
}

func TestConsentIsReadWithWhoWhenAndWords(t *testing.T) {
	day := func(y int, m time.Month, d int) time.Time {
		return time.Date(y, m, d, 0, 0, 0, 0, handoff.Location("Europe/Berlin"))
	}
	for text, want := range map[string]handoff.Consented{
		`consent: Pat Kim, 3 Nov 2026, "yes, keep me posted"`: {Who: "Pat Kim", On: day(2026, 11, 3), Words: "yes, keep me posted"},
		"Consent: Pat Kim on the phone; 3 Nov; mails are fine": {Who: "Pat Kim on the phone", On: day(2026, 11, 3),
			Words: "mails are fine"},
		"consent: Pat, today: sure":                   {Who: "Pat", On: day(2026, 11, 23), Words: "sure"},
		"consent: Pat, on 2025-12-24, write any time": {Who: "Pat", On: day(2025, 12, 24), Words: "write any time"},
		"consent: Pat, 24 Dec, write any time":        {Who: "Pat", On: day(2025, 12, 24), Words: "write any time"},
		"consent: Pat, 24 Dec 2020, write any time":   {Who: "Pat", On: day(2020, 12, 24), Words: "write any time"},
		"consent: Pat Kim, 3 Nov 2026,\nyes please":   {Who: "Pat Kim", On: day(2026, 11, 3), Words: "yes please"},
	} {
		f, ok := ReadCommand(text, grammarHandoff(), fromPerson("quinn"), grammarConfig(), grammarNow)
		c, is := f.(*handoff.Consented)
		if !ok || !is || c.Who != want.Who || c.Words != want.Words || !c.On.Equal(want.On) {
			t.Errorf("%q is %+v", text, f)
		}
	}
	for _, text := range []string{"consent: yes", "consent: Pat Kim, 3 Nov 2026", "consent: Pat Kim, next week, yes",
		"consent: Pat Kim, 24 Dec 2027, yes", "consent: Pat Kim, 3 days ago, yes", "consent:"} {
		f, ok := ReadCommand(text, grammarHandoff(), fromPerson("quinn"), grammarConfig(), grammarNow)
		if u, is := f.(*handoff.Unclear); !ok || !is || u.Ask.Code != "ask-consent" {
			t.Errorf("%q is %+v", text, f)
		}
	}
	if f, ok := ReadCommand("Consent is a topic for our lawyers", grammarHandoff(), fromPerson("quinn"), grammarConfig(),
		grammarNow); ok {
		t.Errorf("a sentence is the command %s", f.Kind())
	}
}

// FuzzNurture: no day of a consent lies ahead, and no lead sleeps until a day that was.
func FuzzNurture(f *testing.F) {
	for _, s := range []string{"nurture until 1 March: why", `consent: Pat, 3 Nov, "yes"`, "consent: a, 0, b", "nurture until ("} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, _ := ReadCommand(s, grammarHandoff(), fromPerson("quinn"), grammarConfig(), grammarNow)
		switch n := got.(type) {
		case *handoff.Consented:
			if n.On.After(grammarNow) || n.On.IsZero() || n.Who == "" || n.Words == "" {
				t.Errorf("%q is %+v", s, n)
			}
		case *handoff.NurtureUntil:
			if !n.Until.After(grammarNow) || len(n.Why) > handoff.MaxNote {
				t.Errorf("%q is %+v", s, n)
			}
		}
	})
}

func TestAReasonThatTakesBackIsNone(t *testing.T) {
	for _, text := range []string{"nurture until 1 March 2027, but only if the board agrees",
		"nurture until 1 March 2027 - unless they call", "nurture until 1 March 2027, however they may call"} {
		f, ok := ReadCommand(text, grammarHandoff(), fromPerson("quinn"), grammarConfig(), grammarNow)
		if n, is := f.(*handoff.NurtureUntil); ok && is {
			t.Errorf("%q is %+v", text, n)
		}
	}
}
