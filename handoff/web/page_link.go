package web

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/desk"
	"handoffd/handoff/store"
	"handoffd/handoff/text"
	"handoffd/handoff/view"
	"handoffd/templates"
)

// linkPage is the view of what a link in a mail would do.
type linkPage struct {
	Path    string // of this page
	ID      handoff.ID
	Case    string
	Meeting templates.Meeting
	Answer  *answer  // where something is to be filled in; nil: it is written
	Label   string   // what that is called
	Does    []string // sentences in the imperative
	foreseen
	Who      string
	Standing string
	Next     string
	Clock    *clock
	Asks     bool   // something is to be filled in
	SignIn   bool   // it takes a session
	Over     string // why it does nothing any more: used, shown, expired, superseded
	Used     string // when that was
	Done     []string
	More     string    // what was filled in before
	Slip     *slip     // why nothing was done of it
	Team     string    // whose free times can be asked for; empty: none
	FreePath string    // where they are shown
	Free     []freeRow // those times
}

// linkOf is the link of the path with its handoff.
func (v *visit) linkOf() (l store.PageLink, h handoff.Handoff, err error) {
	found := false
	err = v.view(func(tx *store.Tx) error {
		if l, found, err = tx.Link(v.r.PathValue("secret")); err != nil || !found || l.Handoff == "" {
			return err
		}
		h, err = tx.Handoff(l.Handoff)
		return err
	})
	switch {
	case err != nil:
	case !found || l.Handoff == "":
		err = faultOf(http.StatusNotFound, "link")
	case v.c.Person(l.Person).Gone:
		err = faultOf(http.StatusGone, "link-left")
	}
	return l, h, err
}

// asOwner has the page speak to the person whose the link is, whoever is signed in.
func (v *visit) asOwner(l store.PageLink) *visit {
	as := *v
	as.me, as.scope = v.c.Person(l.Person), handoff.ScopeOf(v.c, l.Person)
	return &as
}

// over is why a link does nothing any more; empty: it does.
func over(l store.PageLink, h *handoff.Handoff, now time.Time) string {
	switch {
	case l.Shown:
		return "shown"
	case !l.Used.IsZero():
		return "used"
	case now.After(l.Expires):
		return "expired"
	case l.Stand != handoff.Stand(h):
		return "superseded"
	}
	return ""
}

// page is what a link would do, told to whom it belongs.
func (v *visit) linkPage(l store.PageLink, h handoff.Handoff) linkPage {
	as := v.asOwner(l)
	seen := as.of(h)
	p := linkPage{ID: h.ID, Path: v.r.URL.Path, Case: seen.Case(), Meeting: seen.Meeting(), Who: as.me.Name,
		Standing: text.Capital(seen.Standing()), Next: text.Capital(seen.Next()), Clock: as.clockOf(&h),
		Over: over(l, &h, v.now), Used: as.at(l.Used),
		Asks: strings.HasSuffix(l.Words, " ") || strings.HasSuffix(l.Words, ":")}
	p.SignIn = handoff.NeedsSession(l.Words) && v.me.ID != l.Person
	switch {
	case !p.Asks:
		for _, why := range v.Desk.WouldSay(h, as.spoken(l, filled{})) {
			p.Does = append(p.Does, text.Sentence(text.Capital(as.why(why))))
		}
	case p.Over == "":
		if p.Answer = as.answerOf(seen, l.Words); p.Answer != nil {
			p.Label = p.Answer.Label
		}
	}
	return p
}

// answerOf is the answer that begins with the words; nil if it cannot be given now.
func (v *visit) answerOf(seen *view.View, begins string) *answer {
	for _, a := range v.answers(seen, "") {
		if strings.HasPrefix(a.Usage, strings.TrimSpace(begins)) {
			return &a
		}
	}
	return nil
}

// spoken is what a link says, with what was filled in. Its page has told what it does.
func (v *visit) spoken(l store.PageLink, f filled) desk.Spoken {
	about := handoff.About{At: v.now, By: handoff.Who{Person: l.Person}, Via: handoff.ViaLink, Strength: handoff.Weak}
	said := l.Words
	if len(f.Values) > 0 || strings.TrimSpace(f.More) != "" {
		said = words(l.Words, f.Values, f.More)
	}
	return desk.Spoken{Handoff: l.Handoff, About: about, Words: said, Sure: true}
}

// showLink tells what a link would do, and changes nothing.
func showLink(v *visit) error {
	l, h, err := v.linkOf()
	if err != nil {
		return err
	}
	if v.me.ID != "" && v.me.ID != l.Person {
		return faultOf(http.StatusForbidden, "link-foreign")
	}
	p := v.linkPage(l, h)
	status := http.StatusOK
	if p.Over != "" {
		status = http.StatusGone
	} else if err := v.asOwner(l).tellLink(&p, l, h); err != nil {
		return err
	}
	return v.write(v.w, status, "link", frame{Body: p})
}

// tellLink says what would come of a link.
func (v *visit) tellLink(p *linkPage, l store.PageLink, h handoff.Handoff) (err error) {
	if !p.Asks {
		p.foreseen, err = v.foresee(v.spoken(l, filled{}))
		if p.Slip = v.slipOf(h, filled{}, err); p.Slip != nil {
			err = nil
		}
		return err
	}
	if p.Answer == nil {
		return nil
	}
	p.foreseen = v.sample(*p.Answer, func(f filled) desk.Spoken { return v.spoken(l, f) })
	if p.Answer.Asks != "TIME" || !handoff.MayCommand("slots", v.role(&h), h.State) {
		return nil
	}
	p.Team, p.FreePath = h.Team, p.Path+"?free=1"
	if v.session.Person != l.Person { // calendars are looked into for who is signed in
		p.FreePath = "/signin?to=" + url.QueryEscape(p.FreePath)
		return nil
	}
	p.FreePath += "#free"
	p.Free, err = v.free(h.Team)
	return err
}

// errOver ends a transaction in which a link turned out to be over.
var errOver = errors.New("the link is over")

// useLink does what a link says, once.
func useLink(v *visit) error {
	l, h, err := v.linkOf()
	if err != nil {
		return err
	}
	p := v.linkPage(l, h)
	f := filled{More: v.r.PostFormValue("more"), Values: v.r.PostForm["value"]}
	lacks := p.Asks && len(f.Values) == 0 && strings.TrimSpace(f.More) == ""
	if a := p.Answer; a != nil {
		f.Verb, f.Field = a.Verb, a.field
		lacks = a.lacks(f)
	}
	switch {
	case v.me.ID != "" && v.me.ID != l.Person:
		return faultOf(http.StatusForbidden, "link-foreign")
	case p.SignIn && p.Over == "":
		return v.write(v.w, http.StatusForbidden, "link", frame{Body: p})
	case p.Over == "" && lacks:
		p.Slip = &slip{filled: f, Empty: true}
	case p.Over == "":
		s := v.asOwner(l).spoken(l, f)
		if v.me.ID == l.Person {
			s.About.Strength = handoff.Seen
		}
		s.First = func(tx desk.PageTx, h handoff.Handoff) error {
			first, err := tx.SpendLink(v.r.PathValue("secret"), v.now)
			if err == nil && (!first || l.Stand != handoff.Stand(&h)) {
				err = errOver
			}
			return err
		}
		p.Done, err = v.asOwner(l).say(s)
		if p.Slip = v.asOwner(l).slipOf(h, f, err); p.Slip != nil {
			err = nil
		}
	}
	if p.Over != "" || errors.Is(err, errOver) {
		if l, h, err = v.linkOf(); err != nil {
			return err
		}
		p = v.linkPage(l, h)
		return v.write(v.w, http.StatusGone, "link", frame{Body: p})
	}
	if err != nil {
		return err
	}
	status := http.StatusOK
	if p.Slip != nil {
		status, p.More = p.Slip.status(), f.More
		if a := p.Answer; a != nil {
			all := []answer{*a}
			p.Slip.keep(all)
			p.Answer = &all[0]
		}
		if err := v.asOwner(l).tellLink(&p, l, h); err != nil {
			return err
		}
	}
	return v.write(v.w, status, "link", frame{Body: p})
}
