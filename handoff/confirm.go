package handoff

import (
	"time"
)

// Challenge asks a colleague whether a mail in their name is theirs: why it is not believed, and what it would do. It
// goes to the address in the roster, whatever the mail says, and to nobody else.
func Challenge(t Token, why string, arrived time.Time, team string, does []string) Action {
	return Action{Handoff: t.Handoff, Purpose: PurposeConfirm, To: Recipient{Person: t.Person, Role: t.Role},
		Revision: int(t.Mail), Step: "unproved",
		Why: Because("unproved", WordsArg(t.Person), WordsArg(why)),
		Detail: ConfirmDetail{Mail: t.Mail, Why: why, Does: does, Team: team,
			Arrived: arrived.UTC().Truncate(time.Second), Until: t.Expires.UTC().Truncate(time.Second)}}
}

// ChallengeAnew asks about a mail whose first question nobody answered in time, because the admin has come upon it.
func ChallengeAnew(t Token, why string, arrived time.Time, team string, does []string) Action {
	a := Challenge(t, why, arrived, team, does)
	a.Revision += int(t.Issued.Unix()) << 24 // a question of its own: no number of a mail comes near
	return a
}

// ChallengeAgain asks once more after an answer that was neither a plain yes nor a plain no, in the mail whose reply
// address had the secret, which stays the same: an answer to the first question counts as well.
func ChallengeAgain(t Token, secret, team string) Action {
	return Action{Handoff: t.Handoff, Purpose: PurposeConfirm, To: Recipient{Person: t.Person, Role: t.Role},
		Revision: -int(t.Mail), Step: "again",
		Why:    Because("unproved/again", WordsArg(t.Person)),
		Detail: ConfirmDetail{Mail: t.Mail, Code: secret, Team: team, Until: t.Expires.UTC().Truncate(time.Second)}}
}

// wording is how Would names times and people to the sender.
type wording struct {
	c    *Config
	zone *time.Location
}

func (w wording) at(t time.Time) string   { return t.In(w.zone).Format("Mon 2 Jan 2006, 15:04 MST") }
func (w wording) name(id PersonID) string { return w.c.Person(id).Name }

// Would says what a fact would do, in words for its sender: "cancel the meeting". It names what was understood, never
// the words of the mail, which may be anybody's. A fact says it in its own file.
func Would(f Fact, c *Config, zone *time.Location) string {
	if d, ok := f.(interface{ would(wording) string }); ok {
		return d.would(wording{c, zone})
	}
	return "act in your name (" + string(f.Kind()) + ")"
}
