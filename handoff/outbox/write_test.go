package outbox

import (
	"testing"

	"handoffd/handoff/render"
)

// TestOnePoisonousMailHoldsUpNoOther: what cannot be written has failed, and the others of its round are there.
func TestOnePoisonousMailHoldsUpNoOther(t *testing.T) {
	var round []*delivery
	for i := range 50 {
		p := &delivery{}
		p.write = func() {
			if p.mail = (render.Mail{Raw: []byte("Subject: x\r\n\r\nx\r\n")}); i == 7 {
				panic("a bug")
			}
		}
		round = append(round, p)
	}
	writeAll(round, false)
	for i, p := range round {
		if poison := i == 7; (p.fail != nil) != poison || (p.packed == nil) != poison || (p.mail.Raw == nil) != poison {
			t.Errorf("mail %d: failed %v, %d bytes", i, p.fail, len(p.packed))
		}
	}
}
