package handoff

import (
	"slices"
	"strings"
	"testing"
	"time"

	"handoffd/calendar"
)

func TestRuleFits(t *testing.T) {
	h := Handoff{Brief: map[string]string{"source": " Webinar\n June. ", "tier": "A"},
		Prospects: []Contact{{Address: "pat@Sales.Globex.example"}}}
	for _, row := range []struct {
		when map[string][]string
		want bool
	}{
		{nil, true},
		{map[string][]string{"source": {"webinar june"}}, true},
		{map[string][]string{"source": {"fair", "webinar june"}, "tier": {"a"}}, true},
		{map[string][]string{"source": {"webinar"}}, false},
		{map[string][]string{"source": {"webinar june"}, "tier": {"b"}}, false},
		{map[string][]string{"tier": {RuleAny}}, true},
		{map[string][]string{"region": {RuleAny}}, false},
		{map[string][]string{RuleDomain: {"globex.example"}}, true},
		{map[string][]string{RuleDomain: {"lobex.example"}}, false},
		{map[string][]string{RuleDomain: {RuleAny}}, true},
	} {
		if got := (Rule{When: row.when}).fits(&h); got != row.want {
			t.Errorf("%v: %v, want %v", row.when, got, row.want)
		}
	}
}

// ruled is a config whose big leads go to r2 and r3 by a window of two hours.
func ruled() *Config {
	c := pool(3)
	p := DefaultPolicy()
	p.Window = 2 * time.Hour
	c.Teams[0].Rules = []Rule{
		{Name: "west", When: map[string][]string{"need": {"x"}}, Reps: []PersonID{"r1"}},
		{Name: "big", When: map[string][]string{"budget": {"big"}}, Reps: []PersonID{"r2", "r3"}},
		{Name: "fast", When: map[string][]string{"budget": {RuleAny}}, Policy: p},
	}
	return c
}

// TestRulesOfATeam: the first with reps and the first with a policy, each on its own; the receipt says by which rule.
func TestRulesOfATeam(t *testing.T) {
	c := ruled()
	big := func(h *Handoff) { h.Brief = map[string]string{"budget": "Big"} }
	byBig := Because("rule/team", WordsArg("big"))
	got, why := routed(c, map[PersonID]Load{"r2": {Turns: 4}, "r3": {Turns: 5, Had: 5}}, Lookups{}, big)
	if got != "r2" || why["r1"] != Because("candidate/not-in-rule", ReasonArg(byBig)).String() ||
		why["r3"] != Because("candidate/by-rule", NumberArg(5), NumberArg(30), ReasonArg(byBig), WordsArg("5")).String() {
		t.Errorf("%s has it: %q", got, why)
	}
	if got, why := routed(c, map[PersonID]Load{"r2": {Turns: 4, Had: 4}}, Lookups{}, nil); got != "r1" ||
		why["r2"] != Because("candidate", NumberArg(4), NumberArg(30), WordsArg("4")).String() {
		t.Errorf("without a rule %s has it: %q", got, why)
	}
	named := func(h *Handoff) { big(h); h.Wish = "r1" }
	if got, _ := routed(c, nil, Lookups{}, named); got != "r1" {
		t.Errorf("the named rep comes before all rules; %s has it", got)
	}
	away := Lookups{Away: map[PersonID][]calendar.Span{}}
	for _, id := range []PersonID{"r2", "r3"} {
		away.Away[id] = span(monday.AddDate(0, 0, -1), meeting.AddDate(0, 0, 1))
	}
	if got, why := routed(c, nil, away, big); got != "" {
		t.Errorf("nobody of the rule is there, and %s has it: %q", got, why)
	}
}

// TestPolicyOfARule: what the brief says decides, also once it says it later.
func TestPolicyOfARule(t *testing.T) {
	w := newWorld(t)
	w.c = ruled()
	b := fixtureBrief(w.now)
	b.Fields["budget"] = "whatever"
	w.say(b)
	if a := w.h.Current(); a == nil || a.Window != 2*time.Hour || !a.Due.Equal(a.Opened.Add(2*time.Hour)) {
		t.Fatalf("%+v", a)
	}
	w = newWorld(t)
	w.c = ruled()
	b = fixtureBrief(w.now)
	b.Start, b.End = time.Time{}, time.Time{}
	w.say(b)
	w.say(&Amended{About: by("quinn", w.now), Start: meeting, End: meeting.Add(time.Hour),
		Fields: map[string]string{"budget": "big"}})
	a := w.h.Current()
	if a == nil || a.Window != 2*time.Hour || !slices.Contains([]PersonID{"r2", "r3"}, a.Rep) {
		t.Errorf("%s: %+v", w.h.State, a)
	}
}

func TestRuleHides(t *testing.T) {
	rule := func(when map[string][]string) Rule { return Rule{When: when} }
	any, a := rule(map[string][]string{"x": {RuleAny}}), rule(map[string][]string{"x": {"a"}})
	both := rule(map[string][]string{"x": {"a"}, "y": {"b"}})
	for _, row := range []struct {
		first, second Rule
		want          bool
	}{{any, a, true}, {a, any, false}, {a, both, true}, {both, a, false}, {a, a, true}, {any, both, true}} {
		if got := row.first.Hides(row.second); got != row.want {
			t.Errorf("%v hides %v: %v", row.first.When, row.second.When, got)
		}
	}
}

// TestTheDefaultsOfAFloor: what holds for a floor of three qualifiers and six reps that has written nothing.
func TestTheDefaultsOfAFloor(t *testing.T) {
	t.Parallel()
	p := DefaultPolicy()
	if p.Window != 8*time.Hour || p.Lead != 2*time.Hour || p.Hurry != 2*time.Hour || p.Reassign != 1 || !p.NextHalf ||
		p.OnConflict != ConflictRoute || p.Penalty != 1 || p.Prep != 15*time.Minute || p.Manager != 4*time.Hour ||
		p.Returned != 8*time.Hour || p.Proposal != 8*time.Hour || len(p.Steps) != 1 || p.Steps[0].Before != 2*time.Hour ||
		p.Steps[0].Kind != StepSuccessor {
		t.Errorf("%+v", p)
	}
	w := newWorld(t)
	w.c.Teams[0].Policy = p
	w.say(fixtureBrief(w.now))
	first := w.h.Current()
	for w.h.State == Offered && w.h.Rep() == first.Rep {
		w.due()
	}
	next := w.h.Current()
	if w.h.State != Offered || first.Window != 8*time.Hour || next.Window != 4*time.Hour {
		t.Fatalf("%s: the first has %s, the next %+v", w.h.State, first.Window, next)
	}
	for w.h.State == Offered {
		w.due()
	}
	if w.h.State != Escalated || len(w.h.Assignments) != 2 {
		t.Errorf("%s after %d reps: %s", w.h.State, len(w.h.Assignments), w.reason)
	}
}

// TestANamedRepIsAskedAbout: a rep whom the qualifier has named and who has something else then is nobody's to replace.
func TestANamedRepIsAskedAbout(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		wish PersonID
		want State
	}{{"", Offered}, {"rita", Draft}} {
		w := newWorld(t)
		w.c.Teams[0].Policy = DefaultPolicy()
		w.withCalendars("rita", "ben", "yuki")
		w.busyAt("rita", meeting, meeting.Add(time.Hour), "k")
		brief := fixtureBrief(w.now)
		brief.Wish = c.wish
		w.say(brief)
		if w.h.State != c.want || w.h.State == Offered && w.h.Rep() == "rita" {
			t.Errorf("named %q: %s with %q: %s", c.wish, w.h.State, w.h.Rep(), w.reason)
		}
	}
}

// TestRuleOfACountry: what the brief says, else the domain of the prospect, if it is one of a country.
func TestRuleOfACountry(t *testing.T) {
	for _, row := range []struct {
		address, brief string
		wanted         []string
		want           bool
	}{
		{"pat@globex.de", "", []string{"de", "at"}, true}, {"pat@globex.co.uk", "", []string{"gb"}, true},
		{"pat@globex.example", "", []string{"de"}, false}, {"pat@globex.io", "", []string{"io"}, false},
		{"pat@globex.io", "", []string{RuleAny}, false}, {"pat@globex.fr", "", []string{RuleAny}, true},
		{"pat@globex.de", "Austria", []string{"austria"}, true}, {"pat@globex.de", "Austria", []string{"de"}, false},
		{"pat", "", []string{"de"}, false},
	} {
		h := &Handoff{Prospects: []Contact{{Address: row.address}}, Brief: map[string]string{"country": row.brief}}
		if got := (Rule{When: map[string][]string{RuleCountry: row.wanted}}).fits(h); got != row.want {
			t.Errorf("%s, %q for %q: %v, want %v", row.address, row.brief, row.wanted, got, row.want)
		}
	}
	above := Rule{When: map[string][]string{RuleDomain: {"globex.example"}}}
	if below := (Rule{When: map[string][]string{RuleDomain: {"emea.globex.example"}}}); !above.Hides(below) || below.Hides(above) {
		t.Error("a rule for a domain hides one for a domain below it, and not the other way round")
	}
}

func TestRulesTogetherHideOne(t *testing.T) {
	rule := func(name string, pairs ...string) Rule {
		r := Rule{Name: name, When: map[string][]string{}}
		for i := 0; i < len(pairs); i += 2 {
			r.When[pairs[i]] = strings.Split(pairs[i+1], " ")
		}
		return r
	}
	for name, row := range map[string]struct {
		rule   Rule
		before []Rule
		want   string
	}{
		"one":              {rule("c", "source", "x"), []Rule{rule("a", "source", "x y"), rule("b", "source", "z")}, "a"},
		"two":              {rule("c", "source", "x y"), []Rule{rule("a", "source", "x"), rule("b", "source", "y")}, "a b"},
		"one is missing":   {rule("c", "source", "x y z"), []Rule{rule("a", "source", "x"), rule("b", "source", "y")}, ""},
		"any is more":      {rule("c", "source", "*"), []Rule{rule("a", "source", "x"), rule("b", "source", "y")}, ""},
		"of a domain":      {rule("c", "domain", "a.b.example d.example"), []Rule{rule("a", "domain", "b.example"), rule("b", "domain", "d.example")}, "a b"},
		"in two fields":    {rule("d", "source", "x y", "size", "s m"), []Rule{rule("a", "source", "x"), rule("b", "source", "y", "size", "s"), rule("c", "size", "m")}, "a b c"},
		"not in one of it": {rule("d", "source", "x y", "size", "s m"), []Rule{rule("a", "source", "x"), rule("b", "source", "y", "size", "s")}, ""},
	} {
		var got []string
		for _, r := range row.rule.HiddenBy(row.before) {
			got = append(got, r.Name)
		}
		if text := strings.Join(got, " "); text != row.want {
			t.Errorf("%s: hidden by %q, want %q", name, text, row.want)
		}
	}
}

// TestADomainInBothForms: müller.example is xn--mller-kva.example, for a rule, an account and a top account.
func TestADomainInBothForms(t *testing.T) {
	const letters, ascii = "müller.example", "xn--mller-kva.example"
	for _, written := range []string{letters, ascii} {
		for _, has := range []string{letters, ascii} {
			h := &Handoff{Prospects: []Contact{{Address: "pat@it." + has}}}
			c := &Config{Accounts: map[string]PersonID{ascii: "rita"}, TopAccounts: []string{written}}
			if !(Rule{When: map[string][]string{RuleDomain: {written}}}).fits(h) {
				t.Errorf("a rule for %s does not fit %s", written, has)
			}
			if rep, _ := c.accountOwner(Team{Reps: []PersonID{"rita"}}, h); rep != "rita" || !TopAccount(h, c) {
				t.Errorf("%s: account of %q, top %v", has, rep, TopAccount(h, c))
			}
		}
	}
}
