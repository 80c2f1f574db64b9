// Package keep lets go of what is kept: of people who ask to be forgotten, and of what is older than the config keeps.
// Both leave what figures count and the chain of facts as they are: who stood in a lead is erased, that it was is not.
//
// It refuses to decide when a lead is closed (package handoff does) and to write what is erased in what way (package
// store does). Pass is one look at what is due, which its owner repeats.
package keep

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/store"
	"handoffd/handoff/text"
)

// ErrColleague says that an address is in the config.
var ErrColleague = errors.New(
	"it is a colleague's, in the config; what they did for leads is kept as long as the leads are")

// Plan is what forgetting an address comes to.
type Plan struct {
	Address string
	Words   []string // addresses of the person, and their name where it is nobody else's
	Leads   []Lead   // of theirs
	// Named are other leads in whose briefs they stand. What was recognised goes; another name of theirs stays there.
	Named []handoff.ID
	Alias handoff.PersonID
	// Colleague is whose address in the config it is; their mails are part of what happened, and nothing is forgotten.
	Colleague handoff.PersonID
	Traces    store.Traces // elsewhere, as far as they were looked for
}

// Lead is one lead of whoever is to be forgotten.
type Lead struct {
	ID    handoff.ID
	State handoff.State
}

// Empty says that nobody has the address and nothing is known of it.
func (p Plan) Empty() bool {
	return len(p.Leads)+len(p.Named) == 0 && p.Alias == "" && !p.Traces.Erasable()
}

// finder finds the traces of the person.
func (p Plan) finder() text.Sought { return text.SeekWhole(p.Words...) }

// record reads what is kept of leads.
type record interface {
	List(f store.Filter) ([]handoff.Handoff, error)
	Aliases() (map[string]store.Alias, error)
}

// PlanOf is what forgetting the address comes to, before traces are looked for.
func PlanOf(tx record, c *handoff.Config, address string) (Plan, error) {
	p := Plan{Address: handoff.FoldAddress(address)}
	if colleague, ok := c.ByEmail(address); ok {
		p.Colleague = colleague.ID
		return p, nil
	}
	p.Words = []string{p.Address}
	all, err := tx.List(store.Filter{})
	if err != nil {
		return p, err
	}
	var names []string
	others := colleagues(c)
	for _, h := range all {
		if h.IsProspect(address) {
			p.Leads = append(p.Leads, Lead{ID: h.ID, State: h.State})
		}
		for _, contact := range h.Prospects {
			if isOf(contact, address) {
				names = append(names, contact.Name)
				p.Words = append(append(p.Words, contact.Address), contact.Also...)
			} else {
				others = append(others, contact.Name)
			}
		}
	}
	for _, name := range names {
		theirs := func(other string) bool { return strings.EqualFold(other, name) }
		if len(strings.Fields(name)) > 1 && !slices.ContainsFunc(others, theirs) {
			p.Words = append(p.Words, strings.Join(strings.Fields(name), " "))
		}
	}
	slices.Sort(p.Words)
	p.Words = slices.Compact(p.Words)
	find := p.finder()
	for i := range all {
		if h := &all[i]; !slices.ContainsFunc(p.Leads, func(l Lead) bool { return l.ID == h.ID }) && standsIn(find, h) {
			p.Named = append(p.Named, h.ID)
		}
	}
	aliases, err := tx.Aliases()
	p.Alias = aliases[p.Address].Person
	return p, err
}

// standsIn says whether they stand in what is told of a lead of others.
func standsIn(find text.Sought, h *handoff.Handoff) bool {
	in := func(s string) bool { return find.In([]byte(s)) }
	for _, value := range h.Brief {
		if in(value) {
			return true
		}
	}
	return in(h.Subject) || slices.ContainsFunc(h.Words, func(w handoff.Words) bool { return in(w.Text) })
}

// isOf says whether an address is the contact's.
func isOf(c handoff.Contact, address string) bool {
	return handoff.SameAddress(c.Address, address) ||
		slices.ContainsFunc(c.Also, func(a string) bool { return handoff.SameAddress(a, address) })
}

// colleagues are the names of those in the config.
func colleagues(c *handoff.Config) []string {
	var out []string
	for _, p := range c.People {
		out = append(out, p.Name)
	}
	return out
}

// Look is what forgetting the address comes to, with the traces of the person elsewhere.
func Look(ctx context.Context, s *store.Store, c *handoff.Config, address string) (p Plan, err error) {
	err = s.View(ctx, func(tx *store.Tx) error {
		p, err = PlanOf(tx, c, address)
		return err
	})
	if err == nil && p.Colleague == "" {
		p.Traces, err = s.Traces(ctx, p.finder())
	}
	return p, err
}

// forgetter erases the leads of somebody in one transaction.
type forgetter interface {
	DropAlias(address string) (bool, error)
	KeepForgetting(words []string, now time.Time) error
}

// Forget closes and erases the leads of a plan, which is ErrColleague for one of a colleague, and keeps that what is
// left elsewhere is to be erased, which Finish does. decide applies a fact to one lead.
func Forget(tx forgetter, p Plan, about handoff.About, decide func(handoff.ID, handoff.Fact) error) error {
	if p.Colleague != "" {
		return fmt.Errorf("forget %s: %w", p.Address, ErrColleague)
	}
	if p.Alias != "" {
		if _, err := tx.DropAlias(p.Address); err != nil {
			return err
		}
	}
	for _, l := range p.Leads {
		if err := decide(l.ID, &handoff.Forget{About: about}); err != nil {
			return fmt.Errorf("forget %s: %w", l.ID, err)
		}
	}
	return tx.KeepForgetting(p.Words, about.At)
}

// Finish erases what is left of those who are to be forgotten, and gives what it found. Of whom something is still to
// go out, such as the withdrawal that tells them, it is done again later.
func Finish(ctx context.Context, s *store.Store, now time.Time) (all store.Traces, err error) {
	var asked []store.Forgetting
	err = s.View(ctx, func(tx *store.Tx) error {
		asked, err = tx.Forgettings()
		return err
	})
	var gone []string
	for _, f := range asked {
		if err != nil {
			return all, err
		}
		var t store.Traces
		t, err = s.Erase(ctx, text.SeekWhole(f.Words...), now)
		all = sum(all, t)
		if err == nil && t.Waiting == 0 {
			gone = append(gone, f.Words...)
			err = s.Update(ctx, func(tx *store.Tx) error { return tx.DropForgetting(f.ID) })
		}
	}
	if err == nil && len(asked) > 0 {
		err = s.Clean(ctx)
	}
	if err == nil {
		err = s.Scrub(ctx, gone)
	}
	return all, err
}

func sum(a, b store.Traces) store.Traces {
	return store.Traces{Came: a.Came + b.Came, Sent: a.Sent + b.Sent, Facts: a.Facts + b.Facts, Leads: a.Leads + b.Leads,
		Lines: a.Lines + b.Lines, Waiting: a.Waiting + b.Waiting, Configs: a.Configs + b.Configs}
}
