package handoff

import (
	"encoding/json"
	"maps"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestOlderActionsAreRead: rows that were stored when a detail was a map of texts, one of each kind, say the same
// still.
func TestOlderActionsAreRead(t *testing.T) {
	data, err := os.ReadFile("testdata/actions.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	told := func(line []byte) (all map[string]any) {
		if err := json.Unmarshal(line, &all); err != nil {
			t.Fatal(err)
		}
		if d, ok := all["Detail"].(map[string]any); ok { // what was stored as empty is left out now
			maps.DeleteFunc(d, func(_ string, v any) bool { return v == "" })
			for name, v := range d { // what was stored as a sentence is a reason without a code
				if all, is := v.([]any); is { // and several of them are a list
					var lines []string
					for _, one := range all {
						lines = append(lines, one.(map[string]any)["Text"].(string))
					}
					v, d[name] = nil, strings.Join(lines, "\n")
				}
				if why, is := v.(map[string]any); is && why["Code"] == "" {
					d[name] = why["Text"]
				}
			}
		}
		return all
	}
	for line := range strings.Lines(string(data)) {
		var a Action
		if err := json.Unmarshal([]byte(line), &a); err != nil {
			t.Errorf("%s: %v", line, err)
			continue
		}
		if a.Detail == nil || a.Detail.purpose() != a.Purpose {
			t.Errorf("the detail of %s is %T", line, a.Detail)
		}
		again, err := json.Marshal(a)
		if err != nil {
			t.Errorf("%s: %v", line, err)
			continue
		}
		if d := cmp.Diff(told([]byte(line)), told(again)); d != "" {
			t.Errorf("%s %s (-stored +read):\n%s", a.Purpose, a.Step, d)
		}
	}
}
