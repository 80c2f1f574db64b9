//go:build cgo

package store

import (
	"errors"
	"io/fs"
	"syscall"

	"github.com/mattn/go-sqlite3"
)

// SQLiteVersion is the version of the SQLite library, "3.51.0".
func SQLiteVersion() string {
	v, _, _ := sqlite3.Version()
	return v
}

// sentinels names the errors that a caller may want to tell apart.
var sentinels = map[sqlite3.ErrNo]error{
	sqlite3.ErrFull:     ErrFull,
	sqlite3.ErrIoErr:    ErrIO,
	sqlite3.ErrBusy:     ErrBusy,
	sqlite3.ErrLocked:   ErrBusy,
	sqlite3.ErrCorrupt:  ErrCorrupt,
	sqlite3.ErrNotADB:   ErrCorrupt,
	sqlite3.ErrReadonly: ErrReadOnly,
	sqlite3.ErrPerm:     ErrReadOnly,
}

// classify finds the sentinel of an error of the database, nil if it has none, and whether the whole transaction is
// lost with it: after some errors SQLite rolls back by itself, and whatever is said next would be written outside of
// any transaction.
func classify(err error) (sentinel error, lost bool) {
	var e sqlite3.Error
	if !errors.As(err, &e) {
		return classifyPostgres(err)
	}
	switch e.Code {
	case sqlite3.ErrError, sqlite3.ErrConstraint, sqlite3.ErrTooBig, sqlite3.ErrMismatch, sqlite3.ErrRange:
		return nil, false
	case sqlite3.ErrCantOpen:
		if errors.Is(e.SystemErrno, fs.ErrPermission) || e.SystemErrno == syscall.EROFS {
			return ErrReadOnly, true
		}
	}
	return sentinels[e.Code], true
}

const haveSQLite = true
