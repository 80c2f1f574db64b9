package intake

import (
	"strings"

	"handoffd/handoff"
	"handoffd/handoff/reading"
)

// Forget is the admin's wish that somebody outside is forgotten.
type Forget struct {
	Address string
	Yes     bool // they have read what it comes to, and it is to be done
}

// takeForget takes `forget ADDRESS` of the admin, in the subject or the first line, and the answer to what that would
// come to. It reports false if the mail is neither.
func (l *inbound) takeForget() (bool, error) {
	if l.sender.ID != l.c.Admin {
		return false, nil
	}
	n, answers, err := l.answeredNotice(KeyForget)
	if err != nil {
		return false, err
	}
	if answers && len(n.Items) == 1 {
		if yes, no := reading.Consent(l.m.Text, l.sender.Name, l.m.From.Name); !no {
			l.t.Forget = &Forget{Address: n.Items[0], Yes: yes} // what is neither is answered with the question
		}
		return true, l.took(handoff.Because("forgets"))
	}
	first, _, _ := strings.Cut(strings.TrimSpace(l.m.Text), "\n")
	for _, s := range []string{first, l.m.Subject} {
		if address, ok := forgetWords(s); ok {
			l.t.Forget = &Forget{Address: address}
			return true, l.took(handoff.Because("forgets"))
		}
	}
	return false, nil
}

// forgetWords reads `forget ADDRESS`.
func forgetWords(s string) (address string, ok bool) {
	words := strings.Fields(s)
	if len(words) != 2 || !strings.EqualFold(words[0], "forget") {
		return "", false
	}
	address = handoff.FoldAddress(strings.TrimPrefix(strings.Trim(words[1], "<>.,;:\"'`"), "mailto:"))
	local, domain, both := strings.Cut(address, "@")
	return address, both && local != "" && strings.Contains(domain, ".")
}
