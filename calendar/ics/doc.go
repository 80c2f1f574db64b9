// Package ics reads and writes iCalendar text (RFC 5545): iTIP messages (RFC 5546) as they come by mail, and
// calendars to compute busy time from.
//
// What it reads is hostile or broken until shown otherwise. Every size, depth, count and number of steps is
// bounded, bad lines are left out with a warning, and what is not understood is reported as unknown: never as
// free time, never as somebody's answer. Time zones are resolved by the tz database, by the definition in the
// file and by the names Windows uses; a zone that stays unknown is not guessed.
//
// What it writes is safe for any content: no field can break out of its line.
//
// Components are written by go-ical. They are read by a guard of our own, which takes one pass over hostile text and
// gives what go-ical would give of the same text without its faults: some texts make go-ical panic or crawl.
package ics

import "errors"

// ErrUnreadable is returned, wrapped, when the data holds no calendar that can be read.
var ErrUnreadable = errors.New("not a readable calendar")

// ErrInvalid is returned, wrapped, when a message cannot be written as asked.
var ErrInvalid = errors.New("invalid calendar message")

const (
	maxMessage    = 8 << 20  // bytes of one iTIP message
	maxCalendar   = 64 << 20 // bytes of one calendar read for busy time
	maxLine       = 256 << 10
	maxParams     = 64
	maxParam      = 1 << 10       // bytes of one parameter value
	maxParamCost  = 4_000_000_000 // sum of the squares of the lengths of parameter values
	maxDepth      = 8
	maxKept       = 2_000_000 // lines of one text that are taken
	maxProperties = 20_000    // of one component
	maxAttendees  = 1000
	maxWarnings   = 20
	maxText       = 64 << 10 // bytes of one text value
)
