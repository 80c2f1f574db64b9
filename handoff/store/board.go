package store

import (
	"database/sql"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"handoffd/handoff"
)

// Board says which handoffs a page lists; empty fields do not limit.
type Board struct {
	Teams     []string         // of these; nil: of all
	Person    handoff.PersonID // rep or qualifier
	Owner     handoff.PersonID // who moves next
	Besides   handoff.PersonID // somebody else moves next
	Rep       handoff.PersonID
	Qualifier handoff.PersonID
	State     handoff.State
	Open      bool
	Search    []Word
	Fits      func(*handoff.Handoff) bool // what Found finds among the rows that may hold the words; nil: all
	Limit     int
}

// Word is looked for in what is stored of a handoff, and in the names of people: those who have it in theirs. It only
// narrows: a stored row holds more than anybody may find it by.
type Word struct {
	Text   string
	People []handoff.PersonID
}

// OnBoard gives handoffs, those that fall due first before others.
func (tx Pages) OnBoard(b Board) ([]handoff.Handoff, error) {
	var out []handoff.Handoff
	query, args := b.list(tx.c.d)
	err := tx.each(func(scan func(...any) error) error {
		var data sql.RawBytes
		if err := scan(&data); err != nil {
			return err
		}
		out = append(out, handoff.Handoff{})
		return json.Unmarshal(data, &out[len(out)-1])
	}, query, args...)
	if err != nil {
		return nil, tx.fail(err, "list handoffs")
	}
	return first(out, b.Limit), nil
}

// list is the statement of OnBoard. Whole rows are not sorted: what is open is found in order, through an index.
func (b Board) list(d *dialect) (query string, args []any) {
	wheres, args := b.wheres(d)
	last := b.order() + atMost(b.Limit)
	for i, where := range wheres {
		wheres[i] = "SELECT n FROM (SELECT n FROM handoffs" + where + last + ") AS b" + strconv.Itoa(i)
	}
	return "SELECT data FROM handoffs WHERE n IN (" + strings.Join(wheres, " UNION ") + ")" + last, args
}

// isOpen is what a row fits that is open. All that is open falls due, which an index is told by.
const isOpen = "open = 1 AND due_at IS NOT NULL"

// order has what falls due first in front, and what is finished behind.
func (b Board) order() string {
	if b.Open {
		return " ORDER BY due_at, id"
	}
	return " ORDER BY open DESC, coalesce(due_at, 9223372036854775807), n DESC"
}

// Counts counts handoffs by their state.
func (tx Pages) Counts(b Board) (map[handoff.State]int, error) {
	out := map[handoff.State]int{}
	wheres, args := b.wheres(tx.c.d)
	from := "handoffs" + wheres[0]
	if len(wheres) > 1 {
		for i, where := range wheres {
			wheres[i] = "SELECT n, state FROM handoffs" + where
		}
		from = "(" + strings.Join(wheres, " UNION ") + ") AS b"
	}
	err := tx.each(func(scan func(...any) error) error {
		var state handoff.State
		var n int
		err := scan(&state, &n)
		out[state] = n
		return err
	}, "SELECT state, count(*) FROM "+from+" GROUP BY state", args...)
	if err != nil {
		return nil, tx.fail(err, "count handoffs")
	}
	return out, nil
}

// wheres is what limits the rows, with its arguments: what is listed meets one of them. Each part of a person is one by
// itself, so that an index finds it.
func (b Board) wheres(d *dialect) ([]string, []any) {
	var terms []string
	var args []any
	add := func(term string, value any) {
		args = append(args, value)
		terms = append(terms, strings.ReplaceAll(term, "$", "$"+strconv.Itoa(len(args))))
	}
	if b.Teams != nil {
		var marks []string
		for _, t := range b.Teams {
			args = append(args, t)
			marks = append(marks, "$"+strconv.Itoa(len(args)))
		}
		terms = append(terms, "team IN ("+strings.Join(append(marks, "NULL"), ", ")+")")
	}
	for _, f := range []struct {
		term  string
		value string
	}{{"owner = $", string(b.Owner)}, {"owner <> $", string(b.Besides)}, {"rep = $", string(b.Rep)},
		{"qualifier = $", string(b.Qualifier)}, {"state = $", string(b.State)}} {
		if f.value != "" {
			add(f.term, f.value)
		}
	}
	if b.Open {
		terms = append(terms, isOpen)
	}
	for _, w := range b.Search {
		if term, more := w.term(d, len(args)); term != "" {
			terms, args = append(terms, term), append(args, more...)
		}
	}
	parts := []string{""}
	if b.Person != "" {
		args = append(args, string(b.Person))
		mark := "$" + strconv.Itoa(len(args))
		parts = []string{"rep = " + mark, "qualifier = " + mark}
	}
	for i, part := range parts {
		all := terms
		if part != "" {
			all = append([]string{part}, terms...)
		}
		if parts[i] = ""; len(all) > 0 {
			parts[i] = " WHERE " + strings.Join(all, " AND ")
		}
	}
	return parts, args
}

// term is what a row that holds the word fits, with its arguments, of which so many are before; empty for a word that
// may be stored in other letters.
func (w Word) term(d *dialect, before int) (string, []any) {
	for _, c := range w.Text {
		if c <= ' ' || c > '~' || strings.ContainsRune(`"\/<>&`, c) {
			return "", nil
		}
	}
	like := "%" + strings.NewReplacer("%", `\%`, "_", `\_`).Replace(strings.ToLower(w.Text)) + "%"
	args := []any{like}
	mark := "$" + strconv.Itoa(before+1)
	term := d.folded("id") + " LIKE " + mark + ` ESCAPE '\' OR ` + d.folded("data") + " LIKE " + mark + ` ESCAPE '\'`
	for _, p := range w.People {
		args = append(args, string(p))
		mark := "$" + strconv.Itoa(before+len(args))
		term += " OR rep = " + mark + " OR qualifier = " + mark + " OR owner = " + mark
	}
	return "(" + term + ")", args
}

// Found gives what OnBoard gives of a search, and how many there are in each state, of whatever state it is asked for.
// Each row that may hold the words is read once.
func (tx Pages) Found(b Board) ([]handoff.Handoff, map[handoff.State]int, error) {
	all, counts := b, map[handoff.State]int{}
	all.State = ""
	wheres, args := all.wheres(tx.c.d)
	for i, where := range wheres {
		wheres[i] = "SELECT n FROM handoffs" + where
	}
	var out []handoff.Handoff
	err := tx.each(func(scan func(...any) error) error {
		var data sql.RawBytes
		var h handoff.Handoff
		if err := scan(&data); err != nil {
			return err
		}
		if err := json.Unmarshal(data, &h); err != nil {
			return err
		}
		if b.Fits != nil && !b.Fits(&h) {
			return nil
		}
		if counts[h.State]++; len(out) < b.Limit && (b.State == "" || b.State == h.State) {
			out = append(out, h)
		}
		return nil
	}, "SELECT data FROM handoffs WHERE n IN ("+strings.Join(wheres, " UNION ")+")"+b.order(), args...)
	if err != nil {
		return nil, nil, tx.fail(err, "search handoffs")
	}
	return out, counts, nil
}

// Changed is a fact of a handoff.
type Changed struct {
	Fact    int64
	Handoff handoff.ID
}

// ChangedSince are the facts with a greater number, at most so many of the latest.
func (tx Pages) ChangedSince(fact int64, most int) (out []Changed, err error) {
	err = tx.each(func(scan func(...any) error) error {
		var c Changed
		var id string
		err := scan(&c.Fact, &id)
		c.Handoff = handoff.ID(id)
		out = append(out, c)
		return err
	}, "SELECT id, handoff FROM facts WHERE id > $1 ORDER BY id DESC LIMIT $2", fact, int64(most))
	if err != nil {
		return nil, tx.fail(err, "look for what has changed")
	}
	return out, nil
}

// CountSessions is how many sessions there are.
func (tx Pages) CountSessions() (n int64, err error) {
	if err = tx.one("SELECT count(*) FROM sessions", nil, []any{&n}); err != nil {
		return 0, tx.fail(err, "count the sessions")
	}
	return n, nil
}

// GivenUp are the mails that were given up since an instant, the latest first, at most so many and without their
// bytes, and how many there are in all.
func (tx Pages) GivenUp(since time.Time, limit int) (rows []Row, all int, err error) {
	err = tx.each(func(scan func(...any) error) error {
		var r Row
		var action []byte
		var finished int64
		if err := scan(&r.ID, &action, &finished, &r.Error); err != nil {
			return err
		}
		r.State, r.Finished = RowFailed, instant(finished)
		rows = append(rows, r)
		return rows[len(rows)-1].Action.UnmarshalJSON(action)
	}, `SELECT id, action, finished_at, error FROM outbox WHERE state = 'failed' AND finished_at >= $1
		ORDER BY finished_at DESC, id DESC LIMIT $2`, nanos(since), limit)
	if err == nil {
		err = tx.one("SELECT count(*) FROM outbox WHERE state = 'failed' AND finished_at >= $1", []any{nanos(since)},
			[]any{&all})
	}
	if err != nil {
		return nil, 0, tx.fail(err, "look for mails that were given up")
	}
	return rows, all, nil
}
