package web

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/store"
)

// TestHealth: the page says "All is well" only while nothing is to be mended, names what is, with its mend, and finds
// troubles by the rules of the mails about them.
func TestHealth(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	box := handoff.Source{Kind: handoff.SourceMailbox, Name: "in/INBOX"}
	well := func() handoff.Vitals {
		return handoff.Vitals{Zone: "UTC", Reads: []handoff.VitalRead{{Source: box, Last: now.Add(-time.Minute)}},
			Outbox: &handoff.VitalOutbox{}, Held: &handoff.VitalHeld{Limit: 1 << 20},
			Disk:   &handoff.VitalDisk{Folder: "/srv", Free: 1 << 40, Size: 1 << 41},
			Logins: []handoff.VitalLogin{{Name: "handoff@acme.example", Tried: true, Ends: now.AddDate(0, 3, 0)}}}
	}
	nothing := func(*store.Tx) error { return nil }
	for _, row := range []struct {
		name    string
		measure func(*handoff.Vitals)
		put     func(tx *store.Tx) error
		wants   []string
	}{
		{"well", func(*handoff.Vitals) {}, nothing,
			[]string{"All is well", "in/INBOX", "08:59", "1.0 TiB of 2.0 TiB", "handoff@acme.example", "23 Feb"}},
		{"an outage", func(*handoff.Vitals) {}, func(tx *store.Tx) error {
			_, err := tx.OutageBegin(box, now.Add(-time.Hour), "connection refused")
			return err
		}, []string{"One thing needs you", "The mailbox in/INBOX cannot be read", "connection refused", "handoffd check"}},
		{"a mail that was given up", func(*handoff.Vitals) {}, func(tx *store.Tx) error {
			a := handoff.ServiceMail("a test", "olga", handoff.ServiceDetail{Says: handoff.Because("x")})
			if err := tx.Enqueue([]handoff.Action{a}, now.Add(-time.Hour)); err != nil {
				return err
			}
			jobs, err := tx.Claim(store.NewClaimant(""), now, 10)
			if err != nil || len(jobs) != 1 {
				t.Fatal(jobs, err)
			}
			_, err = tx.MarkFailed(jobs[0].Claimed(), now.Add(-time.Minute), "550 no such mailbox")
			return err
		}, []string{"One thing needs you", "550 no such mailbox", "did not arrive"}},
		{"a full disk", func(v *handoff.Vitals) { v.Disk.Free = 1 }, nothing,
			[]string{"One thing needs you", "are free where the database lies", "Make room"}},
		{"a trouble that was known", func(v *handoff.Vitals) { v.Outbox = nil }, func(tx *store.Tx) error {
			return tx.PutTrouble(handoff.TroubleState{Trouble: handoff.Trouble{Kind: handoff.TroubleBackup},
				From: now.Add(-time.Hour), Args: []handoff.Arg{handoff.WordsArg("/b"), handoff.TimeArg(now, "UTC")}})
		}, []string{"All is well"}}, // it is watched no more
		{"two", func(v *handoff.Vitals) {
			v.Logins[0].Why, v.Logins[0].Mend = "invalid_grant", "`handoffd authorize google` renews it."
			v.Outbox.Ready, v.Outbox.Oldest = 4, now.Add(-time.Hour)
		}, nothing, []string{"2 things need you", "refuses the login", "<code>handoffd authorize google</code> renews",
			"4 mails wait that should have gone"}},
	} {
		v := well()
		row.measure(&v)
		r := newRig(t, func(o *Options) {
			o.Vitals = func(context.Context) (handoff.Vitals, error) { return v, nil }
			o.Version = "v1.2.3"
		})
		if err := r.Store.Update(t.Context(), row.put); err != nil {
			t.Fatal(err)
		}
		_, body := r.as("olga").get("/health")
		for _, want := range row.wants {
			if !strings.Contains(body, want) {
				t.Errorf("%s: no %q\n%s", row.name, want, body)
			}
		}
		if want := row.wants[0] == "All is well"; want != strings.Contains(body, "All is well") {
			t.Errorf("%s:\n%s", row.name, body)
		}
	}
}

// TestHealthSeen: a mail that was given up is a warning until the admin says that they have seen it; a later one is one
// again.
func TestHealthSeen(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	lose := func(key string) {
		t.Helper()
		err := r.Store.Update(t.Context(), func(tx *store.Tx) error {
			a := handoff.ServiceMail(key, "olga", handoff.ServiceDetail{Says: handoff.Because("x")})
			if err := tx.Enqueue([]handoff.Action{a}, r.now.Add(-time.Hour)); err != nil {
				return err
			}
			jobs, err := tx.Claim(store.NewClaimant(""), r.now, 10)
			if err != nil || len(jobs) != 1 {
				t.Fatal(jobs, err)
			}
			_, err = tx.MarkFailed(jobs[0].Claimed(), r.now, "550 "+key)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	says := func(who handoff.PersonID, want ...string) (body string) {
		t.Helper()
		_, body = r.as(who).get("/health")
		for _, w := range want {
			if !strings.Contains(body, w) {
				t.Errorf("does not say %q\n%s", w, body)
			}
		}
		return body
	}
	lose("first")
	r.now = r.now.Add(time.Hour)
	body := says("olga", "One thing needs you", "550 first", "I have seen it")
	_, rest, _ := strings.Cut(body, `name="until" value="`)
	until, _, _ := strings.Cut(rest, `"`)
	lose("second") // after the page was shown
	if code, _ := r.as("mara").post("/health", "until", until); code != http.StatusForbidden {
		t.Errorf("a manager: %d", code)
	}
	for _, bad := range []string{"", "soon", r.now.Add(time.Hour).Format(time.RFC3339)} {
		if code, _ := r.as("olga").post("/health", "until", bad); code != http.StatusBadRequest {
			t.Errorf("%q: %d", bad, code)
		}
	}
	if code, _ := r.as("olga").post("/health", "until", until); code != http.StatusSeeOther {
		t.Errorf("%s: %d", until, code)
	}
	if body := says("olga", "One thing needs you", "550 second", "1 given up in the last 7 days was seen"); strings.Contains(body, "550 first") {
		t.Errorf("what was seen is told again\n%s", body)
	}
	r.as("olga").post("/health", "until", r.now.Format(time.RFC3339Nano))
	r.as("olga").post("/health", "until", until) // an old page
	says("olga", "All is well", "2 given up in the last 7 days were seen")
	r.now = r.now.AddDate(0, 0, 8)
	if body := says("olga", "All is well"); strings.Contains(body, "were seen") {
		t.Errorf("after a week\n%s", body)
	}
}

// TestHealthSaysWhenMailMoved: when something went out and came in last; a clock that agrees is not "0 hours ahead", and
// mails that were held were held, also where they are dropped.
func TestHealthSaysWhenMailMoved(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	v := handoff.Vitals{Zone: "UTC", Outbox: &handoff.VitalOutbox{Sent: now.Add(-17 * time.Minute)},
		Came: now.Add(-22 * time.Minute), Held: &handoff.VitalHeld{Limit: 1 << 20, Day: 2},
		Clocks: []handoff.VitalClock{{Name: "in/INBOX", Tried: true, Ahead: 300 * time.Millisecond}}}
	r := newRig(t, func(o *Options) { o.Vitals = func(context.Context) (handoff.Vitals, error) { return v, nil } })
	_, body := r.as("olga").get("/health")
	for _, want := range []string{"<dt>Last out</dt><dd>", "08:43", "<dt>Last mail in</dt><dd>", "08:38", "2 mails were held",
		"The clock of this machine agrees with that of in/INBOX."} {
		if !strings.Contains(body, want) {
			t.Errorf("does not say %q\n%s", want, body)
		}
	}
	if strings.Contains(body, "0 hours") {
		t.Errorf("a clock that is right\n%s", body)
	}
}
