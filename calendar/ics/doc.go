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
// The reading and writing of components is go-ical's. Before it stands a guard that writes hostile text anew, as
// some texts make go-ical panic or crawl; after it the folding. This takes about 1.7 times the processor time of one
// pass without go-ical, for a message as for busy time.
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
	maxParamCost  = 4_000_000_000 // sum of the squares of the lengths of parameter values, about a second of go-ical
	maxDepth      = 8
	maxKept       = 2_000_000 // lines of one text that are passed on to go-ical
	maxProperties = 20_000    // of one component
	maxAttendees  = 1000
	maxWarnings   = 20
	maxText       = 64 << 10 // bytes of one text value
)
