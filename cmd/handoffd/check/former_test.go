package check

import (
	"path/filepath"
	"strings"
	"testing"

	"handoffd/handoff"
	"handoffd/handoff/store"
)

// TestLeadsOfWhoLeftAreTold: check names the open leads of somebody who is not in the config any more, and an id that is
// somebody else's now.
func TestLeadsOfWhoLeftAreTold(t *testing.T) {
	t.Parallel()
	x := checkedConfig()
	x.conf.Database = filepath.Join(t.TempDir(), "handoffd.db")
	if got := former(t.Context(), x.conf); got != nil {
		t.Errorf("without a database: %+v", got)
	}
	st, err := store.Open(t.Context(), x.conf.Database)
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	before, now := *x.conf.Domain, *x.conf.Domain
	before.Hash, before.People, now.People = "before", map[handoff.PersonID]handoff.Person{},
		map[handoff.PersonID]handoff.Person{}
	before.People["rita"] = handoff.Person{ID: "rita", Name: "Rita Vance", Emails: []string{"rita@acme.example"}}
	before.People["rob"] = handoff.Person{ID: "rob", Name: "Rob Ames", Emails: []string{"rob@acme.example"}}
	now.People["rob"] = handoff.Person{ID: "rob", Name: "Robin Lee", Emails: []string{"robin@acme.example"}}
	if err := st.Update(t.Context(), func(tx *store.Tx) error {
		if err := tx.PutConfig(&before); err != nil {
			return err
		}
		for id, state := range map[handoff.ID]handoff.State{"HO-HELD22": handoff.Held, "HO-SLEEPS": handoff.Nurture} {
			h := handoff.Handoff{ID: id, Version: 1, State: state, Qualifier: "quinn",
				Assignments: []handoff.Assignment{{N: 1, Rep: "rita", Ended: x.Now(), End: handoff.EndDone}}}
			if err := tx.Save(h); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	x.conf.Domain = &now
	got := former(t.Context(), x.conf)
	if len(got) != 2 || !got[0].Warn || !strings.Contains(got[0].Text,
		`Rita Vance ("rita") is not in the config any more, and has 1 open lead: HO-HELD22`) ||
		!strings.Contains(got[1].Text, `the id "rob" is Robin Lee, robin@acme.example, and was Rob Ames, rob@acme.example`) {
		t.Errorf("%+v", got)
	}
	now.People["rob"] = handoff.Person{ID: "rob", Name: "Rob Ames-Lee", Emails: []string{"robin@acme.example",
		"rob@acme.example"}}
	if got := former(t.Context(), x.conf); len(got) != 1 {
		t.Errorf("who has another name is told as somebody else: %+v", got)
	}
}
