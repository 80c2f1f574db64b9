package intake

import (
	"fmt"
	"testing"

	"handoffd/handoff"
	"handoffd/mail"
)

func TestTokensAreFewAndEachStandsOnce(t *testing.T) {
	m := &mail.Message{}
	for i := range 30 {
		m.To = append(m.To, mail.Address{Addr: fmt.Sprintf("handoff+t%d@acme.example", i/2)})
	}
	r := Reader{Config: &handoff.Config{Address: "handoff@acme.example"}}
	if got := r.tokens(m); len(got) != 10 || got[0] != "t0" || got[9] != "t9" {
		t.Errorf("tokens %v", got)
	}
}
