package caldav

import (
	"context"
	"fmt"
	"net/http"
	"path"
	"slices"
	"strings"
	"time"

	"handoffd/calendar"
	"handoffd/calendar/ics"
)

const (
	utcForm    = "20060102T150405Z"
	maxEntries = 20_000
	maxUnknown = 100
	around     = 26 * time.Hour // by which a floating time may lie elsewhere for the server
)

// Schedule reads when the owner is busy: the account's own calendar, or the one at a URL of the same server.
func (c *Calendar) Schedule(ctx context.Context, owner string, from, to time.Time) (calendar.Schedule, error) {
	op := "read the busy time of " + owner
	collection, err := c.collection(ctx, op, owner)
	if err != nil {
		return calendar.Schedule{}, err
	}
	s := calendar.Schedule{ReadAt: c.o.Now(), Entries: []calendar.Entry{}}
	found, err := c.objects(ctx, op, collection, from.Add(-around), to.Add(around))
	if err != nil {
		return calendar.Schedule{}, err
	}
	o := ics.Options{From: from, To: to, Zone: c.o.Zone, Self: c.o.Self}
	for _, r := range found {
		if err := ctx.Err(); err != nil {
			return calendar.Schedule{}, c.failed(request{op: op, method: "REPORT"}, err)
		}
		addObject(&s, r, o)
	}
	s.Busy, s.Away = calendar.Merge(s.Busy), calendar.Merge(s.Away)
	return s, nil
}

// addObject takes one resource into the schedule. One that cannot be read is unknown.
func addObject(s *calendar.Schedule, r *response, o ics.Options) {
	name := path.Base(r.Href)
	p := r.known()
	switch code := status(r.Status); {
	case code == http.StatusInsufficientStorage:
		doubt(s, "the server did not tell all that it has")
		return
	case p == nil || p.Data == nil:
		doubt(s, fmt.Sprintf("the server did not give %s", name))
		return
	}
	one, err := ics.Schedule([]byte(*p.Data), o)
	switch {
	case err != nil:
		doubt(s, fmt.Sprintf("%s: %v", name, err))
		return
	case len(s.Entries)+len(one.Entries) > maxEntries:
		doubt(s, "too many appointments")
		return
	}
	s.Busy = append(s.Busy, one.Busy...)
	s.Entries = append(s.Entries, one.Entries...)
	s.Away = append(s.Away, one.Away...)
	for _, text := range one.Unknown {
		doubt(s, text)
	}
}

func doubt(s *calendar.Schedule, text string) {
	text = strings.ToValidUTF8(text, "?")
	if len(s.Unknown) < maxUnknown && !slices.Contains(s.Unknown, text) {
		s.Unknown = append(s.Unknown, text)
	}
}
