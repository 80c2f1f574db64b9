package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"handoffd/handoff"
)

// TestOwnersOfAFile: the good rows are taken; of each other it is said where it is, what is wrong and what to write.
func TestOwnersOfAFile(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	rows := "Domain, Rep ,Note\nglobex.example,rita,\n@Initech.example,r.vance@acme.example,x\nhooli.example,,\n" +
		"\"umbrella.example\",Rita Vance\nwayne,rita\nglobex.example,rita\nstark.example,ritta\nacme.example," +
		"mona\noscorp.example\n" +
		"a\"b.example,rita\n\"open.example,rita\nlast.example,RITA\n"
	if err := os.WriteFile(filepath.Join(dir, "owners.csv"), []byte(rows), 0o600); err != nil {
		t.Fatal(err)
	}
	text := readFile(t, tablesFile) + "\n[[owner]]\nfile = \"owners.csv\"\n[[owner]]\nrep = \"rita\"\ndomains = " +
		"[\"inside.example\"]\n"
	c, err := parseConfig(filepath.Join(dir, "config.toml"), []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]handoff.PersonID{"globex.example": "rita", "initech.example": "rita", "umbrella.example": "rita",
		"last.example": "rita", "inside.example": "rita"}
	if diff := cmp.Diff(want, c.Domain.Accounts); diff != "" {
		t.Errorf("accounts (-want +got):\n%s", diff)
	}
	var got []string
	for _, w := range c.Warnings {
		got = append(got, strings.TrimPrefix(w.Error(), dir+"/"))
	}
	if diff := cmp.Diff([]string{
		"owners.csv:4:15: the row has no owner; write the id or the address of a rep (the row is left out)",
		`owners.csv:6:1: "wayne" is no domain; write it like "globex.example" (the row is left out)`,
		`owners.csv:8:15: nobody is called "ritta"; did you mean "rita"? (the row is left out)`,
		`owners.csv:9:14: "mona" is no rep of any team; name a rep (the row is left out)`,
		"owners.csv:10:1: the row has fewer columns than the first; write domain and rep (the row is left out)",
		`owners.csv:11:2: the row is not CSV (bare " in non-quoted-field); put what holds a comma or quotes into quotes ` +
			"(the row is left out)",
		`owners.csv:12:19: the row is not CSV (extraneous or missing " in quoted-field); put what holds a comma or quotes ` +
			"into quotes (the row is left out)",
	}, got); diff != "" {
		t.Errorf("warnings (-want +got):\n%s", diff)
	}
}
