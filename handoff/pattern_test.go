package handoff

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// past lives leads one after the other, as a store would keep what became of them.
type past struct {
	team     Team
	endings  []Ending
	told     []Pattern
	demands  []Demand
	counting int
}

func newPast() *past {
	c := fixtureConfig()
	return &past{team: c.Teams[0]}
}

// lead comes to an end: "rita quinn webinar rejected budget" with what the brief did not prove.
func (p *past) lead(words string, unproved ...string) []Pattern {
	f := strings.Fields(words)
	p.counting++
	e := Ending{Handoff: ID(fmt.Sprintf("HO-%d", p.counting)), Team: p.team.Name, Rep: PersonID(f[0]),
		Qualifier: PersonID(f[1]), At: monday.AddDate(0, 0, p.counting), How: Ended(f[2]), Unmet: f[3:], Unproved: unproved}
	return p.end(e)
}

func (p *past) end(e Ending) []Pattern {
	var found []Pattern
	if e.How.Nothing() {
		found = Patterns(p.team, e, p.endings, p.told)
	}
	p.told = append(p.told, found...)
	i := slices.IndexFunc(p.endings, func(o Ending) bool { return o.Handoff == e.Handoff && o.Rep == e.Rep })
	if i < 0 {
		p.endings = append(p.endings, e)
	} else {
		e.At = p.endings[i].At
		p.endings[i] = e
	}
	return found
}

// brief says of patterns: whose, how many of how many, again, and what is proposed.
func (p Pattern) brief() string {
	s := fmt.Sprintf("%s %s %d/%d", p.Whose.What, p.Whose.ID, len(p.Leads), p.Of)
	if p.Criterion != "" {
		s += " " + p.Criterion
	}
	if p.Again {
		s += " again"
	}
	if p.Propose != "" {
		s += fmt.Sprintf(", %s %d of %d", p.Propose, p.Caught, p.Bad)
	}
	return s
}

// TestPatternsAreFoundEarly: each line is a lead that comes to an end and what is told then; the briefs said nothing of
// budget.
func TestPatternsAreFoundEarly(t *testing.T) {
	tests := map[string][][2]string{
		"the third in a row of a rep, and the fourth": {
			{"rita quinn rejected budget"}, {"rita anna unreachable"},
			{"rita otto no-show", "rep rita 3/3"}, {"rita olaf rejected need", "rep rita 4/4 again"},
			{"rita nina rejected need"}},
		"of a qualifier with several reps": {
			{"rita quinn rejected budget"}, {"ben quinn rejected budget"},
			{"yuki quinn rejected budget", "qualifier quinn 3/3, budget 3 of 3"},
			{"rita quinn rejected budget", "qualifier quinn 4/4 again, budget 4 of 4"},
			{"ben quinn rejected budget"}, {"rita quinn rejected budget"}},
		"a lead that is held parts a row": {
			{"rita quinn rejected budget"}, {"rita quinn rejected need"}, {"rita quinn held"},
			{"rita quinn rejected pain"}, {"rita quinn rejected need"}},
		"an accepted one too": {
			{"rita quinn rejected budget"}, {"rita quinn rejected need"}, {"rita quinn accepted"},
			{"rita quinn rejected pain"}},
		"one criterion in half of the last eight": {
			{"rita quinn rejected budget"}, {"rita quinn accepted"}, {"rita quinn rejected budget"},
			{"rita quinn accepted"}, {"rita quinn rejected budget"}, {"rita quinn accepted"},
			{"rita quinn rejected budget", "qualifier quinn 4/7 budget, budget 4 of 4"}, {"rita quinn accepted"},
			{"rita quinn rejected budget", "qualifier quinn 4/8 budget again, budget 4 of 4"}},
		"three of eight are not half": {
			{"rita quinn rejected budget"}, {"rita quinn accepted"}, {"rita quinn rejected budget"},
			{"rita quinn accepted"}, {"rita quinn rejected budget"}, {"rita quinn accepted"},
			{"rita quinn rejected need"}},
		"a new row is a new pattern": {
			{"rita quinn rejected budget"}, {"rita quinn rejected budget"},
			{"rita quinn rejected budget", "qualifier quinn 3/3, budget 3 of 3"}, {"rita quinn held"},
			{"rita quinn held"}, {"rita quinn held"}, {"rita quinn held"}, {"rita quinn held"}, {"rita quinn held"},
			{"rita quinn rejected need"}, {"rita quinn rejected need"}, {"rita quinn unreachable", "qualifier quinn 3/3"}},
	}
	for name, lines := range tests {
		t.Run(name, func(t *testing.T) {
			p := newPast()
			for i, l := range lines {
				var got []string
				for _, f := range p.lead(l[0], "budget") {
					got = append(got, f.brief())
				}
				if want := l[1]; strings.Join(got, "; ") != want {
					t.Errorf("lead %d, %s: found %q, want %q", i+1, l[0], got, want)
				}
			}
		})
	}
}

// TestAnAcceptedLeadThatFailsKeepsItsPlace: three accepted leads whose guests do not come are a row, whatever was
// accepted after them.
func TestAnAcceptedLeadThatFailsKeepsItsPlace(t *testing.T) {
	p := newPast()
	for range 4 {
		p.lead("rita quinn accepted")
	}
	for i := range 3 {
		e := p.endings[i]
		e.How = EndedNoShow
		found := p.end(e)
		if told := len(found) > 0; told != (i == 2) {
			t.Errorf("no-show %d: %v", i+1, found)
		}
	}
}

// TestTheSameLeadIsOneOfARowOnce: rejected again after it was offered again, it is no further one.
func TestTheSameLeadIsOneOfARowOnce(t *testing.T) {
	p := newPast()
	p.lead("rita quinn rejected budget")
	for range 3 {
		e := p.endings[0]
		if found := p.end(e); len(found) > 0 {
			t.Errorf("found %v", found)
		}
	}
	p.lead("rita quinn rejected budget")
	if found := p.lead("rita quinn rejected budget"); len(found) != 1 {
		t.Fatalf("found %v", found)
	}
	e := p.endings[2]
	if found := p.end(e); len(found) > 0 {
		t.Errorf("told twice: %v", found)
	}
	p = newPast() // the same where a criterion is the pattern
	for range 3 {
		p.lead("rita quinn rejected budget")
		p.lead("rita quinn accepted")
	}
	if found := p.lead("rita quinn rejected budget"); len(found) != 1 || found[0].Again {
		t.Fatalf("found %v", found)
	}
	if found := p.end(p.endings[6]); len(found) > 0 {
		t.Errorf("told twice: %v", found)
	}
}

// TestAProofIsAskedUntilTwoInARowAreAccepted goes by the leads whose briefs proved it.
func TestAProofIsAskedUntilTwoInARowAreAccepted(t *testing.T) {
	p := newPast()
	p.lead("rita quinn rejected budget", "budget")
	d := Demand{Team: "sales", Whose: Whose{OfQualifier, "quinn"}, Criterion: "budget", Since: p.endings[0].At}
	for i, tt := range []struct {
		words    string
		unproved []string
		over     bool
	}{
		{"rita quinn accepted", nil, false}, {"rita quinn rejected need", nil, false},
		{"rita quinn accepted", nil, false}, {"rita anna accepted", nil, false},
		{"rita quinn accepted", []string{"budget"}, false}, {"ben quinn held", nil, true},
	} {
		p.lead(tt.words, tt.unproved...)
		if over := d.Over(p.team, p.endings); over != tt.over {
			t.Errorf("after lead %d: over is %v", i+1, over)
		}
	}
}

// TestNoPatternIsToldThrice holds for any past: of any two leads nobody hears more than twice, the second time because
// there are more.
func TestNoPatternIsToldThrice(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		p := newPast()
		for range rapid.IntRange(1, 30).Draw(r, "leads") {
			words := rapid.SampledFrom([]string{"rita", "ben"}).Draw(r, "rep") + " " +
				rapid.SampledFrom([]string{"quinn", "anna"}).Draw(r, "qualifier") + " " +
				rapid.SampledFrom([]string{"rejected budget", "rejected need", "no-show", "unreachable", "accepted",
					"held"}).Draw(r, "how")
			if len(p.endings) > 0 && rapid.IntRange(0, 4).Draw(r, "again") == 0 {
				e := p.endings[rapid.IntRange(0, len(p.endings)-1).Draw(r, "which")]
				e.How = rapid.SampledFrom([]Ended{EndedAccepted, EndedNoShow, EndedRejected, EndedHeld}).Draw(r, "now")
				p.end(e)
				continue
			}
			p.lead(words, "budget")
		}
		for i, a := range p.told {
			later := 0
			for _, b := range p.told[i+1:] {
				if a.Whose == b.Whose && shared(a.Leads, b.Leads) >= sameLeads {
					if later++; !b.Again {
						r.Fatalf("%+v is told after %+v as if it were new", b, a)
					}
				}
			}
			if a.Again && later > 0 {
				r.Fatalf("%+v is told again", a)
			}
		}
	})
}

// lookUp gives the world of a lead what became of earlier ones.
func (w *world) lookUp(p *past) {
	w.look.Endings, w.look.Patterns, w.look.Demands = p.endings, p.told, p.demands
}

// TestTheThirdIsToldInTodayAndTheFourthAtOnce: to whom, and when.
func TestTheThirdIsToldInTodayAndTheFourthAtOnce(t *testing.T) {
	for before, want := range map[int]string{
		1: "", 2: "mara question weekly; quinn notice today; alma notice today", 3: "mara question live; quinn notice live; " +
			"alma notice live", 4: "",
	} {
		p := newPast()
		for range before {
			p.lead("rita quinn rejected budget", "budget")
		}
		w := newWorld(t)
		w.lookUp(p)
		w.say(fixtureBrief(monday))
		w.now = monday.Add(time.Hour)
		w.say(&Reject{About: by("rita", w.now), Criteria: []string{"budget"}})
		var got []string
		for _, a := range w.sent {
			if a.Step != patternStep && a.Step != patternAgainStep {
				continue
			}
			when := string(a.When)
			if a.When == Live {
				when = "live"
			}
			got = append(got, string(a.To.Person)+" "+string(a.Purpose)+" "+when)
		}
		if s := strings.Join(got, "; "); s != want {
			t.Errorf("after %d before: %q, want %q", before, s, want)
		}
	}
}

// TestTheManagersYesAsksForProof: the next brief without it is not offered, one with it is.
func TestTheManagersYesAsksForProof(t *testing.T) {
	p := newPast()
	for range 2 {
		p.lead("rita quinn rejected budget", "budget")
	}
	w := newWorld(t)
	w.lookUp(p)
	w.say(fixtureBrief(monday))
	w.now = monday.Add(time.Hour)
	w.say(&Reject{About: by("rita", w.now), Criteria: []string{"budget"}})
	d := Decide(w.h, &Agree{About: by("quinn", w.now)}, w.env())
	if len(d.Demands) > 0 {
		t.Errorf("the qualifier's yes asks for %v", d.Demands)
	}
	d = Decide(w.h, &Agree{About: by("mara", w.now)}, w.env())
	if len(d.Demands) != 1 || d.Demands[0].Criterion != "budget" || d.Demands[0].Whose != (Whose{OfQualifier, "quinn"}) {
		t.Fatalf("the manager's yes asks for %+v: %s", d.Demands, d.Reason)
	}
	p.demands = d.Demands
	next := newWorld(t)
	next.lookUp(p)
	next.now = monday.Add(2 * time.Hour)
	next.say(fixtureBrief(next.now))
	if next.h.State != Draft || !slices.Equal(next.h.Missing, []string{"budget"}) {
		t.Fatalf("%s, missing %v", next.h.State, next.h.Missing)
	}
	next.say(&Amended{About: by("quinn", next.now), Fields: map[string]string{"budget": "40k"}})
	if next.h.State != Offered {
		t.Errorf("%s: %s", next.h.State, next.reason)
	}
	p.lead("rita quinn accepted")
	p.lead("rita quinn accepted")
	free := newWorld(t)
	free.lookUp(p)
	free.now = monday.AddDate(0, 0, 1)
	free.look.Endings[3].At, free.look.Endings[2].At = free.now, free.now
	d = Decide(Handoff{}, fixtureBrief(free.now), free.env())
	if d.Handoff.State != Offered || len(d.Demands) != 1 || d.Demands[0].Ended.IsZero() {
		t.Errorf("after two in a row: %s, missing %v, %+v", d.Handoff.State, d.Handoff.Missing, d.Demands)
	}
}

// TestALeadKeepsItsPlace: what was accepted before others and fails after them stands where it was accepted.
func TestALeadKeepsItsPlace(t *testing.T) {
	w := newWorld(t)
	w.say(fixtureBrief(monday))
	w.now = monday.Add(time.Hour)
	d := Decide(w.h, &Reject{About: by("rita", w.now), Criteria: []string{"budget"}}, w.env())
	if e := d.Endings; len(e) != 1 || !e[0].At.Equal(w.now) || e[0].How != EndedRejected || e[0].Rep != "rita" ||
		!slices.Equal(e[0].Unproved, []string{"budget", "authority"}) || !slices.Equal(e[0].Unmet, []string{"budget"}) {
		t.Fatalf("the first time: %+v", e)
	}
	w.look.Endings = []Ending{{Handoff: w.h.ID, Team: "sales", Rep: "rita", Qualifier: "quinn", At: monday,
		How: EndedAccepted}}
	d = Decide(w.h, &Reject{About: by("rita", w.now), Criteria: []string{"budget"}}, w.env())
	if e := d.Endings; len(e) != 1 || !e[0].At.Equal(monday) {
		t.Errorf("its place: %+v", e)
	}
}

// TestWhatWentOnIsToldOnce: the third waits for the mail of the week, and is not told there after the fourth was.
func TestWhatWentOnIsToldOnce(t *testing.T) {
	w := Whose{OfQualifier, "quinn"}
	third := Pattern{Team: "sales", Whose: w, Leads: []ID{"HO-1", "HO-2", "HO-3"}, At: monday}
	fourth := Pattern{Team: "sales", Whose: w, Leads: []ID{"HO-1", "HO-2", "HO-3", "HO-4"}, Again: true,
		At: monday.Add(time.Hour)}
	other := fourth
	other.Whose.ID = "anna"
	for _, tt := range []struct {
		p    Pattern
		told []Pattern
		want bool
	}{
		{third, nil, false}, {third, []Pattern{third}, false}, {third, []Pattern{fourth, third}, true},
		{fourth, []Pattern{fourth, third}, false}, {third, []Pattern{other}, false},
	} {
		if got := tt.p.WentOn(tt.told); got != tt.want {
			t.Errorf("%v after %v: %v", tt.p.Leads, tt.told, got)
		}
	}
}

// TestWhatIsDemandedIsWhatLacks: a criterion that was asked for is demanded as long as the brief does not prove it.
func TestWhatIsDemandedIsWhatLacks(t *testing.T) {
	c := &Config{Teams: []Team{{Name: "emea", Criteria: []Criterion{{Name: "budget"}, {Name: "pain"}}}}}
	h := Handoff{Team: "emea", Prove: []Demand{{Criterion: "budget"}, {Criterion: "pain"}, {Criterion: "gone"}}}
	for brief, want := range map[string]int{"": 2, "budget": 1} {
		h.Brief = map[string]string{brief: "40k"}
		if got := Demanded(&h, c); len(got) != want || got[want-1].Criterion != "pain" {
			t.Errorf("with %q: %v", brief, got)
		}
	}
}
