package report

import (
	"cmp"
	"slices"
	"time"

	"handoffd/handoff"
	"handoffd/templates"
)

// Review is what the mail of the week puts to a manager: what is empty, what is stuck, and what changed since the last
// one. A lead stands in one group only.
type Review struct {
	Reader handoff.PersonID
	Since  time.Time // of the last one that was sent
	Last   bool      // there was one; else it is a week before this one
	At     time.Time // when this one goes out

	Empty, Stuck, Changed []handoff.Handoff
	weeks                 map[handoff.ID]int // in how many reviews in a row a lead was open before this one
}

// ReviewOf sorts the leads of a manager's teams. Earlier are the leads that each review before asked about, the latest
// first, and since is when the last one was written that was sent; zero if there was none.
func ReviewOf(id handoff.PersonID, leads []handoff.Handoff, earlier [][]string, since time.Time, c *handoff.Config,
	at time.Time) Review {
	r := Review{Reader: id, Since: since, Last: !since.IsZero(), At: at, weeks: map[handoff.ID]int{}}
	if !r.Last {
		r.Since = at.AddDate(0, 0, -7)
	}
	for _, h := range leads {
		n := 0
		for n < len(earlier) && slices.Contains(earlier[n], string(h.ID)) {
			n++
		}
		_, stuck := handoff.StuckOf(&h, c, at)
		switch {
		case stuck:
			r.Stuck = append(r.Stuck, h)
		case handoff.StepGap(&h, c, at) != "":
			r.Empty = append(r.Empty, h)
		case h.State != handoff.Draft && h.Since.After(r.Since) || n > 0:
			r.Changed = append(r.Changed, h)
			continue
		default:
			continue
		}
		r.weeks[h.ID] = n
	}
	longest := func(a, b handoff.Handoff) int { return cmp.Or(r.weeks[b.ID]-r.weeks[a.ID], oldestFirst(a, b)) }
	slices.SortStableFunc(r.Empty, longest)
	slices.SortStableFunc(r.Stuck, longest)
	slices.SortStableFunc(r.Changed, func(a, b handoff.Handoff) int { return oldestFirst(b, a) })
	return r
}

// IDs are the leads that it asks about.
func (r Review) IDs() []string { return slices.Concat(idsOf(r.Empty), idsOf(r.Stuck)) }

// Part is what the mail of the week tells of it; false if nothing is open: the figures tell what went well.
func (r Review) Part(words Words, c *handoff.Config, link Link) (templates.Mail, bool, error) {
	open := slices.Concat(r.Empty, r.Stuck)
	if len(open) == 0 {
		return templates.Mail{}, false, nil
	}
	why := words.Why
	v := templates.Review{Topic: why(handoff.Because("review/topic", handoff.NumberArg(len(open)))),
		Title: why(handoff.Because("review/title")), Private: why(handoff.Because("review/private")),
		Lead: why(handoff.Because("review/lead", handoff.WordsArg(exampleOf(words, open[0].ID)),
			handoff.WordsArg(string(open[0].ID))))}
	one := reviewing{words: words, c: c, zone: c.Person(r.Reader).Zone, now: r.At}
	for _, g := range []struct {
		code  handoff.Code
		leads []handoff.Handoff
		says  func(handoff.Handoff) []handoff.Reason
	}{
		{"review/empty", r.Empty, func(h handoff.Handoff) []handoff.Reason { return []handoff.Reason{one.gap(h, true)} }},
		{"review/stuck", r.Stuck, one.stuck},
		{"review/changed", r.Changed, one.changed},
	} {
		title := handoff.Because(g.code)
		if g.code == "review/changed" && r.Last {
			title = handoff.Because("review/changed-since", handoff.TimeArg(r.Since, one.zone))
		}
		out := templates.ReviewGroup{Title: why(title), Rest: one.rest(len(g.leads))}
		for _, h := range g.leads[:min(len(g.leads), reviewLines)] {
			out.Lines = append(out.Lines, one.line(h, append(g.says(h), r.carried(h.ID))...))
		}
		if len(out.Lines) > 0 {
			v.Groups = append(v.Groups, out)
		}
	}
	unplanned := slices.DeleteFunc(open, func(h handoff.Handoff) bool { return handoff.StepGap(&h, c, r.At) == "" })
	if len(unplanned) > 0 {
		v.Fill = templates.Button{Label: why(handoff.Because("review/fill-in")),
			Link: link(why(handoff.Because("review/subject")), joined(formOf(words, unplanned)))}
	}
	m, err := words.Set.Write(reviewTemplate, v)
	return m, err == nil, err
}

// carried says that a lead was open in reviews before.
func (r Review) carried(id handoff.ID) handoff.Reason {
	if n := r.weeks[id]; n > 0 {
		return handoff.Because("review/carried", handoff.NumberArg(n+1))
	}
	return handoff.Reason{}
}

// stuck says why a lead does not go on, and what its next step lacks.
func (r reviewing) stuck(h handoff.Handoff) []handoff.Reason {
	s, _ := handoff.StuckOf(&h, r.c, r.now)
	why := []handoff.Reason{s.Says(&h, r.zone)}
	if handoff.StepGap(&h, r.c, r.now) != "" {
		why = append(why, r.gap(h, false))
	}
	return why
}

// changed says where a lead stands now, and what is next.
func (r reviewing) changed(h handoff.Handoff) []handoff.Reason {
	return []handoff.Reason{handoff.Because("review/now",
		handoff.ReasonArg(handoff.Stands(&h)), handoff.ReasonArg(handoff.NextOf(&h, r.c, r.now)))}
}
