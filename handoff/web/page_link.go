package web

import (
	"errors"
	"net/http"
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
	Label   string   // what the answer is called, where something is to be filled in
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
	More     string // what was filled in before
	Slip     *slip  // why nothing was done of it
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
	if err == nil && (!found || l.Handoff == "" || v.c.Person(l.Person).Gone) {
		err = faultOf(http.StatusNotFound, "link")
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
	if p.Asks {
		p.Label = as.labelOf(seen, l.Words)
	} else {
		for _, why := range v.Desk.WouldSay(h, as.spoken(l, "")) {
			p.Does = append(p.Does, text.Sentence(text.Capital(as.why(why))))
		}
	}
	return p
}

// labelOf is what an answer is called that begins with the words.
func (v *visit) labelOf(seen *view.View, begins string) string {
	for _, a := range v.answers(seen, "") {
		if strings.HasPrefix(a.Usage, strings.TrimSpace(begins)) {
			return a.Label
		}
	}
	return ""
}

// spoken is what a link says, with what was filled in. Its page has told what it does.
func (v *visit) spoken(l store.PageLink, more string) desk.Spoken {
	about := handoff.About{At: v.now, By: handoff.Who{Person: l.Person}, Via: handoff.ViaLink, Strength: handoff.Weak}
	said := l.Words
	if more = strings.TrimSpace(more); more != "" {
		said = words(l.Words, nil, more)
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
	} else if !p.Asks {
		p.foreseen, err = v.asOwner(l).foresee(v.spoken(l, ""))
		if p.Slip = v.asOwner(l).slipOf(h, filled{}, err); p.Slip == nil && err != nil {
			return err
		}
	}
	return v.write(v.w, status, "link", frame{Body: p})
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
	switch more := v.r.PostFormValue("more"); {
	case v.me.ID != "" && v.me.ID != l.Person:
		return faultOf(http.StatusForbidden, "link-foreign")
	case p.SignIn && p.Over == "":
		return v.write(v.w, http.StatusForbidden, "link", frame{Body: p})
	case p.Asks && p.Over == "" && strings.TrimSpace(more) == "":
		p.Slip = &slip{Empty: true}
	case p.Over == "":
		s := v.spoken(l, more)
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
		if p.Slip = v.asOwner(l).slipOf(h, filled{More: more}, err); p.Slip != nil {
			p.More, err = more, nil
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
		status = p.Slip.status()
	}
	return v.write(v.w, status, "link", frame{Body: p})
}
