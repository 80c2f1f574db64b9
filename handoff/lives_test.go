package handoff

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"testing"
	"time"
)

// recordedLine is a config or a fact of testdata/lives.jsonl, as package demo records the stories.
type recordedLine struct {
	Handoff ID   `json:",omitempty"`
	Kind    Kind `json:",omitempty"`
	Rules   int  `json:",omitempty"`
	Decided string
	Config  string
	Schema  int             `json:",omitempty"`
	Body    json.RawMessage `json:",omitempty"`
	Now     time.Time       `json:",omitzero"`
	Fact    json.RawMessage `json:",omitempty"`
	Load    map[PersonID]Load
	Lookups Lookups
}

// TestRecordedLives decides facts that were decided once again, by the rules that are in force now: the handoffs must
// be those of then.
func TestRecordedLives(t *testing.T) {
	const file = "testdata/lives.jsonl"
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	configs, handoffs := map[string]*Config{}, map[ID]Handoff{}
	var out bytes.Buffer
	drifted, n := "", 0
	for line := range bytes.Lines(data) {
		var r recordedLine
		if err := json.Unmarshal(line, &r); err != nil {
			t.Fatal(err)
		}
		if r.Handoff == "" {
			if configs[r.Config], err = DecodeConfig(r.Schema, r.Body); err != nil {
				t.Fatal(err)
			}
			out.Write(line)
			continue
		}
		f, err := DecodeFact(r.Kind, r.Fact)
		if err != nil {
			t.Fatal(err)
		}
		before := handoffs[r.Handoff]
		after := Decide(before, f, Env{Now: r.Now, Config: configs[r.Config], Load: r.Load, Lookups: r.Lookups}).Handoff
		handoffs[r.Handoff] = after
		sum := Sum(&after)
		decided := hex.EncodeToString(sum[:])
		if n++; decided != r.Decided && drifted == "" {
			drifted = fmt.Sprintf("fact %d (%s of %s), recorded by rules %d, is decided in another way by rules %d:\n"+
				"before %s\nafter  %s", n, r.Kind, r.Handoff, r.Rules, Rules, Canonical(&before), Canonical(&after))
		}
		const by = `"Rules":%d,"Decided":"%s"`
		was, is := fmt.Appendf(nil, by, r.Rules, r.Decided), fmt.Appendf(nil, by, Rules, decided)
		out.Write(bytes.Replace(line, was, is, 1))
	}
	switch {
	case *update:
		if err := os.WriteFile(file, out.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	case drifted != "":
		t.Errorf("the rules have changed. If that is meant, raise Rules unless this release has raised it already, "+
			"and run with -update.\n%s", drifted)
	}
	if n < 40 {
		t.Errorf("only %d facts were recorded", n)
	}
}
