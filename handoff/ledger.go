package handoff

import "time"

// EntryKind is what an entry of the ledger counts.
type EntryKind string

// Kinds of entries. The rotation gives the next lead to the rep with the lowest sum.
const (
	EntryTurn    EntryKind = "turn"    // was offered a lead: +1
	EntryBack    EntryKind = "back"    // the turn is returned, the rep had no fault: −1
	EntryPenalty EntryKind = "penalty" // let a window close in silence: the policy's penalty
)

// Entry is one line of the append-only ledger of the rotation.
type Entry struct {
	Person  PersonID
	Handoff ID
	Kind    EntryKind
	Turns   int
	At      time.Time
	Why     Reason
}

// Load is what the ledger and the open handoffs say about one rep.
type Load struct {
	Turns int       // sum of the ledger
	Last  time.Time // of the latest turn
	Open  int       // open offers
}
