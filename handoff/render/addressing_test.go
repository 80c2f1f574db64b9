package render

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"handoffd/handoff"
)

// tokenForms are the ways a token can stand in an address of acme.
var tokenForms = map[string]string{
	handoff.AddressingPlus: "handoff+TOKEN@acme.example", handoff.AddressingMinus: "handoff-TOKEN@acme.example",
	handoff.AddressingCatchAll: "t-TOKEN@acme.example",
}

var helloLink = regexp.MustCompile(`mailto:pat@globex\.example\?cc=[^"&]*`)

func TestTheTokenStandsInReplyToOnly(t *testing.T) {
	w := newTale(t, monday)
	w.escalated()
	for addressing, form := range tokenForms {
		r, tagged := New(w.r.set, addressing), 0
		for _, s := range w.sent {
			m, err := r.Render(s.h, s.a, w.c, w.now, nil)
			if err != nil {
				t.Fatal(err)
			}
			o := takeApart(t, m.Raw)
			if strings.Contains(o.header.Get("Reply-To"), strings.ReplaceAll(form, "TOKEN", s.h.Token)) {
				tagged++
			}
			delete(o.header, "Reply-To")
			if s.a.To.Role == handoff.RoleRep { // the link that opens a mail to the prospect
				o.body["text/html"] = helloLink.ReplaceAllString(o.body["text/html"], "")
			}
			if all := fmt.Sprint(o.header, o.body, m.From, m.To); strings.Contains(all, s.h.Token) {
				t.Errorf("%s, %s: the token is shown outside of Reply-To and the link to the prospect", addressing, s.a.Key())
			}
		}
		if tagged == 0 {
			t.Errorf("%s: no mail has %s", addressing, form)
		}
	}
}

func TestTheOrganizerNeverAttends(t *testing.T) {
	w := newTale(t, monday)
	w.offered()
	h := w.h
	h.Prospects = []handoff.Contact{{Address: "pat@globex.example"}, {Address: "handoff@acme.example"},
		{Address: "handoff-k4m7qz2xwabcdefg@acme.example"}, {Address: "t-k4m7qz2xwabcdefg@acme.example"}}
	got := w.r.page(h, handoff.Action{Handoff: h.ID, Purpose: handoff.PurposeInvite,
		To: handoff.Recipient{Person: "rita", Role: handoff.RoleRep}}, w.c, w.now).attendees()
	if len(got) != 2 || got[0].Address != "pat@globex.example" || got[1].Address != "rita@acme.example" {
		t.Errorf("attendees %+v", got)
	}
}

// The mark of the lead stands in every mail among colleagues, where no token stands in an address.
func TestTheMarkStandsOnce(t *testing.T) {
	w := newTale(t, monday)
	w.offered()
	s := w.last(handoff.PurposeBrief, "", "rita")
	m, err := New(w.r.set, handoff.AddressingNone).Render(s.h, s.a, w.c, w.now, nil)
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(takeApart(t, m.Raw).body["text/html"], "["+string(s.h.ID)+"]"); n != 1 {
		t.Errorf("the mark stands %d times in the HTML", n)
	}
}
