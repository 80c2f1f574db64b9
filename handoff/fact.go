package handoff

import (
	"encoding/json"
	"fmt"
	"time"
)

// Kind names a kind of fact, as stored.
type Kind string

// Fact is something that came to be known. Each kind has its own file with its fields and its apply, which looks at the
// state and calls verbs only.
type Fact interface {
	Kind() Kind
	about() *About
	apply(*turn)
}

// Who is the sender of a fact: a colleague by id, or somebody outside by address.
type Who struct {
	Person  PersonID `json:",omitempty"`
	Address string   `json:",omitempty"`
}

// About is what every fact carries.
type About struct {
	At        time.Time // received by the server, or changed at the provider: never the sender's own clock
	By        Who       `json:",omitzero"`
	Via       string    `json:",omitempty"` // imap, smtp, clock, cli
	MessageID string    `json:",omitempty"`
	Strength  Strength  `json:",omitempty"`
	PassOn    bool      `json:",omitempty"` // only the handoff address got the mail: what is asked because of it quotes it
}

func (a *About) about() *About { return a }

// When is the fact's time.
func When(f Fact) time.Time { return f.about().At }

// From is the fact's sender.
func From(f Fact) Who { return f.about().By }

// Header is what every fact carries; the store keeps it beside the fact.
func Header(f Fact) About { return *f.about() }

// SetHeader gives a fact what every fact carries: who said it, when and how.
func SetHeader(f Fact, a About) { *f.about() = a }

// PassOn has what a fact asks quote its mail, which only the handoff address got, or pass it on.
func PassOn(f Fact) { f.about().PassOn = true }

// kinds makes an empty fact of each kind. The order is that of the transition table.
var kinds = []func() Fact{
	func() Fact { return &Briefed{} },
	func() Fact { return &Amended{} },
	func() Fact { return &Sent{} },
	func() Fact { return &Failed{} },
	func() Fact { return &Replied{} },
	func() Fact { return &OutsiderWrote{} },
	func() Fact { return &Answered{} },
	func() Fact { return &Unreadable{} },
	func() Fact { return &Proposed{} },
	func() Fact { return &Picked{} },
	func() Fact { return &NobodyCame{} },
	func() Fact { return &Refreshed{} },
	func() Fact { return &CalendarChanged{} },
	func() Fact { return &ConferenceMade{} },
	func() Fact { return &Removed{} },
	func() Fact { return &OwnEvent{} },
	func() Fact { return &Deleted{} },
	func() Fact { return &Deadline{} },
	func() Fact { return &OutOfOffice{} },
	func() Fact { return &Gone{} },
	func() Fact { return &Bounced{} },
	func() Fact { return &Complained{} },
	func() Fact { return &RosterChanged{} },
	func() Fact { return &Accept{} },
	func() Fact { return &Decline{} },
	func() Fact { return &Reject{} },
	func() Fact { return &Unreachable{} },
	func() Fact { return &ReplyReported{} },
	func() Fact { return &Send{} },
	func() Fact { return &Add{} },
	func() Fact { return &Same{} },
	func() Fact { return &StopMail{} },
	func() Fact { return &Lift{} },
	func() Fact { return &AwayUntil{} },
	func() Fact { return &Judge{} },
	func() Fact { return &Disagree{} },
	func() Fact { return &NameStep{} },
	func() Fact { return &OpportunityMade{} },
	func() Fact { return &DealWon{} },
	func() Fact { return &DealLost{} },
	func() Fact { return &NurtureUntil{} },
	func() Fact { return &Consented{} },
	func() Fact { return &WordsFor{} },
	func() Fact { return &AskChore{} },
	func() Fact { return &DoChore{} },
	func() Fact { return &Move{} },
	func() Fact { return &KeepTime{} },
	func() Fact { return &UseOwn{} },
	func() Fact { return &Agree{} },
	func() Fact { return &Refuse{} },
	func() Fact { return &Cancel{} },
	func() Fact { return &NameRep{} },
	func() Fact { return &Dispute{} },
	func() Fact { return &Separate{} },
	func() Fact { return &Assign{} },
	func() Fact { return &Hold{} },
	func() Fact { return &Keep{} },
	func() Fact { return &Reassign{} },
	func() Fact { return &Take{} },
	func() Fact { return &Nudge{} },
	func() Fact { return &Slots{} },
	func() Fact { return &WriteNow{} },
	func() Fact { return &NotMyFault{} },
	func() Fact { return &RuleSilence{} },
	func() Fact { return &Prove{} },
	func() Fact { return &Rotation{} },
	func() Fact { return &Status{} },
	func() Fact { return &Unclear{} },
	func() Fact { return &Forget{} },
}

// Kinds lists every kind of fact.
func Kinds() []Kind {
	out := make([]Kind, len(kinds))
	for i, f := range kinds {
		out[i] = f().Kind()
	}
	return out
}

// DecodeFact reads a fact of the kind as the store keeps it, which is as AppendJSON writes it.
func DecodeFact(kind Kind, data []byte) (Fact, error) {
	for _, empty := range kinds {
		if f := empty(); f.Kind() == kind {
			if err := json.Unmarshal(data, f); err != nil {
				return nil, fmt.Errorf("decode fact %s: %w", kind, err)
			}
			return f, nil
		}
	}
	return nil, fmt.Errorf("decode fact: kind %q is not known; was the database written by a newer version?", kind)
}
