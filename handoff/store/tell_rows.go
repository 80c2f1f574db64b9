package store

import (
	"context"
	"maps"
	"math/bits"
	"slices"
	"strings"
	"sync"
)

// teller tells the database what was pending, over the connection that nobody else uses meanwhile.
type teller struct {
	c   *conn
	ctx context.Context
	f   *flight
}

// exec runs a statement that writes, and counts the rows it changed.
func (t *teller) exec(query string, args ...any) (int64, error) {
	t.f.statements++
	s, err := t.c.stmt(t.ctx, query)
	if err != nil {
		return 0, err
	}
	r, err := s.ExecContext(t.ctx, args...)
	if err != nil {
		return 0, err
	}
	return r.RowsAffected()
}

// tellRows tells it row by row, which costs nothing where there is no server between.
func tellRows(tx *txn, f *flight, layers []layer) error {
	t := &teller{tx.c, tx.ctx, f}
	for _, l := range layers {
		if !l.level.set {
			if _, err := t.exec("SAVEPOINT " + l.level.name); err != nil {
				return err
			}
			l.level.set = true
		}
		for _, tell := range []func(*pending) error{t.changes, t.names, t.facts, t.ledger, t.endings, t.actions, t.loads} {
			if err := tell(l.rows); err != nil {
				return err
			}
		}
	}
	return nil
}

func (t *teller) changes(p *pending) error {
	for _, c := range p.changes {
		if err := c.now.saved.write(); err != nil {
			return err
		}
		query, args := c.statement()
		n, err := t.exec(query, args...)
		if err == nil && n == 0 {
			err = ErrChanged
		}
		if err != nil {
			return explain(err, "save handoff "+string(c.id), t.c.place)
		}
	}
	return nil
}

// statement writes the row: all of it, or what has changed.
func (c *change) statement() (text string, args []any) {
	args = append(make([]any, 0, 4+len(columnNames)), string(c.id), int64(c.now.version), c.now.saved.data)
	if !c.old.there {
		return insertHandoff, append(args, c.now.columns[:]...)
	}
	var changed columnSet
	for i := range columnNames {
		if c.old.columns[i] != c.now.columns[i] {
			changed |= 1 << i
			args = append(args, c.now.columns[i])
		}
	}
	return changed.update(), append(args, int64(c.old.version))
}

// columnSet are some of columnNames, a bit each.
type columnSet uint32

var updates sync.Map // columnSet → the statement that changes them

// update is the statement that changes the columns; its last argument is the version before.
func (s columnSet) update() string {
	if text, ok := updates.Load(s); ok {
		return text.(string)
	}
	text, n := "UPDATE handoffs SET version = $2, data = $3", 3
	for i, name := range columnNames {
		if s&(1<<i) != 0 {
			n++
			text += ", " + name + " = " + places(n, 1)
		}
	}
	text += " WHERE id = $1 AND version = " + places(n+1, 1)
	updates.Store(s, text)
	return text
}

var insertHandoff = "INSERT INTO handoffs (id, version, data, " + strings.Join(columnNames[:], ", ") + ") VALUES (" +
	places(1, 3+len(columnNames)) + ") ON CONFLICT (id) DO NOTHING"

// names tells by what handoffs are found.
func (t *teller) names(p *pending) error {
	for _, i := range p.issued {
		_, err := t.exec("INSERT INTO event_uids (uid, handoff, person, turn) VALUES ($1, $2, $3, $4)", i.UID, string(i.id),
			string(i.Person), int64(i.Turn))
		if err != nil {
			return explain(err, "keep an event of handoff "+string(i.id), t.c.place)
		}
	}
	for _, m := range p.met {
		_, err := t.exec("INSERT INTO prospects (address, handoff) VALUES ($1, $2)", m.address, string(m.id))
		if err != nil {
			return explain(err, "keep who is met in handoff "+string(m.id), t.c.place)
		}
	}
	return t.notes(p.notes)
}

// notes tells which messages belong to handoffs, a power of two with one statement.
func (t *teller) notes(notes []note) error {
	for len(notes) > 0 {
		n := min(mostSet, 1<<(bits.Len(uint(len(notes)))-1))
		args := make([]any, 0, 3*n)
		for _, n := range notes[:n] {
			args = append(args, n.message, string(n.id), flag(n.noted))
		}
		_, err := t.exec(t.c.rowsText("INSERT INTO message_ids (message_id, handoff, noted) VALUES %s ON CONFLICT DO "+
			"NOTHING", n, make([]string, 3)), args...)
		if err != nil {
			return explain(err, "keep messages of handoff "+string(notes[0].id)+" and others", t.c.place)
		}
		notes = notes[n:]
	}
	return nil
}

func (t *teller) facts(p *pending) error {
	for _, a := range p.facts {
		err := a.seal()
		if err == nil {
			err = t.fact(a)
		}
		if err != nil {
			return explain(err, "append a fact to handoff "+string(a.id), t.c.place)
		}
	}
	return nil
}

func (t *teller) fact(a *added) error {
	_, err := t.exec(`INSERT INTO facts (handoff, seq, kind, at, person, commitment, hash, rules)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`, string(a.id), a.before.seq+1, a.kind, a.at, a.person, a.commitment,
		a.hash, a.rules)
	if err == nil && !a.bare {
		_, err = t.exec("INSERT INTO payloads (fact, salt, body, decided) VALUES (last_insert_rowid(), $1, $2, $3)", a.salt,
			a.w.body, a.w.decided[:])
		if l := a.w.looked; err == nil && l != nil {
			_, err = t.exec("INSERT INTO looked (fact, at, salt, body) VALUES (last_insert_rowid(), $1, $2, $3)",
				nanos(a.w.env.Now), l.salt, string(l.body))
		}
	}
	if err != nil || len(a.w.moments) == 0 {
		return err
	}
	_, err = t.exec("INSERT INTO moments (handoff, seq, at, body) VALUES ($1, $2, $3, $4)", string(a.id),
		a.before.seq+1, nanos(a.w.env.Now), a.w.moments)
	return err
}

func (t *teller) ledger(p *pending) error {
	for _, e := range p.entries {
		_, err := t.exec(`INSERT INTO ledger (person, handoff, kind, turns, part, at, why_code, why_text)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`, string(e.Person), text(string(e.Handoff)), string(e.Kind), e.Turns,
			e.Part, nanos(e.At), e.Why.Code, spoken(e.Why))
		if err != nil {
			return explain(err, "append to the ledger of "+string(e.Person), t.c.place)
		}
	}
	return nil
}

// insertAction adds a row to the outbox, behind an unfinished one of its lane.
const insertAction = `INSERT INTO outbox
		(key, handoff, lane, digest, priority, state, blocked, created, not_before, action)
	VALUES ($1, $2, $3, $4, $5, 'pending', CASE WHEN EXISTS (SELECT 1 FROM outbox
		WHERE handoff = $2 AND lane = $3 AND finished_at IS NULL) THEN 1 ELSE 0 END, $6, $7, $8)
	ON CONFLICT (key) DO NOTHING`

func (a *action) values() ([]any, error) {
	if err := a.w.write(); err != nil {
		return nil, err
	}
	return []any{a.Key(), text(string(a.Handoff)), a.Lane(), a.Digest(), int64(priority(a.Purpose)), a.created,
		a.from, a.w.mails[a.n]}, nil
}

func (t *teller) actions(p *pending) error {
	for _, a := range p.actions {
		args, err := a.values()
		if err == nil {
			_, err = t.exec(insertAction, args...)
		}
		if err != nil {
			return explain(err, "enqueue "+a.Key(), t.c.place)
		}
	}
	return nil
}

func (t *teller) loads(p *pending) error {
	for _, rep := range slices.Sorted(maps.Keys(p.loads)) {
		l := p.loads[rep]
		_, err := t.exec(`INSERT INTO loads (person, turns, part, last, offers, silent) VALUES ($1, $2, $3, $4, $5, $6)
			ON CONFLICT (person) DO UPDATE SET turns = loads.turns + excluded.turns, part = loads.part + excluded.part,
				offers = loads.offers + excluded.offers, silent = excluded.silent,
				last = CASE WHEN excluded.last > loads.last THEN excluded.last ELSE loads.last END`,
			string(rep), l.sum.Turns, l.sum.Part, nanos(l.sum.Last), l.offers, l.silent)
		for _, day := range slices.Sorted(maps.Keys(l.days)) {
			if err != nil {
				break
			}
			_, err = t.exec(`INSERT INTO ledger_days (person, day, had, cost) VALUES ($1, $2, $3, $4)
				ON CONFLICT (person, day) DO UPDATE SET had = ledger_days.had + excluded.had,
					cost = ledger_days.cost + excluded.cost`, string(rep), day, l.days[day].Had, l.days[day].Cost)
		}
		if err != nil {
			return explain(err, "count the turns and open offers of "+string(rep), t.c.place)
		}
	}
	return nil
}
