package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

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
	c, err := Parse(filepath.Join(dir, "config.toml"), []byte(text))
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

// ownersOf are the accounts by a config with such tables and file, and what is warned of.
func ownersOf(t *testing.T, file, tables string) (accounts map[string]handoff.PersonID, warned []string) {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "owners.csv"), []byte(file), 0o600); err != nil {
		t.Fatal(err)
	}
	text := strings.Replace(readFile(t, tablesFile), `reps = ["rita"]`, `reps = ["rita", "quinn"]`, 1)
	c, err := Parse(filepath.Join(dir, "config.toml"), []byte(text+tables))
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range c.Warnings {
		warned = append(warned, strings.TrimPrefix(w.Error(), dir+"/"))
	}
	return c.Domain.Accounts, warned
}

// TestAnOwnerInTheConfigHolds: a row of a file that says otherwise is left out, wherever the file stands, and all else
// is taken.
func TestAnOwnerInTheConfigHolds(t *testing.T) {
	t.Parallel()
	const file, inside = "\n[[owner]]\nfile = \"owners.csv\"\n",
		"\n[[owner]]\nrep = \"rita\"\ndomains = [\"dup.example\"]\n"
	for _, both := range []string{file + inside, inside + file} {
		accounts, got := ownersOf(t, "domain,rep\ngood.example,quinn\n@Dup.example,quinn\ngood.example,rita\n"+
			"dup.example,rita\n", both)
		want := map[string]handoff.PersonID{"good.example": "quinn", "dup.example": "rita"}
		if diff := cmp.Diff(want, accounts); diff != "" {
			t.Errorf("accounts (-want +got):\n%s", diff)
		}
		if diff := cmp.Diff([]string{
			`owners.csv:3:1: "dup.example" is an account of "rita" in the config, which goes before the file; change one ` +
				`of the two (the row is left out)`,
			`owners.csv:4:1: "good.example" is an account of "quinn" already; give it to one of the two (the row is left out)`,
		}, got); diff != "" {
			t.Errorf("warnings (-want +got):\n%s", diff)
		}
	}
}

// TestOwnersOfADomainInBothForms: with letters of a language and in ASCII it is one domain, with one owner.
func TestOwnersOfADomainInBothForms(t *testing.T) {
	t.Parallel()
	accounts, got := ownersOf(t, "domain,rep\nMüller.example,rita\nxn--mller-kva.example,quinn\nbücher.example,rita\n",
		"\n[[owner]]\nfile = \"owners.csv\"\n[[owner]]\nrep = \"quinn\"\ndomains = [\"xn--bcher-kva.example\"]\n")
	want := map[string]handoff.PersonID{"xn--mller-kva.example": "rita", "xn--bcher-kva.example": "quinn"}
	if diff := cmp.Diff(want, accounts); diff != "" {
		t.Errorf("accounts (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{
		`owners.csv:3:1: "xn--mller-kva.example" is an account of "rita" already; give it to one of the two (the row is ` +
			`left out)`,
		`owners.csv:4:1: "bücher.example", which is "xn--bcher-kva.example", is an account of "quinn" in the config, which ` +
			`goes before the file; change one of the two (the row is left out)`,
	}, got); diff != "" {
		t.Errorf("warnings (-want +got):\n%s", diff)
	}
}

// TestOwnersOfNoRow: names of columns alone give nobody an account, which is said.
func TestOwnersOfNoRow(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "owners.csv"), []byte("domain,rep\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := Parse(filepath.Join(dir, "config.toml"), []byte(readFile(t, tablesFile)+
		"\n[[owner]]\nfile = \"owners.csv\"\n"))
	if err != nil || len(c.Warnings) != 1 || !strings.Contains(c.Warnings[0].Error(), "owners.csv:2:1: there is no row") {
		t.Errorf("%v: %+v", err, c)
	}
}

// TestOwnersOfASpreadsheet: what spreadsheets of some countries write is named, and the good rows are taken.
func TestOwnersOfASpreadsheet(t *testing.T) {
	t.Parallel()
	const save = `in a spreadsheet, save it as "CSV UTF-8 (comma delimited)"`
	for _, row := range []struct{ name, rows, fault, warning string }{
		{"semicolons", "domain;rep\nglobex.example;rita\n",
			`owners.csv:1:1: the columns are parted by semicolons; export the file with commas between them`, ""},
		{"empty", " \n", "owners.csv:1:1: the file is empty; write domain,rep in its first row, and an account in each below", ""},
		{"tabs", "domain\trep\nglobex.example\trita\n",
			`owners.csv:1:1: the columns are parted by tabs; export the file with commas between them`, ""},
		{"Latin-1", "domain,rep,note\nglobex.example,rita,\nm\xfcller.example,rita,\n",
			"", "owners.csv:3:1: the file is not UTF-8; " + save + " (the row is left out)"},
		{"a column twice", "domain,rep,Rep\nglobex.example,rita,mona\n",
			"owners.csv:1:12: there are two columns rep, and one must hold; take the other out", ""},
	} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "owners.csv"), []byte(row.rows), 0o600); err != nil {
			t.Fatal(err)
		}
		c, err := Parse(filepath.Join(dir, "config.toml"), []byte(readFile(t, tablesFile)+
			"\n[[owner]]\nfile = \"owners.csv\"\n"))
		switch {
		case row.fault != "":
			if err == nil || !strings.Contains(err.Error(), row.fault) {
				t.Errorf("%s: %v, want %s", row.name, err, row.fault)
			}
		case err != nil:
			t.Errorf("%s: %v", row.name, err)
		case len(c.Warnings) != 1 || !strings.Contains(c.Warnings[0].Error(), row.warning) || len(c.Domain.Accounts) != 1:
			t.Errorf("%s: warned of %v, accounts %v", row.name, c.Warnings, c.Domain.Accounts)
		}
	}
}

// TestARuleOfWhichAPartNeverHolds is taken, and the part is named.
func TestARuleOfWhichAPartNeverHolds(t *testing.T) {
	t.Parallel()
	const a, b = "[[team.rule]]\nname = \"a\"\nwhen = { source = \"x\" }\n",
		"[[team.rule]]\nname = \"b\"\nwhen = { source = \"x\" }\nreps = [\"rita\"]\npolicy = { window = \"2h\" }\n"
	for first, want := range map[string]string{
		"reps = [\"rita\"]\n": `:61:8: the reps of the rule "b" never hold: "a" before it fits the same leads; put it above, or ` +
			`take them out`,
		"policy = { window = \"1h\" }\n": `:62:10: the policy of the rule "b" never holds: "a" before it fits the same leads; ` +
			`put it above, or take it out`,
	} {
		text := strings.Replace(readFile(t, tablesFile), "[[team.field]]\nname = \"need\"",
			"[[team.field]]\nname = \"need\"\n[[team.field]]\nname = \"source\"\n"+a+first+b, 1)
		c, err := Parse("config.toml", []byte(text))
		if err != nil || len(c.Warnings) != 1 || c.Warnings[0].Error() != "config.toml"+want {
			t.Errorf("%s: %v, %v", first, err, c.Warnings)
		}
	}
}

// TestReassignBeyondTheTeam: more reps than there are is no fault, and is said.
func TestReassignBeyondTheTeam(t *testing.T) {
	t.Parallel()
	text := strings.Replace(readFile(t, tablesFile), `window = "4h"`, "window = \"4h\"\nreassign = 3", 1)
	c, err := Parse("config.toml", []byte(text))
	if err != nil || len(c.Warnings) != 1 || !strings.Contains(c.Warnings[0].Error(),
		"config.toml:49:12: reassign = 3, and the team has 0 reps beside the first") {
		t.Errorf("%v, %v", err, c.Warnings)
	}
}

// TestHurryOfAShortWindow: what a short window does not name fits it.
func TestHurryOfAShortWindow(t *testing.T) {
	t.Parallel()
	text := strings.Replace(readFile(t, tablesFile), `window = "4h"`, `window = "1h"`, 1)
	c, err := Parse("config.toml", []byte(text))
	if err != nil || c.Domain.Teams[0].Policy.Hurry != time.Hour {
		t.Errorf("%v, %+v", err, c)
	}
}

// TestARuleOverruledByAnAccount: its turn never comes, which is said.
func TestARuleOverruledByAnAccount(t *testing.T) {
	t.Parallel()
	rule := "[[team.rule]]\nname = \"big\"\nwhen = { domain = [\"a.example\", \"sub.b.example\"] }\nreps = [\"rita\"]\n"
	for domains, want := range map[string]string{
		`["a.example", "b.example"]`: `the rule "big" never has its turn: a.example is an account of "rita", and accounts ` +
			"come before the rules; take one of the two out",
		`["a.example"]`: "",
	} {
		c, err := Parse("config.toml", []byte(readFile(t, tablesFile)+rule+"[[owner]]\nrep = \"rita\"\ndomains = "+
			domains+"\n"))
		if err != nil {
			t.Fatal(err)
		}
		if got := c.Warnings.first(); !strings.Contains(got, want) || want == "" && got != "" {
			t.Errorf("%s: warned of %q", domains, got)
		}
	}
}

func (e Errors) first() string {
	if len(e) == 0 {
		return ""
	}
	return e[0].Error()
}
