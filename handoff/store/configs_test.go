package store

import (
	"context"
	"database/sql"
	"errors"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handoffd/handoff"
)

func TestConfig(t *testing.T) {
	s := openStore(t)
	c := &handoff.Config{Hash: "h1", TOML: "admin = 'ada'\n", Address: "handoff@acme.example", Admin: "ada",
		People: map[handoff.PersonID]handoff.Person{"rita": {ID: "rita", Name: "Rita Vance",
			Emails: []string{"rita@acme.example"}, Zone: "Europe/Berlin", Hours: handoff.OfficeHours(9, 17)}},
		Teams: []handoff.Team{{Name: "north", Reps: []handoff.PersonID{"rita"}, Policy: handoff.DefaultPolicy(),
			Fields: handoff.DefaultFields(), Criteria: handoff.DefaultCriteria()}}}
	doUpdate(t, s, func(tx *Tx) error { return errors.Join(tx.PutConfig(c), tx.PutConfig(c)) })
	doView(t, s, func(tx *Tx) error {
		got, err := tx.Config("h1")
		if diff := cmp.Diff(StoredConfig{Config: c, Schema: handoff.ConfigSchema}, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		if _, err := tx.Config("h2"); !errors.Is(err, ErrNotFound) || errors.Is(err, sql.ErrNoRows) {
			t.Errorf("unknown hash: %v", err)
		}
		return err
	})
	err := s.Update(context.Background(), func(tx *Tx) error { return tx.PutConfig(&handoff.Config{}) })
	if err == nil {
		t.Error("a config without hash was kept")
	}
}

// TestConfigOfAnEarlierSchema reads rows as earlier versions left them: what was not recorded is unknown, what could
// not be said is as it was meant then.
func TestConfigOfAnEarlierSchema(t *testing.T) {
	s := openStore(t)
	row := func(tx *Tx, hash, body string, schema any) error {
		return tx.exec("INSERT INTO configs (hash, body, schema_version) VALUES ($1, $2, $3)", hash, body, schema)
	}
	const body = `{"Address":"handoff@acme.example","People":{"rita":{"Emails":["rita@acme.example"]}},
		"Teams":[{"Name":"north","Policy":{"Window":28800000000000}}]}`
	doUpdate(t, s, func(tx *Tx) error {
		return errors.Join(row(tx, "before", body, nil), row(tx, "present", body, handoff.ConfigSchema),
			row(tx, "newer", body, handoff.ConfigSchema+1))
	})
	doView(t, s, func(tx *Tx) error {
		before, err1 := tx.Config("before")
		present, err2 := tx.Config("present")
		if err := errors.Join(err1, err2); err != nil {
			return err
		}
		if before.Schema != 0 || before.Schema.String() != "unknown" || before.TOML != "" || before.Hash != "before" {
			t.Errorf("of a row from before: schema %s, TOML %q, hash %q", before.Schema, before.TOML, before.Hash)
		}
		p := before.Teams[0].Policy
		if p.OnConflict != handoff.ConflictAsk || p.Phantoms != handoff.PhantomsIgnore || p.Window != 8*time.Hour {
			t.Errorf("of a row from before: %+v", p)
		}
		if present.Schema.String() != strconv.Itoa(handoff.ConfigSchema) || present.Teams[0].Policy.OnConflict != "" {
			t.Errorf("of a row of the present schema %s: %+v", present.Schema, present.Teams[0].Policy)
		}
		if _, err := tx.Config("newer"); err == nil || !strings.Contains(err.Error(), "newer") {
			t.Errorf("a row of a newer schema: %v", err)
		}
		return nil
	})
	doView(t, s, func(tx *Tx) error {
		former, err := tx.FormerAddresses(&handoff.Config{})
		if len(former) != 1 || former[0] != "rita@acme.example" {
			t.Errorf("former addresses %v", former)
		}
		return err
	})
}
