package web

import (
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/store"
)

// keepLink keeps a link as the outbox does when it writes a mail.
func (r *rig) keepLink(l handoff.PageLink, h handoff.Handoff, to handoff.PersonID) {
	r.t.Helper()
	row := store.PageLink{Handoff: h.ID, Person: to, Words: l.Words, Issued: r.now, Expires: r.now.Add(handoff.PageLinkLife)}
	if h.ID != "" {
		row.Stand = handoff.Stand(&h)
	} else {
		row.Expires = r.now.Add(handoff.SignInLife)
	}
	if err := r.Store.Update(r.t.Context(), func(tx *store.Tx) error { return tx.KeepLink(l.Secret, row) }); err != nil {
		r.t.Fatal(err)
	}
}

// TestSignInByLink: looking at a link changes nothing, using it signs in once, and its age and use are told.
func TestSignInByLink(t *testing.T) {
	t.Parallel()
	r := newRig(t, func(o *Options) { o.OneClick = false })
	if code, body := r.browser().post("/signin", "email", "nobody@globex.example"); code != http.StatusOK ||
		!strings.Contains(body, "Look into your mail") {
		t.Errorf("a stranger asks: %d %s", code, body)
	}
	for range mostSignIns + 3 {
		if code, _ := r.browser().post("/signin", "email", "Rita@acme.example"); code != http.StatusOK {
			t.Errorf("Rita asks: %d", code)
		}
		r.now = r.now.Add(time.Second)
	}
	if n := r.queued(); n != 1 {
		t.Errorf("%d mails wait after one minute", n)
	}
	l := handoff.LinkFor("drawn", "")
	r.keepLink(l, handoff.Handoff{}, "rita")
	scanner := r.browser()
	for _, method := range []string{http.MethodHead, http.MethodGet, http.MethodGet} {
		if code := scanner.do(httptest.NewRequest(method, "/in/"+l.Secret, nil)).StatusCode; code != http.StatusOK {
			t.Errorf("%s: %d", method, code)
		}
	}
	if len(scanner.cookies) > 0 {
		t.Error("looking at the link has signed in")
	}
	b := r.browser()
	if code, to := b.post("/in/" + l.Secret); code != http.StatusSeeOther || to != "/" {
		t.Fatalf("use: %d to %s", code, to)
	}
	if code, body := b.get("/"); code != http.StatusOK || !strings.Contains(body, "Rita") {
		t.Errorf("after it: %d", code)
	}
	if code, body := r.browser().post("/in/" + l.Secret); code != http.StatusGone ||
		!strings.Contains(body, `href="/signin"`) {
		t.Errorf("a second use: %d\n%s", code, body)
	}
	for _, none := range []string{"rita", "rita@", "@acme.example", "rita@acme.example, ben@acme.example"} {
		if code, body := r.browser().post("/signin", "email", none); code != http.StatusUnprocessableEntity ||
			!strings.Contains(body, "“"+none+"” is no mail address") {
			t.Errorf("%s: %d\n%s", none, code, body)
		}
	}
	shown := handoff.LinkFor("shown", "")
	r.keepLink(shown, handoff.Handoff{}, "rita")
	if err := r.Store.Update(t.Context(), func(tx *store.Tx) error { return tx.EndLink(shown.Secret, r.now) }); err != nil {
		t.Fatal(err)
	}
	if code, body := r.browser().get("/in/" + shown.Secret); code != http.StatusGone ||
		!strings.Contains(body, "showed it to others") {
		t.Errorf("a link that others were shown: %d\n%s", code, body)
	}
	old := handoff.LinkFor("older", "")
	r.keepLink(old, handoff.Handoff{}, "rita")
	r.now = r.now.Add(handoff.SignInLife + time.Second)
	if code, _ := r.browser().get("/in/" + old.Secret); code != http.StatusGone {
		t.Errorf("an old link: %d", code)
	}
	if code, _ := r.browser().post("/signin/as", "person", "rita"); code != http.StatusForbidden {
		t.Errorf("one click where it is off: %d", code)
	}
	if strings.Contains(r.logs.String(), l.Secret) {
		t.Error("the secret stands in the log")
	}
}

// TestSigningInLeadsBack: whoever was sent to sign in comes to the page they wanted, by the form and the mail or by a
// provider; never elsewhere.
func TestSigningInLeadsBack(t *testing.T) {
	t.Parallel()
	r := newRig(t, func(o *Options) { o.OneClick = false })
	h := r.hand("quinn", globex)
	cancel := handoff.LinkFor("b", "cancel")
	r.keepLink(cancel, h, "quinn")
	_, body := r.browser().get("/do/" + cancel.Secret)
	if !strings.Contains(body, `href="/signin?to=%2fdo%2f`+cancel.Secret+`"`) {
		t.Errorf("the link does not come back to itself\n%s", body)
	}
	out := &box{}
	r.deliver(out) // what else waits
	for to, want := range map[string]string{"/h/" + string(h.ID): "/h/" + string(h.ID), "/do/" + cancel.Secret: "/do/" +
		cancel.Secret, "/rules?rep=rita": "/rules?rep=rita", "/board?q=Pat+Kim": "/board", "//evil.example": "/",
		"https://evil.example/x": "/", `/\evil.example`: "/", "/signin?to=/x": "/", "/oidc/start": "/",
		"/" + strings.Repeat("a", 300): "/", "": "/"} {
		r.now = r.now.Add(20 * time.Minute)
		b := r.browser()
		_, form := b.get("/signin?to=" + url.QueryEscape(to))
		kept := regexp.MustCompile(`name="to" value="([^"]*)"`).FindStringSubmatch(form)
		if kept == nil {
			t.Fatalf("the form drops where to go\n%s", form)
		}
		b.post("/signin", "email", "quinn@acme.example", "to", html.UnescapeString(kept[1]))
		r.deliver(out)
		at := linkIn.FindStringSubmatch(out.to(t, "quinn@acme.example", "Sign in"))[1]
		if code, got := b.post(at); code != http.StatusSeeOther || got != want {
			t.Errorf("%s: %d to %s, want %s", to, code, got, want)
		}
		r.now = r.now.Add(time.Hour) // so many links are not sent within one
	}
}

// TestLinkOfWhoLeft: a link of somebody who is in the roster no more says so, and not that it is cut off.
func TestLinkOfWhoLeft(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	h := r.hand("quinn", globex)
	accept, in := handoff.LinkFor("c", "accept"), handoff.LinkFor("d", "")
	r.keepLink(accept, h, "rita")
	r.keepLink(in, handoff.Handoff{}, "rita")
	rita := r.c.People["rita"]
	rita.Gone = true
	r.c.People["rita"] = rita
	for _, path := range []string{"/do/" + accept.Secret, "/in/" + in.Secret} {
		if code, body := r.browser().get(path); code != http.StatusGone || !strings.Contains(body, "not in the roster") {
			t.Errorf("%s: %d\n%s", path, code, body)
		}
		if code, _ := r.browser().post(path); code != http.StatusGone {
			t.Errorf("%s is used: %d", path, code)
		}
	}
	if code, body := r.browser().get("/do/" + accept.Secret[1:] + "x"); code != http.StatusNotFound ||
		!strings.Contains(body, "cut off") {
		t.Errorf("an unknown one: %d\n%s", code, body)
	}
}

// queued counts the mails that wait.
func (r *rig) queued() (n int) {
	r.t.Helper()
	err := r.Store.View(r.t.Context(), func(tx *store.Tx) (err error) {
		_, n, _, err = tx.Backlog(r.now)
		return err
	})
	if err != nil {
		r.t.Fatal(err)
	}
	return n
}

// TestSessions: one ends by its person, by time, and with the roster; a second sign-in has a secret of its own.
func TestSessions(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	phone, desktop, olga := r.as("rita"), r.as("rita"), r.as("olga")
	first := desktop.cookies[r.name(sessionCookie)]
	if code, _ := desktop.post("/signin/as", "person", "rita"); code != http.StatusSeeOther ||
		desktop.cookies[r.name(sessionCookie)] == first {
		t.Error("the session was not renewed at sign-in")
	}
	_, body := phone.get("/me")
	if n := strings.Count(body, `name="session"`); n != 1 {
		t.Errorf("%d others are listed, want 1\n%s", n, body)
	}
	if _, all := olga.get("/me"); strings.Count(all, `name="session"`) != 2 {
		t.Errorf("the admin reads\n%s", all)
	}
	_, id, _ := strings.Cut(body, `name="session" value="`)
	id, _, _ = strings.Cut(id, `"`)
	if r.as("ben").post("/me", "session", id); loggedOut(desktop) {
		t.Error("somebody else has ended it")
	}
	if phone.post("/me", "session", id); !loggedOut(desktop) || loggedOut(phone) {
		t.Error("it did not end, or the wrong one did")
	}
	if phone.post("/signout"); !loggedOut(phone) {
		t.Error("signing out did nothing")
	}
	r.now = r.now.Add(sessionLife + time.Hour)
	if !loggedOut(olga) {
		t.Error("a session lasts for ever")
	}
}

func loggedOut(b *browser) bool {
	code, _ := b.get("/")
	return code != http.StatusOK
}

// TestGuards: what comes from elsewhere, too fast or too large is turned away, and all answers have the headers.
func TestGuards(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	h := r.hand("quinn", globex)
	b := r.as("rita")
	b.from = "cross-site"
	if code, _ := b.post("/h/"+string(h.ID), "verb", "accept"); code != http.StatusForbidden {
		t.Errorf("a form of another site: %d", code)
	}
	b.from = "same-origin"
	if code, _ := b.post("/h/"+string(h.ID), "verb", "next:", "more", strings.Repeat("x", maxForm+1)); code != 413 {
		t.Errorf("a form without end: %d", code)
	}
	if got := r.lead(h.ID); got.Version != h.Version {
		t.Error("it was decided all the same")
	}
	res := b.do(httptest.NewRequest(http.MethodGet, "/", nil))
	for name, want := range map[string]string{"Content-Security-Policy": "default-src 'none'",
		"Referrer-Policy": "no-referrer", "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"} {
		if got := res.Header.Get(name); !strings.Contains(got, want) {
			t.Errorf("%s: %q", name, got)
		}
	}
	if csp := res.Header.Get("Content-Security-Policy"); strings.Contains(csp, "unsafe") || strings.Contains(csp, "http") {
		t.Errorf("the policy allows too much: %s", csp)
	}
	for _, to := range []string{"//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", ""} {
		if got := ownPath(to); got != "/" {
			t.Errorf("%q leads to %q", to, got)
		}
	}
	stranger := r.browser()
	slow := 0
	const asked = 240
	for range asked {
		if code, _ := stranger.get("/signin"); code == http.StatusTooManyRequests {
			slow++
		}
	}
	if slow < asked/4 {
		t.Errorf("%d of %d requests at once were turned away", slow, asked)
	}
}
