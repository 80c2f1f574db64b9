package store

import (
	"math/bits"
	"slices"
	"strconv"
	"strings"
)

// mostSet is how many rows of values one statement holds. It is a power of two.
const mostSet = 64

// forRows runs a query for rows of values, several with one statement: a statement costs more than what it does to one
// row. The query holds (VALUES %s) for them, whose columns are column1, column2 … of the types. The number of rows is a
// power of two, so that few statements are prepared: the rest is NULL, which is equal to nothing. f is called with each
// row that comes back.
func forRows(tx *txn, rows [][]any, f func(scan func(...any) error) error, query string, types ...string) error {
	for len(rows) > 0 {
		part := rows[:min(mostSet, len(rows))]
		rows = rows[len(part):]
		n := 1
		for n < len(part) {
			n *= 2
		}
		args := make([]any, 0, n*len(types))
		for _, r := range part {
			args = append(args, r...)
		}
		text := tx.c.rowsText(query, n, types)
		if err := tx.each(f, text, args[:n*len(types)]...); err != nil {
			return err
		}
	}
	return nil
}

// addRows adds rows with a query that holds VALUES %s for them: a power of two each time, as they are.
func addRows(tx *txn, rows [][]any, query string) error {
	for len(rows) > 0 {
		n := min(mostSet, 1<<(bits.Len(uint(len(rows)))-1))
		args := slices.Concat(rows[:n]...)
		if err := tx.exec(tx.c.rowsText(query, n, make([]string, len(rows[0]))), args...); err != nil {
			return err
		}
		rows = rows[n:]
	}
	return nil
}

// rowsText is a query with so many rows of placeholders.
func (c *conn) rowsText(query string, n int, types []string) string {
	key := list{query, len(types), n}
	text, ok := c.lists[key]
	if !ok {
		text = strings.Replace(query, "%s", valueRows(n, types), 1)
		c.lists[key] = text
	}
	return text
}

// valueRows writes n rows of placeholders. Those of a column with a type say so: PostgreSQL takes others for text.
func valueRows(n int, types []string) string {
	var b strings.Builder
	for row := range n {
		if row > 0 {
			b.WriteString(", ")
		}
		b.WriteByte('(')
		for i, t := range types {
			if i > 0 {
				b.WriteString(", ")
			}
			place := "$" + strconv.Itoa(row*len(types)+i+1)
			if t != "" {
				place = "CAST(" + place + " AS " + t + ")"
			}
			b.WriteString(place)
		}
		b.WriteByte(')')
	}
	return b.String()
}
