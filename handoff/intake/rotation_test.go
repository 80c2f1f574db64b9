package intake

import (
	"fmt"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/mail"
)

// TestRotationByMail: what a mail about no lead says of who has leads, from whom, in answer to what, and as of when. Mona
// manages two teams.
func TestRotationByMail(t *testing.T) {
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	thu := time.Date(2026, 11, 26, 0, 0, 0, 0, handoff.Location("Europe/Berlin"))
	two := acme()
	dach := two.Teams[0]
	dach.Name, dach.Reps = "dach", []handoff.PersonID{"quinn"}
	two.Teams = append(two.Teams, dach)
	asked := Notice{Key: KeyRotationAsks + "1", Items: []string{"pause team until Thu", now.AddDate(0, 0, -1).Format(time.RFC3339)}}
	done := Notice{Key: KeyRotation + "1", Items: []string{"dach"}}
	answers := func(n Notice) string {
		return "In-Reply-To: <" + handoff.MailHash("notice", n.Key) + "@acme.example>\r\n"
	}
	for name, row := range map[string]struct {
		c          *handoff.Config
		from, head string
		text       string
		notices    []Notice
		want       Rotates
		held       bool
	}{
		"one team": {acme(), "mona", proof, "pause team until Thu", nil,
			Rotates{Said: &handoff.Rotation{What: handoff.RotatePause, Team: true, Until: thu}, Team: "emea"}, false},
		"of somebody who manages nobody, to be refused": {acme(), "rita", proof, "resume team", nil,
			Rotates{Said: &handoff.Rotation{What: handoff.RotateBack, Team: true}, Team: "emea"}, false},
		"not proved": {acme(), "mona", "", "pause team until Thu", nil, Rotates{}, true},
		"read outside": {acme(), "mona", proof + "Cc: pat@globex.example\r\n", "pause team until Thu", nil, Rotates{},
			false},
		"one of two": {two, "mona", proof, "pause team until Thu", nil,
			Rotates{Ask: handoff.Because("ask-rotation-team"), Line: "pause team until Thu"}, false},
		"the name": {two, "mona", proof + answers(asked), "DACH, please", []Notice{asked},
			Rotates{Said: &handoff.Rotation{What: handoff.RotatePause, Team: true, Until: thu}, Team: "dach"}, false},
		"no name": {two, "mona", proof + answers(asked), "both", []Notice{asked},
			Rotates{Ask: handoff.Because("ask-rotation-team"), Line: "pause team until Thu"}, false},
		"said anew": {two, "mona", proof + answers(asked), "pause emea until Thu", []Notice{asked},
			Rotates{Said: &handoff.Rotation{What: handoff.RotatePause, Team: true, Until: thu}, Team: "emea"}, false},
		"in answer to what was done": {two, "mona", proof + answers(done), "resume team", []Notice{done},
			Rotates{Said: &handoff.Rotation{What: handoff.RotateBack, Team: true}, Team: "dach"}, false},
		"no rep": {acme(), "mona", proof, "pause Bob until Thu", nil, Rotates{Ask: handoff.Because("ask-rep/unknown")}, false},
	} {
		r := &Reader{Config: row.c, Options: Options{Trust: mail.Trust{AuthservID: "mx.acme.example"}}}
		raw := fmt.Sprintf("%sFrom: %s@acme.example\r\nTo: handoff@acme.example\r\nMessage-ID: <1@acme.example>\r\n"+
			"Subject: x\r\n\r\n%s\r\n", row.head, row.from, row.text)
		got, err := r.Interpret(known{notices: row.notices}, Mail{Understood: r.Read([]byte(raw), now),
			Box: "handoff@acme.example", Arrived: now}, now)
		has := &Rotates{}
		if len(got.Rotates) == 1 {
			has = &got.Rotates[0]
		}
		switch same := has.Said == nil && row.want.Said == nil; {
		case err != nil, has.Team != row.want.Team, has.Line != row.want.Line, (has.Said == nil) != (row.want.Said == nil),
			has.Ask.Sentence() != row.want.Ask.Sentence(), (got.Ask != nil) != row.held:
			t.Errorf("%s: %+v, %v: %s", name, has, err, got.Why)
		case !same && (has.Said.What != row.want.Said.What || has.Said.Team != row.want.Said.Team ||
			!has.Said.Until.Equal(row.want.Said.Until) || len(got.Seen) == 0):
			t.Errorf("%s: %+v", name, has.Said)
		}
	}
}
