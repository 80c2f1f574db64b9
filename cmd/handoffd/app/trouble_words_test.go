package app

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/store"
	"handoffd/handoff/vitals"
	"handoffd/templates"
)

// TestTroublesAreLoggedInWords: with the mend, and without a time that nobody knows.
func TestTroublesAreLoggedInWords(t *testing.T) {
	set, err := templates.LoadReasons("")
	if err != nil {
		t.Fatal(err)
	}
	st, err := store.Open(t.Context(), t.TempDir()+"/x.db")
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	c := &handoff.Config{Hash: "x", Address: "handoff@acme.example", Admin: "olga",
		People: map[handoff.PersonID]handoff.Person{"olga": {ID: "olga", Name: "Olga", Zone: "UTC"}}}
	now, log := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC), &bytes.Buffer{}
	err = st.Update(t.Context(), func(tx *store.Tx) error {
		return tx.Enqueue([]handoff.Action{handoff.ServiceMail("waits", "olga", handoff.ServiceDetail{})}, now)
	})
	if err != nil {
		t.Fatal(err)
	}
	w := vitals.New(vitals.Options{Store: st, Config: func() *handoff.Config { return c }, Words: logWords(set, false),
		Now: func() time.Time { return now }, Log: slog.New(slog.NewTextHandler(log, nil)), Folder: "/db",
		Space: func(string) (int64, int64, error) { return 1 << 10, 1 << 40, nil }})
	for range 90 { // minutes
		now = now.Add(time.Minute)
		if err := w.Pass(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	for _, want := range []string{"trouble=outbox", "2 mails wait that should have gone, the oldest since Tue 24 Nov, 09:00 UTC.",
		"mend=\"`handoffd check --config FILE` tries the mail server", "are free where the database lies, /db.", "Make room"} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("the log does not say %q", want)
		}
	}
	for _, bad := range []string{"trouble/", "0001"} {
		if strings.Contains(log.String(), bad) {
			t.Errorf("the log says %q", bad)
		}
	}
	if t.Failed() {
		t.Log(log)
	}
}
