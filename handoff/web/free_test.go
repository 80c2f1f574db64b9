package web

import (
	"context"
	"strings"
	"testing"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/handoff/desk"
)

// taken are calendars in which everybody has something on all mornings.
type taken struct{}

func (taken) Busy(_ context.Context, _ handoff.Person, from, to time.Time) handoff.Calendar {
	c := handoff.Calendar{From: from, To: to, ReadAt: from}
	for day := from.Truncate(24 * time.Hour); day.Before(to); day = day.AddDate(0, 0, 1) {
		c.Busy = append(c.Busy, handoff.Taken{Span: calendar.Span{Start: day.Add(6 * time.Hour), End: day.Add(13 * time.Hour)}})
	}
	return c
}

// TestFreeTimes: whoever hands leads over, or answers for a team, sees when its reps could meet; no other page reads
// calendars.
func TestFreeTimes(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	for id, p := range r.c.People {
		p.Calendars = []string{"of " + string(id)}
		r.c.People[id] = p
	}
	r.Desk = desk.New(r.c, desk.Options{Store: r.Store, Now: r.Now, Calendars: taken{}})
	for who, path := range map[handoff.PersonID]string{"quinn": "/new?free=1", "mara": "/board?free=1"} {
		_, body := r.as(who).get(path)
		if !strings.Contains(body, "Rita Vance") || !strings.Contains(body, "Mon 23 Nov, 14:30") {
			t.Errorf("%s does not read when Rita is free\n%s", who, body)
		}
		if strings.Contains(body, "Mon 23 Nov, 10:00") {
			t.Errorf("%s reads of a time that is taken", who)
		}
	}
	if _, body := r.as("rita").get("/board?free=1"); strings.Contains(body, "Free times") {
		t.Error("a rep reads of others' calendars")
	}
}
