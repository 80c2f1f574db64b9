package store

import "errors"

// What a caller may want to tell apart; test with errors.Is.
var (
	ErrNotFound = errors.New("not found")
	ErrNone     = errors.New("there is no database")
	ErrLinked   = errors.New("the file has several names (hard links), and the newest of it lies beside one of them")
	ErrNewer    = errors.New("the database was written by a newer version")
	ErrOlder    = errors.New("the database is of an older version")
	ErrNoSQLite = errors.New("this binary was built without SQLite: build it with CGO_ENABLED=1 and a C compiler (gcc " +
		"or clang) installed")
	ErrFull     = errors.New("no space left for the database: free some on its disk, nothing was written")
	ErrIO       = errors.New("the disk of the database failed: nothing was written")
	ErrBusy     = errors.New("another process keeps the database locked")
	ErrCorrupt  = errors.New("the database file is damaged: restore it from a backup")
	ErrReadOnly = errors.New("the database cannot be written here")
	ErrLogin    = errors.New("the database server refuses the login")
	ErrMissing  = errors.New("the server has no such database")
	ErrGone     = errors.New("the database server cannot be reached")
	ErrChanged  = errors.New("it was changed meanwhile: read it again")
	ErrClosed   = errors.New("the store is closed")
	ErrBroken   = errors.New("the chain of facts is broken")
)

// errAgain is that others were in the way of a transaction, through no fault of its own: the writer repeats it.
var errAgain = errors.New("other transactions were in the way")

// ErrServed is that another process serves the database.
var ErrServed = errors.New("another process serves it")
