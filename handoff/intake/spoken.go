package intake

import (
	"time"

	"handoffd/handoff"
	"handoffd/handoff/reading"
	"handoffd/mail"
)

// Spoken is what a colleague says about a handoff where no mail is needed: on a page, or by a link in a mail to them.
// It is read as a plain reply of theirs would be, so that both have one result. About says who they are, and how that
// is proved.
func (r *Reader) Spoken(h handoff.Handoff, about handoff.About, words string, now time.Time) []handoff.Fact {
	h = handoff.SeenBy(h, about.By.Person)
	if cmds, ok := reading.ReadCommands(words, h, about, r.Config, now); ok {
		return cmds
	}
	if asks, ok := reading.ReadColleague(words, h, about, r.Config, now); ok {
		return []handoff.Fact{asks}
	}
	l := &inbound{Reader: r, c: r.Config, t: &Taken{}, m: &mail.Message{Text: words},
		sender: r.Config.Person(about.By.Person), known: true, at: now, now: now}
	if h.RoleOf(about.By, r.Config) != handoff.RoleRep {
		if f, ok := l.amendment(h, about); ok {
			handoff.SetHeader(f, about)
			return []handoff.Fact{f}
		}
	}
	if f, ok := reading.ReadWords(words, h, about, r.Config, now); ok {
		return []handoff.Fact{f}
	}
	if f, ok := reading.AnswersColleague(words, h, about, now); ok {
		return []handoff.Fact{f}
	}
	return []handoff.Fact{reading.Near(words, h, about, r.Config, now)}
}
