package web

import (
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"handoffd/handoff"
	"handoffd/handoff/store"
)

// axeCore is the text of axe-core, from the file that HANDOFFD_AXE names; `.ci/axe` fetches it and prints its name.
func axeCore(t *testing.T) string {
	t.Helper()
	file := os.Getenv("HANDOFFD_AXE")
	if file == "" {
		if os.Getenv("CI") == "true" {
			t.Fatal("HANDOFFD_AXE names no file: .ci/axe fetches axe-core and prints where it is")
		}
		t.Skip("needs axe-core: HANDOFFD_AXE=$(.ci/axe)")
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// someWork puts leads of several kinds, held mail and a trouble there, and says the paths of what needs no sign-in and
// of leads.
func (r *rig) someWork() (open, leads []string) {
	r.t.Helper()
	offered := r.hand("quinn", globex)
	short, _, _ := strings.Cut(globex, "Pain:")
	draft := r.hand("quinn", strings.ReplaceAll(short, "Globex", "Initech"))
	action, spent, signIn := handoff.LinkFor("a", "accept"), handoff.LinkFor("b", "accept"), handoff.LinkFor("c", "")
	r.keepLink(action, offered, "rita")
	r.keepLink(spent, draft, "rita")
	r.keepLink(signIn, handoff.Handoff{}, "rita")
	err := r.Store.Update(r.t.Context(), func(tx *store.Tx) error {
		_, err := tx.PutMail(store.InMail{MessageID: "<a@b>", Sender: "eve@evil.example", Subject: "Invoice",
			Arrived: r.now, Verdict: "held", Kind: "human", Why: handoff.Because("auth-none")})
		if err == nil {
			_, err = tx.OutageBegin(handoff.Source{Kind: handoff.SourceMailbox, Name: "in/INBOX"}, r.now, "refused")
		}
		if err == nil {
			err = tx.PutTrouble(handoff.TroubleState{Trouble: handoff.Trouble{Kind: handoff.TroubleOutbox}, From: r.now,
				Args: []handoff.Arg{handoff.NumberArg(2), handoff.TimeArg(r.now, "UTC"), handoff.TimeArg(time.Time{}, "UTC")}})
		}
		return err
	})
	if err != nil {
		r.t.Fatal(err)
	}
	return []string{"/signin", "/in/" + signIn.Secret, "/do/" + action.Secret, "/do/" + spent.Secret, "/nothing"},
		[]string{"/h/" + string(offered.ID), "/h/" + string(draft.ID)}
}

// TestAxe has axe-core look at every page there is: wide and light, as narrow as a telephone and dark.
func TestAxe(t *testing.T) {
	if testing.Short() {
		t.Skip("it starts a browser")
	}
	t.Parallel()
	script := axeCore(t)
	r := newRig(t, nil)
	r.crowd, r.each = newLimits(rate{1e9, 1e9}), newLimits(rate{1e9, 1e9})
	open, leads := r.someWork()
	b := openBrowser(t, r)
	for _, path := range open {
		b.axe(script, path)
	}
	for _, who := range []handoff.PersonID{"olga", "mara", "quinn", "rita"} {
		if who != "olga" {
			b.open("/me")
			b.do(chromedp.Click(`form[action="/signout"] button`), chromedp.WaitVisible(".plain"))
		}
		b.as(who)
		for _, path := range b.pagesOf(who, leads) {
			b.axe(script, path)
		}
	}
}

// pagesOf are all that somebody may open, of those that no one before them was shown.
func (b *tab) pagesOf(who handoff.PersonID, leads []string) []string {
	var out []string
	for _, route := range routes {
		method, path, _ := strings.Cut(route.pattern, " ")
		path = strings.NewReplacer("{$}", "", "{topic}", "rules").Replace(path)
		switch {
		case method != http.MethodGet || route.open || path == "/live" || path == "/reports.csv":
		case path == "/h/{id}/mail/{row}":
			out = append(out, leads[0]+"/mail/1")
		case path == "/h/{id}":
			out = append(out, leads...)
		case strings.Contains(" "+pagesOf[path]+" ", " "+string(who)+" "):
			out = append(out, path)
		}
	}
	if who == "mara" {
		out = append(out, "/rules?rep=rita", "/board?all=1&free=1", "/reports?week=2026-11-16")
	}
	if who == "quinn" || who == "rita" { // what differs for them
		out = slices.DeleteFunc(out, func(path string) bool {
			return !slices.Contains([]string{"/", "/board", "/new", "/reports", leads[0]}, path)
		})
	}
	return out
}

// axe opens a page in both ways, and reports what axe-core finds wrong with it and what is wider than the window.
func (b *tab) axe(script, path string) {
	b.t.Helper()
	for _, way := range []struct {
		wide   int64
		scheme string
	}{{1280, "light"}, {390, "dark"}} {
		media := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme",
			Value: way.scheme}}}
		if _, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, media); err != nil {
			b.t.Fatal(err)
		}
		b.do(chromedp.EmulateViewport(way.wide, 844))
		b.open(path)
		if wide := evaluate[int64](b, "document.documentElement.scrollWidth"); wide > way.wide {
			b.t.Errorf("%s is %d wide in a window of %d", path, wide, way.wide)
		}
		found := evaluate[[]string](b, script+`;axe.run().then(r => r.violations.map(v => v.id + ": " +
			v.nodes.map(n => n.html + " " + n.failureSummary).join(" | ")))`)
		for _, f := range found {
			b.t.Errorf("%s, %d %s: %s", path, way.wide, way.scheme, f)
		}
	}
}
