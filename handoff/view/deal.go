package view

import (
	"strings"

	"handoffd/handoff"
)

// Deal is what a meeting led to, on one line: "https://crm.example/7, 12,000 EUR, won".
func Deal(h *handoff.Handoff) string {
	parts := []string{h.Opportunity, h.Amount.String()}
	switch d := h.Deal; {
	case d == nil:
	case d.Won:
		parts = append(parts, "won")
	default:
		parts = append(parts, "lost")
		if d.Note != "" {
			parts[len(parts)-1] += ": " + d.Note
		}
	}
	var said []string
	for _, p := range parts {
		if p != "" {
			said = append(said, p)
		}
	}
	return strings.Join(said, ", ")
}
