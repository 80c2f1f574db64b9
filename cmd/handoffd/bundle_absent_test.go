package main

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"handoffd/cmd/handoffd/app"
	"handoffd/handoff"
	"handoffd/handoff/keep"
	"handoffd/handoff/store"
	"handoffd/handoff/text"
)

// TestBundleOfALeadPartlyErased: one word of one lead is erased, then the time of its mails is over: each bundle is
// whole, says why what is not in it is not, and a byte that is flipped in any file is named.
func TestBundleOfALeadPartlyErased(t *testing.T) {
	t.Parallel()
	dir, do := demoShell(t)
	conf := filepath.Join(dir, "config.toml")
	var id handoff.ID
	over := func(f func(a *app.App)) {
		a, err := open(t.Context(), conf, app.Offline, app.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer a.Close()
		f(a)
	}
	over(func(a *app.App) {
		one := ""
		err := a.Store.View(t.Context(), func(tx *store.Tx) error {
			all, err := tx.List(store.Filter{})
			for _, h := range all {
				letters, err := tx.Letters(h.ID)
				if err != nil {
					return err
				}
				if h.State.Finished() && len(letters) > 1 {
					id, one = h.ID, strings.Trim(letters[0].MessageID, "<>")
				}
			}
			return err
		})
		if err != nil || one == "" {
			t.Fatalf("no finished lead with mails: %v", err)
		}
		traces, err := a.Store.Erase(t.Context(), text.SeekWhole(one), afterDemo())
		if err != nil || traces.Came == 0 || traces.Facts == 0 {
			t.Fatalf("%+v %v", traces, err)
		}
	})
	bundled := func(name string) string {
		t.Helper()
		file := filepath.Join(dir, name)
		do(exitDone, "show", string(id), "--bundle", file, "--config", conf)
		flipIn(t, file, filepath.Join(dir, "bad-"+name), do)
		return do(exitDone, "verify", file)
	}
	got := strings.Join(strings.Fields(bundled("erased.zip")), " ")
	for _, says := range []string{", unbroken: ", "erased: the payload", "each of which was erased on request"} {
		if !strings.Contains(got, says) {
			t.Errorf("partly erased, it does not say %q:\n%s", says, got)
		}
	}
	if strings.Contains(got, "kept long enough") {
		t.Errorf("nothing was kept long enough:\n%s", got)
	}
	over(func(a *app.App) {
		d, err := keep.Retain(t.Context(), a.Store, a.Config.Domain, afterDemo().AddDate(0, 0, 100).Add(time.Hour))
		if err != nil || d.Came == 0 || d.Sent == 0 {
			t.Fatalf("%+v %v", d, err)
		}
	})
	got = strings.Join(strings.Fields(bundled("over.zip")), " ")
	for _, says := range []string{", unbroken: ", "erased: the payload", "each of which was dropped, as it was kept long enough"} {
		if !strings.Contains(got, says) {
			t.Errorf("after its time, it does not say %q:\n%s", says, got)
		}
	}
}
