package store

import "strings"

// dialect is what SQLite and PostgreSQL differ in. The statements of the package are written once for both, with $1,
// $2 …; what is in here is how they are said, not what they say.
type dialect struct {
	name        string
	write, read string                             // how a transaction begins that writes, and one that reads a snapshot
	text        func(string) string                // a statement as the driver takes it
	folded      func(string) string                // a column as LIKE finds it, however letters are written
	value       func(any) any                      // an argument as the database takes it; nil: as it is
	concurrent  bool                               // others may write at the same time: what a decision rests on is locked
	tell        func(*txn, *flight, []layer) error // tells what was pending
}

var sqliteDialect = &dialect{name: "SQLite", write: "BEGIN IMMEDIATE", read: "BEGIN", text: numbered, folded: same,
	tell: tellRows}

var postgresDialect = &dialect{
	name: "PostgreSQL", write: "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE",
	read: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", text: same, folded: lowered, value: plainText,
	concurrent: true, tell: tellSets,
}

func same(query string) string { return query }

func lowered(column string) string { return "lower(" + column + ")" }

// plainText leaves of a text what PostgreSQL takes: valid UTF-8 without NUL.
func plainText(v any) any {
	if s, ok := v.(string); ok {
		return clip(s, len(s))
	}
	return v
}

// IsURL says whether a database is named by its URL, which a PostgreSQL database is, and not by the path of its file.
func IsURL(database string) bool {
	return strings.HasPrefix(database, "postgres://") || strings.HasPrefix(database, "postgresql://")
}
