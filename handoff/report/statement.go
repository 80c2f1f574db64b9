package report

import (
	"slices"
	"strings"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/templates"
)

// Statement is what the mail of the week tells somebody of their own leads: of a rep what was done with them, where the
// rep stands in the rotation and what the calendar kept from them; of a qualifier what became of what they handed over.
type Statement struct {
	Reader handoff.PersonID
	Period Period
	Lives  []*Life
	Leads  []handoff.Handoff    // with a part of the reader or, for what went to others, of their teams
	Stands []handoff.Standing   // one a team
	roles  map[handoff.Role]int // teams of the reader; with their targets, if they have one
	target int
}

// leftOutOver is over how many weeks it is counted what a qualifier leaves out.
const leftOutOver = 4

// StatementOf is the statement of a person.
func StatementOf(id handoff.PersonID, c *handoff.Config, p Period, lives []*Life, leads []handoff.Handoff,
	stands []handoff.Standing) Statement {
	s := Statement{Reader: id, Period: p, Lives: lives, Leads: leads, Stands: stands, roles: map[handoff.Role]int{}}
	for _, t := range c.Teams {
		if slices.Contains(t.Reps, id) {
			s.roles[handoff.RoleRep]++
		}
		if slices.Contains(t.Qualifiers, id) {
			s.roles[handoff.RoleQualifier]++
			s.target += t.Target
		}
	}
	return s
}

// statementLines bounds the lines of a statement: with the figures above it a mail of the week has 25 of them. What
// was rejected is told all the same.
const statementLines = 25 - updateLines

// Part is what is told; false if that is nothing.
func (s Statement) Part(words Words, c *handoff.Config) (templates.Mail, bool, error) {
	of := stating{s, words, c}
	var first []templates.ReviewLine // without a title
	var groups []statedGroup
	told := false // of last week, not only where somebody stands
	if s.roles[handoff.RoleRep] > 0 {
		turns := of.turns()
		silences, passed := of.silences(), of.passed()
		told = len(turns)+len(silences)+len(passed) > 0
		first = append(turns, of.rotation()...)
		groups = append(groups, statedGroup{"statement/silences", silences, 0}, statedGroup{"statement/passed", passed, 0})
	}
	if s.roles[handoff.RoleQualifier] > 0 {
		own := append(of.targets(), of.leftOut()...)
		rejections, became := of.rejections(), of.became()
		told = told || len(own)+len(rejections)+len(became) > 0
		first = append(first, own...)
		groups = append([]statedGroup{{"statement/rejections", rejections, reviewLines}}, append(groups,
			statedGroup{"statement/became", became, 0})...)
	}
	if !told {
		return templates.Mail{}, false, nil
	}
	v := of.view(first, groups)
	m, err := words.Set.Write(reviewTemplate, v)
	return m, err == nil, err
}

// statedGroup is leads with the same thing to tell, of which so many are told in any case.
type statedGroup struct {
	title handoff.Code
	lines []templates.ReviewLine
	least int
}

// view fits it into the lines that there are.
func (s stating) view(first []templates.ReviewLine, groups []statedGroup) templates.Review {
	why := s.words.Why
	v := templates.Review{Topic: why(handoff.Because("statement/topic")), Title: why(handoff.Because("statement/title"))}
	if len(first) > 0 {
		v.Groups = append(v.Groups, templates.ReviewGroup{Lines: first})
	}
	room, left := statementLines-1-len(first), 0
	for _, g := range groups {
		n := min(len(g.lines), max(room-1, g.least))
		if n <= 0 {
			left += len(g.lines)
			continue
		}
		title := handoff.Because(g.title)
		if n < len(g.lines) {
			title = handoff.Because("statement/some", handoff.ReasonArg(title), handoff.NumberArg(n),
				handoff.NumberArg(len(g.lines)))
		}
		v.Groups = append(v.Groups, templates.ReviewGroup{Title: why(title), Lines: g.lines[:n]})
		room -= n + 1
	}
	if left > 0 {
		v.Groups[len(v.Groups)-1].Rest = why(handoff.Because("statement/more", handoff.NumberArg(left)))
	}
	return v
}

// stating words it.
type stating struct {
	Statement
	words Words
	c     *handoff.Config
}

func (s stating) says(r handoff.Reason) templates.ReviewLine {
	return templates.ReviewLine{Lead: text.Sentence(text.Capital(s.words.Why(r)))}
}

func (s stating) line(h *handoff.Handoff, why ...handoff.Reason) templates.ReviewLine {
	l := templates.ReviewLine{ID: string(h.ID), Lead: handoff.LeadName(h, s.c)}
	var said []string
	for _, w := range why {
		said = append(said, s.words.Why(w))
	}
	l.Why = text.Capital(strings.Join(said, " · "))
	return l
}

// turns is what a rep was asked about and what came of it.
func (s stating) turns() []templates.ReviewLine {
	asked, times := 0, 0
	ends := map[handoff.Code]int{}
	for _, l := range s.Lives {
		before := times
		for _, t := range l.Turns {
			if t.Rep != s.Reader {
				continue
			}
			if s.Period.Has(t.Opened) {
				times++
			}
			if code := t.says(s.Period); code != "" {
				ends[code]++
			}
		}
		if times > before { // a lead that came back is one
			asked++
		}
	}
	var out []templates.ReviewLine
	var parts []handoff.Reason
	for _, code := range saysTurn {
		if ends[code] > 0 {
			parts = append(parts, handoff.Because(code, handoff.NumberArg(ends[code])))
		}
	}
	switch {
	case asked > 0 && len(parts) > 0:
		out = append(out, s.says(handoff.Because("statement/asked", handoff.NumberArg(asked), handoff.NumberArg(times),
			handoff.ReasonArg(parts...))))
	case asked > 0:
		out = append(out, s.says(handoff.Because("statement/asked-only", handoff.NumberArg(asked), handoff.NumberArg(times))))
	case len(parts) > 0:
		out = append(out, s.says(handoff.Because("statement/ended", handoff.ReasonArg(parts...))))
	}
	if came := s.results(); len(came) > 0 {
		out = append(out, s.says(handoff.Because("statement/ended", handoff.ReasonArg(came...))))
	}
	return out
}

// results are what came of the meetings of a rep.
func (s stating) results() []handoff.Reason {
	held, came, won := 0, 0, 0
	for _, l := range s.Lives {
		mine := false
		for _, b := range l.Meetings {
			mine = mine || b.Rep == s.Reader
			if b.Rep == s.Reader && s.Period.Has(b.End) && b.what() == "held" {
				held++
			}
		}
		if mine && s.Period.Has(l.Came) {
			came++
		}
		if _, at := l.won(); mine && s.Period.Has(at) {
			won++
		}
	}
	var out []handoff.Reason
	if held > 0 {
		out = append(out, handoff.Because("statement/met", handoff.NumberArg(held)))
	}
	if came > 0 {
		out = append(out, handoff.Because("statement/opportunities", handoff.NumberArg(came)))
	}
	if won > 0 {
		out = append(out, handoff.Because("statement/won", handoff.NumberArg(won)))
	}
	return out
}

// saysTurn are the ends of a turn that a rep reads, in their order.
var saysTurn = []handoff.Code{"statement/accepted", "statement/declined", "statement/rejected", "statement/silent",
	"statement/excused"}

// says names how a turn ended in the period; empty: it did not.
func (t Turn) says(p Period) handoff.Code {
	switch {
	case p.Has(t.Accepted):
		return "statement/accepted"
	case !t.Accepted.IsZero() || !p.Has(t.Ended) || t.Opened.IsZero():
		return ""
	case t.End == handoff.EndDeclined:
		return "statement/declined"
	case t.End == handoff.EndRejected:
		return "statement/rejected"
	case t.End == handoff.EndSilence, t.End == handoff.EndUnclear:
		return "statement/silent"
	}
	return "statement/excused"
}

// silences are those that were claimed or decided in the period, with the words of the rep.
func (s stating) silences() []templates.ReviewLine {
	var out []templates.ReviewLine
	for i := range s.Leads {
		h := &s.Leads[i]
		for _, a := range handoff.Turns(h) {
			k := a.Claim
			if k == nil || a.Rep != s.Reader || !s.Period.Has(k.At) && !s.Period.Has(k.Recorded) && !s.Period.Has(k.Dropped) {
				continue
			}
			zone := s.c.Person(s.Reader).Zone
			said := handoff.WordsArg(text.OneLine(k.Said, text.ValueLimit))
			why := handoff.Because("statement/claimed", handoff.TimeArg(k.At, zone), handoff.TimeArg(k.Until, zone))
			switch {
			case !k.Dropped.IsZero():
				why = handoff.Because("statement/dropped", handoff.TimeArg(k.At, zone))
			case !k.Recorded.IsZero():
				why = handoff.Because("statement/recorded", handoff.TimeArg(k.At, zone), handoff.NumberArg(k.Turns), said)
			case k.Said != "":
				why = handoff.Because("statement/said", handoff.TimeArg(k.At, zone), said)
			}
			out = append(out, s.line(h, why))
		}
	}
	return out
}

// rotation is where a rep stands, with the arithmetic.
func (s stating) rotation() []templates.ReviewLine {
	var out []templates.ReviewLine
	for _, r := range s.Stands {
		var place handoff.Reason
		switch {
		case r.Out:
			place = handoff.Because("statement/out")
		case r.Before == 0:
			place = handoff.Because("statement/next")
		default:
			place = handoff.Because("statement/before", handoff.NumberArg(r.Before))
		}
		out = append(out, templates.ReviewLine{Lead: text.Sentence(text.Capital(s.words.Why(place))),
			Why: text.Capital(s.words.Why(handoff.Because("statement/arithmetic", handoff.WordsArg(r.Team),
				handoff.ReasonArg(r.Arithmetic))))})
	}
	return out
}

// passed are the leads that went to others while something was in the calendar of the rep.
func (s stating) passed() []templates.ReviewLine {
	var out []templates.ReviewLine
	zone := s.c.Person(s.Reader).Location()
	for _, p := range handoff.PassedOverOf(s.Reader, s.Leads, s.Period.From, s.Period.To) {
		var why []handoff.Reason
		for _, o := range p.With {
			span := handoff.WordsArg(spanText(o.Span, zone))
			if o.Cause != "" {
				why = append(why, handoff.Because("statement/phantom", span, handoff.WordsArg(o.Cause)))
				continue
			}
			why = append(why, handoff.Because("statement/busy", span))
		}
		out = append(out, s.line(p.Handoff, why...))
	}
	return out
}

// spanText is when an entry is, on the clock of its owner.
func spanText(s calendar.Span, zone *time.Location) string {
	from, to := s.Start.In(zone), s.End.In(zone)
	if sameDay(from, to) {
		return from.Format("Mon 2 Jan, 15:04") + "–" + to.Format("15:04")
	}
	return from.Format("Mon 2 Jan, 15:04") + " – " + to.Format("Mon 2 Jan, 15:04")
}
