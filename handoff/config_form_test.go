package handoff

import (
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

// leaves are the fields of a type as its JSON has them, below a path, each with its type and how it is left out.
func leaves(t *testing.T, typ reflect.Type, path string) []string {
	t.Helper()
	switch typ.Kind() {
	case reflect.Struct:
		var out []string
		for f := range typ.Fields() {
			name, rest, _ := strings.Cut(f.Tag.Get("json"), ",")
			if name == "-" {
				continue
			}
			if name == "" {
				name = f.Name
			}
			if rest != "" {
				rest = "," + rest
			}
			for _, leaf := range leaves(t, f.Type, strings.TrimPrefix(path+"."+name, ".")) {
				out = append(out, leaf+rest)
			}
		}
		return out
	case reflect.Slice, reflect.Array, reflect.Map:
		if typ.Elem().Kind() != reflect.String {
			return leaves(t, typ.Elem(), path+".*")
		}
	case reflect.String, reflect.Bool, reflect.Int, reflect.Int64:
	default:
		t.Fatalf("%s is a %s: say here how its form is told", path, typ)
	}
	return []string{fmt.Sprintf("%s %s", path, typ)}
}

// TestConfigForm holds the form in which configs are kept to what testdata/config-form.txt says of its schema.
func TestConfigForm(t *testing.T) {
	const file = "testdata/config-form.txt"
	got := fmt.Sprintf("schema %d\n%s\n", ConfigSchema, strings.Join(leaves(t, reflect.TypeFor[Config](), ""), "\n"))
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("the form of configs is not that of %s: raise ConfigSchema, list in configAdded what configs from "+
			"before mean by lacking a new field, and write the file anew with -update; it is now\n%s", file, got)
	}
	for _, a := range configAdded {
		at := slices.IndexFunc(strings.Split(got, "\n"), func(l string) bool {
			return strings.HasPrefix(l, a.at+" ") || strings.HasPrefix(l, a.at+".")
		})
		switch {
		case at < 0:
			t.Errorf("%s is no field of a config", a.at)
		case a.since < 1 || a.since > ConfigSchema:
			t.Errorf("%s is of schema %d, the present one is %d", a.at, a.since, ConfigSchema)
		}
	}
}

// TestConfigRoundTrip keeps and reads the default policy, and a config in which nothing is said: zero is zero, no
// default.
func TestConfigRoundTrip(t *testing.T) {
	full := newWorld(t).c
	for name, c := range map[string]*Config{
		"full":  full,
		"empty": {People: map[PersonID]Person{"rita": {}}, Teams: []Team{{}}, Others: []Box{{}}},
	} {
		body, err := EncodeConfig(c)
		if err != nil {
			t.Fatal(err)
		}
		got, err := DecodeConfig(ConfigSchema, body)
		if err != nil {
			t.Fatal(err)
		}
		got.Hash = c.Hash
		if !reflect.DeepEqual(got, c) {
			t.Errorf("%s: kept and read it is\n%+v, was\n%+v", name, got, c)
		}
	}
	for _, schema := range []int{-1, ConfigSchema + 1} {
		if _, err := DecodeConfig(schema, []byte("{}")); err == nil {
			t.Errorf("a config of schema %d was read", schema)
		}
	}
}

// TestConfigsFromBefore reads what the first handoffd kept: fields that came later have what was meant then, the
// others what was said.
func TestConfigsFromBefore(t *testing.T) {
	const first = `{"Address":"handoff@acme.example","Name":"Acme","Admin":"mona","Trial":null,
		"People":{"rita":{"ID":"rita","Name":"Rita","Emails":["rita@acme.example"],"Zone":"UTC",
			"Hours":{"Days":[null,null,null,null,null,null,null]},"Link":"","Gone":false}},
		"Teams":[{"Name":"emea","Qualifiers":null,"Reps":["rita"],"Managers":null,"Advocates":null,
			"Policy":{"Window":14400000000000,"Lead":0,"Require":["reply"],"RequireCC":["accept"],"Steps":null,
				"Reassign":0,"Proposal":0,"Manager":1,"Returned":1,"Opportunity":1,"Penalty":0,"Prep":0,"Buffer":0},
			"Fields":null,"Criteria":null,"Duration":0,"Cap":9007199254740993}]}`
	c, err := DecodeConfig(0, []byte(first))
	if err != nil {
		t.Fatal(err)
	}
	p := c.Teams[0].Policy
	if p.OnConflict != ConflictAsk || p.Phantoms != PhantomsIgnore || c.Held != DefaultHeld {
		t.Errorf("what came later is not as it was meant: %+v, %+v", p, c.Held)
	}
	if p.Window != 4*time.Hour || p.Reassign != 0 || p.Prep != 0 || c.Teams[0].Cap != 1<<53+1 {
		t.Errorf("what was said was changed: %+v, cap %d", p, c.Teams[0].Cap)
	}
	zero := `{"Held":{},"Teams":[{"Policy":{"OnConflict":"","Phantoms":"block"}}]}`
	if c, err = DecodeConfig(0, []byte(zero)); err != nil {
		t.Fatal(err)
	}
	p = c.Teams[0].Policy
	if c.Held != (HeldLimits{}) || p.OnConflict != "" || p.Phantoms != PhantomsBlock {
		t.Errorf("what was there was changed: %+v", c)
	}
}

// TestAFieldIsAdded adds fields to a config in two steps and reads what was kept before each: a window of 8 h, never
// one of 0 s.
func TestAFieldIsAdded(t *testing.T) {
	type policy struct{ Name, Mode, Window any }
	fields := []added{
		{2, "Teams.*.Window", 8 * time.Hour},
		{3, "Teams.*.Mode", "strict"},
		{3, "People.*.Quiet", true},
		{3, "Rate.Most", 60},
		{3, "Limits", map[string]any{"Days": 14}},
		{3, "Limits.Days", 14},
	}
	for _, x := range []struct {
		schema    int
		body, got string
	}{
		{1, `{"Teams":[{"Name":"a"},{"Name":"b","Window":0}]}`,
			`{"Limits":{"Days":14},"Teams":[{"Mode":"strict","Name":"a","Window":28800000000000},` +
				`{"Mode":"strict","Name":"b","Window":0}]}`},
		{2, `{"Teams":[{"Name":"a"}]}`, `{"Limits":{"Days":14},"Teams":[{"Mode":"strict","Name":"a"}]}`},
		{2, `{"Teams":null,"People":{"x":{},"y":{"Quiet":false}},"Rate":{},"Limits":{}}`,
			`{"Limits":{"Days":14},"People":{"x":{"Quiet":true},"y":{"Quiet":false}},"Rate":{"Most":60},"Teams":null}`},
		{3, `{"Teams":[{"Name":"a"}]}`, `{"Teams":[{"Name":"a"}]}`},
	} {
		got, err := complete([]byte(x.body), x.schema, fields)
		if err != nil || string(got) != x.got {
			t.Errorf("schema %d: %s\nbecame %s (%v)\nwant   %s", x.schema, x.body, got, err, x.got)
		}
	}
	var read struct{ Teams []policy }
	body, err := complete([]byte(`{"Teams":[{"Name":"a"}]}`), 1, fields)
	if err != nil || json.Unmarshal(body, &read) != nil || read.Teams[0].Window != float64(8*time.Hour) {
		t.Errorf("%s: %v", body, err)
	}
	if _, err := complete([]byte(`{`), 1, fields); err == nil {
		t.Error("what is no JSON was completed")
	}
}

// TestSeal tells configs apart by what they say, not by where they were read.
func TestSeal(t *testing.T) {
	seal := func(c Config) string {
		t.Helper()
		if err := c.Seal(); err != nil {
			t.Fatal(err)
		}
		return c.Hash
	}
	c := Config{Address: "handoff@acme.example"}
	if seal(c) != seal(Config{Address: "handoff@acme.example", Hash: "other", TOML: "# other"}) {
		t.Error("the hash is not that of the rules alone")
	}
	if seal(c) == seal(Config{Address: "handoff@globex.example"}) {
		t.Error("another address has the same hash")
	}
}
