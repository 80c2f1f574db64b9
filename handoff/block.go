package handoff

import (
	"handoffd/calendar"
)

// Block is the time for preparation that stands in a rep's own calendar.
type Block struct {
	Rep PersonID
	calendar.Span
}

// Steps of a PurposeBlock action.
const (
	BlockPut    Code = "put"    // made, or changed to what the handoff says
	BlockRemove Code = "remove" // taken away
)

// blockUID names the block of an event for life.
func blockUID(uid string) string { return "prep-" + uid }

// reserve keeps the block for preparation in step: it comes when the rep has accepted, moves and swaps with the
// meeting, and goes with it.
func (t *turn) reserve() {
	wanted, have := t.block(), t.h.Block
	if wanted == nil && have == nil || wanted != nil && have != nil && wanted.Rep == have.Rep &&
		wanted.Start.Equal(have.Start) && wanted.End.Equal(have.End) {
		return
	}
	over := have != nil && !t.now.Before(have.End)
	if over && wanted == nil { // stays as it was
		return
	}
	t.h.Block = wanted
	if have != nil && !over && (wanted == nil || wanted.Rep != have.Rep) {
		t.actBlock(*have, BlockRemove)
	}
	if wanted != nil {
		t.actBlock(*wanted, BlockPut)
	}
}

// block is what should stand in whose calendar now. A rep who is asked again about a new time keeps it; what is over
// stays as it was.
func (t *turn) block() *Block {
	h := &t.h
	have, rep := h.Block, h.Rep()
	switch {
	case h.State == Past || h.State == Held || h.State == Converted:
		return have
	case h.Start.IsZero() || t.policy.Prep <= 0 || !t.person(rep).Blocks || t.person(rep).Gone:
		return nil
	case h.State == Accepted, h.State == Offered && have != nil && have.Rep == rep:
		return &Block{Rep: rep, Span: calendar.Span{Start: h.Start.Add(-t.policy.Prep), End: h.Start}}
	}
	return nil
}

func (t *turn) actBlock(b Block, step Code) {
	t.act(Action{Purpose: PurposeBlock, To: Recipient{Person: b.Rep, Role: RoleRep}, Step: step, Assignment: t.number(),
		Schedule: t.h.Revision,
		Why:      Because("block", PersonArg(b.Rep)).as("block-" + step),
		Detail:   BlockDetail{Start: b.Start, End: b.End}})
}

// wantedBlock goes by what the handoff says now.
func wantedBlock(h Handoff, a Action) (bool, Reason) {
	stands := h.Block != nil && h.Block.Rep == a.To.Person
	switch {
	case a.Step == BlockPut && !stands:
		return false, Because("superseded/unneeded")
	case a.Step == BlockPut && !h.Block.Start.Equal(DetailOf[BlockDetail](a).Start):
		return false, Because("superseded/moved")
	case a.Step == BlockRemove && stands:
		return false, Because("superseded/again")
	}
	return true, Because("wanted")
}
