package main

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"handoffd/cmd/handoffd/app"
	"handoffd/handoff"
	"handoffd/handoff/keep"
	"handoffd/handoff/store"
)

// TestForget shows what would be forgotten, forgets it when told to, and finds nothing then.
func TestForget(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	later := func() time.Time { return time.Date(2026, 12, 20, 12, 0, 0, 0, time.UTC) }
	do := func(want int, args ...string) string {
		t.Helper()
		var out, errs bytes.Buffer
		if code := run(t.Context(), args, streams{in: strings.NewReader(""), out: &out, err: &errs, now: later}); code != want {
			t.Fatalf("%q: exit %d\n%s%s", args, code, out.String(), errs.String())
		}
		return out.String() + errs.String()
	}
	do(exitDone, "demo", "--dir", dir)
	conf := filepath.Join(dir, "config.toml")
	a, err := open(t.Context(), conf, app.Offline, app.Options{})
	if err != nil {
		t.Fatal(err)
	}
	prospect := ""
	if err := a.Store.Update(t.Context(), func(tx *store.Tx) error {
		all, err := tx.List(store.Filter{})
		if err == nil {
			prospect = all[len(all)-1].Prospect().Address // of the first story: finished
			err = tx.AddAlias("rita@home.example", "rita", later())
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	a.Close()
	for _, yes := range [][]string{nil, {"--yes"}} {
		args := append([]string{"forget", "Rita@acme.example", "--config", conf}, yes...)
		if out := do(exitFailed, args...); !strings.Contains(out, "Rita Vance") || !strings.Contains(out, "colleague") {
			t.Errorf("%q: %s", args, out)
		}
	}
	for _, c := range []struct{ address, shown, done string }{
		{prospect, "HO-", ": erased: mails"},
		{"Rita@home.example", "rita@home.example, a further address of ", "rita@home.example, a further address of "},
	} {
		for range 2 {
			if out := do(exitDone, "forget", c.address, "--config", conf); !strings.Contains(out, c.shown) ||
				!strings.Contains(out, "add --yes") {
				t.Errorf("shown of %s:\n%s", c.address, out)
			}
		}
		if out := do(exitDone, "forget", c.address, "--yes", "--config", conf); !strings.Contains(out, c.done) {
			t.Errorf("done with %s:\n%s", c.address, out)
		}
		if out := do(exitFailed, "forget", c.address, "--config", conf); !strings.Contains(out, "nothing tells of it") {
			t.Errorf("%s is known still:\n%s", c.address, out)
		}
	}
	do(exitUsage, "forget", "pat", "--config", conf)
}

// TestErasedLeadsSaySo: a list and the page of a lead say that it was erased, and when that was asked, where they told
// of it before.
func TestErasedLeadsSaySo(t *testing.T) {
	t.Parallel()
	dir, do := demoShell(t)
	conf := filepath.Join(dir, "config.toml")
	a, err := open(t.Context(), conf, app.Offline, app.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var lead handoff.Handoff
	err = a.Store.View(t.Context(), func(tx *store.Tx) error {
		all, err := tx.List(store.Filter{State: string(handoff.Converted)})
		lead = all[len(all)-1]
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	a.Close()
	id, day := string(lead.ID), afterDemo().In(handoff.Location("Europe/Berlin")).Format("Mon 2 Jan")
	if out := do(exitDone, "list", "--all", "--config", conf); strings.Contains(out, "erased") {
		t.Fatalf("erased before anybody asked:\n%s", out)
	}
	do(exitDone, "forget", lead.Prospect().Address, "--yes", "--config", conf)
	row := ""
	for line := range strings.Lines(do(exitDone, "list", "--all", "--config", conf)) {
		if strings.HasPrefix(line, id) {
			row = line
		}
	}
	for _, want := range []string{"[erased]", "erased on request", "on " + day} {
		if !strings.Contains(row, want) {
			t.Errorf("the list has no %q: %q", want, row)
		}
	}
	page := do(exitDone, "show", id, "--config", conf)
	for _, want := range []string{id + "  CONVERTED  [erased]\n", "erased   what was stored about the prospect was erased",
		"as was asked on " + day, "→ [erased]: ", " briefed          [erased]\n",
		" forget           what was stored about the prospect was erased", "is unbroken"} {
		if !strings.Contains(strings.Join(strings.Fields(page), " "), strings.Join(strings.Fields(want), " ")) {
			t.Errorf("show has no %q:\n%s", want, page)
		}
	}
	file := filepath.Join(dir, "erased.zip")
	do(exitDone, "show", id, "--bundle", file, "--config", conf)
	whole := do(exitDone, "show", id, "--json", "--config", conf)
	for name, told := range map[string]string{"show": page, "show --json": whole, "timeline": zipped(t, file, "timeline.txt"),
		"mails": zipped(t, file, "mails.json"), "list": do(exitDone, "list", "--all", "--json", "--config", conf)} {
		for _, bad := range []string{"to be erased", `"why":""`, `"why": ""`, `"to":""`, `"who": ""`} {
			if strings.Contains(strings.Join(strings.Fields(told), " "), bad) {
				t.Errorf("%s has %q:\n%s", name, bad, told)
			}
		}
	}
	if strings.Contains(page, "Brief of") {
		t.Errorf("show has a brief without a word:\n%s", page)
	}
	for _, args := range [][]string{{"show", id, "--json"}, {"list", "--all", "--json"}} {
		if out := do(exitDone, append(args, "--config", conf)...); !strings.Contains(out, `"erased":"20`) {
			t.Errorf("%q says:\n%s", args, out)
		}
	}
}

// zipped is a file of a zip.
func zipped(t *testing.T, file, name string) string {
	t.Helper()
	z, err := zip.OpenReader(file)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	b, err := fs.ReadFile(z, name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestForgetSaysWhatIsSo: of a lead that stands nothing is said to be erased while mail about it is to go out; once
// nothing is, a second word says that it is.
func TestForgetSaysWhatIsSo(t *testing.T) {
	t.Parallel()
	dir, do := demoShell(t)
	conf := filepath.Join(dir, "config.toml")
	over := func(f func(tx *store.Tx) error) {
		a, err := open(t.Context(), conf, app.Offline, app.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer a.Close()
		if err := a.Store.Update(t.Context(), f); err != nil {
			t.Fatal(err)
		}
	}
	var lead handoff.Handoff
	over(func(tx *store.Tx) error {
		all, err := tx.List(store.Filter{})
		for _, h := range all {
			if h.State.Open() && len(h.Prospects) > 0 {
				lead = h
			}
		}
		if err != nil || lead.ID == "" {
			return fmt.Errorf("no open lead: %w", err)
		}
		wait := handoff.Action{Handoff: lead.ID, Purpose: handoff.PurposeRelay,
			To: handoff.Recipient{Address: lead.Prospect().Address, Role: handoff.RoleProspect}}
		return tx.Enqueue([]handoff.Action{wait}, afterDemo())
	})
	out := do(exitDone, "forget", lead.Prospect().Address, "--yes", "--config", conf)
	if !strings.Contains(out, string(lead.ID)+": closed, NOT erased yet") || strings.Contains(out, "and erased") {
		t.Errorf("while mail is to go out:\n%s", out)
	}
	want := "is to be erased, as was asked on"
	for _, args := range [][]string{{"show", string(lead.ID)}, {"list", "--all", "--json"}} {
		if out := do(exitDone, append(args, "--config", conf)...); !strings.Contains(strings.Join(strings.Fields(out), " "), want) {
			t.Errorf("%q while mail is to go out:\n%s", args, out)
		}
	}
	if out := do(exitDone, "list", "--all", "--config", conf); !strings.Contains(out, "to be erased") {
		t.Errorf("the list while mail is to go out:\n%s", out)
	}
	a, err := open(t.Context(), conf, app.Offline, app.Options{})
	if err != nil {
		t.Fatal(err)
	}
	allSent(t, a.Store)
	a.Close()
	over(func(tx *store.Tx) error {
		if erased, err := tx.Forgotten(lead.ID); err != nil || !erased {
			t.Errorf("the mail is out: erased %t, %v", erased, err)
		}
		return nil
	})
	whole := strings.Join(strings.Fields(do(exitDone, "show", string(lead.ID), "--config", conf)), " ")
	if strings.Contains(whole, "to be erased") || !strings.Contains(whole, "cancel → ") ||
		!strings.Contains(whole, "was erased, as was asked on") {
		t.Errorf("the mail is out:\n%s", whole)
	}
	if got := keep.Became(keep.Lead{ID: lead.ID, State: lead.State}, true); !strings.Contains(got, "closed and erased") {
		t.Error(got)
	}
}
