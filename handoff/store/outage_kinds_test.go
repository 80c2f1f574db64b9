package store

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"handoffd/handoff"
	"handoffd/handoff/store/storetest"
)

// TestOutagesGetTheirKind upgrades outages that go on: before schema 15 only the name told what was out of reach.
func TestOutagesGetTheirKind(t *testing.T) {
	storetest.OnlySQLite(t, "of a schema from before PostgreSQL")
	dump, err := os.ReadFile(dumpFile(14))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "x.db")
	loadDump(t, path, 14, string(dump)+`
		DELETE FROM outages;
		INSERT INTO outages (source, from_at, why) VALUES ('handoff@acme.example/INBOX', 1, ''), ('smtp', 2, ''),
			('smtp us@acme.example', 3, ''), ('calendar us@acme.example', 4, ''), ('calendar us@acme.example (writing)', 5, '');`)
	want := []handoff.Source{{Kind: handoff.SourceMailbox, Name: "handoff@acme.example/INBOX"},
		{Kind: handoff.SourceMail, Name: "smtp"},
		{Kind: handoff.SourceMail, Name: "smtp us@acme.example"}, {Kind: handoff.SourceCalendar, Name: "us@acme.example"},
		{Kind: handoff.SourceEvents, Name: "us@acme.example"}}
	doView(t, openAt(t, path), func(tx *Tx) error {
		open, err := tx.OpenOutages()
		var got []handoff.Source
		for _, o := range open {
			got = append(got, o.Source)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("sources (-want +got):\n%s", diff)
		}
		return err
	})
}
