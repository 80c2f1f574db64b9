package replay

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
)

// changes are other rules to rehearse.
var changes = map[string]func(*handoff.Config){
	"twice the window":   func(c *handoff.Config) { c.Teams[0].Policy.Window *= 2 },
	"half the window":    func(c *handoff.Config) { c.Teams[0].Policy.Window /= 2 },
	"a quarter of it":    func(c *handoff.Config) { c.Teams[0].Policy.Window /= 4 },
	"no second rep":      func(c *handoff.Config) { c.Teams[0].Policy.Reassign = 0 },
	"one answer is all":  func(c *handoff.Config) { c.Teams[0].Policy.Require = c.Teams[0].Policy.Require[:1] },
	"a rep less":         func(c *handoff.Config) { c.Teams[0].Reps = []handoff.PersonID{"rita", "yuki", "leo"} },
	"a small cap":        func(c *handoff.Config) { c.Teams[0].Cap = 2 },
	"twice, with a rule": func(c *handoff.Config) { c.Teams[0].Policy.Window *= 2; c.Accounts = accounts(30) },
}

func accounts(n int) map[string]handoff.PersonID {
	out := map[string]handoff.PersonID{}
	for i := range n {
		out[fmt.Sprintf("c%d.example", 7*i)] = "yuki"
	}
	return out
}

// some are those that there is time for.
func some() map[string]func(*handoff.Config) {
	if !testing.Short() {
		return changes
	}
	out := map[string]func(*handoff.Config){}
	for _, name := range []string{"twice the window", "a quarter of it", "a rep less"} {
		out[name] = changes[name]
	}
	return out
}

func seeds() uint64 {
	if testing.Short() {
		return 1
	}
	return 3
}

// blames are the reasons that say of a rep that an answer did not come.
func blames(r handoff.Reason) bool {
	return slices.ContainsFunc([]string{"replied-not-accepted", "silent", "unclear"}, func(code string) bool {
		return strings.Contains(r.String(), code)
	})
}

// TestNobodyIsBlamedForWhatIsRecorded: no rehearsed lead says that a rep did not answer, or did not accept, in time who
// did in that time, nor of a time in which they had no lead to answer about.
func TestNobodyIsBlamedForWhatIsRecorded(t *testing.T) {
	blamed := 0
	for seed := range seeds() {
		facts := lives(config(t, nil), 100, seed)
		for name, change := range some() {
			for _, d := range Compare(Record{Facts: facts}, config(t, change), time.Time{}).Differ {
				if d.Why.Empty() && d.Old != nil {
					t.Errorf("%s, %d: no reason why %s goes otherwise: %s", name, seed, d.Handoff, told([]Difference{d}))
				}
				if !d.Instead || d.Last == nil || !blames(d.Why) {
					continue
				}
				blamed++
				if d.Old != nil && d.Old.At.Add(2*moment).Before(d.New.At) {
					t.Errorf("%s, %d: %s blames %s at %s, from whom it was gone at %s", name, seed, d.Handoff, d.Last.Rep,
						d.New.At, d.Old.At)
				}
				for _, f := range facts {
					at := handoff.When(f.Fact)
					if f.Handoff == d.Handoff && handoff.From(f.Fact).Person == d.Last.Rep && yes(f.Fact) &&
						at.After(invited(d).Add(moment)) && at.Before(d.New.At.Add(-moment)) &&
						!invited(d).IsZero() {
						t.Errorf("%s, %d: %s %s at %s, and %s had accepted at %s", name, seed, d.Handoff, d.Why.Code, d.New.At,
							d.Last.Rep, at)
					}
				}
			}
		}
	}
	if blamed == 0 {
		t.Error("nobody was silent in any rehearsal")
	}
}

// invited is when the rep of the last step has the invitation by the other rules.
func invited(d Difference) time.Time {
	if !d.Invited.IsZero() {
		return d.Invited
	}
	return d.Last.Opened
}

// yes says whether a fact is an acceptance.
func yes(f handoff.Fact) bool {
	if a, ok := f.(*handoff.Answered); ok {
		return a.PartStat == calendar.Accepted
	}
	return f.Kind() == handoff.KindAccept
}

// TestWhatIsToldOfALeadDoesNotDependOnSince, and what was is what the record holds.
func TestWhatIsToldOfALeadDoesNotDependOnSince(t *testing.T) {
	for seed := range seeds() {
		s := newStage(config(t, nil), seed, 40*time.Second)
		s.lives(60)
		s.reload(config(t, func(c *handoff.Config) { c.Teams[0].Cap = 3 }))
		s.lives(60)
		for name, change := range some() {
			all := Compare(Record{Facts: s.facts}, config(t, change), time.Time{})
			if all.All != s.counted() {
				t.Errorf("%s, %d: it was %+v, in the record %+v", name, seed, all.All, s.counted())
			}
			since := []int{20, 60, 90}
			if testing.Short() {
				since = since[:1]
			}
			for _, i := range since {
				since := s.facts[slices.IndexFunc(s.facts, func(f Recorded) bool { return f.Handoff == s.order[i] })].Now
				some := Compare(Record{Facts: s.facts}, config(t, change), since)
				if some.Leads != len(s.order)-i {
					t.Fatalf("%s, %d: %d leads since the %d.", name, seed, some.Leads, i)
				}
				want := slices.DeleteFunc(slices.Clone(all.Differ), func(d Difference) bool {
					return slices.Index(s.order, d.Handoff) < i
				})
				if got, want := fmt.Sprintf("%+v", told(some.Differ)), fmt.Sprintf("%+v", told(want)); got != want {
					t.Errorf("%s, %d: since the %d. lead\n%s, of all\n%s", name, seed, i, got, want)
				}
			}
		}
	}
}

// told is what is told of differences.
func told(all []Difference) (out []string) {
	for _, d := range all {
		one := string(d.Handoff)
		for _, s := range []*Step{d.Last, d.Old, d.New} {
			if s == nil {
				one += " | none"
				continue
			}
			one += fmt.Sprintf(" | %s %s %s turn %d of %v", s.At.UTC().Format("2 Jan 15:04:05"), s.State, s.Rep, s.Turn, s.Asked)
			if !s.Opened.IsZero() {
				one += s.Opened.UTC().Format(", invited 2 Jan 15:04")
			}
			if s.Unknown {
				one += ", then unknown"
			}
		}
		out = append(out, one+" | "+string(d.Why.Sentence()))
	}
	return out
}

// TestReloads: the config in force differs in nothing from itself, whatever was before; of leads that came in under
// another one it is told what would have differed.
func TestReloads(t *testing.T) {
	less := func(c *handoff.Config) { c.Teams[0].Reps = []handoff.PersonID{"rita", "yuki", "leo"} }
	for seed := range seeds() {
		s := newStage(config(t, nil), seed, 40*time.Second)
		s.lives(60)
		s.reload(config(t, less), "ben")
		from := s.now.Add(time.Minute)
		s.now = s.now.Add(time.Hour)
		s.lives(60)
		if r := Compare(Record{Facts: s.facts}, config(t, less), from); r.Leads != 60 || len(r.Differ) > 0 || r.Old != r.New {
			t.Errorf("%d: %d of %d that came in under it differ: %v", seed, len(r.Differ), r.Leads, told(r.Differ))
		}
		if r := Compare(Record{Facts: s.facts}, config(t, less), time.Time{}); r.Leads != 120 || len(r.Differ) == 0 || r.All != s.counted() {
			t.Errorf("%d: %d of all differ; %+v, in the record %+v", seed, len(r.Differ), r.All, s.counted())
		}
	}
}

// TestAReloadOfTheSameRulesDiffersInNothing, over leads that were open then and ones that came later.
func TestAReloadOfTheSameRulesDiffersInNothing(t *testing.T) {
	for seed := range seeds() {
		s := newStage(config(t, nil), seed, 40*time.Second)
		for i := range 4 {
			s.lives(40)
			s.reload(config(t, func(c *handoff.Config) { c.Name = fmt.Sprintf("Acme %d", i) }))
		}
		if r := Compare(Record{Facts: s.facts}, config(t, nil), time.Time{}); r.Leads != 160 || len(r.Differ) > 0 || r.Unknown > 0 ||
			r.Old != r.New || r.All != s.counted() {
			t.Errorf("%d: %d differ, %d unknown; %+v, %+v: %v", seed, len(r.Differ), r.Unknown, r.Old, r.New, told(r.Differ))
		}
	}
}

// TestLongerIsUnknown: of a rep from whom the lead was taken nobody knows what they would have done with more time,
// unless they did it all the same.
func TestLongerIsUnknown(t *testing.T) {
	unsure, kept := 0, 0
	for seed := range seeds() {
		facts := lives(config(t, nil), 150, seed)
		r := Compare(Record{Facts: facts}, config(t, changes["twice the window"]), time.Time{})
		unsure += r.Unsure
		for _, d := range r.Differ {
			if d.New != nil && d.New.Unknown && (d.Last == nil || d.New.Rep != d.Last.Rep || d.Why.Empty() ||
				d.Old == nil || !d.New.At.After(d.Old.At)) {
				t.Errorf("%s: %+v, then %+v", d.Handoff, d.Old, d.New)
			}
			if d.New != nil && d.New.State == handoff.Accepted && d.Old != nil && d.Old.State == handoff.Offered {
				kept++
			}
		}
	}
	if unsure == 0 || kept == 0 {
		t.Errorf("%d unknown, %d accepted with more time", unsure, kept)
	}
}

// TestAnAcceptanceCountsWhole: a rep let the window close and was given the lead back, with an event of their own. With
// a longer window it never was another one's, and the acceptance of that event counts as the reply does.
func TestAnAcceptanceCountsWhole(t *testing.T) {
	s := newStage(config(t, nil), 1, 0)
	s.now = monday
	s.brief(200 * time.Hour)
	id := s.order[0]
	h := s.leads[id]
	rep := h.Rep()
	s.now = monday.Add(24*time.Hour + 6*time.Minute)
	s.until(s.now, "", time.Time{})
	if h.Rep() == rep || len(h.Assignments) != 2 {
		t.Fatalf("it is not with another one: %+v", h.Assignments)
	}
	reply := &handoff.Replied{About: s.by(rep), Reach: handoff.ReachProspect}
	reply.At = h.Assignments[0].Due.Add(-time.Minute)
	s.decide(id, reply, s.now)
	if len(h.Assignments) != 3 || h.Rep() != rep || h.Assignments[2].UID == h.Assignments[0].UID {
		t.Fatalf("it is not back with them: %+v", h.Assignments)
	}
	s.now = s.now.Add(20 * time.Minute)
	s.say(id, &handoff.Answered{About: s.by(rep), Attendee: string(rep) + "@acme.example", Sequence: -1,
		PartStat: calendar.Accepted, UID: h.Assignments[2].UID})
	s.until(s.now.Add(72*time.Hour), "", time.Time{})
	s.say(id, &handoff.Status{About: s.by("quinn")})
	for name, change := range changes {
		r := Compare(Record{Facts: s.facts}, config(t, change), time.Time{})
		for _, d := range r.Differ {
			if strings.HasPrefix(name, "twice the") && (d.New == nil || d.New.State != handoff.Accepted || d.New.Rep != rep ||
				!d.New.At.Equal(monday.Add(24*time.Hour+26*time.Minute))) {
				t.Errorf("%s: %s", name, told(r.Differ))
			}
			if d.Instead && strings.Contains(d.Why.String(), "replied-not-accepted") {
				t.Errorf("%s blames: %s", name, told(r.Differ))
			}
		}
		if twice := name == "twice the window"; twice && len(r.Differ) != 1 {
			t.Errorf("%s: %s", name, told(r.Differ))
		}
	}
}

// TestWhatNobodyWasAskedIsUnknown: what a manager decided of a lead that would not have come to them is not counted.
func TestWhatNobodyWasAskedIsUnknown(t *testing.T) {
	s := newStage(config(t, changes["no second rep"]), 1, 0)
	s.brief(300 * time.Hour)
	rep := s.leads[s.order[0]].Rep()
	s.now = monday.Add(24*time.Hour + 10*time.Minute)
	s.say(s.order[0], &handoff.Assign{About: s.by("mara"), Rep: "leo"})
	s.now = monday.Add(72 * time.Hour)
	s.say(s.order[0], &handoff.Status{About: s.by("quinn")})
	r := Compare(Record{Facts: s.facts}, config(t, func(c *handoff.Config) {
		c.Teams[0].Policy.Window, c.Teams[0].Policy.Reassign = 16*time.Hour, 0
	}), time.Time{})
	if len(r.Differ) != 1 || r.Unknown != 1 || r.Differ[0].Old.State != handoff.Escalated || !r.Differ[0].New.Unknown ||
		r.Differ[0].New.Rep != rep {
		t.Errorf("%d unknown: %v", r.Unknown, told(r.Differ))
	}
}

// TestAnAnswerThatHadComeInIsFirst: what came in before the window of the other config closes, and was decided after
// that, counts.
func TestAnAnswerThatHadComeInIsFirst(t *testing.T) {
	s := newStage(config(t, nil), 1, 0)
	s.brief(300 * time.Hour)
	rep := s.leads[s.order[0]].Rep()
	s.now = monday.Add(4*time.Hour + 3*time.Minute)
	s.until(s.now, "", time.Time{})
	for _, f := range []handoff.Fact{&handoff.ReplyReported{About: s.by(rep)}, &handoff.Accept{About: s.by(rep)}} {
		about := handoff.Header(f)
		about.At = monday.Add(4*time.Hour + time.Minute)
		handoff.SetHeader(f, about)
		s.decide(s.order[0], f, s.now)
	}
	if r := Compare(Record{Facts: s.facts}, config(t, changes["half the window"]), time.Time{}); len(r.Differ) > 0 {
		t.Error(told(r.Differ))
	}
}

// TestWhatWasNeverSentGoesOut: the invitation to a rep from whom the lead was taken before it was out goes out by the
// rules by which they keep it.
func TestWhatWasNeverSentGoesOut(t *testing.T) {
	s := newStage(config(t, nil), 1, 0)
	s.now = monday.Add(8*time.Hour + 30*time.Minute) // Monday 17:30
	s.brief(300 * time.Hour)
	rep := s.leads[s.order[0]].Rep()
	s.now = s.now.Add(30 * time.Minute)
	s.say(s.order[0], &handoff.Assign{About: s.by("mara"), Rep: "leo"})
	s.now = monday.Add(72 * time.Hour)
	s.say(s.order[0], &handoff.Status{About: s.by("quinn")})
	r := Compare(Record{Facts: s.facts}, config(t, func(c *handoff.Config) {
		c.Teams[0].Managers = []handoff.PersonID{"yuki"}
	}), time.Time{})
	tuesday := monday.Add(24 * time.Hour)
	if len(r.Differ) != 1 || r.Differ[0].New == nil || !r.Differ[0].New.Unknown || r.Differ[0].New.Rep != rep ||
		!r.Differ[0].Invited.Equal(tuesday) || !r.Differ[0].New.At.Equal(tuesday.Add(8*time.Hour)) {
		t.Error(told(r.Differ))
	}
}

// TestAnEarlierProgramMayPutItOtherwise: what fell due sooner or later by the program that recorded it is decided when it
// was, and the same config differs in nothing.
func TestAnEarlierProgramMayPutItOtherwise(t *testing.T) {
	for _, by := range []time.Duration{-time.Minute, -45 * time.Minute, 3 * time.Hour} {
		s := newStage(config(t, nil), 1, 40*time.Second)
		s.lives(60)
		for i := range s.facts {
			f := &s.facts[i]
			if d, ok := f.Fact.(*handoff.Deadline); ok && f.Reason.Code != "deadline-moved" &&
				f.Reason.Code != "prospect-waiting" { // that is due at the start, and not a minute before
				other := *d
				other.Due = d.Due.Add(by)
				f.Fact = &other
			}
		}
		r := Compare(Record{Facts: s.facts}, config(t, nil), time.Time{})
		was := s.counted()
		if len(r.Differ) > 0 || r.Old != r.New || by < 0 && r.Old != was || r.Old.Reassigned == 0 {
			t.Errorf("by %s: %v differ; it was %+v, in the record %+v", by, told(r.Differ), r.Old, was)
		}
	}
}
