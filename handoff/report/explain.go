package report

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/text"
)

// About is what a figure counts: the sentence of the manual's page "figures".
func (n Name) About() handoff.Reason { return handoff.Because("figure-about/" + handoff.Code(n)) }

// Names are all figures, in the order of a report.
func Names() []Name {
	var out []Name
	for _, s := range order {
		if out = append(out, s.name); s.name == Within8 {
			out = append(out, FirstTouch)
		}
	}
	return out
}

// Figures that are of turns alone, and of leads alone.
var (
	ofTurns = []Name{AcceptanceRep, CouldNot, OnTime, HalfAnswers, Within1, Within4, Within8, Claimed, Neglect}
	ofLeads = []Name{Offered, Acceptance, FirstTouch, LeadToOpp, Won, WonCohort, Score, MissingAtOffer}
)

// Has says whether a figure can be theirs: what was done in turns is a rep's, what becomes of leads a qualifier's, and
// both are a team's.
func (w Whose) Has(n Name) bool {
	switch {
	case w.Rep != "":
		return !slices.Contains(ofLeads, n)
	case w.Qualifier != "":
		return !slices.Contains(ofTurns, n)
	}
	return true
}

// WhoseOf are the figures of a person: as a rep, as a qualifier or both, by the teams they are in or were in; none of
// whoever is neither.
func WhoseOf(id handoff.PersonID, team string, c *handoff.Config, lives []*Life) []Whose {
	rep, qualifier := false, false
	for _, t := range c.Teams {
		rep = rep || slices.Contains(t.Reps, id)
		qualifier = qualifier || slices.Contains(t.Qualifiers, id)
	}
	if !rep && !qualifier {
		for _, l := range lives {
			qualifier = qualifier || l.Offer != nil && l.Offer.By == id
			rep = rep || slices.ContainsFunc(l.Turns, func(t Turn) bool { return t.Rep == id })
		}
	}
	var out []Whose
	if rep {
		out = append(out, Whose{Team: team, Rep: id})
	}
	if qualifier {
		out = append(out, Whose{Team: team, Qualifier: id})
	}
	return out
}

// Named is the figure that somebody means: by its name, or by its label as the report prints it; empty if there is
// none.
func Named(said string, label func(handoff.Reason) string) Name {
	for _, n := range Names() {
		if said == string(n) || strings.EqualFold(said, label(n.Says())) {
			return n
		}
	}
	return ""
}

// Explained is a figure with the facts that it was counted from, and what it comes to.
func (f Figures) Explained(n Name) (Figure, handoff.Reason) {
	if n == FirstTouch {
		m := f.Touch
		return Figure{Name: n, N: m.Of - m.NotYet, Of: m.Of, Share: true, Facts: m.Facts}, m.Says()
	}
	g := f.Of(n)
	if n == Won && len(f.Sums) > 0 && f.Whose.Rep == "" {
		var sums []string
		for _, s := range f.Sums {
			sums = append(sums, s.String())
		}
		return g, handoff.Because("figure-count/sum", handoff.NumberArg(g.N), handoff.ListArg(sums))
	}
	return g, g.Says()
}

// saysFact names how facts count.
var saysFact = map[handoff.Code]handoff.Code{
	"accepted": "fact/accepted", "returned": "fact/returned", "nurture": "fact/nurture", "closed": "fact/closed",
	"rejected": "fact/rejected", "silence": "fact/silence", "unclear": "fact/unclear", "declined": "fact/declined",
	"in-time": "fact/in-time", "late": "fact/late", "silent": "fact/silence", "half": "fact/half",
	"held": "fact/held", "no-show": "fact/no-show", "no-show (us)": "fact/no-show-us", "called-off": "fact/called-off",
	"unconfirmed": "fact/unconfirmed", "disputed": "fact/disputed", "nobody-accepted": "fact/nobody-accepted",
	"claimed": "fact/claimed", "recorded": "fact/recorded",
}

// Says is how a fact counts in a figure, in words: what was missing, what became of it, or how long it took. It has no
// code where there is nothing to add.
func (x Fact) Says(n Name, c *handoff.Config) handoff.Reason {
	switch {
	case n == MissingAtOffer && x.Counts:
		t, _ := c.Team(x.Team)
		return handoff.Because("fact", handoff.WordsArg(text.OneLine(t.Label(string(x.What)), text.NameLimit)))
	case n == MissingAtOffer:
		return handoff.Because("fact/known")
	case n == FirstTouch && !x.Counts:
		return handoff.Because("fact/not-yet")
	case n == FirstTouch:
		minutes, _ := strconv.Atoi(string(x.What))
		return handoff.Because("fact", handoff.WordsArg(spell(time.Duration(minutes)*time.Minute)))
	case n == FellThrough:
		return x.withNext(handoff.Because(saysFact[x.What]), c.ReportZone())
	case saysFact[x.What] != "":
		return handoff.Because(saysFact[x.What])
	case x.What != "":
		return handoff.Because("fact", handoff.WordsArg(string(x.What)))
	}
	return handoff.Reason{}
}
