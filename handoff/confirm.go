package handoff

import (
	"time"
)

// Challenge asks a colleague whether a mail in their name is theirs: why it is not believed, and what it would do. It
// goes to the address in the roster, whatever the mail says, and to nobody else.
func Challenge(t Token, why Reason, arrived time.Time, team string, does []Reason) Action {
	return Action{Handoff: t.Handoff, Purpose: PurposeConfirm, To: Recipient{Person: t.Person, Role: t.Role},
		Revision: int(t.Mail), Step: "unproved",
		Why: Because("unproved", WordsArg(t.Person), ReasonArg(why)),
		Detail: ConfirmDetail{Mail: t.Mail, Why: why, Does: does, Team: team,
			Arrived: arrived.UTC().Truncate(time.Second), Until: t.Expires.UTC().Truncate(time.Second)}}
}

// ChallengeAnew asks about a mail whose first question nobody answered in time, because the admin has come upon it.
func ChallengeAnew(t Token, why Reason, arrived time.Time, team string, does []Reason) Action {
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

// Would says what a fact would do, for its sender, whose zone it is: "cancel the meeting". It names what was
// understood, never the words of the mail, which may be anybody's. A fact says it in its own file.
func Would(f Fact, zone string) Reason {
	if d, ok := f.(interface{ would(string) Reason }); ok {
		return d.would(zone)
	}
	return Because("would", WordsArg(f.Kind()))
}
