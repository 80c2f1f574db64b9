package graphtest

import (
	"fmt"
	"strings"
	"time"

	"handoffd/calendar"
)

// item is an event in a mailbox.
type item struct {
	id, uid, subject, content, location, showAs, sensitivity, kind, master string
	start, end                                                             time.Time
	allDay, cancelled, trashed                                             bool
	joinURL                                                                string
	organizer                                                              string
	// answer of the mailbox's owner to somebody else's invitation
	own                 string
	guests              []*guest
	props               map[string]string
	version             int
	created, modified   time.Time
	transaction, wanted string
}

type guest struct {
	address, name, kind string
	response            string // as the organizer knows it
	at                  time.Time
	own                 string // as the guest's own calendar has it
}

const (
	uidProperty = "Name HandoffUID"
	ruler       = "________________________________________________________________________________"
)

// ours is the UID that the event was put with.
func (i *item) ours() string {
	for id, value := range i.props {
		if strings.HasSuffix(id, uidProperty) {
			return value
		}
	}
	return ""
}

func (i *item) etag() string { return fmt.Sprintf(`W/"%s-%d"`, i.id, i.version) }

func (i *item) guest(address string) *guest {
	for _, g := range i.guests {
		if strings.EqualFold(g.address, address) {
			return g
		}
	}
	return nil
}

// touch notes a change of the item.
func (s *Server) touch(b *mailbox, i *item) {
	s.n++
	i.version++
	i.modified = s.c.Now()
	b.log = append(b.log, change{s.n, i})
}

// moment writes a time. Without a preference Graph uses the zone of the mailbox for some answers; a client must not
// rely on UTC.
func moment(t time.Time, utc bool) map[string]any {
	zone := "UTC"
	if !utc {
		t, zone = t.Add(-8*time.Hour), "Pacific Standard Time"
	}
	return map[string]any{"dateTime": t.UTC().Format("2006-01-02T15:04:05.0000000"), "timeZone": zone}
}

func person(address, name string) map[string]any {
	return map[string]any{"emailAddress": map[string]any{"address": address, "name": name}}
}

// render writes the item as it is in the calendar of the mailbox.
func (i *item) render(b *mailbox, utc, properties bool) map[string]any {
	out := map[string]any{
		"@odata.etag": i.etag(), "id": i.id, "iCalUId": i.uid, "subject": i.subject, "type": i.kind, "seriesMasterId": nil,
		"body": map[string]any{"contentType": "html",
			"content": "<html><head>\r\n<meta http-equiv=\"Content-Type\" content=\"text/html; charset=utf-8\"></head><body>" +
				i.content + "</body></html>"},
		"start": moment(i.start, utc || i.allDay), "end": moment(i.end, utc || i.allDay), "isAllDay": i.allDay,
		"isCancelled": i.cancelled,
		"isOrganizer": i.organizer == b.address, "showAs": i.showAs, "sensitivity": i.sensitivity,
		"location":  map[string]any{"displayName": i.location},
		"organizer": person(i.organizer, ""), "isOnlineMeeting": i.joinURL != "", "onlineMeeting": nil,
		"transactionId":        i.transaction,
		"createdDateTime":      i.created.UTC().Format(time.RFC3339Nano),
		"lastModifiedDateTime": i.modified.UTC().Format(time.RFC3339Nano),
		"responseStatus":       status(i.own, time.Time{}),
	}
	if i.organizer == b.address {
		out["responseStatus"] = status("organizer", time.Time{})
	}
	if i.master != "" {
		out["seriesMasterId"] = i.master
	}
	if i.joinURL != "" {
		out["onlineMeeting"] = map[string]any{"joinUrl": i.joinURL}
	}
	guests := []any{}
	for _, g := range i.guests {
		p := person(g.address, g.name)
		p["type"], p["status"] = g.kind, status(g.response, g.at)
		guests = append(guests, p)
	}
	out["attendees"] = guests
	if properties {
		var list []any
		for id, value := range i.props {
			list = append(list, map[string]any{"id": id, "value": value})
		}
		if list != nil {
			out["singleValueExtendedProperties"] = list
		}
	}
	return out
}

func status(response string, at time.Time) map[string]any {
	time := "0001-01-01T00:00:00Z"
	if !at.IsZero() {
		time = at.UTC().Format("2006-01-02T15:04:05.0000000Z")
	}
	if response == "" {
		response = "none"
	}
	return map[string]any{"response": response, "time": time}
}

// copyFor is the event as it is in a guest's calendar; nil: not there.
func (i *item) copyFor(address string) *item {
	g := i.guest(address)
	if g == nil || i.cancelled || i.trashed || g.own == "declined" {
		return nil
	}
	c := *i
	c.id, c.own, c.showAs, c.props = i.id+"-"+address, g.own, "tentative", nil
	switch g.own {
	case "accepted":
		c.showAs = i.showAs
	case "":
		c.own = "notResponded"
	}
	return &c
}

var responses = map[calendar.PartStat]string{calendar.Accepted: "accepted", calendar.Declined: "declined",
	calendar.Tentative: "tentativelyAccepted", calendar.NeedsAction: "notResponded"}

// Answer is what a guest does with the invitation. Without a response, only the guest's own calendar shows it.
func (s *Server) Answer(uid, address string, answer calendar.PartStat, respond bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, b := range s.boxes {
		for _, i := range b.items {
			g := i.guest(address)
			if g == nil || i.ours() != uid || i.cancelled || i.trashed {
				continue
			}
			g.own = responses[answer]
			if respond {
				g.response, g.at = responses[answer], s.c.Now()
				s.touch(b, i)
			}
		}
	}
}

// Edit changes living events of ours behind the client's back.
func (s *Server) Edit(uid string, edit func(subject, content *string, start, end *time.Time)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, b := range s.boxes {
		for _, i := range b.items {
			if i.ours() == uid && !i.cancelled && !i.trashed {
				edit(&i.subject, &i.content, &i.start, &i.end)
				s.touch(b, i)
			}
		}
	}
}

// Events are the living events that were put with the UID.
func (s *Server) Events(uid string) []calendar.Event {
	s.mu.Lock()
	defer s.mu.Unlock()
	stats := map[string]calendar.PartStat{"accepted": calendar.Accepted, "declined": calendar.Declined,
		"tentativelyAccepted": calendar.Tentative}
	var out []calendar.Event
	for _, b := range s.boxes {
		for _, i := range b.items {
			if i.ours() != uid || i.cancelled || i.trashed {
				continue
			}
			e := calendar.Event{UID: uid, Start: i.start, End: i.end, AllDay: i.allDay, Summary: i.subject,
				Description: i.content, Location: i.location,
				URL: i.joinURL, Organizer: calendar.Attendee{Address: i.organizer}}
			for _, g := range i.guests {
				stat := stats[g.response]
				if stat == "" {
					stat = calendar.NeedsAction
				}
				e.Attendees = append(e.Attendees, calendar.Attendee{Address: g.address, PartStat: stat})
			}
			out = append(out, e)
		}
	}
	return out
}

// Entry is an appointment that somebody else or the owner put into a calendar.
type Entry struct {
	UID, Title, ShowAs, Sensitivity string // defaults: made up, none, busy, normal
	Start, End                      time.Time
	AllDay, Cancelled               bool
	Own                             calendar.PartStat // not empty: somebody else's meeting
	Series                          bool              // an occurrence
	Guests                          []string          // whom the owner has invited
	Zone                            string
}

// Plant puts an appointment into a calendar.
func (s *Server) Plant(address string, e Entry) {
	s.mu.Lock()
	defer s.mu.Unlock()
	b := s.boxes[address]
	s.n++
	i := &item{id: fmt.Sprintf("planted-%d", s.n), uid: e.UID, subject: e.Title, showAs: e.ShowAs,
		sensitivity: e.Sensitivity, kind: "singleInstance",
		start: e.Start, end: e.End, allDay: e.AllDay, cancelled: e.Cancelled, organizer: b.address, created: s.c.Now()}
	if i.uid == "" {
		i.uid = exchangeUID(s.n)
	}
	if i.showAs == "" {
		i.showAs = "busy"
	}
	if i.sensitivity == "" {
		i.sensitivity = "normal"
	}
	if e.Series {
		i.kind, i.master = "occurrence", "series-"+e.Title
	}
	if e.Own != "" || e.Cancelled {
		i.organizer, i.own = "somebody@elsewhere.example", responses[e.Own]
		i.guests = []*guest{{address: b.address, kind: "required", response: "none"}}
	}
	for _, address := range e.Guests {
		i.guests = append(i.guests, &guest{address: address, kind: "required", response: "none"})
	}
	b.items = append(b.items, i)
	s.touch(b, i)
}

// Shift moves a planted appointment in its calendar; to the zero time: it is deleted.
func (s *Server) Shift(address, uid string, start time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	b := s.boxes[address]
	for _, i := range b.items {
		if i.uid != uid {
			continue
		}
		if start.IsZero() {
			i.trashed = true
		}
		i.start, i.end = start, start.Add(i.end.Sub(i.start))
		s.touch(b, i)
	}
}

// exchangeUID is a global object id as Exchange makes them: nobody else's UID in it.
func exchangeUID(n int) string {
	return fmt.Sprintf("040000008200E00074C5B7101A82E00800000000%016X000000000000000010000000%032X", n, n)
}
