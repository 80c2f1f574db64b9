package handoff

import (
	"testing"
	"time"
)

func TestLends(t *testing.T) {
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	role := Token{Handoff: "HO-1", Person: "rita", Role: RoleRep, Issued: now, Expires: now.Add(RoleTokenLife)}
	confirmation := role
	confirmation.Mail = 7
	used := role
	used.Used = now
	for name, c := range map[string]struct {
		token Token
		b     Bearer
		lends bool
		spent bool
		code  Code
	}{
		"its owner":                {role, Bearer{Person: "rita", At: now}, true, true, "token"},
		"proved anyway":            {role, Bearer{Person: "rita", Proved: true, At: now}, true, false, "proved"},
		"proved, and shown":        {role, Bearer{Person: "rita", Proved: true, Shown: true, At: now}, true, true, "proved"},
		"somebody else":            {role, Bearer{Person: "quinn", At: now}, false, false, "token-foreign"},
		"nobody":                   {role, Bearer{At: now}, false, false, "token-foreign"},
		"nobody's token":           {Token{Expires: now}, Bearer{At: now}, false, false, "token-foreign"},
		"used":                     {used, Bearer{Person: "rita", At: now}, false, false, "token-used"},
		"at its end":               {role, Bearer{Person: "rita", At: role.Expires}, true, true, "token"},
		"after its end":            {role, Bearer{Person: "rita", At: role.Expires.Add(1)}, false, false, "token-expired"},
		"shown":                    {role, Bearer{Person: "rita", Shown: true, At: now}, false, true, "token-shown"},
		"forged":                   {role, Bearer{Person: "rita", Forged: true, At: now}, false, false, "token-forged"},
		"confirmed by failed mail": {confirmation, Bearer{Person: "rita", Forged: true, At: now}, true, true, "token"},
		"confirmed, but shown":     {confirmation, Bearer{Person: "rita", Shown: true, At: now}, false, true, "token-shown"},
	} {
		lends, why := c.token.Lends(c.b)
		if spent := c.token.Spent(c.b, lends); lends != c.lends || why.Code != c.code || spent != c.spent {
			t.Errorf("%s: lends %v (%s), spent %v", name, lends, why.Code, spent)
		}
	}
}

func TestMayAskAndAnswer(t *testing.T) {
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	var asked []time.Time
	for i := range confirmationsPerDay {
		if !MayAsk(asked, now) {
			t.Fatalf("not asked after %d", i)
		}
		asked = append(asked, now.Add(-time.Duration(i)*time.Hour))
	}
	if MayAsk(asked, now) || !MayAsk(asked, now.Add(day-4*time.Hour)) {
		t.Error("the day's measure is not kept")
	}
}

// TestWouldNamesEveryKind: whoever is asked to confirm sees what would be done, in words.
func TestWouldNamesEveryKind(t *testing.T) {
	for _, empty := range kinds {
		f := empty()
		switch f.Kind() {
		case KindSent, KindFailed, KindDeadline, KindBounced, KindComplained, KindRosterChanged, KindCalendarChanged, KindRemoved, KindOwnEvent, KindConferenceMade, KindDeleted, KindUnclear, KindUnreadable, KindOutsiderWrote: // no colleague says these
			continue
		}
		if why := Would(f, "UTC"); why.Says == "" {
			t.Errorf("%s: %s", f.Kind(), why)
		}
	}
}
