package keep

import (
	"fmt"
	"strings"

	"handoffd/handoff"
	"handoffd/handoff/store"
)

// Lines say what forgetting comes to: to the admin, at the command line and by mail.
func Lines(p Plan, c *handoff.Config) []string {
	var out []string
	if p.Alias != "" {
		out = append(out, AliasLine(p, c))
	}
	for _, l := range p.Leads {
		says := fmt.Sprintf("%s, %s: mails, brief and what people said of it are erased", l.ID, l.State)
		if !l.State.Finished() {
			off := ""
			if CallsOff(l.State) {
				off = "a meeting that stands is called off, "
			}
			says = fmt.Sprintf("%s, %s: %sthe lead is closed, then it is erased", l.ID, l.State, off)
		}
		out = append(out, says)
	}
	if found := counts(p.Traces); found != "" {
		out = append(out, "in all, they stand in "+found)
	}
	return append(append(out, Stays(p)...), configLine(p.Traces)...)
}

// Stays says what is not erased as nobody can know it for theirs, and where: names that stand in words.
func Stays(p Plan) []string {
	if len(p.Named) == 0 {
		return nil
	}
	var ids []string
	for _, id := range p.Named {
		ids = append(ids, string(id))
	}
	goes := "the address and the full name go; another spelling or a first name alone stays, as nobody can know it for " +
		"theirs"
	if len(p.Leads) == 0 {
		goes = "the address goes; their name stays, as they are no contact of a lead and it is not known"
	}
	return []string{"in words of " + strings.Join(ids, ", ") + ": " + goes + " (`handoffd show ID`)"}
}

// CallsOff says whether a meeting of a lead that stands so may still be called off: what is over is not.
func CallsOff(s handoff.State) bool { return s != handoff.Past && s != handoff.Held && !s.Finished() }

// Became says what became of a lead of somebody who was forgotten, once it was tried to erase it.
func Became(l Lead, erased bool) string {
	switch {
	case erased && l.State.Finished():
		return fmt.Sprintf("%s: erased: mails, brief and what people said of it", l.ID)
	case erased:
		return fmt.Sprintf("%s: closed and erased: mails, brief and what people said of it", l.ID)
	case l.State.Finished():
		return fmt.Sprintf("%s: NOT erased yet: mail about it is still to go out, and it is erased when it has", l.ID)
	case !CallsOff(l.State):
		return fmt.Sprintf("%s: closed, NOT erased yet: mail about it is still to go out, and it is erased when it has", l.ID)
	}
	return fmt.Sprintf("%s: closed, NOT erased yet: mail about it is still to go out, such as the one that calls the "+
		"meeting off, and it is erased when it has", l.ID)
}

// AliasLine says whose further address it is.
func AliasLine(p Plan, c *handoff.Config) string {
	return fmt.Sprintf("%s, a further address of %s", p.Address, c.Person(p.Alias).Name)
}

// Done says what was erased beside the leads themselves, and what is not done by it.
func Done(t store.Traces, server bool) []string {
	var out []string
	left := t
	left.Waiting = 0
	if found := counts(left); found != "" {
		out = append(out, "erased elsewhere: "+found)
	}
	if t.Waiting > 0 {
		out = append(out, "some mail that tells of them is still to go out: the rest is erased when it has, by the service "+
			"as it runs")
	}
	out = append(out, configLine(t)...)
	said := "Backups made before hold it still: delete them, or forget again whenever one was restored."
	if server {
		said = "The tables are vacuumed; what another session still reads goes with its next vacuum. " +
			"Backups and archived logs of PostgreSQL hold it still: delete those made before, " +
			"or forget again whenever one was restored."
	}
	return append(out, said)
}

// configLine says that the config names them.
func configLine(t store.Traces) []string {
	if t.Configs == 0 {
		return nil
	}
	return []string{"the config names them, or one did: the config file is yours to change, and what was recorded of it " +
		"stays"}
}

// counts are what was found, in words; empty: nothing.
func counts(t store.Traces) string {
	var out []string
	for _, c := range []struct {
		n         int
		one, many string
	}{
		{t.Came, "mail that came in", "mails that came in"}, {t.Sent, "mail that went out", "mails that went out"},
		{t.Facts, "recorded fact", "recorded facts"}, {t.Leads, "lead", "leads"}, {t.Lines, "other entry", "other entries"},
		{t.Waiting, "mail that is still to go", "mails that are still to go"},
	} {
		switch {
		case c.n == 1:
			out = append(out, "1 "+c.one)
		case c.n > 1:
			out = append(out, fmt.Sprintf("%d %s", c.n, c.many))
		}
	}
	return strings.Join(out, ", ")
}
