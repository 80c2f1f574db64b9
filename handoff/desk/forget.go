package desk

import (
	"handoffd/handoff"
	"handoffd/handoff/intake"
	"handoffd/handoff/keep"
	"handoffd/handoff/store"
	"handoffd/handoff/text"
	"time"
)

// forgetting is what it takes to forget somebody.
type forgetting interface {
	Deciding
	telling
	List(f store.Filter) ([]handoff.Handoff, error)
	Aliases() (map[string]store.Alias, error)
	DropAlias(address string) (bool, error)
	KeepForgetting(words []string, now time.Time) error
}

// forget tells the admin what forgetting somebody comes to and, once they have agreed to it, does it. What is left
// elsewhere is erased soon after, see package keep, these mails with it.
func (d *Decider) forget(tx forgetting, t *intake.Taken) error {
	if t.Person != d.Config().Admin {
		return d.answerWith(tx, t, "forget-refused:", handoff.ServiceDetail{Personal: handoff.Yes,
			Says: handoff.ServiceWords("forget-refused", handoff.PersonArg(d.Config().Admin))})
	}
	p, err := keep.PlanOf(tx, d.Config(), t.Forget.Address)
	if err != nil {
		return err
	}
	whom := handoff.AddressArg(text.OneLine(p.Address, text.NameLimit))
	if !t.Forget.Yes || p.Colleague != "" {
		says := handoff.ServiceDetail{Says: handoff.ServiceWords("forget", whom), Lines: planned(p),
			Items: handoff.Lines{p.Address}}
		if p.Empty() {
			says.Says = handoff.ServiceWords("forget-nobody", whom)
		}
		if p.Colleague != "" {
			says = handoff.ServiceDetail{Says: handoff.ServiceWords("forget-colleague", whom, handoff.PersonArg(p.Colleague))}
		}
		return d.tell(tx, intake.KeyForget+handoff.MailHash(string(t.Person), t.MessageID), t.Person, says)
	}
	var lines []handoff.Reason
	about := handoff.About{At: d.Now(), By: handoff.Who{Person: t.Person}, Via: "imap", MessageID: t.MessageID,
		Strength: handoff.Seen}
	err = keep.Forget(tx, p, about, func(id handoff.ID, f handoff.Fact) error {
		out, err := d.Decide(tx, id, f)
		lines = append(lines, handoff.Because("forget/done", handoff.WordsArg(id), handoff.ReasonArg(out.Reason)))
		return err
	})
	if err != nil {
		return err
	}
	lines = append(lines, stays(p)...)
	return d.tell(tx, "forgotten-"+handoff.MailHash(string(t.Person), t.MessageID), t.Person,
		handoff.ServiceDetail{Says: handoff.ServiceWords("forgotten"), Lines: lines})
}

// planned is what forgetting somebody comes to, line by line.
func planned(p keep.Plan) []handoff.Reason {
	var lines []handoff.Reason
	for _, l := range p.Leads {
		code := handoff.Code("forget/open")
		switch {
		case l.State.Finished():
			code = "forget/finished"
		case !keep.CallsOff(l.State):
			code = "forget/over"
		}
		lines = append(lines, handoff.Because(code, handoff.WordsArg(l.ID)))
	}
	if p.Alias != "" {
		lines = append(lines, handoff.Because("forget/alias", handoff.PersonArg(p.Alias)))
	}
	return append(lines, stays(p)...)
}

// stays says what of them is not erased, and where.
func stays(p keep.Plan) []handoff.Reason {
	var ids []string
	for _, id := range p.Named {
		ids = append(ids, string(id))
	}
	switch {
	case len(ids) == 0:
		return nil
	case len(p.Leads) == 0:
		return []handoff.Reason{handoff.Because("forget/unknown-name", handoff.ListArg(ids))}
	}
	return []handoff.Reason{handoff.Because("forget/other-names", handoff.ListArg(ids))}
}
