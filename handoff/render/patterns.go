package render

import (
	"fmt"
	"strings"

	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/templates"
)

// isPattern says whether a mail is about several leads, and its own only the latest of them.
func isPattern(step handoff.Code) bool {
	return step == "pattern" || step == "pattern-again" || step == "demand"
}

// patternWords are what a row of leads that came to nothing says.
func (p *page) patternWords(w *templates.Words, all []handoff.Pattern) {
	var rows, sentences, proposals []string
	for _, each := range all {
		row := p.patternRow(each)
		rows = append(rows, row)
		how := p.Line("facts", "pattern/how", templates.Facts{Name: row, Value: p.All(p.wents(each.Went))})
		sentences = append(sentences, text.Sentence(how))
		if each.Propose != "" {
			proposals = append(proposals, p.Line("facts", "pattern/proposed", templates.Facts{
				Name: p.Criterion(each.Propose), Value: p.ofSo(each.Caught, each.Bad)}))
		}
	}
	w.Row, w.Pattern = text.Capital(p.All(rows)), strings.Join(sentences, " ")
	w.Proposal = p.All(proposals)
	w.Decides = p.a.Purpose == handoff.PurposeQuestion
	if len(p.Team.Managers) > 0 {
		w.Decider = p.Name(p.Team.Managers[0])
	}
}

// patternRow says whose leads they are, and how many.
func (p *page) patternRow(each handoff.Pattern) string {
	lines := rowLines
	f := templates.Facts{Value: fmt.Sprint(len(each.Leads)), Name: text.OneLine(each.Whose.ID, text.NameLimit)}
	if each.Criterion != "" {
		lines, f.Value, f.Became = halfLines, p.ofSo(len(each.Leads), each.Of), p.Criterion(each.Criterion)
	}
	switch {
	case each.Whose.What == handoff.OfSource:
	case handoff.PersonID(each.Whose.ID) == p.Reader.ID:
		return p.Line("facts", lines[ofYou], f)
	default:
		f.Name = p.Name(handoff.PersonID(each.Whose.ID))
	}
	return p.Line("facts", lines[each.Whose.What], f)
}

// ofYou is whose leads they are where that is the reader.
const ofYou handoff.WhoseKind = "you"

// The words for whose leads came to nothing.
var (
	rowLines = map[handoff.WhoseKind]string{ofYou: "pattern/row-you", handoff.OfQualifier: "pattern/row-qualifier",
		handoff.OfSource: "pattern/row-source", handoff.OfRep: "pattern/row-rep"}
	halfLines = map[handoff.WhoseKind]string{ofYou: "pattern/half-you", handoff.OfQualifier: "pattern/half-qualifier",
		handoff.OfSource: "pattern/half-source", handoff.OfRep: "pattern/half-rep"}
	wentLines = map[handoff.Ended]string{handoff.EndedRejected: "pattern/rejected",
		handoff.EndedUnreached: "pattern/unreachable", handoff.EndedNoShow: "pattern/no-show"}
)

// wents are the ways in which leads came to nothing, each once with how many it was.
func (p *page) wents(all []handoff.Went) []string {
	var ways []string
	times := map[string]int{}
	for _, l := range all {
		way := p.went(l)
		if times[way] == 0 {
			ways = append(ways, way)
		}
		times[way]++
	}
	for i, way := range ways {
		if n := times[way]; n > 1 {
			ways[i] = p.Line("facts", "pattern/times", templates.Facts{Name: way, Value: fmt.Sprint(n)})
		}
	}
	return ways
}

// went is how a lead came to nothing: "not qualified (Budget)".
func (p *page) went(l handoff.Went) string {
	var unmet []string
	for _, name := range l.Unmet {
		unmet = append(unmet, p.Criterion(name))
	}
	f := templates.Facts{Name: p.All(unmet)}
	if len(unmet) > 0 {
		return p.Line("facts", "pattern/rejected-for", f)
	}
	return p.Line("facts", wentLines[l.How], f)
}

// ofSo is "5 of 6".
func (p *page) ofSo(n, of int) string {
	return p.Line("facts", "pattern/of", templates.Facts{Value: fmt.Sprint(n), Name: fmt.Sprint(of)})
}

// proposedCriterion is what is proposed to be proved; one that an example may name if nothing is.
func (p *page) proposedCriterion() string {
	for _, each := range p.H.Patterns {
		if each.Propose != "" {
			return strings.ToLower(text.OneLine(each.Propose, text.NameLimit))
		}
	}
	return p.anyCriterion()
}

// demands say why the brief has to hold what other briefs need not, as long as it does not.
func (p *page) demands() []string {
	var out []string
	for _, d := range handoff.Demanded(p.H, p.C) {
		out = append(out, p.Line("facts", "demand", templates.Facts{Name: p.Criterion(d.Criterion), Value: p.Name(d.By)}))
	}
	return out
}
