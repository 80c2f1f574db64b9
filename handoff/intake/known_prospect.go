package intake

import (
	"handoffd/handoff"
	"handoffd/handoff/reading"
)

// takeProspect takes a mail that answers nothing from the proved address of a prospect. Who wants no more mail is heard
// on every lead of theirs; other words are about the one that is open.
func (l *inbound) takeProspect() (bool, error) {
	if l.known || !l.verified || l.m.From.Addr == "" {
		return false, nil
	}
	ids, err := l.f.WithProspect(l.m.From.Addr)
	if err != nil || len(ids) > mostOpen {
		return false, err
	}
	var open []handoff.ID
	for _, id := range ids {
		h, err := l.lead(id)
		if err != nil {
			return false, err
		}
		if h.IsProspect(l.m.From.Addr) && !h.State.Finished() {
			open = append(open, id)
		}
	}
	if len(open) == 0 || len(open) > 1 && !reading.AsksToStop(l.m.Text) {
		return false, nil
	}
	for _, id := range open {
		l.t.Handoff = id
		if err := l.takeOutsider(id); err != nil {
			return true, err
		}
	}
	return true, nil
}
