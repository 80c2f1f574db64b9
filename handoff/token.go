package handoff

import "time"

// Limits of what a secret in a mail may do, and of what somebody can bring about by writing.
const (
	RoleTokenLife       = 14 * day
	ConfirmationLife    = 3 * day // a weekend
	confirmationsPerDay = 5       // that one person is sent: whoever forges mail in their name must not flood them
)

// Token is what is known of a secret that stood in the Reply-To of exactly one mail to exactly one colleague. Whoever
// writes to it has received that mail. There are two kinds. A role token stands in every mail among colleagues and says
// which handoff an answer is about; once, it also stands for a proof of the sender that the mail server could not give.
// A confirmation is asked for when a mail in a colleague's name is not proved, and lets that mail through.
//
// The thread token of a handoff is none of these: the other side sees it, so it finds the thread and proves nothing.
type Token struct {
	Handoff ID // empty: the mail to be confirmed begins a new one
	Person  PersonID
	Role    Role
	Mail    int64  // a confirmation: the number of the held mail; 0: a role token
	Message string // a Today, which is about several: its Message-ID
	Issued  time.Time
	Expires time.Time
	Used    time.Time // zero: not yet
}

// Bearer is a mail that was sent to a token.
type Bearer struct {
	Person PersonID  // whose address stands in From; empty: no colleague's
	Proved bool      // the mail server has authenticated it
	Forged bool      // authentication failed, as against none
	Shown  bool      // others can see the token: it went to them too
	At     time.Time // of arrival
}

// Lends says whether the token lends its authority to the mail, and why not. Without it the mail still finds its
// handoff.
func (t Token) Lends(b Bearer) (bool, Reason) {
	no := func(code Code) (bool, Reason) { return false, Because(code) }
	switch {
	case b.Person == "" || b.Person != t.Person:
		return no("token-foreign")
	case !t.Used.IsZero():
		return no("token-used")
	case b.At.After(t.Expires):
		return no("token-expired")
	case b.Proved:
		return true, Because("proved")
	case b.Shown:
		return no("token-shown")
	case b.Forged && t.Mail == 0:
		return no("token-forged")
	}
	return true, Because("token")
}

// Spent says whether the token proves nothing from now on: it has lent its authority, or others know it.
func (t Token) Spent(b Bearer, lent bool) bool {
	return t.Used.IsZero() && (lent && !b.Proved || b.Shown)
}

// MayAsk says whether somebody who was asked to confirm mails at these times may be asked once more.
func MayAsk(asked []time.Time, now time.Time) bool {
	n := 0
	for _, at := range asked {
		if at.After(now.Add(-day)) {
			n++
		}
	}
	return n < confirmationsPerDay
}

// Answers says whether a fact may bring about mail to its sender, or to others because of them: all that people write
// but a reply that went to the prospect anyway.
func Answers(f Fact) bool {
	a, ok := f.(interface{ answers() bool })
	return !ok || a.answers()
}

// WorthConfirming says whether a fact that an unproved mail would bring about moves, rejects or reveals anything.
func WorthConfirming(f Fact) bool { return f.Kind() != KindUnclear }
