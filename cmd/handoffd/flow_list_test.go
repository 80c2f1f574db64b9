package main

import (
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
)

// TestFlow11ThroughAMailingList: a brief that a list sends on in its own name is put to the colleague whom it names; a
// yes makes the lead, and nothing else does.
func TestFlow11ThroughAMailingList(t *testing.T) {
	t.Parallel()
	list := "List-Id: <leads.acme.example>\r\n"
	for name, c := range map[string]struct {
		from, head string
		asked      bool
	}{
		"Google Groups": {`"'Quinn Ames' via Leads" <leads@acme.example>`,
			list + "List-Post: <mailto:leads@acme.example>\r\nX-Original-Sender: QUINN\r\nX-Original-From: Quinn Ames " +
				"<QUINN>\r\nPrecedence: list\r\nList-Unsubscribe: <https://x.example>\r\n", true},
		"without List-Post": {`Quinn Ames via Leads <leads@acme.example>`,
			list + "X-Original-Sender: QUINN\r\nList-Unsubscribe: <https://x.example>\r\n", true},
		"Mailman": {`Quinn Ames via Leads <leads@acme.example>`,
			list + "List-Post: <mailto:leads@acme.example>\r\nReply-To: Quinn Ames <QUINN>\r\n", true},
		"by name alone":      {`Quinn Ames via Leads <leads@acme.example>`, list, true},
		"at another company": {`Quinn via News <news@initech.example>`, list + "X-Original-From: QUINN\r\n", true},
		"somebody unknown": {`Lee Low via Leads <leads@acme.example>`,
			list + "X-Original-From: Lee Low <lee@initech.example>\r\n", false},
		"no list":                 {`Quinn Ames via Leads <leads@acme.example>`, "X-Original-From: QUINN\r\n", false},
		"a name that is nobody's": {`Leads <leads@acme.example>`, list + "Reply-To: QUINN\r\n", false},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFlow(t)
			text := "Contact: Pat Kim <" + f.address("pat") + ">\r\nCompany: Globex\r\nWhen: 2026-11-27 15:00\r\nNeed: " +
				"quotes\r\nPain: lost deals\r\nTimeframe: this quarter\r\n"
			head := strings.ReplaceAll(c.head, "QUINN", f.address("quinn"))
			raw := "From: " + c.from + "\r\nTo: leads@acme.example\r\nSubject: Lead\r\nDate: " + f.clock.Now().Format(time.RFC1123Z) +
				"\r\nMessage-ID: <list" + f.suffix + "@acme.example>\r\n" + head + "\r\n" + text
			f.hand("leads@acme.example", proved, []byte(raw), f.config.Address)
			f.pass(time.Minute)
			if len(f.leads()) != 0 {
				t.Fatalf("a lead without a yes: %+v", f.leads())
			}
			if !c.asked {
				f.expect()
				return
			}
			f.expect("quinn: Is this from you?")
			m := f.mail("quinn", "Is this from you?")
			if !strings.Contains(m.Body, "through the mailing list") || !strings.Contains(m.Body, "hand over a new lead") {
				t.Errorf("the question says:\n%s", m.Body)
			}
			f.reply("quinn", m, "yes")
			f.pass(5 * time.Minute)
			if h := f.lead(); h.Qualifier != "quinn" || h.State != handoff.Offered || h.Origin != handoff.OriginBrief ||
				len(h.Prospects) != 1 {
				t.Errorf("after a yes: %s of %s, %v: %s", h.State, h.Qualifier, h.Prospects, h.Why)
			}
		})
	}
}
