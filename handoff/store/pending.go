package store

import (
	"handoffd/handoff"
)

// pending is what a transaction has written since a savepoint and not yet told the database. It is told in sets, in
// the order of the fields: what refers to a row comes after it. Whoever reads, unless he knows what is pending, has it
// told first, see stmt.
type pending struct {
	name    string // of the savepoint
	set     bool   // it is set in the database
	wide    bool   // it may be told in parts, beside the decisions
	rows    int
	changes []*change
	of      map[handoff.ID]*change
	issued  []issued
	met     []met
	facts   []*added
	entries []handoff.Entry
	endings []handoff.Ending
	actions []action
	notes   []note
	loads   map[handoff.PersonID]booked
}

// change is the row of a handoff as it is stored, and as it is to be.
type change struct {
	id       handoff.ID
	old, now known
}

// issued is an event UID that has come to a handoff.
type issued struct {
	handoff.EventUID
	id handoff.ID
}

// met is an address under which a second brief finds a handoff.
type met struct {
	address string
	id      handoff.ID
}

// note is a message that belongs to a handoff.
type note struct {
	message string
	id      handoff.ID
	noted   bool
}

// action is a row for the outbox.
type action struct {
	*handoff.Action
	w       *written // which has its bytes, at place n
	n       int
	created int64
	from    int64
}

// top is where what is written now is pending.
func (tx *txn) top() *pending { return tx.levels[len(tx.levels)-1] }

// writing says why nothing can be written.
func (tx *txn) writing() error {
	if tx.reading {
		return ErrReadOnly
	}
	return tx.usable()
}

// change has the row of a handoff written: what is stored of it is compared with what was read when it is told.
func (p *pending) change(id handoff.ID, old, now known) {
	if c := p.of[id]; c != nil {
		c.now = now
		return
	}
	p.add(&change{id: id, old: old, now: now})
}

func (p *pending) add(c *change) {
	if p.of == nil {
		p.of = map[handoff.ID]*change{}
	}
	p.of[c.id] = c
	p.changes = append(p.changes, c)
	p.rows++
}

// join adds what was written since a later savepoint that is let go.
func (p *pending) join(later *pending) {
	for _, c := range later.changes {
		p.change(c.id, c.old, c.now)
	}
	p.issued = append(p.issued, later.issued...)
	p.met = append(p.met, later.met...)
	p.facts = append(p.facts, later.facts...)
	p.entries = append(p.entries, later.entries...)
	p.endings = append(p.endings, later.endings...)
	p.actions = append(p.actions, later.actions...)
	p.notes = append(p.notes, later.notes...)
	p.rows += later.rows - len(later.changes)
}

// taken is a copy of what is pending, which is nothing from now on.
func (p *pending) taken() *pending {
	all := *p
	*p = pending{name: p.name, set: p.set, wide: p.wide}
	return &all
}
