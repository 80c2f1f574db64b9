package intake

import (
	"strings"

	"handoffd/handoff"
	"handoffd/handoff/reading"
)

// Forget is the wish that somebody outside is forgotten, which is for the admin to have.
type Forget struct {
	Address string // empty: it is another colleague's wish, who is told whose it is to do
	Yes     bool   // they have read what it comes to, and it is to be done
}

// takeForget takes `forget ADDRESS`, in the subject or the first line, and the admin's answer to what that would come
// to. It reports false if the mail is neither. Of a wish that is not the admin's nothing is kept.
func (l *inbound) takeForget() (bool, error) {
	first, _, _ := strings.Cut(strings.TrimSpace(l.m.Text), "\n")
	wished := ""
	for _, s := range []string{l.m.Subject, first} {
		if address, ok := forgetWords(s); ok {
			wished = address
		}
	}
	if l.sender.ID != l.c.Admin {
		return wished != "", l.refuseForget(wished)
	}
	n, answers, err := l.answeredNotice(KeyForget)
	if err != nil {
		return false, err
	}
	if answers && len(n.Items) == 1 {
		if yes, no := reading.Consent(l.m.Text, l.sender.Name, l.m.From.Name); !no {
			l.t.Forget = &Forget{Address: n.Items[0], Yes: yes} // what is neither is answered with the question
		}
		if l.t.Forget != nil && l.t.Forget.Yes {
			return true, l.took(handoff.Because("forgets"))
		}
		return true, l.took(handoff.Because("forget-asked"))
	}
	if wished == "" {
		return false, nil
	}
	l.t.Forget = &Forget{Address: wished}
	return true, l.took(handoff.Because("forget-asked"))
}

// refuseForget tells a colleague that only the admin has anybody forgotten. No word of the mail is kept, nor
// does it lie with those that are held: there is nothing left of it to be taken.
func (l *inbound) refuseForget(address string) error {
	if address == "" {
		return nil
	}
	why := handoff.Because("forget-refused", handoff.PersonArg(l.sender.ID))
	l.t.Unkept, l.t.Subject = true, ""
	if !l.c.MayWriteTo(l.sender.Email()) {
		return l.silent(trialOnly, why)
	}
	l.t.Forget = &Forget{}
	return l.took(why)
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
