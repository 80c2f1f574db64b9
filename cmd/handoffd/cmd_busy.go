package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"handoffd/calendar"
	"handoffd/calendar/ics"
	"handoffd/handoff/text"
)

// maxCalendar bounds a calendar that is read from a file, in bytes.
const maxCalendar = 64 << 20

type busyCmd struct {
	JSON  bool     `help:"Print one JSON object for each file, one a line: path, busy, unknown, error."`
	From  timeFlag `help:"Begin of the time asked for (RFC 3339); default: now." placeholder:"TIME"`
	To    timeFlag `help:"End of the time asked for (RFC 3339); default: four weeks after --from." placeholder:"TIME"`
	Zone  zoneFlag `help:"Zone of floating and all-day times (IANA name); default: this machine's." placeholder:"ZONE"`
	Self  []string `help:"An address of the calendar's owner: what it declined is not busy." placeholder:"ADDRESS"`
	Files []string `arg:"" name:"file" help:"Calendars, as .ics files; - is standard input."`
}

// Run prints the busy time of each file. A file whose busy time is not wholly known fails the command, and the others
// are still read.
func (c *busyCmd) Run(s streams) error {
	o := ics.Options{From: c.From.or(s.now()), Zone: c.Zone.or(time.Local), Self: c.Self}
	if o.To = c.To.or(o.From.AddDate(0, 0, 28)); !o.From.Before(o.To) {
		return usagef("busy: --to %s is not after --from %s", rfc3339(o.To), rfc3339(o.From))
	}
	var failed error
	for i, path := range c.Files {
		r := readBusy(path, s.in, o)
		if r.Error != "" || len(r.Unknown) > 0 {
			failed = errSilent
		}
		var err error
		switch {
		case c.JSON:
			err = json.NewEncoder(s.out).Encode(r)
		case r.Error != "":
			fmt.Fprintf(s.err, "handoffd: %s: %s\n", text.Inline(path), r.Error)
		default:
			if i > 0 {
				fmt.Fprintln(s.out)
			}
			_, err = io.WriteString(s.out, r.explain(o))
		}
		if err != nil {
			return fmt.Errorf("print the busy time of %s: %w", path, err)
		}
	}
	return failed
}

// busyReport is the JSON contract of `handoffd busy`. Busy is left out when nothing is known: an empty list says
// "free".
type busyReport struct {
	Path    string      `json:"path"`
	Busy    *[]busySpan `json:"busy,omitempty"`
	Unknown []string    `json:"unknown"`
	Error   string      `json:"error,omitempty"`

	spans []calendar.Span
}

type busySpan struct {
	Start string `json:"start"`
	End   string `json:"end"`
}

func readBusy(path string, stdin io.Reader, o ics.Options) busyReport {
	r := busyReport{Path: path, Unknown: []string{}}
	data, err := readBounded(path, stdin, maxCalendar, "any calendar that is read")
	if err == nil {
		r.spans, r.Unknown, err = ics.Busy(data, o)
	}
	switch {
	case errors.Is(err, os.ErrNotExist):
		r.Error = "there is no such file: nothing is known of this time"
	case errors.Is(err, ics.ErrUnreadable):
		r.Error = "this is not a readable calendar (" + text.Inline(err.Error()) +
			"): nothing is known of this time; export it anew as iCalendar (.ics)"
	case err != nil:
		r.Error = text.Inline(err.Error())
	}
	r.Unknown = append([]string{}, r.Unknown...)
	if r.Error == "" && (len(r.spans) > 0 || len(r.Unknown) == 0) {
		busy := make([]busySpan, len(r.spans))
		for i, span := range r.spans {
			busy[i] = busySpan{rfc3339(span.Start), rfc3339(span.End)}
		}
		r.Busy = &busy
	}
	return r
}

// explain is the busy time for people, in the zone asked for.
func (r *busyReport) explain(o ics.Options) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s to %s\n", text.Inline(r.Path), o.From.In(o.Zone).Format("Mon 2 Jan 2006 15:04"),
		o.To.In(o.Zone).Format("Mon 2 Jan 2006 15:04 MST"))
	for _, span := range r.spans {
		fmt.Fprintf(&b, "  busy     %s\n", spanText(span.Start.In(o.Zone), span.End.In(o.Zone)))
	}
	for _, why := range r.Unknown {
		fmt.Fprintf(&b, "  unknown  %s\n", text.Inline(why))
	}
	switch {
	case len(r.Unknown) > 0:
		fmt.Fprintln(&b, "  Not everything could be read: no time counts as free.")
	case len(r.spans) == 0:
		fmt.Fprintln(&b, "  free all the time")
	}
	return b.String()
}

// readBounded reads a file, or standard input for "-", that must not be larger than limit bytes; what says what is
// refused then.
func readBounded(path string, stdin io.Reader, limit int64, what string) ([]byte, error) {
	const named = "one that is there, or - for standard input"
	in := stdin
	var data bytes.Buffer
	if path != "-" {
		f, err := os.Open(path)
		if err != nil {
			return nil, fileTrouble("open", path, named, err)
		}
		defer f.Close()
		in = f
		if about, err := f.Stat(); err == nil { // room at once, where growing would take three times as much
			data.Grow(int(min(about.Size(), limit)) + bytes.MinRead)
		}
	}
	_, err := data.ReadFrom(io.LimitReader(in, limit+1))
	switch {
	case err != nil:
		return nil, fileTrouble("read", path, named, err)
	case int64(data.Len()) > limit:
		return nil, fmt.Errorf("%s is larger than %d MiB, more than %s", path, limit>>20, what)
	}
	return data.Bytes(), nil
}
