package store

import (
	"encoding/json"
	"strings"

	"handoffd/handoff"
)

// What is looked at of the past of one rep, qualifier or source.
const (
	mostEndings  = 32 // rows: a lead may have been with several reps
	mostPatterns = 16
)

// lockPatterns begins the names of locks under which the patterns of a team are found: after persons.
const lockPatterns = "patterns "

// lookPatterns is what a decision needs on whose lead comes to nothing.
func (tx *Tx) lookPatterns(n handoff.Need, l *handoff.Lookups) error {
	if err := tx.lockNames(lockPatterns, []string{n.Team}); err != nil {
		return tx.fail(err, "lock the patterns of %s", n.Team)
	}
	for _, w := range n.Whose {
		if err := tx.readEndings(n.Team, w, l); err != nil {
			return tx.fail(err, "read what became of the leads of %s", w.ID)
		}
		told, err := tx.PatternsOf(n.Team, w)
		if err != nil {
			return err
		}
		l.Patterns = append(l.Patterns, told...)
	}
	return tx.readDemands(n.Team, l)
}

// lookDemands is what a decision needs on a brief: what is asked of it, and what became of leads that it was asked of.
func (tx *Tx) lookDemands(n handoff.Need, l *handoff.Lookups) error {
	if err := tx.readDemands(n.Team, l); err != nil {
		return err
	}
	seen := map[handoff.Whose]bool{}
	for _, d := range l.Demands {
		if seen[d.Whose] {
			continue
		}
		seen[d.Whose] = true
		if err := tx.readEndings(n.Team, d.Whose, l); err != nil {
			return tx.fail(err, "read what became of the leads of %s", d.Whose.ID)
		}
	}
	return nil
}

// whoseColumn is the column by which leads of one kind of people, and of sources, are found.
var whoseColumn = map[handoff.WhoseKind]string{handoff.OfRep: "rep", handoff.OfQualifier: "qualifier",
	handoff.OfSource: "source"}

func (tx *txn) readEndings(team string, w handoff.Whose, l *handoff.Lookups) error {
	known := map[string]bool{}
	for _, e := range l.Endings {
		known[string(e.Handoff)+" "+string(e.Rep)] = true
	}
	column, ours := whoseColumn[w.What]
	if !ours { // of a later version
		return nil
	}
	return tx.each(func(scan func(...any) error) error {
		e := handoff.Ending{Team: team}
		var id, rep, qualifier, how, unmet, unproved string
		var at int64
		if err := scan(&id, &rep, &qualifier, &e.Source, &at, &how, &unmet, &unproved); err != nil {
			return err
		}
		if known[id+" "+rep] {
			return nil
		}
		e.Handoff, e.Rep, e.Qualifier, e.How = handoff.ID(id), handoff.PersonID(rep), handoff.PersonID(qualifier),
			handoff.Ended(how)
		e.At, e.Unmet, e.Unproved = instant(at), names(unmet), names(unproved)
		l.Endings = append(l.Endings, e)
		return nil
	}, "SELECT handoff, rep, qualifier, source, at, how, unmet, unproved FROM endings WHERE team = $1 AND "+
		column+" = $2 AND "+column+" <> '' ORDER BY at DESC, handoff"+atMost(mostEndings),
		team, clip(w.ID, longest))
}

// names are criteria as one text keeps them.
func names(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Fields(s)
}

// PatternsOf are the latest patterns that were told of the leads of somebody, or of a source, in the team.
func (tx Record) PatternsOf(team string, w handoff.Whose) ([]handoff.Pattern, error) {
	out, err := tx.readPatterns(team, w)
	if err != nil {
		return nil, tx.fail(err, "read what was told of the leads of %s", w.ID)
	}
	return out, nil
}

func (tx *txn) readPatterns(team string, w handoff.Whose) ([]handoff.Pattern, error) {
	var out []handoff.Pattern
	err := tx.each(func(scan func(...any) error) error {
		var data string
		if err := scan(&data); err != nil {
			return err
		}
		out = append(out, handoff.Pattern{})
		return json.Unmarshal([]byte(data), &out[len(out)-1])
	}, "SELECT data FROM patterns WHERE team = $1 AND what = $2 AND who = $3 ORDER BY at DESC, id DESC"+
		atMost(mostPatterns), team, string(w.What), clip(w.ID, longest))
	return out, err
}

func (tx *txn) readDemands(team string, l *handoff.Lookups) error {
	err := tx.each(func(scan func(...any) error) error {
		d := handoff.Demand{Team: team}
		var what, by string
		var since int64
		err := scan(&what, &d.Whose.ID, &d.Criterion, &since, &by)
		d.Whose.What, d.Since, d.By = handoff.WhoseKind(what), instant(since), handoff.PersonID(by)
		l.Demands = append(l.Demands, d)
		return err
	}, "SELECT what, who, criterion, since, by_whom FROM demands WHERE team = $1 AND ended = 0 ORDER BY since, what, "+
		"who, criterion", team)
	if err != nil {
		return tx.fail(err, "read what the briefs of %s have to prove", team)
	}
	return nil
}

// keepPatterns keeps what a decision found, under each of whom it is of, and what it asks of briefs from now on.
func (tx *txn) keepPatterns(out *handoff.Decision) error {
	for _, p := range out.Patterns {
		data, err := json.Marshal(p)
		if err != nil {
			return tx.fail(err, "write a pattern of %s", p.Team)
		}
		for _, w := range append([]handoff.Whose{p.Whose}, p.Also...) {
			err := tx.exec("INSERT INTO patterns (team, what, who, handoff, at, data) VALUES ($1, $2, $3, $4, $5, $6)",
				p.Team, string(w.What), clip(w.ID, longest), string(p.Handoff), nanos(p.At), string(data))
			if err != nil {
				return tx.fail(err, "keep a pattern of %s", p.Team)
			}
		}
	}
	for _, d := range out.Demands {
		err := tx.exec(`INSERT INTO demands (team, what, who, criterion, since, by_whom, ended)
			VALUES ($1, $2, $3, $4, $5, $6, $7)
			ON CONFLICT (team, what, who, criterion, since) DO UPDATE SET ended = excluded.ended`,
			d.Team, string(d.Whose.What), clip(d.Whose.ID, longest), d.Criterion, nanos(d.Since), string(d.By),
			nanos(d.Ended))
		if err != nil {
			return tx.fail(err, "keep what the briefs of %s have to prove", d.Team)
		}
	}
	return nil
}

// ends has an ending written with all else that is pending.
func (tx *txn) ends(all []handoff.Ending) error {
	if len(all) == 0 {
		return nil
	}
	if err := tx.writing(); err != nil {
		return err
	}
	p := tx.top()
	p.endings, p.rows = append(p.endings, all...), p.rows+len(all)
	return nil
}

// endingValues are the columns of an ending.
func endingValues(e handoff.Ending) []any {
	return []any{string(e.Handoff), string(e.Rep), e.Team, string(e.Qualifier), clip(e.Source, longest), nanos(e.At),
		string(e.How), strings.Join(e.Unmet, " "), strings.Join(e.Unproved, " ")}
}

const (
	endingColumns = "handoff, rep, team, qualifier, source, at, how, unmet, unproved"
	// its place among the others stays
	endingAgain = " ON CONFLICT (handoff, rep) DO UPDATE SET team = excluded.team, qualifier = excluded.qualifier, " +
		"source = excluded.source, how = excluded.how, unmet = excluded.unmet, unproved = excluded.unproved"
)

// endings tells how leads stand.
func (t *teller) endings(p *pending) error {
	for _, e := range p.endings {
		_, err := t.exec("INSERT INTO endings ("+endingColumns+") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"+endingAgain,
			endingValues(e)...)
		if err != nil {
			return explain(err, "keep how handoff "+string(e.Handoff)+" stands", t.c.place)
		}
	}
	return nil
}

var setEndings = inserted("endings", "tttttittt", endingColumns, endingAgain)

// endings tells how leads stand: each once, as it stands in the end.
func (r *round) endings(p *pending) {
	var rows [][]any
	at := map[string]int{}
	for _, e := range p.endings {
		key := string(e.Handoff) + " " + string(e.Rep)
		if i, known := at[key]; known {
			first := rows[i][5]
			rows[i] = endingValues(e)
			rows[i][5] = first
			continue
		}
		at[key] = len(rows)
		rows = append(rows, endingValues(e))
	}
	r.put(setEndings, rows, false, "keep how handoff stands", 0)
}
