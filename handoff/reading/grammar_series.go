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

// ReadCommands understands the new text of a mail as ReadCommand does, and takes several commands in it too, one on
// each line, in their order: "held" and below it "opportunity LINK". All of them or none are meant to be done: when one
// is not clear, or two contradict each other, the one fact is an Unclear that says so.
func ReadCommands(s string, h handoff.Handoff, about handoff.About, c *handoff.Config, now time.Time) ([]handoff.Fact,
	bool) {
	if len(s) <= maxCommand && about.By.Person != "" && h.RoleOf(about.By, c) != handoff.RoleStranger {
		r := newReading(h, about, c, now)
		if facts := r.series(r.split(ApartVerdict(text.Clean(s)))); len(facts) > 0 {
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

// series reads two or more commands; nil when there are not as many, or when something else stands between them.
func (r *reading) series(first, rest string) []handoff.Fact {
	parts := []part{{line: first}}
	for l := range strings.Lines(rest) {
		l = strings.TrimSpace(l)
		if r.another(l) {
			parts = append(parts, part{line: l})
			continue
		}
		p := &parts[len(parts)-1]
		p.note = strings.TrimSpace(p.note + "\n" + l)
	}
	if first == "" || len(parts) < 2 {
		return nil
	}
	var out []handoff.Fact
	for _, p := range parts {
		f, ok := r.command(p.line, p.note)
		if !ok {
			return nil
		}
		if u, asks := f.(*handoff.Unclear); asks {
			u.Ask = handoff.Because("ask-series/line", handoff.ReasonArg(u.Ask))
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
			goes := slices.ContainsFunc(together, func(row []handoff.Kind) bool {
				return slices.Contains(row, ka) &&
					slices.Contains(row, kb)
			})
			judged, isVerdict := facts[a].(*handoff.Judge)
			unheld := isVerdict && judged.Outcome != handoff.OutcomeHeld && kb == handoff.KindOpportunityMade
			if ka == kb || !goes || unheld {
				return a, b, true
			}
		}
	}
	return 0, 0, false
}
