package outbox

import "handoffd/handoff"

// says logs what is out, once that is on the disk.
func (o *Outbox) says(tx marking, p *delivery, via string) {
	tx.AfterCommit(func() {
		for _, r := range p.job.Rows {
			o.Log.Info("sent", "handoff", r.Action.Handoff, "what", r.Action.Purpose, "to", recipient(p, r.Action), "via", via)
			o.Desk.Events.Sent(r.Action.Purpose, via)
		}
	})
}

// recipient is whom the log names: the address that the mail went to, or whose calendar it was.
func recipient(p *delivery, a handoff.Action) string {
	if p.mail.To != "" {
		return p.mail.To
	}
	if a.To.Address != "" {
		return a.To.Address
	}
	return string(a.To.Person)
}
