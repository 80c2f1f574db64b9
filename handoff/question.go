package handoff

import (
	"slices"
	"time"

	"handoffd/calendar"
)

// QuestionKind names what a colleague was asked, and with it the words that answer it.
type QuestionKind string

// Questions that stand until a word answers them.
const (
	QuestionUnlisted QuestionKind = "unlisted" // an address that was not invited answered the invitation
	QuestionYours    QuestionKind = "yours"    // the same, and the address may be a colleague's own: yes or no
	QuestionOutsider QuestionKind = "outsider" // somebody who is not on the lead wrote: `send`, `add` or `same`
	// an answer in somebody's name came from another address: `no` takes it back
	QuestionSender QuestionKind = "sender"
)

// Question is something that was asked about this handoff and not answered yet.
type Question struct {
	Kind    QuestionKind
	Asked   PersonID // who was asked
	By      PersonID `json:",omitempty"` // which colleague asks
	Address string   // whom it is about
	Name    string   `json:",omitempty"` // of that address, as its mail says
	Guest   string   `json:",omitempty"` // the invited address that it came for
	Message string   `json:",omitempty"` // Message-ID of the mail that brought it up
	At      time.Time

	Answer   calendar.PartStat `json:",omitempty"` // what the address answered to the invitation
	Revision int               `json:",omitempty"` // of the handoff, then
}

// maxQuestions bounds how many stand open: strangers bring them up.
const maxQuestions = 10

// ask keeps a question and says whether it is to be asked: the same one is not asked twice, and not more than anybody
// can answer.
func (h *Handoff) ask(q Question) bool {
	same := func(o Question) bool {
		return o.Kind == q.Kind && o.Asked == q.Asked && SameAddress(o.Address, q.Address)
	}
	if len(h.Open) >= maxQuestions || slices.ContainsFunc(h.Open, same) {
		return false
	}
	h.Open = append(h.Open, q)
	return true
}

// OpenTo are the questions of one kind that the person was asked and has not answered, the latest last.
func (h *Handoff) OpenTo(id PersonID, kind QuestionKind) []Question {
	var out []Question
	for _, q := range h.Open {
		if q.Kind == kind && q.Asked == id {
			out = append(out, q)
		}
	}
	return out
}

// answered takes a question away.
func (h *Handoff) answered(q Question) {
	h.Open = slices.DeleteFunc(h.Open, func(o Question) bool {
		return o.Kind == q.Kind &&
			SameAddress(o.Address, q.Address)
	})
}

// strangers are the questions about addresses that are not on the lead, of one address or of all.
func (h *Handoff) strangers(address string) []Question {
	var out []Question
	for _, q := range h.Open {
		about := q.Kind == QuestionUnlisted || q.Kind == QuestionOutsider
		if about && (address == "" || SameAddress(q.Address, address)) {
			out = append(out, q)
		}
	}
	return out
}
