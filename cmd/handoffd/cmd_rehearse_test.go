package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/desk"
	"handoffd/handoff/replay"
	"handoffd/handoff/store"
	"handoffd/handoff/store/storetest"
)

// TestRehearse plays the demo, and then its leads again: with the same config nothing differs; with half the window
// leads go on sooner, and the database is as it was.
func TestRehearse(t *testing.T) {
	dir := t.TempDir()
	do := func(args ...string) string {
		t.Helper()
		var out, errs bytes.Buffer
		if code := run(t.Context(), args, streams{in: strings.NewReader(""), out: &out, err: &errs,
			now: time.Now}); code != exitDone {
			t.Fatalf("%q: exit %d\n%s%s", args, code, out.String(), errs.String())
		}
		return out.String()
	}
	do("demo", "--dir", dir)
	conf := filepath.Join(dir, "config.toml")
	before := do("list", "--all", "--json", "--config", conf)
	if got := do("rehearse", "--config", conf, "--since", "2026-11-01"); !strings.HasPrefix(got,
		"10 leads since 2026-11-01, none would have gone otherwise.") {
		t.Errorf("the same config:\n%s", got)
	}
	const noon = "2026-12-03T12:00:00+01:00" // the leads of the first two stories are older
	if got := do("rehearse", "--config", conf, "--since", noon); !strings.HasPrefix(got, "8 leads since "+noon) {
		t.Errorf("since an instant:\n%s", got)
	}
	onServer(t, dir, func(config string) {
		if got := do("rehearse", "--config", config, "--since", "2026-11-01"); !strings.HasPrefix(got,
			"10 leads since 2026-11-01, none would have gone otherwise.") {
			t.Errorf("on PostgreSQL:\n%s", got)
		}
	})
	text, err := os.ReadFile(conf)
	if err != nil {
		t.Fatal(err)
	}
	half := filepath.Join(dir, "half.toml")
	if err := os.WriteFile(half, append(text, "\n[team.policy]\nwindow = \"4h\"\n"...), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, says := range []string{"alike until Wed 2 Dec 09:00 CET offered to Ben Ortiz, invited at 15:00",
		"then: Wed 2 Dec 19:00 CET reassigned to Rita Vance, invited at Thu 3 Dec 10:00",
		"Times are those of Europe/Berlin.", "because " + "Ben Ortiz", "offers was 11, then 12"} {
		got := strings.Join(strings.Fields(do("rehearse", "--config", half, "--since", "2026-11-01")), " ")
		if !strings.Contains(got, says) {
			t.Errorf("half the window, without %q:\n%s", says, got)
		}
	}
	noBen := filepath.Join(dir, "noben.toml")
	_, ben, _ := strings.Cut(string(text), "[[person]]\nid = \"ben\"")
	ben, _, _ = strings.Cut(ben, "[[person]]")
	without := strings.NewReplacer("[[person]]\nid = \"ben\""+ben, "", `"ben", `, "").Replace(string(text))
	if err := os.WriteFile(noBen, []byte(without), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, since := range []string{"2026-11-01", noon} {
		got := strings.Join(strings.Fields(do("rehearse", "--config", noBen, "--since", since)), " ")
		if !strings.Contains(got, "was: Fri 4 Dec 09:00 CET offered to Ben Ortiz, invited at 15:00 then: Fri 4 Dec 09:00 CET "+
			"offered to Rita Vance, invited at 10:00 because Ben Ortiz: is no rep of the team") {
			t.Errorf("without Ben, since %s:\n%s", since, got)
		}
	}
	escalated, accepted := kept(t, filepath.Join(dir, "handoffd.db"))
	sums := fmt.Sprintf("for a manager  was %d, then %[1]d\n  leads accepted was %d, then %[2]d\n", escalated, accepted)
	if got := do("rehearse", "--config", conf, "--since", "2026-11-01"); !strings.HasSuffix(got, sums) || accepted == 0 {
		t.Errorf("it does not sum to what the record holds, %s:\n%s", sums, got)
	}
	if got := do("rehearse", "--config", conf, "--since", "2026-11-01", "--json"); !strings.Contains(got, `"differ":[]`) ||
		!strings.Contains(got, `"missing":[]`) {
		t.Errorf("as JSON: %s", got)
	}
	var r replay.Report
	if err := json.Unmarshal([]byte(do("rehearse", "--config", half, "--since", "2026-11-01", "--json")), &r); err != nil {
		t.Fatal(err)
	}
	if len(r.Differ) == 0 || r.Leads != 10 {
		t.Errorf("half the window: %+v", r)
	}
	sooner := 0
	for _, d := range r.Differ {
		switch {
		case d.New == nil || d.Old == nil || d.New.At.After(d.Old.At):
			t.Errorf("%s: %+v, it was %+v", d.Handoff, d.New, d.Old)
		case d.New.At.Before(d.Old.At) && d.New.Turn > 1:
			sooner++
		}
	}
	if sooner == 0 {
		t.Errorf("no lead goes on sooner: %+v", r.Differ)
	}
	if after := do("list", "--all", "--json", "--config", conf); after != before {
		t.Errorf("it has changed the leads:\n%s%s", before, after)
	}
	for _, d := range r.Differ {
		if got := do("show", string(d.Handoff), "--config", conf); !strings.Contains(got, " counted") ||
			!strings.Contains(got, "has it: ") || !strings.Contains(got, "\n  because ") {
			t.Errorf("show does not explain the choice:\n%s", got)
		}
	}
	var out, errs bytes.Buffer
	code := run(t.Context(), []string{"ledger", "--config", conf, "--rep", "quinn"}, streams{in: strings.NewReader(""),
		out: &out, err: &errs, now: time.Now})
	if code != exitFailed || out.Len() > 0 || !strings.Contains(errs.String(),
		"Quinn Ames is no rep of any team, and has had no turns; the reps are rita, ben, yuki") {
		t.Errorf("the ledger of a qualifier: exit %d\n%s%s", code, out.String(), errs.String())
	}
	ledger := do("ledger", "--config", conf)
	if !strings.Contains(ledger, "silence about") || !strings.Contains(ledger, "was offered") {
		t.Errorf("the ledger:\n%s", ledger)
	}
}

// kept counts how often leads went to a manager and were accepted, by the moments that are kept of them.
func kept(t *testing.T, path string) (escalated, accepted int) {
	t.Helper()
	s, err := store.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	err = s.View(t.Context(), func(tx *store.Tx) error {
		all, err := tx.Told(time.Time{}, time.Now().AddDate(10, 0, 0))
		yes := map[handoff.ID]bool{}
		for _, one := range all {
			for _, m := range one.Moments {
				if m.Kind == handoff.MomentAccepted {
					yes[one.Handoff] = true
				}
				if m.Kind == handoff.MomentState && m.Code == handoff.Code(handoff.Escalated) {
					escalated++
				}
			}
		}
		accepted = len(yes)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return escalated, accepted
}

// onServer decides what the demo in the folder has recorded once more, on PostgreSQL, and gives a config of that.
func onServer(t *testing.T, dir string, then func(config string)) {
	t.Helper()
	url := storetest.Postgres(t)
	from, err := store.Open(t.Context(), filepath.Join(dir, "handoffd.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer from.Close()
	var record replay.Record
	if err := from.View(t.Context(), func(tx *store.Tx) error {
		record, _, err = desk.Recorded(tx, time.Time{})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	server, err := store.Open(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range record.Facts {
		err := server.Update(t.Context(), func(tx *store.Tx) error {
			h, err := tx.Handoff(f.Handoff)
			if err != nil && !errors.Is(err, store.ErrNotFound) {
				return err
			}
			env := handoff.Env{Now: f.Now, Config: f.Config, Load: f.Load, Lookups: f.Lookups}
			if err := tx.PutConfig(f.Config); err != nil {
				return err
			}
			return tx.Keep(f.Handoff, f.Fact, env, handoff.Decide(h, f.Fact, env))
		})
		if err != nil {
			t.Fatalf("%s of %s: %v", f.Fact.Kind(), f.Handoff, err)
		}
	}
	if err := server.Close(); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(dir, "config.toml"))
	if err != nil {
		t.Fatal(err)
	}
	there := filepath.Join(dir, "server.toml")
	moved := strings.Replace(string(text), `path = "handoffd.db"`, `url = "`+url+`"`, 1)
	if err := os.WriteFile(there, []byte(moved), 0o600); err != nil {
		t.Fatal(err)
	}
	then(there)
}
