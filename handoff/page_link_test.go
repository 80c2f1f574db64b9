package handoff

import (
	"strings"
	"testing"
)

// TestOwnLinksAreTakenOut: whatever form a program gives them.
func TestOwnLinksAreTakenOut(t *testing.T) {
	t.Parallel()
	c := &Config{Pages: "https://handoff.acme.example"}
	secret := LinkFor("drawn", "accept").Secret
	if len(secret) != 32 || secret == LinkFor("drawn", "decline").Secret || secret == LinkFor("other", "accept").Secret {
		t.Fatalf("secret %q", secret)
	}
	for _, s := range []string{
		"On a page: " + c.LinkTo(PageLink{Secret: secret}) + " and more",
		"> <" + c.LinkTo(PageLink{Secret: secret}) + ">",
		"[Accept](" + c.LinkTo(PageLink{Secret: secret}) + ")",
		"HTTPS://HANDOFF.ACME.EXAMPLE/DO/" + strings.ToUpper(secret),
		"https://safelinks.example/?url=https%3A%2F%2Fhandoff.acme.example%2Fdo%2F" + secret + "&data=05",
		"Sign in: " + c.SignInLink(secret),
	} {
		got := WithoutLinks(s)
		if strings.Contains(strings.ToLower(got), secret) || !strings.Contains(got, "[…]") {
			t.Errorf("%q became %q", s, got)
		}
		if !HasLinks([]byte(s)) {
			t.Errorf("%q has none", s)
		}
	}
	for _, s := range []string{c.LeadPage("HO-7K3QX2"), "https://globex.example/do/it", "do/in/out", "and/or in/out"} {
		if got := WithoutLinks(s); got != s {
			t.Errorf("%q became %q", s, got)
		}
	}
}

// TestWhatTakesASession: giving a lead away, cancelling, rejecting.
func TestWhatTakesASession(t *testing.T) {
	t.Parallel()
	for words, want := range map[string]bool{"assign Rita": true, "cancel": true, "Cancel ": true, "reject: budget": true,
		"reject": true, "rep ": true, "rep Ben Ortiz": true, "replied": false, "accept": false, "held": false, "decline": false, "take": false} {
		if got := NeedsSession(words); got != want {
			t.Errorf("%q: %t", words, got)
		}
	}
}

// TestAPageNeedsNoEcho: whoever says something on a page reads there what came of it.
func TestAPageNeedsNoEcho(t *testing.T) {
	t.Parallel()
	for via, want := range map[string]bool{"imap": true, ViaPage: false, ViaLink: false} {
		h, env := Handoff{ID: "HO-AAAAAA", State: Closed, Team: "t", Qualifier: "q"}, Env{Config: &Config{Admin: "q",
			People: map[PersonID]Person{"q": {ID: "q", Name: "Quinn"}}, Teams: []Team{{Name: "t", Qualifiers: []PersonID{"q"},
				Managers: []PersonID{"q"}}}}}
		d := Decide(h, &Hold{About: About{By: Who{Person: "q"}, Via: via}}, env)
		echoed := false
		for _, a := range d.Actions {
			echoed = echoed || a.Purpose == PurposeEcho
		}
		if echoed != want {
			t.Errorf("%s: echo %t, %v", via, echoed, d.Reason)
		}
	}
}

func TestWhoSeesWhat(t *testing.T) {
	t.Parallel()
	c := &Config{Admin: "root", People: map[PersonID]Person{}, Teams: []Team{
		{Name: "a", Qualifiers: []PersonID{"q1", "q2"}, Reps: []PersonID{"r1", "r2"}, Managers: []PersonID{"m1"},
			Advocates: []PersonID{"v1"}},
		{Name: "b", Qualifiers: []PersonID{"q3"}, Reps: []PersonID{"r3"}, Managers: []PersonID{"m2"}}}}
	for _, id := range []PersonID{"root", "q1", "q2", "q3", "r1", "r2", "r3", "m1", "m2", "v1"} {
		c.People[id] = Person{ID: id, Name: string(id)}
	}
	h := &Handoff{Team: "a", Qualifier: "q1", Assignments: []Assignment{{N: 1, Rep: "r1"}}}
	for id, want := range map[PersonID]bool{"q1": true, "r1": true, "m1": true, "v1": true, "root": true, "q2": false,
		"r2": false, "m2": false, "q3": false, "r3": false, "gone": false, "": false} {
		if got := MaySee(h, c, id); got != want {
			t.Errorf("%q sees it: %t", id, got)
		}
	}
	for id, want := range map[PersonID]string{"q1": "today board new reports rules",
		"r1": "today board rotation reports rules", "v1": "today board new review reports rules", "m1": "today board new review rotation reports rules",
		"root": "today board review rotation reports rules held health", "gone": "", "": ""} {
		var got []string
		for _, p := range PagesFor(c, id) {
			got = append(got, string(p))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q opens %v, want %s", id, got, want)
		}
	}
	if got := LedgersFor(c, "r1"); len(got) != 1 || got[0] != "r1" {
		t.Errorf("a rep reads the turns of %v", got)
	}
	if got := LedgersFor(c, "m1"); len(got) != 2 {
		t.Errorf("a manager reads the turns of %v", got)
	}
	for _, id := range []PersonID{"v1", "q1", "m2", ""} {
		if got := LedgersFor(c, id); id != "m2" && len(got) > 0 || id == "m2" && (len(got) != 1 || got[0] != "r3") {
			t.Errorf("%q reads the turns of %v", id, got)
		}
	}
}
