package desk

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/intake"
	"handoffd/handoff/store"
	"handoffd/handoff/text"
)

// Bounds on one list: numbers, and held mails looked at.
const (
	heldLines = 40
	heldLook  = 2000
)

// ListHeld writes the day's list of held mails, from the beginning of the admin's hours on, if something came since
// the last one.
func (d *Decider) ListHeld(tx Listing, now time.Time) (int, error) {
	admin := d.Config().Person(d.Config().Admin)
	local := now.In(admin.Location())
	midnight := time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, local.Location())
	key := intake.KeyHeld + local.Format(time.DateOnly)
	opens := d.Config().Clock(admin.ID).Next(midnight)
	if admin.Gone || admin.Email() == "" || now.Before(opens) {
		return 0, nil
	}
	was, err := tx.Enqueued(handoff.ServiceKey(key))
	if err != nil || was {
		return 0, err
	}
	fresh, err := tx.Unlisted(opens, heldLook) // what came since stands in tomorrow's list
	if err != nil || len(fresh) == 0 {
		return 0, err
	}
	lines, items, left := d.heldLines(fresh, admin.Zone)
	days := d.Config().Held.Days
	if days <= 0 {
		days = handoff.DefaultHeld.Days
	}
	if err := tx.Listed(fresh, now); err != nil {
		return 0, err
	}
	return 1, d.tell(tx, key, admin.ID, handoff.ServiceDetail{Lines: lines, Items: items,
		Says: handoff.ServiceWords("held", handoff.NumberArg(len(fresh)), handoff.NumberArg(days),
			handoff.NumberArg(left))})
}

// heldLines makes the numbered lines of a list, those in a colleague's name or about a handoff first, several of one
// stranger as one.
func (d *Decider) heldLines(all []store.Held, zone string) (lines []handoff.Reason, items []string,
	left int) {
	type group struct {
		store.Held
		ids  []string
		ours bool
	}
	var groups []*group
	bySender := map[string]*group{}
	for _, m := range all {
		_, known := d.Config().ByEmail(m.Sender)
		ours := known || m.Handoff != ""
		if g := bySender[m.Sender]; g != nil && !ours {
			g.ids = append(g.ids, strconv.FormatInt(m.N, 10))
			continue
		}
		g := &group{Held: m, ids: []string{strconv.FormatInt(m.N, 10)}, ours: ours}
		if groups = append(groups, g); !ours {
			bySender[m.Sender] = g
		}
	}
	slices.SortStableFunc(groups, func(a, b *group) int {
		switch {
		case a.ours == b.ours:
			return 0
		case a.ours:
			return -1
		}
		return 1
	})
	for i, g := range groups {
		if i == heldLines {
			for _, rest := range groups[i:] {
				left += len(rest.ids)
			}
			break
		}
		lines = append(lines, handoff.Because("held-mail", handoff.NumberArg(i+1),
			handoff.AddressArg(text.OneLine(g.Sender, text.NameLimit)), handoff.TimeArg(g.Arrived, zone),
			handoff.WordsArg(subjectOf(g.InMail)), handoff.NumberArg(len(g.ids)-1), handoff.WordsArg(g.Handoff),
			handoff.ReasonArg(g.Why)))
		items = append(items, strings.Join(g.ids, ","))
	}
	return lines, items, left
}
