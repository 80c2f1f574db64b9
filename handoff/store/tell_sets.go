package store

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// PostgreSQL is told in sets: all rows of a table in one statement, all statements in one round trip.

// set is the statement for the rows of one table: its arguments are columns, each an array.
type set struct {
	table string
	text  string
	kinds string // of the columns: a letter each, see columnKinds
}

// columnKinds are the types of the arrays.
var columnKinds = map[rune]string{'t': "text", 'i': "bigint", 'b': "bytea"}

// newSet writes the statement: %s stands for the arrays as a table v with the columns named.
func newSet(table, kinds, columns, text string) *set {
	arrays := make([]string, len(kinds))
	for i, k := range kinds {
		arrays[i] = "$" + strconv.Itoa(i+1) + "::" + columnKinds[k] + "[]"
	}
	v := "unnest(" + strings.Join(arrays, ", ") + ") AS v(" + columns + ")"
	s := &set{table: table, kinds: kinds, text: strings.ReplaceAll(text, "%s", v)}
	sets = append(sets, s)
	return s
}

var sets []*set

// inserted is the set that inserts rows as they are.
func inserted(table, kinds, columns, conflict string) *set {
	return newSet(table, kinds, columns, "INSERT INTO "+table+" ("+columns+") SELECT * FROM %s"+conflict)
}

const handoffColumns = "state, open, team, qualifier, rep, turn, owner, due_at, due_what, start_at, end_at, " +
	"uid, token, company"

// handoffKinds are the kinds of columnNames.
const handoffKinds = "titttititiittt"

var (
	setInsertHandoffs = inserted("handoffs", "tit"+handoffKinds, "id, version, data, "+handoffColumns,
		" ON CONFLICT (id) DO NOTHING")
	setUpdateHandoffs = newSet("handoffs", "tit"+handoffKinds+"i", "id, version, data, "+handoffColumns+", was",
		"UPDATE handoffs SET (version, data, "+handoffColumns+") = (v.version, v.data, v."+
			strings.ReplaceAll(handoffColumns, ", ", ", v.")+") FROM %s WHERE handoffs.id = v.id AND handoffs.version = v.was")
	setUIDs      = inserted("event_uids", "ttti", "uid, handoff, person, turn", "")
	setProspects = inserted("prospects", "tt", "address, handoff", "")
	setMessages  = inserted("message_ids", "tti", "message_id, handoff, noted", " ON CONFLICT DO NOTHING")
	setFacts     = inserted("facts", "titit"+"bbi", "handoff, seq, kind, at, person, commitment, hash, rules", "")
	setPayloads  = newSet("payloads", "tibtb", "handoff, seq, salt, body, decided",
		`INSERT INTO payloads (fact, salt, body, decided) SELECT (SELECT f.id FROM facts f
			WHERE f.handoff = v.handoff AND f.seq = v.seq), v.salt, v.body, v.decided FROM %s`)
	setLooked = newSet("looked", "tiibt", "handoff, seq, at, salt, body",
		`INSERT INTO looked (fact, at, salt, body) SELECT (SELECT f.id FROM facts f
			WHERE f.handoff = v.handoff AND f.seq = v.seq), v.at, v.salt, v.body FROM %s`)
	setMoments = inserted("moments", "tiit", "handoff, seq, at, body", "")
	setLedger  = inserted("ledger", "tttiiitt", "person, handoff, kind, turns, part, at, why_code, why_text", "")
	// No EXISTS beside what is selected: while the table is small it is planned as a hash of all of it, and kept so.
	setActions = newSet("outbox", "ttttiiiit", "key, handoff, lane, digest, priority, created, not_before, n, action",
		`INSERT INTO outbox (key, handoff, lane, digest, priority, state, blocked, created, not_before, action)
			SELECT v.key, v.handoff, v.lane, v.digest, v.priority, 'pending',
				coalesce((SELECT 1 FROM outbox o
					WHERE o.handoff = v.handoff AND o.lane = v.lane AND o.finished_at IS NULL LIMIT 1), 0),
				v.created, v.not_before, v.action
			FROM %s ORDER BY v.n ON CONFLICT (key) DO NOTHING`)
	// Rows that stood behind others of their lane in one set: the others may have been dropped.
	setBehind = newSet("outbox", "t", "key", `UPDATE outbox SET blocked = 1 FROM %s
		WHERE outbox.key = v.key AND outbox.finished_at IS NULL AND EXISTS (SELECT 1 FROM outbox o
			WHERE o.handoff = outbox.handoff AND o.lane = outbox.lane AND o.finished_at IS NULL AND o.id < outbox.id)`)
	setLoads = inserted("loads", "tiiiii", "person, turns, part, last, offers, silent", ` ON CONFLICT (person) DO UPDATE
		SET turns = loads.turns + excluded.turns, part = loads.part + excluded.part,
			offers = loads.offers + excluded.offers, silent = excluded.silent,
			last = CASE WHEN excluded.last > loads.last THEN excluded.last ELSE loads.last END`)
	setDays = inserted("ledger_days", "tiii", "person, day, had, cost", ` ON CONFLICT (person, day) DO UPDATE
		SET had = ledger_days.had + excluded.had, cost = ledger_days.cost + excluded.cost`)
)

// columns turns rows into arrays.
func (s *set) columns(rows [][]any) []any {
	out := make([]any, len(s.kinds))
	for i, kind := range s.kinds {
		out[i] = &array{rows, i, kind}
	}
	return out
}

// round is what goes to the server in one round trip.
type round struct {
	batch  pgx.Batch
	whats  []string                    // what each statement does
	checks []func(changed int64) error // what comes of each
}

func (r *round) say(text, what string, args []any, check func(int64) error) {
	r.batch.Queue(text, args...)
	r.whats = append(r.whats, what)
	r.checks = append(r.checks, check)
}

// put has a set told, if it has any rows; exact: all of them must be changed. what is done to the first one names it.
func (r *round) put(s *set, rows [][]any, exact bool, what string, of int) {
	if len(rows) == 0 {
		return
	}
	what = fmt.Sprint(what, " ", rows[0][of])
	if n := len(rows) - 1; n > 0 {
		what += fmt.Sprintf(" and %d more", n)
	}
	r.say(s.text, what, s.columns(rows), func(changed int64) error {
		if exact && changed != int64(len(rows)) {
			return fmt.Errorf("%w (%d of %d rows)", ErrChanged, changed, len(rows))
		}
		return nil
	})
}

// tellSets tells it in sets.
func tellSets(tx *txn, f *flight, layers []layer) error {
	r := &round{}
	for _, l := range layers {
		if !l.level.set {
			r.say("SAVEPOINT "+l.level.name, "set a savepoint", nil, func(int64) error { l.level.set = true; return nil })
		}
		if err := r.layer(l.rows); err != nil {
			return err
		}
	}
	if len(r.checks) == 0 {
		return nil
	}
	f.statements += len(r.checks)
	return tx.c.c.Raw(func(driver any) error {
		results := driver.(*stdlib.Conn).Conn().SendBatch(tx.ctx, &r.batch)
		for i, check := range r.checks {
			tag, err := results.Exec()
			if err == nil {
				err = check(tag.RowsAffected())
			}
			if err != nil {
				_ = results.Close() // it says the same again
				return explain(err, r.whats[i], tx.path)
			}
		}
		return results.Close()
	})
}

func (r *round) layer(p *pending) error {
	var fresh, updated [][]any
	for _, c := range p.changes {
		if err := c.now.saved.write(); err != nil {
			return fmt.Errorf("save handoff %s: %w", c.id, err)
		}
		row := append([]any{string(c.id), int64(c.now.version), string(c.now.saved.data)}, c.now.columns[:]...)
		if c.old.there {
			updated = append(updated, append(row, int64(c.old.version)))
		} else {
			fresh = append(fresh, row)
		}
	}
	r.put(setInsertHandoffs, fresh, true, "save handoff", 0)
	r.put(setUpdateHandoffs, updated, true, "save handoff", 0)
	r.names(p)
	if err := r.facts(p); err != nil {
		return err
	}
	return r.rest(p)
}

func (r *round) names(p *pending) {
	rows := make([][]any, 0, len(p.issued))
	for _, i := range p.issued {
		rows = append(rows, []any{i.UID, string(i.id), string(i.Person), int64(i.Turn)})
	}
	r.put(setUIDs, rows, false, "keep an event of handoff", 1)
	rows = rows[:0:0]
	for _, m := range p.met {
		rows = append(rows, []any{m.address, string(m.id)})
	}
	r.put(setProspects, rows, false, "keep who is met in handoff", 1)
	rows = rows[:0:0]
	for _, n := range p.notes {
		rows = append(rows, []any{n.message, string(n.id), flag(n.noted)})
	}
	r.put(setMessages, rows, false, "keep a message of handoff", 1)
}

func (r *round) facts(p *pending) error {
	facts, payloads := make([][]any, 0, len(p.facts)), make([][]any, 0, len(p.facts))
	var moments, shown [][]any
	for _, a := range p.facts {
		if err := a.seal(); err != nil {
			return fmt.Errorf("append a fact to handoff %s: %w", a.id, err)
		}
		seq := a.before.seq + 1
		facts = append(facts, []any{string(a.id), seq, a.kind, a.at, a.person, a.commitment, a.hash, a.rules})
		if !a.bare {
			payloads = append(payloads, []any{string(a.id), seq, a.salt, string(a.w.body), a.w.decided[:]})
			if l := a.w.looked; l != nil {
				shown = append(shown, []any{string(a.id), seq, nanos(a.w.env.Now), l.salt, string(l.body)})
			}
		}
		if len(a.w.moments) > 0 {
			moments = append(moments, []any{string(a.id), seq, nanos(a.w.env.Now), string(a.w.moments)})
		}
	}
	r.put(setFacts, facts, false, "append a fact to handoff", 0)
	r.put(setPayloads, payloads, false, "append a fact to handoff", 0)
	r.put(setLooked, shown, false, "keep what calendars showed for handoff", 0)
	r.put(setMoments, moments, false, "keep what is counted of handoff", 0)
	return nil
}

func (r *round) rest(p *pending) error {
	rows := make([][]any, 0, len(p.entries))
	for _, e := range p.entries {
		rows = append(rows, []any{string(e.Person), text(string(e.Handoff)), string(e.Kind), int64(e.Turns),
			int64(e.Part), nanos(e.At), string(e.Why.Code), spoken(e.Why)})
	}
	r.put(setLedger, rows, false, "append to the ledger of", 0)
	r.endings(p)
	if err := r.actions(p); err != nil {
		return err
	}
	rows = rows[:0:0]
	var days [][]any
	for _, rep := range slices.Sorted(maps.Keys(p.loads)) {
		l := p.loads[rep]
		rows = append(rows, []any{string(rep), int64(l.sum.Turns), int64(l.sum.Part), nanos(l.sum.Last), int64(l.offers),
			int64(l.silent)})
		for _, day := range slices.Sorted(maps.Keys(l.days)) {
			days = append(days, []any{string(rep), day, int64(l.days[day].Had), int64(l.days[day].Cost)})
		}
	}
	r.put(setLoads, rows, false, "count the turns and open offers of", 0)
	r.put(setDays, days, false, "count the turns of", 0)
	return nil
}

func (r *round) actions(p *pending) error {
	var rows, behind [][]any
	lanes := map[string]bool{}
	for n, a := range p.actions {
		row, err := a.values()
		if err != nil {
			return fmt.Errorf("enqueue %s: %w", a.Key(), err)
		}
		key := string(a.Handoff) + "\x00" + a.Lane()
		if a.Handoff != "" && lanes[key] {
			behind = append(behind, row[:1])
		}
		lanes[key] = true
		last := len(row) - 1
		rows = append(rows, append(row[:last:last], int64(n), row[last]))
	}
	r.put(setActions, rows, false, "enqueue", 0)
	r.put(setBehind, behind, false, "enqueue", 0)
	return nil
}
