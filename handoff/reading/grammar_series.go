package reading

import (
	"slices"
	"strings"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/text"
)

// mostCommands bounds the commands of one mail.
const mostCommands = 6

// ReadCommands understands the new text of a mail as ReadCommand does, and takes commands on lines of their own
// wherever they stand in it, in their order: "held" and below it "opportunity LINK", or "reject: budget" below a
// sentence. What else is written is the note of the command above it, or of the first. All of them or none are meant
// to be done: when one is not clear, or two contradict each other, the one fact is an Unclear that says so.
func ReadCommands(s string, h handoff.Handoff, about handoff.About, c *handoff.Config, now time.Time) ([]handoff.Fact,
	bool) {
	if len(s) <= maxCommand && about.By.Person != "" && h.RoleOf(about.By, c) != handoff.RoleStranger {
		r := newReading(h, about, c, now)
		if facts := r.series(r.body(ApartVerdict(text.Clean(s)))); len(facts) > 0 {
			for _, f := range facts {
				handoff.SetHeader(f, about)
			}
			return facts, true
		}
	}
	f, ok := ReadCommand(s, h, about, c, now)
	if !ok {
		return nil, false
	}
	return []handoff.Fact{f}, true
}

// part is one command of several, with the lines of its reason.
type part struct{ line, note string }

// series reads the commands on lines of their own; nil when there is none, or one alone that ReadCommand reads.
func (r *reading) series(lines []bodyLine) []handoff.Fact {
	lead, parts := r.parts(lines)
	switch {
	case len(parts) == 0, lead == "" && len(parts) == 1 && parts[0].note == "":
		return nil
	case lead != "" && r.greetsProspect():
		return []handoff.Fact{r.at(parts[0].line).offer(parts[0].line)}
	}
	parts[0].note = strings.TrimSpace(lead + "\n" + parts[0].note)
	var out []handoff.Fact
	for _, p := range parts {
		f, ok := r.noted(p)
		if !ok {
			return nil
		}
		if u, asks := f.(*handoff.Unclear); asks {
			if len(parts) > 1 {
				u.Ask = handoff.Because("ask-series/line", handoff.ReasonArg(u.Ask))
			}
			return []handoff.Fact{u}
		}
		out = append(out, f)
	}
	if a, b, ok := contradiction(out); ok {
		r.line = parts[a].line + " / " + parts[b].line
		return []handoff.Fact{r.unclear("ask-series/two")}
	}
	if len(out) > mostCommands {
		return []handoff.Fact{r.unclear("ask-series/many")}
	}
	return out
}

// together are the commands of which more may stand in one mail. Any two that are not in one row contradict each other.
var together = [][]handoff.Kind{
	{handoff.KindAccept, handoff.KindReplyReported, handoff.KindAwayUntil},
	{handoff.KindDecline, handoff.KindAwayUntil},
	{handoff.KindReject, handoff.KindReplyReported},
	{handoff.KindJudge, handoff.KindOpportunityMade},
	{handoff.KindJudge, handoff.KindNurtureUntil},
	{handoff.KindJudge, handoff.KindReject},
	{handoff.KindJudge, handoff.KindAwayUntil},
	{handoff.KindOpportunityMade, handoff.KindAwayUntil},
	{handoff.KindMove, handoff.KindNameRep},
	{handoff.KindMove, handoff.KindAssign},
	{handoff.KindAssign, handoff.KindHold},
	{handoff.KindKeep, handoff.KindHold},
}

// goesWithAll are commands that contradict none: they change nothing, or only say what is next.
var goesWithAll = map[handoff.Kind]bool{handoff.KindStatus: true, handoff.KindSlots: true, handoff.KindNameStep: true}

// contradiction finds two commands that cannot both be meant.
func contradiction(facts []handoff.Fact) (int, int, bool) {
	for b := range facts {
		for a := range facts[:b] {
			ka, kb := facts[a].Kind(), facts[b].Kind()
			if ka != kb && (goesWithAll[ka] || goesWithAll[kb]) {
				continue
			}
			goes := goTogether(ka, kb)
			judged, isVerdict := facts[a].(*handoff.Judge)
			unheld := isVerdict && judged.Outcome != handoff.OutcomeHeld && kb == handoff.KindOpportunityMade
			if ka == kb || !goes || unheld {
				return a, b, true
			}
		}
	}
	return 0, 0, false
}

// goTogether says whether two commands may stand in one mail.
func goTogether(a, b handoff.Kind) bool {
	return slices.ContainsFunc(together, func(row []handoff.Kind) bool {
		return slices.Contains(row, a) && slices.Contains(row, b)
	})
}
