package calendartest

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"text/tabwriter"

	"handoffd/calendar"
)

// tries is how often a call is repeated by fresh clients after the fault is over.
const tries = 3

// cell is one operation under one fault, at every request that the operation makes.
type cell struct {
	steps int
	wrong int
}

func (c cell) String() string {
	switch {
	case c.steps == 0:
		return "-"
	case c.wrong != 0:
		return fmt.Sprintf("WRONG %d/%d", c.wrong, c.steps)
	}
	return fmt.Sprintf("ok %d", c.steps)
}

// testFaults lets every fault hit every request of every operation, and logs the table.
func testFaults(t *testing.T, name string, open Open) {
	if open(t).Slow && testing.Short() {
		t.Skip("a real server, and -short")
	}
	rows := make([][]cell, len(faults))
	head := []string{name}
	for _, o := range operations {
		head = append(head, o.name)
		n := requests(t, open, o)
		for i, f := range faults {
			rows[i] = append(rows[i], sweep(t, open, o, f, n))
		}
	}
	head = append(head, "changes", "schedule")
	for i, f := range faults {
		rows[i] = append(rows[i], sweepChanges(t, open, f), sweepSchedule(t, open, f))
	}
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, strings.Join(head, "\t"))
	for i, f := range faults {
		line := []string{f.name}
		for _, c := range rows[i] {
			line = append(line, c.String())
		}
		fmt.Fprintln(w, strings.Join(line, "\t"))
	}
	_ = w.Flush()
	t.Logf("ok N: right with the fault at each of N requests and references\n%s", b.String())
}

// requests is how many requests the operation makes with nothing in its way, which is also how many a fault can be
// the first to meet; none: the provider does not know the operation.
func requests(t *testing.T, open Open, o operation) int {
	s := o.start(t, open(t))
	if s == nil {
		return 0
	}
	dry := &line{rig: s.rig, at: -1}
	if _, err := s.do(s.rig.Provider(dry), s.now); err != nil {
		t.Fatalf("%s: %v", o.name, err)
	}
	return dry.requests()
}

// sweep hits each request of the operation in turn, each time in a fresh rig. What follows is tried with each reference
// that a crash can leave; where the call got over the fault, it has given the one reference itself.
func sweep(t *testing.T, open Open, o operation, f fault, requests int) (c cell) {
	for n := range requests {
		for _, which := range o.left {
			s := o.start(t, open(t))
			if s.gone && f.status == http.StatusGone { // a server that says so is believed
				return c
			}
			at := map[string]calendar.Ref{"now": s.now, "older": s.older, "none": s.unknown()}[which]
			way := &line{rig: s.rig, fault: f, at: n}
			wrong, over := s.settle(way, at)
			if way.requests() <= n {
				t.Fatalf("%s makes fewer than %d requests now, and made %d", o.name, n+1, requests)
			}
			c.steps++
			if len(wrong) != 0 {
				c.wrong++
				t.Errorf("%s, %s at request %d, then reference %s:\n%s", o.name, f.name, n+1, which, strings.Join(wrong, "\n"))
			}
			if over {
				break
			}
		}
	}
	return c
}

// settle does the operation with a fault in the way, and repeats it as a restarted process would, at the given
// reference unless the call got over the fault.
func (s *scene) settle(way http.RoundTripper, at calendar.Ref) (wrong []string, over bool) {
	ref, err := s.do(s.rig.Provider(way), s.now)
	if over = err == nil; over {
		at = ref
	}
	for range tries {
		if ref, err = s.do(s.rig.clean(), at); err == nil {
			at = ref
		}
	}
	if err != nil {
		return append(s.check(), "at last: "+err.Error()), over
	}
	return s.check(), over
}

func sweepChanges(t *testing.T, open Open, f fault) (c cell) {
	for n, more := 0, true; more; n++ {
		r := open(t)
		e := meeting(r)
		ref := r.put(t, e, calendar.Ref{Calendar: r.Calendar})
		token := changes(t, r, "").Token
		r.Answer(e.UID, prospect, calendar.Accepted)
		for i := range 3 { // enough for a second page, where there are pages
			other := meeting(r)
			other.UID, other.Attendees = fmt.Sprintf("other-%d@handoff.acme.example", i), nil
			r.put(t, other, calendar.Ref{Calendar: r.Calendar})
		}
		dry := &line{rig: r, at: -1}
		if _, err := r.Provider(dry).Changes(context.Background(), token); err != nil {
			t.Fatal(err)
		}
		if more = n < dry.requests(); !more {
			break
		}
		c.steps++
		if wrong := faultyChanges(r, token, ref, f, n); len(wrong) != 0 {
			c.wrong++
			t.Errorf("changes, %s at request %d: %s", f.name, n+1, strings.Join(wrong, "\n"))
		}
	}
	return c
}

func sweepSchedule(t *testing.T, open Open, f fault) (c cell) {
	r := open(t)
	if r.Reader == nil {
		return c
	}
	r.Plant(week())
	dry := &line{rig: r, at: -1}
	if _, err := schedule(r, r.Reader(dry)); err != nil {
		t.Fatal(err)
	}
	for n := range dry.requests() {
		for _, always := range []bool{false, true} {
			c.steps++
			if wrong := faultySchedule(r, f, n, always); len(wrong) != 0 {
				c.wrong++
				t.Errorf("schedule, %s from request %d: %s", f.name, n+1, strings.Join(wrong, "\n"))
			}
		}
	}
	return c
}

// testKinds lets every request fail in the same way: the error says what is to be done about it.
func testKinds(t *testing.T, open Open) {
	for _, f := range faults {
		kind, sure := map[int]calendar.ErrorKind{401: calendar.Permission, 403: calendar.Permission,
			429: calendar.Temporary, 503: calendar.Temporary}[f.status]
		if f.status == 0 {
			kind, sure = calendar.Temporary, true
		}
		for _, o := range operations {
			s := o.start(t, open(t))
			if s == nil || s.gone && f.status == http.StatusGone {
				continue
			}
			_, err := s.do(s.rig.Provider(&line{rig: s.rig, fault: f, always: true}), s.now)
			var typed *calendar.Error
			switch {
			case err == nil && len(s.check()) == 0: // the server has done it, and its broken answer still said so
			case err == nil:
				t.Errorf("%s, always %s: no error, and it is not done", o.name, f.name)
			case !errors.As(err, &typed) || sure && typed.Kind != kind:
				t.Errorf("%s, always %s: %v, want kind %s", o.name, f.name, err, kind)
			case kind == calendar.Permission && typed.Mend == "":
				t.Errorf("%s, always %s: %v says nothing to an admin", o.name, f.name, err)
			case f.status == http.StatusTooManyRequests && int(typed.RetryAfter.Seconds()) != asked:
				t.Errorf("%s, always %s: come back after %v, the server said %d s", o.name, f.name, typed.RetryAfter, asked)
			}
		}
	}
}
