package web

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/store"
)

// route is what is served where: to everybody, to all who are signed in, or to those who may open the page.
type route struct {
	pattern string
	page    handoff.Page // empty: to all who are signed in
	open    bool         // to everybody
	do      func(*visit) error
}

// visit is one request.
type visit struct {
	*Server
	w       http.ResponseWriter
	r       *http.Request
	c       *handoff.Config
	now     time.Time
	me      handoff.Person // zero: nobody is signed in
	scope   handoff.Scope
	session store.Session
	here    handoff.Page
	told    []string // what came of the form that this page answers
}

// mostSaid is how many lines a page tells of what came of a form.
const mostSaid = 5

// guarded serves a route to those who may have it. The role is read at each request.
func (s *Server) guarded(route route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v := &visit{Server: s, w: w, r: r, c: s.config(), now: s.Now(), here: route.page}
		err := v.signedIn()
		switch {
		case err != nil:
		case !s.each.allow(v.visitor(), time.Now()):
			err = tooFast
		case v.me.ID == "" && !route.open:
			err = v.toSignIn()
		case route.page != "" && !handoff.MayOpen(v.c, v.me.ID, route.page):
			err = faultOf(http.StatusForbidden, "forbidden")
			if route.page == handoff.PageNew {
				err = faultOf(http.StatusForbidden, "forbidden-new")
			}
		default:
			err = route.do(v)
		}
		if err != nil {
			s.fault(w, r, err)
		}
	})
}

// tooFast is for who asks too often.
var tooFast = faultOf(http.StatusTooManyRequests, "fast")

// visitor is whose requests are counted together.
func (v *visit) visitor() string {
	if v.session.Hash != nil {
		return string(v.session.Hash)
	}
	return v.from(v.r)
}

// show writes a page.
func (v *visit) show(name string, body any) error { return v.showAs(http.StatusOK, name, body) }

// showAs writes a page with another status.
func (v *visit) showAs(status int, name string, body any) error {
	f := frame{Me: v.me, Nav: handoff.PagesFor(v.c, v.me.ID), Here: v.here, Body: body, Said: v.said(),
		Help: v.Help != nil, Live: v.me.ID != "" && v.r.Method == http.MethodGet}
	return v.write(v.w, status, name, f)
}

// to sends the browser on after a form, with what came of it.
func (v *visit) to(path string, said ...string) error {
	if len(said) > 0 {
		data, err := json.Marshal(said)
		if err != nil {
			return err
		}
		v.cookie(saidCookie, base64.RawURLEncoding.EncodeToString(data), time.Minute)
	}
	http.Redirect(v.w, v.r, path, http.StatusSeeOther)
	return nil
}

// said is what came of the last form; it is told once.
func (v *visit) said() (out []string) {
	if len(v.told) > 0 {
		return v.told
	}
	c, err := v.r.Cookie(v.name(saidCookie))
	if err != nil || v.me.ID == "" {
		return nil
	}
	v.cookie(saidCookie, "", -1)
	data, err := base64.RawURLEncoding.DecodeString(c.Value)
	if err != nil || json.Unmarshal(data, &out) != nil || len(out) > mostSaid {
		return nil
	}
	return out
}

// update runs f in a transaction that writes.
func (v *visit) update(f func(*store.Tx) error) error {
	err := v.Desk.Update(v.r.Context(), f)
	if err == nil && v.Wake != nil {
		v.Wake()
	}
	return err
}

// view runs f in a transaction that reads.
func (v *visit) view(f func(*store.Tx) error) error { return v.Store.View(v.r.Context(), f) }
