package check

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/store"
)

// TestAliasesAreListed: what addresses count as a colleague's, and how that ends; none of somebody who has gone.
func TestAliasesAreListed(t *testing.T) {
	t.Parallel()
	x := checkedConfig()
	x.limit = time.Minute
	x.conf.Database = filepath.Join(t.TempDir(), "handoffd.db")
	x.conf.Domain.People = map[handoff.PersonID]handoff.Person{"rita": {ID: "rita", Name: "Rita Vance",
		Emails: []string{"rita@acme.com"}}}
	if got := texts(x.database(t.Context())); strings.Contains(got, "counts as") {
		t.Errorf("without a database:\n%s", got)
	}
	st, err := store.Open(t.Context(), x.conf.Database)
	if err != nil {
		t.Fatal(err)
	}
	if err := st.Update(t.Context(), func(tx *store.Tx) error {
		for address, id := range map[string]string{"rita@home.example": "rita", "ghost@home.example": "ghost"} {
			if err := tx.AddAlias(address, handoff.PersonID(id), time.Unix(0, 0)); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
	got := texts(x.database(t.Context()))
	if !strings.Contains(got, "rita@home.example counts as Rita") || !strings.Contains(got, "handoffd forget rita@home") ||
		strings.Contains(got, "ghost") {
		t.Errorf("listed:\n%s", got)
	}
}
