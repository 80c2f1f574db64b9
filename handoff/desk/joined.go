package desk

import (
	"handoffd/handoff"
	"handoffd/handoff/store"
)

// Joined has the link decided that a calendar server gave to the event of a handoff, if it is asked for and new; via is the server's name.
func (d *Decider) Joined(tx *store.Tx, id handoff.ID, link, via string) error {
	if link == "" {
		return nil
	}
	h, err := tx.Handoff(id)
	if err != nil || h.Link == link || !d.Config().Of(h.Team).Conference {
		return err
	}
	about := handoff.About{At: d.Now(), Via: via, Strength: handoff.Seen}
	_, err = d.Decide(tx, id, &handoff.ConferenceMade{About: about, Link: link})
	return err
}
