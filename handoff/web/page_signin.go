package web

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/store"
	"handoffd/handoff/text"
)

// mostSignIns is how many links to sign in one person is sent within an hour: whoever asks in their name must not
// flood them.
const mostSignIns = 5

// signInPage is the view of the page where people sign in.
type signInPage struct {
	To       string // the page to which they want to go
	Sent     bool
	Login    string // name of a provider
	OneClick []oneClick
	Empty    bool // no address was filled in
	Wrong    bool // what was filled in is none
	Email    string
}

// oneClick is somebody as whom a visitor of a demonstration may sign in.
type oneClick struct {
	Person handoff.Person
	Role   handoff.Role
}

// signIn asks for an address.
func signIn(v *visit) error {
	if v.me.ID != "" {
		return v.to(ownPath(v.r.FormValue("to")))
	}
	return v.show("signin", v.signInPage(false))
}

func (v *visit) signInPage(sent bool) signInPage {
	p := signInPage{To: ownPath(v.r.FormValue("to")), Sent: sent}
	if v.Login != nil {
		p.Login = v.Login.Name
	}
	if v.OneClick {
		for _, one := range v.people() {
			p.OneClick = append(p.OneClick, oneClick{v.c.Person(one), roleIn(v.c, one)})
		}
	}
	return p
}

// people are those who may sign in, in the order of their teams.
func (v *visit) people() []handoff.PersonID {
	var out []handoff.PersonID
	add := func(ids ...handoff.PersonID) {
		for _, id := range ids {
			if !slices.Contains(out, id) {
				out = append(out, id)
			}
		}
	}
	for _, t := range v.c.Teams {
		add(t.Managers...)
		add(t.Reps...)
		add(t.Qualifiers...)
		add(t.Advocates...)
	}
	add(v.c.Admin)
	return out
}

// roleIn is the part that somebody has in the first team they are in.
func roleIn(c *handoff.Config, id handoff.PersonID) handoff.Role {
	for _, t := range c.Teams {
		switch {
		case slices.Contains(t.Managers, id):
			return handoff.RoleManager
		case slices.Contains(t.Reps, id):
			return handoff.RoleRep
		case slices.Contains(t.Qualifiers, id):
			return handoff.RoleQualifier
		case slices.Contains(t.Advocates, id):
			return handoff.RoleAdvocate
		}
	}
	return handoff.RoleAdmin
}

// askToSignIn sends a link to the address in the roster. The page says nothing of whether there is one.
func askToSignIn(v *visit) error {
	address := strings.TrimSpace(v.r.PostFormValue("email"))
	if name, domain, _ := strings.Cut(address, "@"); name == "" || domain == "" || strings.ContainsAny(address, " \t,;") {
		p := v.signInPage(false)
		p.Empty, p.Wrong, p.Email = address == "", address != "", text.OneLine(address, text.NameLimit)
		return v.showAs(http.StatusUnprocessableEntity, "signin", p)
	}
	if p, known := v.c.ByEmail(address); known && !p.Gone && v.c.MayWriteTo(p.Email()) {
		err := v.update(func(tx *store.Tx) error {
			n, err := tx.SignInsSince(p.ID, v.now.Add(-time.Hour))
			if err != nil || n >= mostSignIns {
				return err
			}
			return tx.Enqueue([]handoff.Action{handoff.SignInMail(p.ID, mailedPath(v.r.FormValue("to")), v.now)}, v.now)
		})
		if err != nil {
			return err
		}
	}
	return v.show("signin", v.signInPage(true))
}

// signInAs signs in as whom one likes, where the pages are a demonstration.
func signInAs(v *visit) error {
	id := handoff.PersonID(v.r.PostFormValue("person"))
	if !v.OneClick || v.c.Person(id).Gone {
		return faultOf(http.StatusForbidden, "forbidden")
	}
	if err := v.begin(id, "demo"); err != nil {
		return err
	}
	return v.to(ownPath(v.r.PostFormValue("to")))
}

// useSignIn shows whom a link signs in. Programs that open links change nothing by that.
func useSignIn(v *visit) error {
	l, err := v.signInLink()
	if err != nil {
		return err
	}
	return v.show("signin-link", v.c.Person(l.Person))
}

// signInLink is the link of the path, if it can be used still.
func (v *visit) signInLink() (l store.PageLink, err error) {
	found := false
	err = v.view(func(tx *store.Tx) error {
		l, found, err = tx.Link(v.r.PathValue("secret"))
		return err
	})
	switch {
	case err != nil:
		return l, err
	case !found || l.Handoff != "":
		return l, faultOf(http.StatusNotFound, "link")
	case v.c.Person(l.Person).Gone:
		return l, faultOf(http.StatusGone, "link-left")
	case l.Shown:
		return l, faultOf(http.StatusGone, "link-shown")
	case !l.Used.IsZero():
		return l, faultOf(http.StatusGone, "link-spent")
	case v.now.After(l.Expires):
		return l, faultOf(http.StatusGone, "link-expired")
	}
	return l, nil
}

// spendSignIn signs in by a link, once.
func spendSignIn(v *visit) error {
	l, err := v.signInLink()
	if err != nil {
		return err
	}
	first := false
	err = v.Store.Update(v.r.Context(), func(tx *store.Tx) error {
		first, err = tx.SpendLink(v.r.PathValue("secret"), v.now)
		return err
	})
	if err != nil {
		return err
	}
	if !first {
		return faultOf(http.StatusGone, "link-spent")
	}
	if err := v.begin(l.Person, "link"); err != nil {
		return err
	}
	return v.to(ownPath(l.Words))
}

// signOut ends the session.
func signOut(v *visit) error {
	err := v.Store.Update(v.r.Context(), func(tx *store.Tx) error {
		_, err := tx.EndSession(v.session.Hash, v.me.ID)
		return err
	})
	if err != nil {
		return err
	}
	v.hub.recheck()
	v.cookie(sessionCookie, "", -1)
	return v.to("/signin")
}
