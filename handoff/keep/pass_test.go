package keep

import (
	"bytes"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/store"
)

// TestKeeperDropsAtNight: what is too old goes once a night, with a line in the log; the first look is at the start.
func TestKeeperDropsAtNight(t *testing.T) {
	t.Parallel()
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "x.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	start := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	now := start
	c := &handoff.Config{Admin: "mona", People: map[handoff.PersonID]handoff.Person{"mona": {ID: "mona", Zone: "Europe/Berlin"}}}
	var log bytes.Buffer
	k := &Keeper{Store: s, Conf: func() *handoff.Config { return c }, Now: func() time.Time { return now },
		Log: slog.New(slog.NewTextHandler(&log, nil))}
	put := func(id handoff.ID, closed time.Time) {
		err := s.Update(t.Context(), func(tx *store.Tx) error {
			err := tx.Save(handoff.Handoff{ID: id, Version: 1, State: handoff.Closed, Since: closed})
			if err == nil {
				_, err = tx.PutMail(store.InMail{Source: "imap", Ref: string(id), MessageID: string(id), Handoff: id,
					Arrived: closed, Verdict: handoff.MailTaken, Raw: []byte("Dear Pat")})
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	kept := func(id handoff.ID) bool {
		err := s.View(t.Context(), func(tx *store.Tx) error {
			_, err := tx.MailRaw(string(id), id)
			return err
		})
		return err == nil
	}
	put("HO-OLD", start.AddDate(0, 0, -91))
	put("HO-NEW", start.AddDate(0, 0, -89))
	for _, step := range []struct {
		at   time.Time
		put  handoff.ID
		kept string
	}{
		{start, "", "HO-NEW"}, // at the start
		{start.Add(13 * time.Hour), "HO-LATE", "HO-NEW HO-LATE"}, // 02:00 in Berlin
		{start.Add(16 * time.Hour), "", "HO-NEW"},
		{start.AddDate(0, 0, 2), "", ""},
		{start.AddDate(0, 0, 2).Add(time.Hour), "HO-LATER", "HO-LATER"}, // seen to this night already
		{start.AddDate(0, 0, 3), "", ""},
	} {
		now = step.at
		if step.put != "" {
			put(step.put, start.AddDate(0, 0, -91))
		}
		if _, err := k.Pass(t.Context()); err != nil {
			t.Fatal(err)
		}
		var left []string
		for _, id := range []handoff.ID{"HO-OLD", "HO-NEW", "HO-LATE", "HO-LATER"} {
			if kept(id) {
				left = append(left, string(id))
			}
		}
		if got := strings.Join(left, " "); got != step.kept {
			t.Errorf("%s: kept %q, want %q", step.at, got, step.kept)
		}
	}
	if n := strings.Count(log.String(), "was dropped"); n != 4 {
		t.Errorf("%d lines:\n%s", n, log.String())
	}
}
