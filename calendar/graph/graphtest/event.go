package graphtest

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// written is everything that may be written of an event.
type written struct {
	Subject *string `json:"subject"`
	Body    *struct {
		ContentType string `json:"contentType"`
		Content     string `json:"content"`
	} `json:"body"`
	Start    *stamp `json:"start"`
	End      *stamp `json:"end"`
	IsAllDay *bool  `json:"isAllDay"`
	Location *struct {
		DisplayName string `json:"displayName"`
	} `json:"location"`
	Attendees *[]struct {
		EmailAddress struct {
			Address string `json:"address"`
			Name    string `json:"name"`
		} `json:"emailAddress"`
		Type   string `json:"type"`
		Status *struct {
			Response string    `json:"response"`
			Time     time.Time `json:"time"`
		} `json:"status"`
	} `json:"attendees"`
	ShowAs      *string `json:"showAs"`
	Sensitivity *string `json:"sensitivity"`
	Online      *bool   `json:"isOnlineMeeting"`
	Provider    string  `json:"onlineMeetingProvider"`
	Transaction string  `json:"transactionId"`
	Properties  []struct {
		ID    string `json:"id"`
		Value string `json:"value"`
	} `json:"singleValueExtendedProperties"`
}

type stamp struct {
	DateTime string `json:"dateTime"`
	TimeZone string `json:"timeZone"`
}

func (m *stamp) time() (time.Time, bool) {
	t, err := time.Parse("2006-01-02T15:04:05", m.DateTime)
	return t, err == nil && m.TimeZone == "UTC"
}

func read(r *http.Request, into any) *refusal {
	d := json.NewDecoder(io.LimitReader(r.Body, 4<<20))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return &refusal{400, "RequestBodyRead", err.Error()}
	}
	return nil
}

func prefersUTC(r *http.Request) bool {
	return slices.Contains(r.Header.Values("Prefer"), `outlook.timezone="UTC"`)
}

func (s *Server) create(b *mailbox, _ string, r *http.Request) (int, any, *refusal) {
	var w written
	if no := read(r, &w); no != nil {
		return 0, nil, no
	}
	if b.denied["write"] {
		return 0, nil, &refusal{403, "ErrorAccessDenied", "Access is denied. Check credentials and try again."}
	}
	same, _ := json.Marshal(w)
	for _, i := range b.items {
		switch {
		case w.Transaction == "" || i.transaction != w.Transaction:
		case i.wanted == string(same) && !i.trashed:
			return 201, i.render(b, prefersUTC(r), false), nil
		default:
			return 0, nil, &refusal{400, "ErrorDuplicateTransactionId",
				"Your request can't be completed. The TransactionId specified in the request has already been used to create a " +
					"different event."}
		}
	}
	if w.Start == nil || w.End == nil {
		return 0, nil, &refusal{400, "ErrorPropertyValidationFailure", "start and end are needed"}
	}
	s.n++
	i := &item{id: fmt.Sprintf("AAMk%d=", s.n), uid: exchangeUID(s.n), kind: "singleInstance", organizer: b.address,
		showAs: "busy", sensitivity: "normal",
		props: map[string]string{}, created: s.c.Now(), transaction: w.Transaction, wanted: string(same)}
	if w.Online != nil && *w.Online {
		i.joinURL = fmt.Sprintf("https://teams.test.example/l/meetup-join/19%%3ameeting_%d%%40thread.v2/0", s.n)
	}
	before := []*guest(nil)
	if no := s.apply(i, &w, true); no != nil {
		return 0, nil, no
	}
	b.items = append(b.items, i)
	s.touch(b, i)
	s.tell(before, i.guests, true)
	return 201, i.render(b, prefersUTC(r), false), nil
}

// find knows what is in the trash by its immutable id only.
func (s *Server) find(b *mailbox, id string, r *http.Request) (*item, *refusal) {
	immutable := slices.Contains(r.Header.Values("Prefer"), `IdType="ImmutableId"`)
	for _, i := range b.items {
		if i.id == id && (!i.trashed || immutable) {
			return i, nil
		}
	}
	return nil, &refusal{404, "ErrorItemNotFound", "The specified object was not found in the store."}
}

func (s *Server) get(b *mailbox, id string, r *http.Request) (int, any, *refusal) {
	i, no := s.find(b, id, r)
	if no != nil {
		return 0, nil, no
	}
	return 200, i.render(b, prefersUTC(r), r.URL.Query().Has("$expand")), nil
}

func (s *Server) patch(b *mailbox, id string, r *http.Request) (int, any, *refusal) {
	var w written
	if no := read(r, &w); no != nil {
		return 0, nil, no
	}
	i, no := s.find(b, id, r)
	if no == nil && r.Header.Get("If-Match") != "" && r.Header.Get("If-Match") != i.etag() {
		no = &refusal{412, "ErrorIrresolvableConflict",
			"The send or update operation could not be performed because the change key passed in the request does not match " +
				"the current change key for the item."}
	}
	if no != nil {
		return 0, nil, no
	}
	before := slices.Clone(i.guests)
	if no := s.apply(i, &w, false); no != nil {
		return 0, nil, no
	}
	s.touch(b, i)
	seen := w.Subject != nil || w.Body != nil || w.Start != nil || w.End != nil || w.Location != nil || w.IsAllDay != nil
	if seen || w.Attendees != nil {
		s.tell(before, i.guests, seen)
	}
	return 200, i.render(b, prefersUTC(r), false), nil
}

// tell sends the mails of a change: to everybody, or only to those who were added or removed.
func (s *Server) tell(before, after []*guest, all bool) {
	has := func(list []*guest, g *guest) bool {
		return slices.ContainsFunc(list, func(o *guest) bool { return strings.EqualFold(o.address, g.address) })
	}
	for _, g := range after {
		if all || !has(before, g) {
			s.told[g.address]++
		}
	}
	for _, g := range before {
		if !has(after, g) {
			s.told[g.address]++
		}
	}
}

// apply writes the fields, as Exchange understands them.
func (s *Server) apply(i *item, w *written, fresh bool) *refusal {
	if w.Subject != nil {
		i.subject = strings.TrimSpace(*w.Subject)
	}
	if w.Location != nil {
		i.location = w.Location.DisplayName
	}
	if w.ShowAs != nil {
		i.showAs = *w.ShowAs
	}
	if w.Sensitivity != nil {
		i.sensitivity = *w.Sensitivity
	}
	if w.IsAllDay != nil {
		i.allDay = *w.IsAllDay
	}
	for _, p := range w.Properties {
		i.props[p.ID] = p.Value
	}
	if !fresh && i.joinURL == "" && w.Online != nil && *w.Online {
		i.joinURL = fmt.Sprintf("https://teams.test.example/l/meetup-join/19%%3alater_%d%%40thread.v2/0", s.n)
		fresh = true // Teams writes its part now
	}
	if w.Body != nil {
		i.content = w.Body.Content
		switch {
		case fresh && i.joinURL != "":
			i.content += blob(i.joinURL)
		case !fresh && !strings.Contains(i.content, ruler):
			i.joinURL = "" // the meeting blob is gone, and with it the meeting
		}
	}
	if no := i.setTimes(w); no != nil {
		return no
	}
	if w.Attendees != nil {
		var guests []*guest
		for _, a := range *w.Attendees {
			g := i.guest(a.EmailAddress.Address)
			switch g {
			case nil:
				g = &guest{address: strings.ToLower(a.EmailAddress.Address), response: "none"}
			default:
				g.take(a.Status)
			}
			g.name, g.kind = a.EmailAddress.Name, a.Type
			guests = append(guests, g)
		}
		i.guests = guests
	}
	return nil
}

// take is what people report of a written status: without one the answer is lost, accepted and tentative are taken
// over, declined is not.
func (g *guest) take(status *struct {
	Response string    `json:"response"`
	Time     time.Time `json:"time"`
}) {
	switch {
	case status == nil:
		g.response, g.at = "none", time.Time{}
	case status.Response == "accepted" || status.Response == "tentativelyAccepted":
		g.response, g.at = status.Response, status.Time
	case status.Response == "declined" && g.response != "declined":
		g.response, g.at = "notResponded", time.Date(4501, 1, 1, 0, 0, 0, 0, time.UTC)
	}
}

// setTimes moves the event. Who had answered is asked again.
func (i *item) setTimes(w *written) *refusal {
	if w.Start == nil && w.End == nil {
		return nil
	}
	start, end := i.start, i.end
	ok := true
	if w.Start != nil {
		start, ok = w.Start.time()
	}
	if w.End != nil && ok {
		end, ok = w.End.time()
	}
	if !ok || end.Before(start) {
		return &refusal{400, "ErrorInvalidRequest", "the times are not readable"}
	}
	if !start.Equal(i.start) || !end.Equal(i.end) {
		for _, g := range i.guests {
			g.response, g.at, g.own = "none", time.Time{}, ""
		}
	}
	i.start, i.end = start, end
	return nil
}

// blob is what Teams puts into a body.
func blob(join string) string {
	line := `<div style="width:100%"><span style="white-space:nowrap">` + ruler + `</span></div>`
	return line + `<div class="me-email-text" lang="en-US"><div><span>Microsoft Teams meeting</span></div><div><a href="` +
		join + `">Join the meeting now</a></div></div>` + line
}

func (s *Server) remove(b *mailbox, id string, r *http.Request) (int, any, *refusal) {
	i, no := s.find(b, id, r)
	if no != nil || i.trashed {
		return 0, nil, &refusal{404, "ErrorItemNotFound", "The specified object was not found in the store."}
	}
	s.tell(i.guests, nil, true)
	i.trashed, i.cancelled = true, len(i.guests) > 0
	s.touch(b, i)
	return 204, nil, nil
}

func (s *Server) cancel(b *mailbox, id string, r *http.Request) (int, any, *refusal) {
	var w struct {
		Comment string `json:"comment"`
	}
	if no := read(r, &w); no != nil {
		return 0, nil, no
	}
	i, no := s.find(b, id, r)
	switch {
	case no != nil || i.trashed:
		return 0, nil, &refusal{404, "ErrorItemNotFound", "The specified object was not found in the store."}
	case i.organizer != b.address || len(i.guests) == 0:
		return 0, nil, &refusal{400, "ErrorInvalidRequest",
			"Your request can't be completed. You need to be an organizer to cancel a meeting."}
	}
	s.tell(i.guests, nil, true)
	i.trashed, i.cancelled = true, true
	s.touch(b, i)
	return 202, nil, nil
}

var (
	byProperty = regexp.MustCompile(`^singleValueExtendedProperties/any\(ep: ep/id eq '([^']+)' and ep/value eq ` +
		`'((?:[^']|'')*)'\)$`)
	byUID = regexp.MustCompile(`^iCalUId eq '((?:[^']|'')*)'$`)
)

func (s *Server) search(b *mailbox, _ string, r *http.Request) (int, any, *refusal) {
	q := r.URL.Query()
	filter := q.Get("$filter")
	var match func(*item) bool
	if m := byProperty.FindStringSubmatch(filter); m != nil {
		match = func(i *item) bool { return strings.EqualFold(i.props[m[1]], strings.ReplaceAll(m[2], "''", "'")) }
	} else if m := byUID.FindStringSubmatch(filter); m != nil {
		match = func(i *item) bool { return i.uid == strings.ReplaceAll(m[1], "''", "'") }
	} else {
		return 0, nil, &refusal{400, "ErrorInvalidUrlQueryFilter", "The query filter contains one or more invalid nodes."}
	}
	top, _ := strconv.Atoi(q.Get("$top"))
	list := []any{}
	for _, i := range b.items {
		if match(i) && !i.trashed && len(list) < max(top, 1) {
			list = append(list, i.render(b, prefersUTC(r), q.Has("$expand")))
		}
	}
	return 200, map[string]any{"value": list}, nil
}
