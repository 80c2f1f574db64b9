package web

import (
	"encoding/base64"
	"encoding/json"
	"errors"
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
	told    []string        // what came of the form that this page answers
	stood   handoff.Handoff // as what was said last has left it
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
			if err = v.readForm(); err == nil {
				err = route.do(v)
			}
		}
		if err != nil {
			s.fault(w, r, err)
		}
	})
}

// readForm reads the form that was sent, if one was.
func (v *visit) readForm() error {
	if v.r.Method != http.MethodPost {
		return nil
	}
	err, large := v.r.ParseForm(), &http.MaxBytesError{}
	switch {
	case errors.As(err, &large):
		return faultOf(http.StatusRequestEntityTooLarge, "form-large")
	case err != nil:
		return faultOf(http.StatusBadRequest, "form")
	}
	return nil
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

// outcome is what came of a form, for the page after it.
type outcome struct {
	Said  []string
	Lead  handoff.ID `json:",omitempty"` // of which it is told
	Stand string     `json:",omitempty"` // where that stood then
}

// to sends the browser on after a form, with what came of it.
func (v *visit) to(path string, said ...string) error {
	return v.toLead(handoff.Handoff{}, path, said...)
}

// toLead does so after a form about a lead: what came of it is not told of a lead that stands elsewhere meanwhile.
func (v *visit) toLead(h handoff.Handoff, path string, said ...string) error {
	if len(said) > 0 {
		o := outcome{Said: said, Lead: h.ID}
		if h.ID != "" {
			o.Stand = handoff.Stand(&h)
		}
		data, err := json.Marshal(o)
		if err != nil {
			return err
		}
		v.cookie(saidCookie, base64.RawURLEncoding.EncodeToString(data), time.Minute)
	}
	http.Redirect(v.w, v.r, path, http.StatusSeeOther)
	return nil
}

// said is what came of the last form; it is told once.
func (v *visit) said() []string {
	if len(v.told) > 0 {
		return v.told
	}
	c, err := v.r.Cookie(v.name(saidCookie))
	if err != nil || v.me.ID == "" {
		return nil
	}
	v.cookie(saidCookie, "", -1)
	var o outcome
	data, err := base64.RawURLEncoding.DecodeString(c.Value)
	if err != nil || json.Unmarshal(data, &o) != nil || len(o.Said) > mostSaid {
		return nil
	}
	if o.Lead != "" {
		if h, err := v.visibleLead(string(o.Lead)); err == nil && handoff.Stand(&h) != o.Stand {
			return nil
		}
	}
	return o.Said
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
