package store

import (
	"slices"

	"handoffd/handoff"
)

// uidsOf are the UIDs that a handoff is found by.
func uidsOf(h *handoff.Handoff) []handoff.EventUID {
	return slices.DeleteFunc(h.Events().UIDs(), func(e handoff.EventUID) bool { return e.UID == "" })
}

// issue keeps the UIDs that have come to a handoff. They are never taken away: who holds an old event may still answer
// it.
func (tx *txn) issue(id handoff.ID, old, now []handoff.EventUID) {
	for _, e := range now {
		if slices.ContainsFunc(old, func(o handoff.EventUID) bool { return o.UID == e.UID }) {
			continue
		}
		p := tx.top()
		p.issued = append(p.issued, issued{e, id})
		p.rows++
	}
}

// ByUID finds the handoff of an event, whosever and of whichever turn it is; uid as calendar.NormalizeUID gives it.
func (tx Record) ByUID(uid string) (handoff.ID, bool, error) {
	if id := tx.found.uids[uid]; id != "" { // it is never taken away
		return id, true, nil
	}
	return tx.by("uid", "SELECT handoff FROM event_uids WHERE uid = $1", uid)
}
