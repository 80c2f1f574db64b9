package render

import (
	"strings"
	"testing"

	"handoffd/handoff"
	"handoffd/handoff/view"
	"handoffd/mail"
)

// TestNothingPassedOnHoldsOurLinks: whoever reads it could answer for somebody else.
func TestNothingPassedOnHoldsOurLinks(t *testing.T) {
	t.Parallel()
	c := &handoff.Config{Pages: "https://handoff.acme.example"}
	link := c.LinkTo(handoff.LinkFor("drawn", "accept"))
	p := &page{View: &view.View{C: c}, a: handoff.Action{To: handoff.Recipient{Role: handoff.RoleRep}}}
	m := &mail.Message{Text: "Thanks, see you then.\nOn a page: " + link +
		"\nThe whole lead: <" + c.LeadPage("HO-7K3QX2") + ">\nAll: " + c.TodayPage() + "\n", Raw: []byte("Subject: x\r\n\r\n" + link)}
	words, _ := p.relayed(m)
	if !strings.Contains(words, "see you then") || strings.Contains(words, "acme.example") {
		t.Errorf("passed on: %q", words)
	}
	m.Attachments = []string{"a.pdf"}
	if p.original(m) != nil {
		t.Error("the whole mail goes along")
	}
	m.Raw = []byte("Subject: x\r\n\r\nwithout")
	if p.original(m) == nil {
		t.Error("a mail without links does not go along")
	}
}
