package reading

import (
	"testing"

	"handoffd/handoff"
)

// FuzzReadRotation: what is said about no lead is decided as its writer said it, of a team that there is and of days to
// come, or asked in words, or it is nothing.
func FuzzReadRotation(f *testing.F) {
	for _, s := range []string{"pause team until Thu", "pause emea until 31 Feb", "resume team", "back Bo", "talk Rita",
		"pause Rita until tomorrow\n\nMara", "away 7-9 Dec, cover Bo", "away", "dach, please", "pause team until\u202e Thu",
		"pause pause pause", "\xff\xfe", "away until away until", "pause \"@ until Thu", "resume"} {
		for who := range uint8(5) {
			f.Add(s, who)
		}
	}
	c, people := grammarConfig(), []handoff.PersonID{"rita", "mara", "quinn", "bo", "ada"}
	f.Fuzz(func(t *testing.T, text string, who uint8) {
		about := fromPerson(people[int(who)%len(people)])
		r, ok := ReadRotation(text, nil, about, c, grammarNow)
		switch {
		case !ok:
			if r.Said != nil || r.Ask.Code != "" {
				t.Fatalf("%q is nothing, but %+v", text, r)
			}
		case len(text) > maxCommand:
			t.Fatalf("%d bytes are read", len(text))
		case r.Said == nil:
			if said(r.Ask) == "" || len(said(r.Ask)) > 1000 {
				t.Errorf("%q: question %+v", text, r)
			}
		default:
			if _, known := c.Team(r.Team); !known || handoff.Header(r.Said) != about || r.Said.Team == (r.Said.Rep != "") ||
				r.Said.What == handoff.RotatePause && !r.Said.Until.After(grammarNow) {
				t.Errorf("%q gives %+v of %q", text, r.Said, r.Team)
			}
		}
		away, ask, ok := ReadAbsence(text, c.Teams[0], about, c, grammarNow)
		if ok == (away == nil && ask.Code == "") || away != nil && (!away.Until.After(grammarNow) ||
			handoff.Header(away) != about) {
			t.Errorf("%q gives %+v, asks %+v: %v", text, away, ask, ok)
		}
		if team, ok := TeamNamed(text, about, c, grammarNow); ok && team.Name == "" {
			t.Errorf("%q names %+v", text, team)
		}
	})
}
