package store

import (
	"encoding/json"
	"testing"

	"pgregory.net/rapid"

	"handoffd/handoff"
)

// TestWritten cuts into rows what encoding/json gives of each part.
func TestWritten(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		h := genHandoff("HO-WRITTEN").Draw(r, "handoff")
		actions := make([]handoff.Action, rapid.IntRange(0, 3).Draw(r, "actions"))
		for i := range actions {
			actions[i] = handoff.Action{Handoff: h.ID, Purpose: handoff.PurposeNotice, Revision: i,
				Why:    handoff.Because("silent", handoff.WordsArg(rapid.String().Draw(r, "words"))),
				Detail: handoff.NoticeDetail{Turn: i, Words: rapid.String().Draw(r, "said"), Until: epoch}}
		}
		f := &handoff.Deadline{About: handoff.About{At: epoch}, What: handoff.DueWindow, Due: epoch}
		out := handoff.Decision{Handoff: h, Reason: handoff.Because("noted"),
			Moments: make([]handoff.Moment, rapid.IntRange(0, 2).Draw(r, "moments"))}
		w := &written{keeps: &h, fact: f, out: out, actions: actions, env: handoff.Env{Now: epoch,
			Config: &handoff.Config{Hash: "hash"}, Lookups: handoff.Lookups{UID: "u@acme.example"}}}
		if err := w.write(); err != nil {
			r.Fatal(err)
		}
		fact := plainJSON(r, f)
		sameText(r, w.data, plainJSON(r, h))
		sameText(r, w.body, plainJSON(r, payload{Fact: json.RawMessage(fact), Env: setting{Config: "hash", Now: epoch,
			Reason: out.Reason, Lookups: w.env.Lookups}}))
		for i, a := range actions {
			sameText(r, w.mails[i], plainJSON(r, a))
		}
		moments := ""
		if len(out.Moments) > 0 {
			moments = plainJSON(r, out.Moments)
		}
		sameText(r, w.moments, moments)
	})
}

func plainJSON(r *rapid.T, v any) string {
	data, err := json.Marshal(v)
	if err != nil {
		r.Fatal(err)
	}
	return string(data)
}

func sameText(r *rapid.T, got, want string) {
	if got != want {
		r.Errorf("%s, want\n%s", got, want)
	}
}
