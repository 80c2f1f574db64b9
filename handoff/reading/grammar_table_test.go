package reading

import (
	"slices"
	"testing"

	"handoffd/handoff"
)

// TestEveryUsageIsRead: what people are told they can answer has words that are read as it.
func TestEveryUsageIsRead(t *testing.T) {
	const amendment = "Key: value" // read by ReadBrief
	for _, usage := range handoff.Usages() {
		row := slices.IndexFunc(commands, func(c command) bool { return c.usage == usage })
		if usage != amendment && (row < 0 || len(commands[row].say) == 0) {
			t.Errorf("%q is listed, and nothing is read as it", usage)
		}
	}
	for usage := range tongues {
		if !slices.ContainsFunc(commands, func(c command) bool { return c.usage == usage }) {
			t.Errorf("%q has words in other languages, and no row", usage)
		}
	}
}
