package web

import (
	"encoding/hex"
	"net/http"

	"handoffd/handoff"
	"handoffd/handoff/store"
)

// mePage is the view of where somebody is signed in.
type mePage struct {
	Person   handoff.Person
	Sessions []sessionRow
}

type sessionRow struct {
	ID    string // names it, and is no secret
	Who   string // whose, where the admin reads everybody's
	Agent string
	How   string
	Begun string
	Seen  string
	This  bool
}

// me lists where somebody is signed in; to the admin, where everybody is.
func me(v *visit) error {
	p := mePage{Person: v.me}
	whose := v.me.ID
	if v.scope.All {
		whose = ""
	}
	err := v.view(func(tx *store.Tx) error {
		all, err := tx.Sessions(whose, v.now)
		for _, s := range all {
			row := sessionRow{ID: hex.EncodeToString(s.Hash), Agent: browserIn(s.Agent), How: s.How,
				Begun: v.at(s.Begun), Seen: v.at(s.Seen), This: string(s.Hash) == string(v.session.Hash)}
			if v.scope.All {
				row.Who = v.c.Person(s.Person).Name
			}
			p.Sessions = append(p.Sessions, row)
		}
		return err
	})
	if err != nil {
		return err
	}
	return v.show("me", p)
}

// endSession ends one of the own sessions; the admin ends anybody's.
func endSession(v *visit) error {
	hash, err := hex.DecodeString(v.r.PostFormValue("session"))
	if err != nil {
		return faultOf(http.StatusBadRequest, "form")
	}
	whose := v.me.ID
	if v.scope.All {
		whose = ""
	}
	err = v.Store.Update(v.r.Context(), func(tx *store.Tx) error {
		_, err := tx.EndSession(hash, whose)
		return err
	})
	if err != nil {
		return err
	}
	v.hub.recheck()
	return v.to("/me")
}
