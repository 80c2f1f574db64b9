package store

import (
	"database/sql"
	"encoding/json"
	"math"
	"strconv"
	"strings"
	"time"

	"handoffd/handoff"
)

// Filter says which handoffs List gives; empty fields do not limit.
type Filter struct {
	State  string
	Team   string
	Person string // rep, qualifier or owner
	Open   bool   // neither converted nor closed
	Limit  int    // 0: all
}

// List gives handoffs, the newest first.
func (tx Record) List(f Filter) ([]handoff.Handoff, error) {
	where, args := f.where()
	query := "SELECT data FROM handoffs WHERE n IN (SELECT n FROM handoffs" + where + ") ORDER BY n DESC"
	var out []handoff.Handoff
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
	return out, nil
}

// mostOfCompany bounds how many leads of a company are looked at.
const mostOfCompany = 12

// OfCompany lists the latest leads of a team with the company, but one, the newest first. See handoff.CompanyOf.
func (tx Record) OfCompany(domain, team string, except handoff.ID) ([]handoff.Handoff, error) {
	var out []handoff.Handoff
	err := tx.each(func(scan func(...any) error) error {
		var data sql.RawBytes
		if err := scan(&data); err != nil {
			return err
		}
		out = append(out, handoff.Handoff{})
		return json.Unmarshal(data, &out[len(out)-1])
	}, "SELECT data FROM handoffs WHERE company = $1 AND team = $2 AND id <> $3 ORDER BY n DESC"+atMost(mostOfCompany),
		domain, team, string(except))
	if err != nil {
		return nil, tx.fail(err, "list the leads of %s", domain)
	}
	return first(out, mostOfCompany), nil
}

func (f Filter) where() (string, []any) {
	var terms []string
	var args []any
	add := func(term string, value any) {
		args = append(args, value)
		terms = append(terms, strings.ReplaceAll(term, "$", "$"+strconv.Itoa(len(args))))
	}
	if f.State != "" {
		add("state = $", f.State)
	}
	if f.Team != "" {
		add("team = $", f.Team)
	}
	if f.Person != "" {
		add("(rep = $ OR qualifier = $ OR owner = $)", f.Person)
	}
	if f.Open || handoff.State(f.State).Open() {
		terms = append(terms, isOpen)
	}
	text := ""
	if len(terms) > 0 {
		text = " WHERE " + strings.Join(terms, " AND ")
	}
	if f.Limit > 0 {
		args = append(args, f.Limit)
		text += " ORDER BY n DESC LIMIT $" + strconv.Itoa(len(args))
	}
	return text, args
}

// OpenOf lists the handoffs that are not finished and where the person is rep, qualifier or owner, the oldest first.
func (tx Record) OpenOf(person handoff.PersonID) ([]handoff.ID, error) {
	ids, err := tx.ids(`SELECT id FROM handoffs WHERE n IN (
			SELECT n FROM handoffs WHERE open = 1 AND rep = $1
			UNION SELECT n FROM handoffs WHERE open = 1 AND qualifier = $1
			UNION SELECT n FROM handoffs WHERE open = 1 AND owner = $1) ORDER BY n`, string(person))
	if err != nil {
		return nil, tx.fail(err, "list the open handoffs of %s", person)
	}
	return ids, nil
}

// LeftWith lists the open handoffs that are still with somebody who is not in the config any more.
func (tx Record) LeftWith(person handoff.PersonID) ([]handoff.ID, error) {
	ids, err := tx.OpenOf(person)
	if err != nil {
		return nil, err
	}
	var out []handoff.ID
	for _, id := range ids {
		h, err := tx.Handoff(id)
		if err != nil {
			return nil, err
		}
		if handoff.LeftWith(&h, person) {
			out = append(out, id)
		}
	}
	return out, nil
}

func (tx *txn) ids(query string, args ...any) ([]handoff.ID, error) {
	var out []handoff.ID
	err := tx.each(func(scan func(...any) error) error {
		var id string
		if err := scan(&id); err != nil {
			return err
		}
		out = append(out, handoff.ID(id))
		return nil
	}, query, args...)
	return out, err
}

// DueRow is something that falls due.
type DueRow struct {
	ID   handoff.ID
	What handoff.Due
	At   time.Time
}

// NextDue is when the next handoff falls due; false if none will. It costs the same however many are open.
func (tx Record) NextDue() (time.Time, bool, error) {
	var at sql.NullInt64
	if err := tx.one("SELECT min(due_at) FROM handoffs WHERE due_at IS NOT NULL", nil, []any{&at}); err != nil {
		return time.Time{}, false, tx.fail(err, "find what is due next")
	}
	return instant(at.Int64), at.Valid, nil
}

// Due lists what is due at the instant and comes after the row, the most overdue first; the zero row is before all.
func (tx Record) Due(after DueRow, now time.Time, limit int) ([]DueRow, error) {
	var out []DueRow
	from := int64(math.MinInt64)
	if after.ID != "" {
		from = nanos(after.At)
	}
	err := tx.each(func(scan func(...any) error) error {
		var id, what string
		var at int64
		if err := scan(&id, &what, &at); err != nil {
			return err
		}
		out = append(out, DueRow{handoff.ID(id), handoff.Due(what), instant(at)})
		return nil
	}, "SELECT id, due_what, due_at FROM handoffs WHERE due_at IS NOT NULL AND due_at <= $1 AND (due_at, id) > ($2, $3)"+
		" ORDER BY due_at, id"+atMost(limit), nanos(now), from, string(after.ID))
	if err != nil {
		return nil, tx.fail(err, "list what is due")
	}
	return first(out, limit), nil
}
