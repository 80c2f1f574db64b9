package web

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/replay"
	"handoffd/handoff/store"
)

// TestRehearse: who answers for a team sees what other rules would have done; nobody else is offered it, and nothing
// changes.
func TestRehearse(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	h := r.hand("quinn", globex)
	const form = "/rules?rehearse=1&days=28&window=2&lead=2&reassign=1"
	code, body := r.as("mara").get(form)
	if code != http.StatusOK || !strings.Contains(body, "1 lead, ") || !strings.Contains(body, "For a manager") {
		t.Errorf("the manager reads %d\n%s", code, body)
	}
	if _, body := r.as("rita").get(form); strings.Contains(body, "would have gone otherwise") {
		t.Error("a rep rehearses")
	}
	if !strings.Contains(body, "up to and with its first difference") {
		t.Errorf("what the columns count is not said\n%s", body)
	}
	for _, typed := range []string{"window=much", "window=0", "window=4.5", "window=", "window=501"} {
		code, body := r.as("mara").get(strings.Replace(form, "window=2", typed, 1))
		_, value, _ := strings.Cut(typed, "=")
		if code != http.StatusUnprocessableEntity || !strings.Contains(body, `id="bad-window"`) ||
			!strings.Contains(body, "A whole number, from 1 to 500.") ||
			!strings.Contains(body, `name="window" value="`+value+`"`) || !strings.Contains(body, `name="days" value="28"`) ||
			strings.Contains(body, `id="bad-days"`) {
			t.Errorf("%s: %d\n%s", typed, code, body)
		}
	}
	if got := r.lead(h.ID); got.Version != h.Version || got.State != handoff.Offered {
		t.Error("it has changed something")
	}
}

// TestRehearseSaysWhatItCannotKnow: where what calendars showed is not kept any more, the page says of how many leads.
func TestRehearseSaysWhatItCannotKnow(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	h := r.hand("quinn", globex)
	const form, says = "/rules?rehearse=1&days=28&window=2&lead=2&reassign=1", "what calendars showed"
	free := map[handoff.PersonID]handoff.Calendar{h.Rep(): {From: r.now, To: r.now.AddDate(0, 0, 7), ReadAt: r.now}}
	update := func(do func(tx *store.Tx) error) {
		t.Helper()
		if err := r.Store.Update(t.Context(), do); err != nil {
			t.Fatal(err)
		}
	}
	env := handoff.Env{Now: r.now, Config: r.c, Lookups: handoff.Lookups{Busy: free}}
	f := &handoff.Status{About: handoff.About{At: r.now, By: handoff.Who{Person: h.Rep()}}}
	update(func(tx *store.Tx) error { return tx.AppendFact(h.ID, f, env, handoff.Decision{}) })
	if _, body := r.as("mara").get(form); !strings.Contains(body, "1 lead, ") || strings.Contains(body, says) {
		t.Errorf("before it is dropped:\n%s", body)
	}
	update(func(tx *store.Tx) error {
		_, _, err := tx.DropLooked(r.now.Add(time.Hour))
		return err
	})
	if _, body := r.as("mara").get(form); !strings.Contains(body, "Of 1 of them it is not kept any more "+says) {
		t.Errorf("after it is dropped:\n%s", body)
	}
}

// TestRehearseTellsHowLeadsDiffer: both sides of a difference are told whole, also where it is the time alone; what is
// the same on both sides is none.
func TestRehearseTellsHowLeadsDiffer(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	v := &visit{Server: r.Server, c: r.c, now: r.now, me: r.c.Person("mara")}
	step := func(state handoff.State, at time.Time, turn int, reps ...handoff.PersonID) rehearsedStep {
		return v.rehearsedStep(&replay.Step{At: at, State: state, Turn: turn, Rep: reps[0], Asked: reps})
	}
	unknown := v.rehearsedStep(&replay.Step{At: r.now.Add(2 * time.Hour), State: handoff.Offered, Turn: 1, Rep: "ben",
		Unknown: true})
	late := r.now.Add(2 * time.Hour)
	for want, row := range map[string]differRow{
		"09:00 CET, offered to Ben Ortiz |11:00 CET, offered to Ben Ortiz": {Old: step(handoff.Offered, r.now, 1, "ben"),
			New: step(handoff.Offered, late, 1, "ben")},
		"09:00 CET, goes on to Ben Ortiz |11:00 CET, for the manager to decide": {Old: step(handoff.Offered, r.now, 2, "ben"),
			New: step(handoff.Escalated, late, 2, "ben")},
		"09:00 CET, accepted by Rita Vance |it stays so": {Old: step(handoff.Accepted, r.now, 1, "rita"), New: v.rehearsedStep(nil)},
		"09:00 CET, offered to Ben Ortiz, Rita Vance at once |11:00 CET, <em>Sent back</em>": {
			Old: step(handoff.Offered, r.now, 1, "ben", "rita"), New: step(handoff.Returned, late, 1, "ben")},
		"09:00 CET, goes on to Rita Vance |it stays with Ben Ortiz until |; from there on unknown": {
			Old: step(handoff.Offered, r.now, 2, "rita"), New: unknown},
	} {
		b := httptest.NewRecorder()
		page := rulesPage{Rehearsal: &rehearsal{Ran: true, Leads: 1, Differ: 1, Rows: []differRow{row}}}
		if err := v.write(b, http.StatusOK, "rules", frame{Me: v.me, Body: page}); err != nil {
			t.Fatal(err)
		}
		for _, part := range append(strings.Split(want, "|"), "then:</span> ") {
			if !strings.Contains(b.Body.String(), part) {
				t.Errorf("no %q\n%s", part, b.Body.String())
			}
		}
	}
}
