package practice

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
)

func team() *handoff.Config {
	return &handoff.Config{People: map[handoff.PersonID]handoff.Person{
		"quinn": {ID: "quinn", Name: "Quinn Ames", Zone: "Europe/Berlin"},
		"rita":  {ID: "rita", Name: "Rita Vance", Zone: "Europe/Berlin"}},
		Teams: []handoff.Team{{Name: "emea", Qualifiers: []handoff.PersonID{"quinn"}, Reps: []handoff.PersonID{"rita"},
			Managers: []handoff.PersonID{"mona"}, Policy: handoff.DefaultPolicy(), Fields: handoff.DefaultFields()}}}
}

// TestCourseIsFoundAgain: what is kept of a course gives the same course, also without a practice lead; rules that
// somebody has read once stay read.
func TestCourseIsFoundAgain(t *testing.T) {
	t.Parallel()
	day := time.Date(2026, 11, 30, 9, 0, 0, 0, time.UTC)
	began := Course{}.Begin(handoff.RoleRep, day).Tell("a", day)
	began.Key("rita")
	read := began
	read.Read = true
	asked := Course{}
	asked.Key("mona")
	for _, c := range []Course{{}, began, read, asked, Course{}.Tell("b", day), Course{}.Begin(handoff.RoleRep, day).Known()} {
		said := map[string]string{"playbook old": "read"}
		if err := c.Keep(func(name, word string) error { said[name] = word; return nil }); err != nil {
			t.Fatal(err)
		}
		if got := Of(said); got != c {
			t.Errorf("%+v is found again as %+v", c, got)
		}
	}
	said := map[string]string{"playbook": "b", "playbook a": "read", "playbook b": ""}
	if c := Of(said).Tell("a", day); c.Told != "a" || c.Read {
		t.Errorf("%+v", c)
	}
}

// TestPractise: one answer may give several steps; what does not fit is told, and the step is asked for once more.
func TestPractise(t *testing.T) {
	t.Parallel()
	c, conf := Course{}.Begin(handoff.RoleRep, time.Now()), team()
	codes := func(says []handoff.Reason) string {
		var out []string
		for _, s := range says {
			out = append(out, fmt.Sprint(s.Sentence()))
		}
		return strings.Join(out, " ")
	}
	c, says := c.Answer(conf, "rita", []handoff.Fact{&handoff.Decline{}})
	if c.Done != 0 || codes(says) != "practice-said/other practice-ask/accept-reply" {
		t.Errorf("%d: %s", c.Done, codes(says))
	}
	c, says = c.Answer(conf, "rita", []handoff.Fact{&handoff.Accept{}})
	if c.Done != 1 || codes(says) != "practice-said/right practice-ask/held" {
		t.Errorf("%d: %s", c.Done, codes(says))
	}
	c, says = c.Answer(conf, "rita", nil)
	if c.Done != 1 || codes(says) != "practice-said/unread practice-ask/held" {
		t.Errorf("%d: %s", c.Done, codes(says))
	}
	c, says = c.Answer(conf, "rita", []handoff.Fact{&handoff.Judge{Outcome: handoff.OutcomeHeld}, &handoff.NameStep{}})
	if c.Waits() || codes(says) != "practice-said/right practice-said/right practice-said/done" {
		t.Errorf("%d: %s", c.Done, codes(says))
	}
	if c, says = c.Answer(conf, "rita", []handoff.Fact{&handoff.Accept{}}); codes(says) != "practice-said/over" {
		t.Errorf("%d: %s", c.Done, codes(says))
	}
}

// TestOwes: who was told changed rules in the mail of a day owes nothing on that day, whatever the hour, and does from
// the next one on, until they have read them.
func TestOwes(t *testing.T) {
	t.Parallel()
	day := time.Date(2026, 11, 30, 9, 0, 0, 0, time.UTC)
	c := Course{}.Begin(handoff.RoleRep, day.AddDate(0, -1, 0)).Known().Tell("b", day)
	for hours, want := range map[int][2]bool{0: {false, true}, 14: {false, true}, 24: {true, false}} {
		at := day.Add(time.Duration(hours) * time.Hour)
		if got := [2]bool{c.Owes(at), c.Fresh(at)}; got != want {
			t.Errorf("%d hours later: %t", hours, got)
		}
	}
	c.Read = true
	if c.Owes(day.AddDate(0, 0, 7)) || c.Fresh(day) || (Course{Told: "a"}).Fresh(day) || !(Course{Told: "a"}).Owes(day) {
		t.Error("who has read them owes nothing; who was told on a day that is not known does")
	}
}

// TestTold: a manager reads names, or how many they are where nobody reads figures of others by name.
func TestTold(t *testing.T) {
	t.Parallel()
	conf, day := team(), time.Date(2026, 11, 30, 9, 0, 0, 0, time.UTC)
	open := []Open{{"rita", Course{}.Begin(handoff.RoleRep, day).Tell("a", day), false},
		{"quinn", Course{}.Tell("b", day), false}, {"mona", Course{}.Tell("b", day), true}}
	for names, want := range map[handoff.ShowNames]string{handoff.NamesManager: "unread/practice unread/rules unread/mailed",
		handoff.NamesOwn: "unread/practice-count unread/rules-count unread/mailed-count"} {
		conf.Names = names
		got := ""
		for _, r := range Told(open, conf) {
			got += " " + string(r.Sentence())
		}
		if got != " "+want {
			t.Errorf("%q: %s", names, got)
		}
	}
	if len(Told(nil, conf)) != 0 {
		t.Error("nobody is told of")
	}
}
