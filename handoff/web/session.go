package web

import (
	"crypto/rand"
	"encoding/base32"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/store"
)

// How long somebody stays signed in, and how often it is noted that they were there.
const (
	sessionLife = 14 * 24 * time.Hour
	seenEvery   = time.Minute
)

// Names of cookies.
const (
	sessionCookie = "session"
	saidCookie    = "said"
)

// drawSecret draws 160 random bits.
func drawSecret() string {
	b := make([]byte, 20)
	_, _ = rand.Read(b) // never fails
	return strings.ToLower(base32.StdEncoding.EncodeToString(b))
}

// isSecret says whether a text can be one.
func isSecret(s string) bool { return len(s) == 32 }

// name is that of a cookie: by TLS one that no other host can set.
func (s *Server) name(cookie string) string {
	if s.secure() {
		return "__Host-" + cookie
	}
	return "handoffd-" + cookie
}

// cookie sets one; a negative life takes it away.
func (v *visit) cookie(name, value string, life time.Duration) {
	c := &http.Cookie{Name: v.name(name), Value: value, Path: "/", HttpOnly: true, Secure: v.secure(),
		SameSite: http.SameSiteLaxMode, MaxAge: int(life.Seconds())}
	if life < 0 {
		c.MaxAge = -1
	}
	http.SetCookie(v.w, c)
}

// signedIn finds out whose the request is. Who has left the roster is nobody.
func (v *visit) signedIn() error {
	c, err := v.r.Cookie(v.name(sessionCookie))
	if err != nil || !isSecret(c.Value) {
		return nil
	}
	var s store.Session
	found := false
	err = v.view(func(tx *store.Tx) error {
		s, found, err = tx.Session(c.Value, v.now)
		return err
	})
	if err != nil || !found {
		return err
	}
	p := v.c.Person(s.Person)
	if p.Gone {
		return nil
	}
	v.me, v.session, v.scope = p, s, handoff.ScopeOf(v.c, p.ID)
	if v.now.Sub(s.Seen) < seenEvery {
		return nil
	}
	return v.Store.Update(v.r.Context(), func(tx *store.Tx) error { return tx.SeeSession(s.Hash, v.now) })
}

// begin signs somebody in: a session that was there before ends.
func (v *visit) begin(who handoff.PersonID, how string) error {
	secret := drawSecret()
	err := v.Store.Update(v.r.Context(), func(tx *store.Tx) error {
		if v.session.Hash != nil {
			if _, err := tx.EndSession(v.session.Hash, ""); err != nil {
				return err
			}
		}
		return tx.BeginSession(secret, store.Session{Person: who, How: how, Agent: v.r.UserAgent(), Begun: v.now,
			Expires: v.now.Add(sessionLife)})
	})
	if err == nil {
		v.hub.recheck()
		v.cookie(sessionCookie, secret, sessionLife)
	}
	return err
}

// toSignIn sends a browser to the page where people sign in, and later back to where it was.
func (v *visit) toSignIn() error {
	if v.r.Method != http.MethodGet || v.r.URL.Path == "/live" {
		return faultOf(http.StatusUnauthorized, "signed-out")
	}
	path := "/signin"
	if at := v.r.URL.RequestURI(); at != "/" {
		path += "?to=" + url.QueryEscape(at)
	}
	http.Redirect(v.w, v.r, path, http.StatusSeeOther)
	return nil
}

// mostPath bounds the length of a path that is kept while somebody signs in.
const mostPath = 200

// mailedPath is a path that a mail with a link to sign in is to lead to; empty for the first page. What somebody
// searched for is not kept.
func mailedPath(to string) string {
	to = ownPath(to)
	u, err := url.Parse(to)
	switch {
	case err != nil, to == "/", len(to) > mostPath:
		return ""
	case u.Query().Has("q"):
		return u.EscapedPath()
	}
	return to
}

// entries begin the paths at which people sign in and out, to which nobody is sent back.
var entries = []string{"/signin", "/signout", "/in/", "/oidc/", "/live"}

// ownPath is a path of these pages, from a form; the first page if it is none.
func ownPath(to string) string {
	u, err := url.Parse(to)
	begins := func(entry string) bool { return strings.HasPrefix(to, entry) }
	if err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") ||
		strings.ContainsAny(to, "\\\r\n") || slices.ContainsFunc(entries, begins) {
		return "/"
	}
	return to
}
