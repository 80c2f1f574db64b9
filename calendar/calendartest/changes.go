package calendartest

import (
	"context"
	"testing"

	"handoffd/calendar"
)

// changes is a reading that must work.
func changes(t *testing.T, r *Rig, token string) calendar.Changes {
	t.Helper()
	got, err := r.clean().Changes(context.Background(), token)
	if err != nil {
		t.Fatalf("changes since %q: %v", token, err)
	}
	if got.Token == "" {
		t.Fatalf("changes since %q gave no token", token)
	}
	return got
}

func testChanges(t *testing.T, r *Rig) {
	first := changes(t, r, "")
	if len(first.Events) != 0 || first.Reset {
		t.Errorf("the first reading lists %+v", first)
	}
	e := meeting(r)
	ref := r.put(t, e, calendar.Ref{Calendar: r.Calendar})
	made := changes(t, r, first.Token)
	if c, found := changed(made.Events, ref); !found || c.Gone || c.UID != e.UID || !c.Start.Equal(e.Start) {
		t.Errorf("after put: %+v", made)
	}
	if quiet := changes(t, r, made.Token); len(quiet.Events) != 0 || quiet.Reset {
		t.Errorf("nothing happened, and yet: %+v", quiet)
	}
	r.Answer(e.UID, prospect, calendar.Tentative)
	answered := changes(t, r, made.Token)
	c, found := changed(answered.Events, ref)
	if !found || partStats(c.Event)[prospect] != calendar.Tentative || !within(c.At) {
		t.Errorf("after an answer: %+v", answered)
	}
	if again := changes(t, r, made.Token); len(again.Events) != 1 {
		t.Errorf("the same token again: %+v", again)
	}
	if err := r.clean().Withdraw(context.Background(), c.Ref); err != nil {
		t.Fatal(err)
	}
	removed := changes(t, r, answered.Token)
	if c, found := changed(removed.Events, ref); !found || !c.Gone {
		t.Errorf("after a withdrawal: %+v", removed)
	}
}

// testReset is a token that the server has forgotten: everything there is comes, and is said to be everything.
func testReset(t *testing.T, r *Rig) {
	if r.Expire == nil {
		t.Skip("tokens of this server live for ever")
	}
	first := changes(t, r, "")
	e := meeting(r)
	ref := r.put(t, e, calendar.Ref{Calendar: r.Calendar})
	r.Expire()
	got := changes(t, r, first.Token)
	if c, found := changed(got.Events, ref); !found || c.Gone || !got.Reset {
		t.Errorf("after the token was forgotten: %+v", got)
	}
	if after := changes(t, r, got.Token); len(after.Events) != 0 || after.Reset {
		t.Errorf("with the new token: %+v", after)
	}
}

// faultyChanges reads the calendar with a fault at request n: the change is told or an error is, and it is never lost.
func faultyChanges(r *Rig, token string, ref calendar.Ref, f fault, n int) (wrong []string) {
	told := func(got calendar.Changes) bool {
		c, found := changed(got.Events, ref)
		return found && partStats(c.Event)[prospect] == calendar.Accepted
	}
	ctx := context.Background()
	got, err := r.Provider(&line{rig: r, fault: f, at: n}).Changes(ctx, token)
	switch {
	case err == nil && !told(got):
		wrong = append(wrong, "the change is missing")
	case err == nil && got.Reset && f.status != 410 && f.status != 403 && f.status != 409:
		wrong = append(wrong, "all was read again without need")
	}
	if got, err = r.clean().Changes(ctx, token); err != nil || !told(got) {
		wrong = append(wrong, "afterwards the change is missing")
	}
	return wrong
}
