package handoff

import (
	"slices"
	"strings"
	"testing"
)

// toldIn lists who gets what mail of a purpose in a decision.
func toldIn(d Decision, p Purpose) []string {
	var out []string
	for _, a := range d.Actions {
		if a.Purpose == p {
			out = append(out, string(a.To.Person)+" "+string(a.Step))
		}
	}
	slices.Sort(out)
	return out
}

// TestAColleaguesAddressThatTakesNoMail: admin and manager are told once, whoever it is, and only the admin what the
// server said.
func TestAColleaguesAddressThatTakesNoMail(t *testing.T) {
	const said = "smtp rcpt: 550 5.1.1 <x>: no such user"
	for _, c := range []struct {
		who   PersonID
		state State
		first []string // notices
		again []string // once it is known
	}{
		{"rita", Offered, []string{"mara no-mail", "olga no-mail", "quinn reassigned"}, []string{"quinn reassigned"}},
		{"rita", Accepted, []string{"mara no-mail", "olga no-mail"}, []string{"mara bounced"}},
		{"quinn", Offered, []string{"alma bounced", "mara no-mail", "olga no-mail"}, []string{"alma bounced"}},
		{"mara", Accepted, []string{"olga no-mail", "vera no-mail"}, nil},
		{"olga", Accepted, []string{"mara no-mail"}, nil},
		{"mara", Escalated, []string{"olga no-mail"}, nil}, // the case that is put to vera says it
		{"rita", Closed, []string{"mara no-mail", "olga no-mail"}, nil},
	} {
		for _, known := range []bool{false, true} {
			facts := []Fact{
				&Bounced{About: About{At: monday}, Person: c.who, Address: string(c.who) + "@acme.example", Permanent: true,
					Status: "5.1.1"},
				&Failed{About: About{At: monday}, Purpose: PurposeNotice, To: Recipient{Person: c.who, Role: RoleRep}, Error: said},
			}
			for _, f := range facts {
				w, want := in(t, c.state), c.first
				if known {
					w.look.NoMail, want = []PersonID{c.who}, c.again
				}
				d := w.say(f)
				if got := toldIn(d, PurposeNotice); !slices.Equal(got, want) {
					t.Errorf("%s in %s, known %v, %s: told %q, want %q", c.who, c.state, known, f.Kind(), got, want)
				}
				if len(d.NoMail) == 1 == known {
					t.Errorf("%s in %s, known %v: kept %q", c.who, c.state, known, d.NoMail)
				}
				if strings.Contains(d.Reason.String(), "5.1.1") || strings.Contains(d.Handoff.Why.String(), "5.1.1") {
					t.Errorf("%s in %s: the record speaks in codes: %s", c.who, c.state, d.Reason)
				}
				for _, a := range d.Actions {
					if details := DetailOf[NoticeDetail](a).Details; strings.Contains(a.Why.String(), "5.1.1") ||
						(details != "") != (a.To.Person == "olga" && a.Step == "no-mail") {
						t.Errorf("%s in %s: %s to %s says %q and %q", c.who, c.state, a.Step, a.To, a.Why, details)
					}
				}
			}
		}
	}
	w := in(t, Accepted)
	w.look.NoMail = []PersonID{"rita"}
	bounce := &Failed{About: About{At: monday}, Purpose: PurposeUpdate, To: Recipient{Person: "rita", Role: RoleRep},
		Error: said}
	w.say(bounce)
	if got := toldIn(w.say(bounce), PurposeNotice); len(got) > 0 {
		t.Errorf("a second bounce about the same meeting tells %q", got)
	}
}

// TestWhoTakesNoMailIsNotAsked: the rotation passes them by and says why.
func TestWhoTakesNoMailIsNotAsked(t *testing.T) {
	w := newWorld(t)
	w.look.NoMail = []PersonID{"rita"}
	w.say(fixtureBrief(w.now))
	if w.h.Rep() == "rita" || w.h.State != Offered {
		t.Fatalf("%s with %s", w.h.State, w.h.Rep())
	}
	i := slices.IndexFunc(w.h.Current().Others, func(c Candidate) bool { return c.Rep == "rita" })
	if i < 0 || w.h.Current().Others[i].Why.Says != "candidate/no-mail" {
		t.Errorf("the others: %+v", w.h.Current().Others)
	}
}

// TestAnEntryThatChangesHasAnotherMark: whatever is changed in it.
func TestAnEntryThatChangesHasAnotherMark(t *testing.T) {
	p := fixtureConfig().Person("rita")
	for what, change := range map[string]func(*Person){
		"nothing": func(*Person) {}, "address": func(p *Person) { p.Emails = []string{"r.vance@acme.example"} },
		"name": func(p *Person) { p.Name = "Rita V." }, "hours": func(p *Person) { p.Hours = OfficeHours(8, 16) },
	} {
		q := p
		change(&q)
		if same := p.Entry() == q.Entry(); same != (what == "nothing") {
			t.Errorf("%s changed: the mark is the same: %v", what, same)
		}
	}
}
