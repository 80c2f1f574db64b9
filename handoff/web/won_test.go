package web

import (
	"html"
	"net/http"
	"strings"
	"testing"

	"handoffd/handoff"
)

// TestWonTakesSumsOnly: what is no sum is named beside the field, and nothing is recorded.
func TestWonTakesSumsOnly(t *testing.T) {
	r := newRig(t, nil)
	h := r.heldLead()
	path, rita := "/h/"+string(h.ID), r.as("rita")
	code, page := rita.post(path, "verb", "opportunity", "more", "https://crm.example/9 12 XXY")
	if code != http.StatusUnprocessableEntity || !strings.Contains(page, "“12 XXY” does not name one currency") ||
		!strings.Contains(page, `value="https://crm.example/9 12 XXY"`) || r.lead(h.ID).Opportunity != "" {
		t.Errorf("a sum behind a link: %d\n%s", code, page)
	}
	if code, _ := rita.post(path, "verb", "opportunity", "more", "CRM-42"); code != http.StatusSeeOther {
		t.Fatal(code)
	}
	for said, want := range map[string]string{"-5 EUR": "more than nothing", "lots": "“lots” is no sum",
		"5 EUR and 3 EUR": "more than one number", "12 XXY": "does not name one currency", "1.2345 EUR": "which mark",
		"99999999999999 EUR": "more than a billion", "12000": "names no currency", "a lot of money, we think": "is no sum"} {
		code, page := rita.post(path, "verb", "won", "more", said)
		if code != http.StatusUnprocessableEntity || !strings.Contains(page, want) || strings.Contains(page, "answer yes") ||
			!strings.Contains(page, `value="`+html.EscapeString(said)+`"`) {
			t.Errorf("%s: %d\n%s", said, code, page)
		}
	}
	if d := r.lead(h.ID).Deal; d != nil {
		t.Fatalf("recorded: %+v", d)
	}
	if code, page := rita.post(path, "verb", "won", "more", "12.000,50 €"); code != http.StatusSeeOther {
		t.Fatal(code, page)
	}
	if got := r.lead(h.ID).Amount; got != (handoff.Amount{Cents: 1_200_050, Currency: "EUR"}) {
		t.Error(got)
	}
}
