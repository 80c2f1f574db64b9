package report

import (
	"slices"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/templates"
)

// Shield is what the Today of an advocate tells beside its lines: what waits for the qualifiers they stand up
// for, what those still owe, what keeps coming to nothing, what somebody was asked about and has not answered, and what
// was asked of the qualifiers that is not theirs.
type Shield struct {
	Reader handoff.PersonID
	Leads  []handoff.Handoff // of their teams, that are open or were closed lately
	Now    time.Time
}

const (
	shieldLines = 8                  // of a group; the others are counted
	shieldDays  = 7 * 24 * time.Hour // in which chores and patterns are told
	draftWaits  = 4 * time.Hour      // from when on a draft is told of
)

// shieldGroup is one part of it.
type shieldGroup struct {
	title handoff.Code
	of    func(handoff.Handoff) (handoff.Reason, bool)
}

// Part is what is told; false if that is nothing.
func (s Shield) Part(words Words, c *handoff.Config) (templates.Mail, bool, error) {
	v := templates.Figures{Topic: words.Why(handoff.Because("shield/topic")),
		Title: words.Why(handoff.Because("shield/title")), Span: words.Why(handoff.Because("shield/span")),
		Private: words.Why(handoff.Because("shield/private"))}
	zone := c.Person(s.Reader).Zone
	for _, g := range s.groups(c, zone) {
		var lines []string
		for _, h := range s.Leads {
			if why, told := g.of(h); told {
				lines = append(lines, words.Why(why))
			}
		}
		if more := len(lines) - shieldLines; more > 0 {
			lines = append(lines[:shieldLines], words.Why(handoff.Because("shield/more", handoff.NumberArg(more))))
		}
		if len(lines) > 0 {
			v.Groups = append(v.Groups, templates.FigureGroup{Title: words.Why(handoff.Because(g.title)), Lines: lines})
		}
	}
	if sum := s.chores(); len(sum) > 0 {
		var lines []string
		for _, why := range sum {
			lines = append(lines, words.Why(why))
		}
		v.Groups = append(v.Groups, templates.FigureGroup{Title: words.Why(handoff.Because("shield/chores")), Lines: lines})
	}
	if len(v.Groups) == 0 {
		return templates.Mail{}, false, nil
	}
	m, err := words.Set.Write(figuresTemplate, v)
	return m, err == nil, err
}

// groups are what is told of leads, in their order.
func (s Shield) groups(c *handoff.Config, zone string) []shieldGroup {
	lead := func(code handoff.Code, h handoff.Handoff, at time.Time, more ...handoff.Arg) handoff.Reason {
		args := []handoff.Arg{handoff.WordsArg(leadName(h, c)), handoff.PersonArg(h.Qualifier), handoff.TimeArg(at, zone)}
		return handoff.Because(code, append(args, more...)...)
	}
	return []shieldGroup{
		{"shield/drafts", func(h handoff.Handoff) (handoff.Reason, bool) {
			if handoff.TouchWaits(&h) {
				return lead("shield/touch", h, h.Sleep.Drafted), true
			}
			waits := h.State == handoff.Draft && !handoff.Awake(&h) && s.Now.Sub(h.Since) >= draftWaits
			return lead("shield/draft", h, h.Since), waits
		}},
		{"shield/debts", func(h handoff.Handoff) (handoff.Reason, bool) {
			if h.Debt == nil {
				return handoff.Reason{}, false
			}
			var labels []string
			team, _ := c.Team(h.Team)
			for _, m := range h.Missing {
				labels = append(labels, text.OneLine(team.Label(m), text.NameLimit))
			}
			return lead("shield/debt", h, h.Debt.Since, handoff.ListArg(labels)), true
		}},
		{"shield/patterns", func(h handoff.Handoff) (handoff.Reason, bool) {
			for _, p := range slices.Backward(h.Patterns) {
				if s.Now.Sub(p.At) < shieldDays {
					return lead("shield/pattern", h, p.At, handoff.NumberArg(len(p.Leads)), handoff.NumberArg(p.Of)), true
				}
			}
			return handoff.Reason{}, false
		}},
		{"shield/unanswered", func(h handoff.Handoff) (handoff.Reason, bool) {
			who, since, waits := handoff.Unanswered(&h, c, s.Now)
			return handoff.Because("shield/waits", handoff.WordsArg(leadName(h, c)), handoff.PersonArg(who),
				handoff.TimeArg(since, zone)), waits
		}},
	}
}

// chores are what was asked of each qualifier in the last week that the program does, and how much of it it did.
func (s Shield) chores() []handoff.Reason {
	type sum struct{ asked, done int }
	all := map[handoff.PersonID]*sum{}
	var who []handoff.PersonID
	for _, h := range s.Leads {
		for _, c := range h.Chores {
			if c.Of != h.Qualifier || s.Now.Sub(c.At) >= shieldDays {
				continue
			}
			if all[c.Of] == nil {
				all[c.Of] = &sum{}
				who = append(who, c.Of)
			}
			if all[c.Of].asked++; !c.Done.IsZero() {
				all[c.Of].done++
			}
		}
	}
	slices.Sort(who)
	var out []handoff.Reason
	for _, id := range who {
		out = append(out, handoff.Because("shield/chore", handoff.PersonArg(id), handoff.NumberArg(all[id].asked),
			handoff.NumberArg(all[id].done)))
	}
	return out
}

// leadName is how a list calls a lead that is named by its id as well.
func leadName(h handoff.Handoff, c *handoff.Config) string {
	return handoff.LeadName(&h, c) + " " + string(h.ID)
}
