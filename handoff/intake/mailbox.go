package intake

import (
	"errors"
	"time"
)

// Cursor says how far a mailbox was read. Only the mailbox knows what it means; the empty one stands before
// everything there is.
type Cursor string

// Fetched is one message as a mailbox hands it over.
type Fetched struct {
	ID      string // unique in its mailbox, for good
	After   Cursor // where reading goes on once it is taken
	Arrived time.Time
	Size    int64  // in bytes, as the server says
	Raw     []byte // nil: too large, or the server does not hand it over
}

// Batch is what a mailbox has after a cursor, in order.
type Batch struct {
	Mails  []Fetched
	Cursor Cursor // after this batch
	More   bool   // there is more at once
	Left   int    // with More: about how many mails there are after this batch
}

// ErrReadOnly is wrapped by the errors of a mailbox in which nothing can be marked or moved.
var ErrReadOnly = errors.New("folder is read-only")
