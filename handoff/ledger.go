package handoff

import (
	"time"
)

// EntryKind is what an entry of the ledger counts.
type EntryKind string

// Kinds of entries. The rotation gives the next lead to the rep with the lowest sum.
const (
	EntryTurn     EntryKind = "turn"     // was offered a lead: +1
	EntryBack     EntryKind = "back"     // the turn is returned, the rep had no fault: −1
	EntryLevel    EntryKind = "level"    // was away, or is new: counts as many turns as the others from here on
	EntrySilence  EntryKind = "penalty"  // let a window close in silence, recorded: the policy's penalty
	EntryDropped  EntryKind = "dropped"  // the penalty is returned: the rep had answered in time
	EntryAnswered EntryKind = "answered" // said yes or no: silences before are not in a row with later ones; 0
	EntryResumed  EntryKind = "resumed"  // has leads again, by a manager: silences before count no more in a row; 0
)

// Entry is one line of the append-only ledger of the rotation.
type Entry struct {
	Person  PersonID
	Handoff ID
	Kind    EntryKind
	Turns   int
	// hundredths of a turn beside them: of somebody who is to have more or fewer than others
	Part int `json:",omitempty"`
	At   time.Time
	Why  Reason
}

// Says is what the entry says, beside why.
func (e Entry) Says() Reason {
	lead := WordsArg(e.Handoff)
	switch e.Kind {
	case EntryBack:
		return Because("ledger/back", lead)
	case EntryLevel:
		return Because("ledger/level", lead)
	case EntrySilence:
		return Because("ledger/penalty", lead)
	case EntryDropped:
		return Because("ledger/dropped", lead)
	case EntryResumed:
		return Because("ledger/resumed") // also of a lead that was never theirs
	}
	return Because("ledger/turn", lead)
}

// Load is what the ledger and the open handoffs say about one rep.
type Load struct {
	Turns int       // sum of the ledger
	Part  int       `json:",omitempty"` // the same of its hundredths
	Last  time.Time // of the latest turn
	Open  int       // open offers

	Had    int `json:",omitempty"` // leads of the latest days: turns less those that came back
	Cost   int `json:",omitempty"` // turns that silence cost in these days
	Silent int `json:",omitempty"` // recorded silences in a row
}

// loadDays are the days in which what a rep had is weighed against what was there to have.
const loadDays = 30

// LoadSince is from when on entries of the ledger count for Had and Cost.
func LoadSince(now time.Time) time.Time { return now.AddDate(0, 0, -loadDays) }

// With is the load after one more entry.
func (l Load) With(e Entry) Load {
	l.Turns, l.Part = l.Turns+e.Turns, l.Part+e.Part
	switch e.Kind {
	case EntryTurn:
		l.Last, l.Had = later(l.Last, e.At), l.Had+1
	case EntryBack:
		l.Had--
	case EntrySilence:
		l.Cost, l.Silent = l.Cost+e.Turns, l.Silent+1
	case EntryDropped:
		l.Cost, l.Silent = l.Cost+e.Turns, max(l.Silent-1, 0)
	case EntryAnswered:
		if l.Silent < silentMost { // else a manager says when it goes on
			l.Silent = 0
		}
	case EntryResumed:
		l.Silent = 0
	}
	return l
}
