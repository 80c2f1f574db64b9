package render

import (
	"strings"
	"testing"

	"handoffd/handoff"
)

// TestTheProspectReadsWhoTheRepIs: title, phone and company of the config stand where the prospect reads them, with the
// topic and how to move the meeting; and no word of the product does.
func TestTheProspectReadsWhoTheRepIs(t *testing.T) {
	w := newTale(t, monday)
	w.c.Name = "Acme Handoff"
	w.c.Brand = handoff.Brand{Company: "Acme", Signature: "Acme GmbH, Berlin", Colour: "#7a1f5c"}
	for id, p := range w.c.People {
		p.Title, p.Phone = "Account Executive", "+49 30 5550101"
		w.c.People[id] = p
	}
	w.reassigned()
	w.tell(&handoff.Cancel{About: w.by("quinn")})
	w.tell(&handoff.Cancel{About: w.by("quinn")})
	said := map[handoff.Purpose][]string{
		handoff.PurposeIntro: {"Account Executive at Acme", "It is about: A demo of the quote builder", "+49 30 5550101",
			"tel:+49305550101", "just reply", "Acme GmbH, Berlin"},
		handoff.PurposeInvite: {"SUMMARY:Acme & Globex: A demo of the quote builder", "is reached at +49 30 5550101",
			"To move it", "invite.ics"},
		handoff.PurposeUpdate: {"A change on our side: ", "will meet you instead of "},
		handoff.PurposeCancel: {"I am sorry", "cancel.ics", "If you would like another time"},
	}
	seen := map[handoff.Purpose]bool{}
	for _, s := range w.sent {
		if s.a.To.Role != handoff.RoleProspect {
			continue
		}
		o := takeApart(t, s.m.Raw)
		text := everythingIn(o) + string(s.m.Raw)
		if seen[s.a.Purpose] {
			continue
		}
		seen[s.a.Purpose] = true
		for _, want := range said[s.a.Purpose] {
			if !strings.Contains(text, want) && !strings.Contains(strings.ReplaceAll(text, "&#43;", "+"), want) {
				t.Errorf("%s lacks %q:\n%s", s.a.Key(), want, o.body["text/plain"])
			}
		}
		for _, bad := range []string{"Next:", "Acme Handoff", "handoffd ", accent, "window"} {
			if strings.Contains(o.body["text/plain"]+o.body["text/html"], bad) {
				t.Errorf("%s says %q", s.a.Key(), bad)
			}
		}
	}
	for p := range said {
		if !seen[p] {
			t.Errorf("no %s", p)
		}
	}
}
