package graph

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"handoffd/calendar"
)

// Bounds of getSchedule, by its documentation: 20 people, less than 62 days.
const (
	maxPeople = 20
	maxAsked  = 61 * 24 * time.Hour
	maxWindow = 366 * 24 * time.Hour
	maxItems  = 1000 // where Exchange stops listing
	slot      = 30 * time.Minute
)

// widest is how far a local day may lie from the same day in UTC.
const widest = 14 * time.Hour

// Schedule says when the owner is busy, see calendar.Reader. Where the owner's calendar may be read, its entries are
// told; elsewhere free/busy alone, as Exchange shows it to the handoff mailbox.
func (p *Provider) Schedule(ctx context.Context, owner string, from, to time.Time) (calendar.Schedule, error) {
	read := p.schedules(ctx, []string{owner}, from, to)
	return read[0].Schedule, read[0].err
}

// Schedules asks for several people with few requests. Whoever could not be read has the reason in Unknown.
func (p *Provider) Schedules(ctx context.Context, owners []string, from, to time.Time) map[string]calendar.Schedule {
	out := make(map[string]calendar.Schedule, len(owners))
	for _, r := range p.schedules(ctx, owners, from, to) {
		if r.err != nil {
			r.Unknown = append(r.Unknown, r.err.Error())
		}
		out[r.owner] = r.Schedule
	}
	return out
}

// reading is what became of one person's schedule.
type reading struct {
	calendar.Schedule
	owner string
	err   error
}

func (r *reading) doubt(format string, args ...any) {
	const most = 20
	if len(r.Unknown) < most {
		r.Unknown = append(r.Unknown, fmt.Sprintf(format, args...))
	}
}

func (p *Provider) schedules(ctx context.Context, owners []string, from, to time.Time) []*reading {
	var out, rest []*reading
	for _, owner := range owners {
		r := &reading{owner: owner, Schedule: calendar.Schedule{ReadAt: p.o.Now()}}
		out = append(out, r)
		if !from.Before(to) || to.Sub(from) > maxWindow {
			r.err = &calendar.Error{Op: "read free/busy of " + owner, Kind: calendar.Refused,
				Err: fmt.Errorf("from %s to %s is no stretch of at most a year", from.Format(time.RFC3339),
					to.Format(time.RFC3339))}
			continue
		}
		if !p.entries(ctx, r, from, to) {
			rest = append(rest, r)
		}
	}
	for len(rest) > 0 {
		batch := rest[:min(maxPeople, len(rest))]
		rest = rest[len(batch):]
		for start := from; start.Before(to); start = start.Add(maxAsked) {
			end := start.Add(maxAsked)
			if end.After(to) {
				end = to
			}
			p.freeBusy(ctx, batch, start, end)
		}
	}
	for _, r := range out {
		if r.err == nil {
			p.away(ctx, r, from, to)
		}
		r.Busy = calendar.Merge(r.Busy)
	}
	return out
}

// entries reads the owner's calendar itself. It reports false where that is not allowed, so that free/busy has to do.
func (p *Provider) entries(ctx context.Context, r *reading, from, to time.Time) bool {
	thing := "entries of " + strings.ToLower(r.owner)
	if p.isDenied(thing) {
		return false
	}
	found, err := p.view(ctx, request{op: "read the calendar of " + r.owner, mailbox: r.owner, plain: true},
		from.Add(-widest), to.Add(widest))
	if err != nil {
		switch calendar.KindOf(err) {
		case calendar.Permission, calendar.Gone:
			p.deny(thing)
			return false
		}
		r.err = err
		return true
	}
	r.Entries = []calendar.Entry{}
	zone := p.o.Zone(r.owner)
	window := calendar.Span{Start: from, End: to}
	for _, e := range found {
		entry, span, err := e.entry(zone)
		if err != nil {
			r.doubt("an entry of the calendar: %v", err)
			continue
		}
		if !span.Overlaps(window) {
			continue
		}
		if entry.Busy && !stated(e.ShowAs) {
			r.doubt("an entry of the calendar is shown as %q", line(e.ShowAs))
		}
		r.Entries = append(r.Entries, entry)
		if entry.Busy {
			r.Busy = append(r.Busy, span)
		}
		if entry.Busy && e.ShowAs == "oof" && zone != nil && span.Absence(e.AllDay) {
			r.Away = append(r.Away, span)
		}
	}
	return true
}

func stated(showAs string) bool {
	switch showAs {
	case "free", "tentative", "busy", "oof", "workingElsewhere":
		return true
	}
	return false
}

// entry reads one appointment, and the time that it takes. Without a zone, an all-day one takes its days anywhere on
// earth.
func (e *event) entry(zone *time.Location) (calendar.Entry, calendar.Span, error) {
	start, end, err := e.times()
	if err != nil {
		return calendar.Entry{}, calendar.Span{}, err
	}
	out := calendar.Entry{
		UID: calendar.NormalizeUID(e.ICalUID), Start: start, End: end, AllDay: e.AllDay, Status: "CONFIRMED",
		Free: e.ShowAs == "free" || e.ShowAs == "workingElsewhere", Guests: e.guests(), Series: e.SeriesMaster != "" ||
			e.Type == "occurrence" || e.Type == "exception",
		Created: e.Created, Updated: e.Modified,
	}
	if !e.Mine {
		out.Organizer, out.Own = strings.ToLower(e.Organizer.Address.Address), partStat(e.Response.Response)
	}
	switch {
	case e.Cancelled:
		out.Status = "CANCELLED"
	case e.ShowAs == "tentative":
		out.Status = "TENTATIVE"
	}
	if cmp.Or(e.Sensitivity, "normal") == "normal" {
		out.Title = e.Subject
	}
	out.Busy = !out.Free && !e.Cancelled && out.Own != calendar.Declined
	span := calendar.Span{Start: start, End: end}
	switch {
	case e.AllDay && zone == nil:
		span = calendar.Span{Start: start.Add(-widest), End: end.Add(widest)}
	case e.AllDay:
		span = calendar.Span{Start: midnight(start, zone), End: midnight(end, zone)}
		out.Start, out.End = span.Start, span.End
	}
	return out, span, nil
}

func midnight(day time.Time, zone *time.Location) time.Time {
	y, m, d := day.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, zone).UTC()
}

// scheduleInformation is what getSchedule says of one person.
type scheduleInformation struct {
	ID    string `json:"scheduleId"`
	View  string `json:"availabilityView"` // a digit for each slot
	Items []struct {
		Status string `json:"status"` // free, tentative, busy, oof, workingElsewhere, unknown
		Start  moment `json:"start"`
		End    moment `json:"end"`
	} `json:"scheduleItems"`
	Error *struct {
		Message string `json:"message"`
		Code    string `json:"responseCode"`
	} `json:"error"`
}

// freeBusy asks the handoff mailbox for the free/busy time of the batch.
func (p *Provider) freeBusy(ctx context.Context, batch []*reading, from, to time.Time) {
	asked := struct {
		Schedules []string `json:"schedules"`
		Start     *moment  `json:"startTime"`
		End       *moment  `json:"endTime"`
		Interval  int      `json:"availabilityViewInterval"` // minutes
	}{Start: utc(from), End: utc(to), Interval: int(slot / time.Minute)}
	names := make([]string, 0, len(batch))
	for _, r := range batch {
		asked.Schedules = append(asked.Schedules, r.owner)
		names = append(names, r.owner)
	}
	var page list[scheduleInformation]
	err := p.do(ctx, request{op: "read free/busy of " + strings.Join(names, ", "), method: http.MethodPost,
		mailbox: p.o.Mailbox, path: "/calendar/getSchedule", body: asked}, &page)
	for _, r := range batch {
		if err != nil {
			r.err = err
			continue
		}
		told := false
		for i := range page.Value {
			if s := &page.Value[i]; strings.EqualFold(s.ID, r.owner) || len(batch) == 1 && len(page.Value) == 1 {
				told = true
				s.into(r, from, to)
				break
			}
		}
		if !told {
			r.doubt("free/busy of %s: there was no answer", r.owner)
		}
	}
}

// into adds what was said. What is not understood makes the time unknown.
func (s *scheduleInformation) into(r *reading, from, to time.Time) {
	if s.Error != nil {
		r.doubt("free/busy of %s: %s %s", r.owner, line(s.Error.Code), line(s.Error.Message))
		return
	}
	if len(s.Items) >= maxItems {
		r.doubt("free/busy of %s: there are more entries than Exchange lists", r.owner)
	}
	var listed []calendar.Span
	for _, item := range s.Items {
		start, err := item.Start.time()
		end, err2 := item.End.time()
		if err = cmp.Or(err, err2); err != nil {
			r.doubt("free/busy of %s: %v", r.owner, err)
			continue
		}
		span := calendar.Span{Start: start, End: end}
		listed = append(listed, span)
		switch strings.ToLower(item.Status) {
		case "free", "workingelsewhere":
		case "tentative", "busy", "oof":
			r.Busy = append(r.Busy, span)
		default:
			r.doubt("free/busy of %s: an entry is shown as %q", r.owner, line(item.Status))
			r.Busy = append(r.Busy, span)
		}
	}
	s.check(r, listed, from, to)
}

// check holds the list against the view of the same answer: a slot that is taken by nothing listed is busy all the
// same.
func (s *scheduleInformation) check(r *reading, listed []calendar.Span, from, to time.Time) {
	if len(s.View) < int(to.Sub(from)/slot) {
		r.doubt("free/busy of %s: the answer covers less than was asked for", r.owner)
	}
	for i, c := range s.View[:min(len(s.View), int(to.Sub(from)/slot)+1)] {
		span := calendar.Span{Start: from.Add(time.Duration(i) * slot), End: from.Add(time.Duration(i+1) * slot)}
		switch c {
		case '0', '4': // free, working elsewhere
			continue
		case '1', '2', '3': // tentative, busy, out of office
		default:
			r.doubt("free/busy of %s: state %q is not known", r.owner, string(c))
		}
		found := false
		for _, l := range listed {
			found = found || l.Overlaps(span)
		}
		if !found {
			r.Busy = append(r.Busy, span)
		}
	}
}

// away reads the automatic-reply setting. Without the permission it is left out, and Check says so.
func (p *Provider) away(ctx context.Context, r *reading, from, to time.Time) {
	thing := "automatic replies of " + strings.ToLower(r.owner)
	if p.isDenied(thing) {
		return
	}
	window := calendar.Span{Start: from, End: to}
	span, err := p.automaticReplies(ctx, r.owner, window)
	switch {
	case err == nil && span.Overlaps(window):
		r.Away = append(r.Away, span)
	case err == nil:
	case calendar.KindOf(err) == calendar.Permission, calendar.KindOf(err) == calendar.Gone:
		p.deny(thing)
	default:
		r.doubt("%v", err)
	}
}

// automaticReplies is when the owner's mailbox answers by itself; the whole window if it does so without an end,
// nothing if it does not.
func (p *Provider) automaticReplies(ctx context.Context, owner string, window calendar.Span) (calendar.Span, error) {
	var said struct {
		Status string `json:"status"` // disabled, alwaysEnabled, scheduled
		Start  moment `json:"scheduledStartDateTime"`
		End    moment `json:"scheduledEndDateTime"`
	}
	r := request{op: "read the automatic replies of " + owner, method: http.MethodGet, mailbox: owner,
		path: "/mailboxSettings/automaticRepliesSetting"}
	if err := p.do(ctx, r, &said); err != nil {
		return calendar.Span{}, err
	}
	switch said.Status {
	case "disabled":
		return calendar.Span{}, nil
	case "alwaysEnabled":
		return window, nil
	case "scheduled":
		start, err := said.Start.time()
		end, err2 := said.End.time()
		if err = cmp.Or(err, err2); err == nil {
			return calendar.Span{Start: start, End: end}, nil
		}
		return calendar.Span{}, p.fail(r, 0, err)
	}
	return calendar.Span{}, p.fail(r, 0, fmt.Errorf("setting %q is not known", line(said.Status)))
}
