//go:build !cgo

package store

import _ "github.com/mattn/go-sqlite3" // registers the driver that only says what is missing

// SQLiteVersion says that SQLite is missing.
func SQLiteVersion() string { return "none (built with CGO_ENABLED=0)" }

func classify(err error) (sentinel error, lost bool) { return classifyPostgres(err) }

const haveSQLite = false
