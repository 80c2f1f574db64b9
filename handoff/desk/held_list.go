package desk

import (
	"fmt"
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
	opens := admin.Hours.Next(midnight, admin.Location())
	if admin.Gone || admin.Email() == "" || now.Before(opens) {
		return 0, nil
	}
	was, err := tx.Enqueued(handoff.ServiceKey(key))
	if err != nil || was {
		return 0, err
	}
	last, err := lastHeld(tx, admin.ID)
	if err != nil {
		return 0, err
	}
	fresh, err := tx.HeldAfter(last, heldLook)
	today := func(m store.Held) bool { return !m.Arrived.Before(opens) } // tomorrow's list has it
	fresh = slices.DeleteFunc(fresh, today)
	if err != nil || len(fresh) == 0 {
		return 0, err
	}
	lines, items, left := d.heldLines(fresh, admin.Location())
	words := handoff.ServiceDetail{Items: append(items, "upto "+strconv.FormatInt(fresh[0].N, 10)),
		Subject: "Held: " + text.Count(len(fresh), "mail", "mails"), Text: heldBody(lines, left, d.Config().Held)}
	return 1, d.tell(tx, key, admin.ID, words)
}

// lastHeld is the number of the newest mail in the latest list; 0 if there was none.
func lastHeld(tx lists, admin handoff.PersonID) (int64, error) {
	sent, err := tx.ServiceMails(admin, intake.KeyHeld, 1)
	if err != nil || len(sent) == 0 {
		return 0, err
	}
	items := handoff.DetailOf[handoff.ServiceDetail](sent[0]).Items
	if len(items) == 0 {
		return 0, nil
	}
	upto, _ := strings.CutPrefix(items[len(items)-1], "upto ")
	n, err := strconv.ParseInt(upto, 10, 64)
	if err != nil {
		return 0, fmt.Errorf("read where the last list of held mails ends: %w", err)
	}
	return n, nil
}

// heldLines makes the numbered lines of a list, those in a colleague's name or about a handoff first, several of one
// stranger as one.
func (d *Decider) heldLines(all []store.Held, zone *time.Location) (lines, items []string, left int) {
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
		line := fmt.Sprintf("%d. %s, %s: %s", i+1, text.OneLine(g.Sender, text.NameLimit),
			g.Arrived.In(zone).Format("Mon 15:04"), subjectOf(g.InMail))
		if len(g.ids) > 1 {
			line += fmt.Sprintf(" (and %d more)", len(g.ids)-1)
		}
		if g.Handoff != "" {
			line += " [" + string(g.Handoff) + "]"
		}
		lines = append(lines, line+"\n   "+text.OneLine(g.Why, heldShown))
		items = append(items, strings.Join(g.ids, ","))
	}
	return lines, items, left
}

func heldBody(lines []string, left int, limits handoff.HeldLimits) string {
	days := limits.Days
	if days <= 0 {
		days = handoff.DefaultHeld.Days
	}
	body := "Nothing has to be done: what nobody takes is dropped after " + text.Count(days, "day", "days") + ".\n\n" +
		strings.Join(lines, "\n") + "\n"
	if left > 0 {
		body += "\nand " + text.Count(left, "more", "more") + "; `handoffd held list` shows all.\n"
	}
	return body + "\nTo see one, and have the colleague asked in whose name it came, answer `take 1`.\n" +
		"To drop some, answer `drop 2-5` or `drop all`.\n"
}
