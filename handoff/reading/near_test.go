package reading

import (
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
)

// TestNear is what is offered back for words that are no command.
func TestNear(t *testing.T) {
	for _, row := range []struct {
		by         handoff.PersonID
		text, want string
	}{
		{"rita", "acept", "accept"}, {"rita", "acccept!", "accept"}, {"rita", "I accept with great pleasure", "accept"},
		{"rita", "Yes, great, accepted, see you then", "accepted"},
		{"rita", "declne: travelling", "decline: travelling"}, {"rita", "Please let Ben take it, my car broke down",
			"decline: Please let Ben take it, my car broke down"},
		{"rita", "No thanks", "decline: No thanks"}, {"rita", "Yes", "accept"},
		{"rita", "Hi,\n\nrejct: budget\n\nRita", "reject: budget"},
		{"rita", "repied to Pat", "replied to Pat"},
		{"mara", "asing Bo", ""}, {"mara", "asign Bo as discussed", "assign Bo"}, {"mara", "let's assign Bo", "assign Bo"},
		{"mara", "extnd 2h", "extend 2h"}, {"mara", "I talked to them: extend 2h, that will do", "extend 2h"},
		{"quinn", "Could not get hold of Rita. So rep Bo", "rep Bo"}, {"quinn", "cancle", "cancel"},
		{"quinn", "as agreed with Pat move Tue 24 Nov 15:00", "move Tue 24 Nov 15:00"},
		{"rita", "accept. But not at 15:00.", ""}, {"rita", "accept, but only with Bo", ""},
		{"mara", "please do not cancel", ""}, {"mara", "never assign Bo", ""}, {"rita", "Can you accept?", ""},
		{"quinn", "accept", ""}, {"mara", "take", "take"}, {"rita", "I don't accept", ""}, {"rita", "What a nice day", ""},
		{"", "acept", ""}, {"rita", strings.Repeat("acept ", 300), ""},
	} {
		f := Near(row.text, grammarHandoff(), fromPerson(row.by), grammarConfig(), grammarNow)
		u, ok := f.(*handoff.Unclear)
		if !ok || u.Meant != row.want || (u.Meant != "") != strings.HasPrefix(said(u.Ask), "I read this as `") {
			t.Errorf("%q of %s: %+v, want %q", row.text, row.by, f, row.want)
		}
	}
}

// TestMeantIsGivenByYes: what was offered back is a command by a plain yes of whom it was offered to, and of nobody
// else.
func TestMeantIsGivenByYes(t *testing.T) {
	h := grammarHandoff()
	h.Meant = []handoff.Meant{{By: "rita", Text: "decline: in Oslo", At: grammarNow}}
	for _, yes := range []string{"yes", "Yes!", "Yes please", "ok", "Ja", "oui", "Sí", "Hi,\n\nyes\n\nRita"} {
		commandRow{"rita", yes, &handoff.Decline{Note: "in Oslo"}}.check(t, h)
	}
	for _, other := range []string{"yes?", "yes but later", "Yes\nI am in Oslo"} {
		if f, ok := ReadCommand(other, h, fromPerson("rita"), grammarConfig(), grammarNow); ok {
			t.Errorf("%q gives %+v", other, f)
		}
	}
	commandRow{"rita", "no", ask("What do you mean?")}.check(t, h)
	commandRow{"mara", "yes", nil}.check(t, h)

	h.Meant = []handoff.Meant{{By: "quinn", Text: "move tomorrow 15:00", At: grammarNow}}
	f, _ := ReadCommand("yes", h, fromPerson("quinn"), grammarConfig(), grammarNow.Add(48*time.Hour))
	if m, ok := f.(*handoff.Move); !ok || !m.Start.Equal(inBerlin(11, 24, 15, 0)) {
		t.Errorf("a yes two days later moves to %+v", f)
	}

	h = grammarHandoff()
	h.Meant = []handoff.Meant{{By: "rita", Text: "decline: in Oslo", At: grammarNow}}
	h.Moving = &handoff.Proposal{By: handoff.RoleProspect, Start: inBerlin(11, 27, 10, 0), Asked: handoff.RoleRep}
	commandRow{"rita", "yes", ask("Two things are open")}.check(t, h)
	if u := Near("acept now please ok", h, fromPerson("rita"), grammarConfig(),
		grammarNow).(*handoff.Unclear); u.Meant != "" {
		t.Errorf("a yes would answer two things: %+v", u)
	}
}
