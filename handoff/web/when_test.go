package web

import (
	"net/http"
	"strings"
	"testing"
)

// TestWhenSaysWhatItCannotAnswer: beside the field, with what was filled in; and on whose clock a rep works.
func TestWhenSaysWhatItCannotAnswer(t *testing.T) {
	t.Parallel()
	b := newRig(t, nil).as("mara")
	for query, want := range map[string]string{"rep=nobody&from=2026-11-23T09:00": `id="bad-rep"`,
		"rep=ben&from=garbage": `id="bad-from"`, "rep=ben&from=2026-12-25T09:00&start=2026-12-24T09:00": `id="bad-start"`,
		"rep=ben&from=2026-12-25T09:00&start=x": `id="bad-start"`} {
		code, body := b.get("/rules?" + query)
		if code != http.StatusUnprocessableEntity || !strings.Contains(body, want) || strings.Contains(body, "The window closes") {
			t.Errorf("%s: %d\n%s", query, code, body)
		}
	}
	code, body := b.get("/rules?rep=ben&from=2026-11-23T09:00&start=2026-11-26T15:00")
	if code != http.StatusOK || !strings.Contains(body, "The window closes") || !strings.Contains(body, "on your clock") ||
		!strings.Contains(body, "and beside them on theirs") || !strings.Contains(body, "03:00 EST") {
		t.Errorf("%d\n%s", code, body)
	}
	_, body = b.get("/rules?rep=ben&from=2026-11-23T09:00&start=2026-11-23T09:30")
	if !strings.Contains(body, "It is too late to ask anybody: somebody must have accepted by") ||
		!strings.Contains(body, "on would leave time") || strings.Contains(body, "does not work before") ||
		strings.Contains(body, "Shortened") {
		t.Errorf("too late:\n%s", body)
	}
	_, body = b.get("/rules?rep=ben&from=2026-11-23T09:00&start=2026-11-23T12:30") // 03:00 to 06:30 in New York
	if !strings.Contains(body, "does not work before: the lead goes to others who do") {
		t.Errorf("before working time:\n%s", body)
	}
	_, body = b.get("/rules?rep=rita&from=2026-11-23T09:00") // London
	if !strings.Contains(body, "08:00 GMT") {
		t.Errorf("%s", body)
	}
}
