package web

import (
	"context"
	"net"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"handoffd/handoff"
	"handoffd/handoff/desk"
)

// patience is how long a browser may take for one thing on a busy machine.
const patience = time.Minute

// tab is a page of a real browser.
type tab struct {
	t   *testing.T
	ctx context.Context
	url string
}

// openBrowser starts Chromium with the pages of a rig.
func openBrowser(t *testing.T, r *rig) *tab {
	t.Helper()
	path, err := exec.LookPath("chromium")
	switch {
	case err == nil:
	case os.Getenv("CI") == "true":
		t.Fatal(err)
	default:
		t.Skip("needs chromium: ", err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	serving, stop := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() { defer close(ended); _ = r.Serve(serving, l, "", "") }()
	t.Cleanup(func() { stop(); <-ended })
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox,
		chromedp.DisableGPU)
	all, done := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(done)
	ctx, closed := chromedp.NewContext(all)
	t.Cleanup(closed)
	b := &tab{t, ctx, "http://" + l.Addr().String()}
	if _, err := chromedp.Run(ctx, chromedp.Navigate("about:blank")); err != nil {
		t.Fatal(err)
	}
	return b
}

// do carries steps out.
func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, done := context.WithTimeout(b.ctx, patience)
	defer done()
	for i, s := range steps {
		if _, err := chromedp.Run(ctx, s); err != nil {
			page, _ := chromedp.Run(b.ctx, chromedp.OuterHTML("html"))
			b.t.Fatalf("step %d: %v\n%s", i+1, err, page)
		}
	}
}

// open opens a page of ours.
func (b *tab) open(path string) { b.t.Helper(); b.do(chromedp.Navigate(b.url + path)) }

// as signs in.
func (b *tab) as(id handoff.PersonID) {
	b.t.Helper()
	b.open("/signin")
	b.do(chromedp.Click(`//input[@value="`+string(id)+`"]/following-sibling::button`), chromedp.WaitVisible("nav"))
}

// reads waits until the page says something.
func (b *tab) reads(words string) {
	b.t.Helper()
	ctx, done := context.WithTimeout(b.ctx, patience)
	defer done()
	script := `document.body !== null && document.body.innerText.includes("` + words + `")`
	_, err := chromedp.Run(ctx, chromedp.Poll[bool](script))
	for err != nil && ctx.Err() == nil { // the browser was on its way to the page
		_, err = chromedp.Run(ctx, chromedp.Poll[bool](script))
	}
	if err != nil {
		page, _ := chromedp.Run(b.ctx, chromedp.Text("body"))
		b.t.Fatalf("%q does not come: %v\n%s", words, err, page)
	}
}

// evaluate runs a script in the page.
func evaluate[T any](b *tab, script string) T {
	b.t.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatal(err)
	}
	return v
}

// TestInABrowser hands a lead over by the form, sees it change on an open board, and answers it without scripts. No
// page is wider than a telephone.
func TestInABrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("it starts a browser")
	}
	t.Parallel()
	r := newRig(t, nil)
	b := openBrowser(t, r)
	b.as("quinn")
	b.open("/new")
	for name, value := range map[string]string{"contact": "Pat Kim <pat@globex.example>", "company": "Globex",
		"need": "quotes in hours", "pain": "two lost deals",
		"when": "Thu 26 Nov 2026, 15:00 Europe/Berlin"} {
		b.do(chromedp.SetValue("#f-"+name, value))
	}
	b.do(chromedp.Click(`button[value="check"]`))
	b.reads("Still missing: Timeframe")
	b.do(chromedp.SetValue("#f-timeframe", "this quarter"), chromedp.Click(`button[value="hand"]`))
	b.reads("Who had it")
	id := handoff.ID(strings.TrimPrefix(evaluate[string](b, "location.pathname"), "/h/"))
	if h := r.lead(id); h.State != handoff.Offered || h.Rep() != "rita" {
		t.Fatalf("it is %s, with %s", h.State, h.Rep())
	}
	b.do(chromedp.Navigate(b.url+"/me"), chromedp.Click(`form[action="/signout"] button`), chromedp.WaitVisible("h1"))
	b.as("mara")
	b.open("/board")
	b.reads("Offered")
	about := handoff.About{At: r.now, By: handoff.Who{Person: "rita"}, Via: "imap", Strength: handoff.Seen}
	if _, err := r.Desk.Say(t.Context(), desk.Spoken{Handoff: id, About: about, Words: "decline"}); err != nil {
		t.Fatal(err)
	}
	b.reads("Ben Ortiz") // without a hand on it
	if got := evaluate[string](b, "location.pathname"); got != "/board" {
		t.Errorf("it is on %s", got)
	}
	b.do(chromedp.EmulateViewport(390, 844))
	for _, path := range []string{"/", "/board", "/review", "/rotation", "/reports", "/rules?rep=rita", "/me",
		"/h/" + string(id), "/nothing"} {
		b.open(path)
		if wide := evaluate[int](b, "document.documentElement.scrollWidth"); wide > 390 {
			t.Errorf("%s is %d wide", path, wide)
		}
		if out := evaluate[int](b, `[...document.querySelectorAll(".nav a")].filter((a) => {
			const r = a.getBoundingClientRect(); return r.left < 0 || r.right > 390; }).length`); out > 0 {
			t.Errorf("%s: %d links of the menu are cut", path, out)
		}
	}
	off := emulation.SetScriptExecutionDisabledParams{Value: true}
	if _, err := chromedp.Call(b.ctx, emulation.SetScriptExecutionDisabled, off); err != nil {
		t.Fatal(err)
	}
	b.open("/h/" + string(id))
	b.do(chromedp.Click(`//summary[contains(., "What is next")]`),
		chromedp.SetValue(`//details[@open]//input[@name="more"]`, "call Pat Fri"),
		chromedp.Click(`//details[@open]//button`), chromedp.WaitVisible(`[role="status"]`))
	if h := r.lead(id); h.Step == nil || h.Step.What != "call Pat" {
		t.Errorf("without scripts the next step is %+v", h.Step)
	}
}
