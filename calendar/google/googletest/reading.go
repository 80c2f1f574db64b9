package googletest

import (
	"encoding/json"
	"fmt"
	"maps"
	"strconv"
	"strings"
	"time"

	"handoffd/calendar"
	"handoffd/calendar/calendartest"
)

// list reads a calendar whole, between two times, or since a sync token; a page at a time.
func (f *Server) list(c call) (Object, *refusal) {
	owner := c.vars[0]
	since := 0
	if token := c.query("syncToken"); token != "" {
		n, err := strconv.Atoi(strings.TrimPrefix(token, "sync-"))
		if err != nil || n < f.forgot {
			return nil, &refusal{410, "fullSyncRequired", "Sync token is no longer valid, a full sync is required."}
		}
		since = n
	}
	var items []Object
	for _, s := range f.Stored[owner] {
		if s.version > since && (since > 0 || s.Event["status"] != "cancelled") && inside(s.Event, c) {
			items = append(items, s.Event)
		}
	}
	offset, _ := strconv.Atoi(strings.TrimPrefix(c.query("pageToken"), "page-"))
	end := min(offset+pageLimit, len(items))
	role := f.Shared[owner]
	if owner == c.subject {
		role = "owner"
	}
	out := Object{
		"kind": "calendar#events", "timeZone": "Europe/Berlin", "accessRole": role,
		"items": f.views(items[min(offset, end):end], owner),
	}
	if end < len(items) {
		out["nextPageToken"] = fmt.Sprintf("page-%d", end)
	} else if c.query("timeMin") == "" {
		out["nextSyncToken"] = fmt.Sprintf("sync-%d", f.version)
	}
	if fields := c.query("fields"); fields != "" {
		for k := range out {
			if !strings.Contains(","+fields+",", ","+k+",") {
				delete(out, k)
			}
		}
	}
	return out, nil
}

// views are the events as the owner of a calendar sees them; of deleted ones little is left.
func (f *Server) views(events []Object, owner string) []any {
	out := []any{}
	for _, e := range events {
		seen := Object{}
		data, _ := json.Marshal(e)
		_ = json.Unmarshal(data, &seen)
		if e["status"] == "cancelled" {
			seen = Object{"kind": e["kind"], "id": e["id"], "etag": e["etag"], "status": "cancelled", "updated": e["updated"]}
		}
		for _, a := range list(seen["attendees"]) {
			if guest := a.(Object); guest["email"] == owner {
				guest["self"] = true
			}
		}
		out = append(out, seen)
	}
	return out
}

func inside(e Object, c call) bool {
	if c.query("timeMin") == "" {
		return true
	}
	from, _ := time.Parse(time.RFC3339, c.query("timeMin"))
	to, _ := time.Parse(time.RFC3339, c.query("timeMax"))
	return span(e).Overlaps(calendar.Span{Start: from, End: to})
}

// span is the time of an event in a calendar whose zone is Berlin.
func span(e Object) calendar.Span {
	berlin, _ := time.LoadLocation("Europe/Berlin")
	read := func(field string) time.Time {
		at, _ := e[field].(Object)
		if day, ok := at["date"].(string); ok {
			t, _ := time.ParseInLocation(time.DateOnly, day, berlin)
			return t
		}
		text, _ := at["dateTime"].(string)
		t, _ := time.Parse(time.RFC3339, text)
		return t
	}
	return calendar.Span{Start: read("start"), End: read("end")}
}

// freeBusy is Google's own reckoning: what is transparent, declined or cancelled does not count.
func (f *Server) freeBusy(c call) (Object, *refusal) {
	from, _ := time.Parse(time.RFC3339, c.body["timeMin"].(string))
	to, _ := time.Parse(time.RFC3339, c.body["timeMax"].(string))
	if to.Sub(from) > 90*24*time.Hour {
		return nil, &refusal{400, "timeRangeTooLong", "The requested time range is too long."}
	}
	calendars := Object{}
	for _, item := range list(c.body["items"]) {
		id := item.(Object)["id"].(string)
		if f.Locked[id] {
			calendars[id] = Object{"errors": []any{Object{"domain": "global", "reason": "notFound"}}, "busy": []any{}}
			continue
		}
		busy := []any{}
		for _, s := range f.Stored[id] {
			at := span(s.Event)
			if s.Event["transparency"] == "transparent" || s.Event["status"] == "cancelled" || declined(s.Event, id) ||
				!at.Overlaps(calendar.Span{Start: from, End: to}) {
				continue
			}
			busy = append(busy, Object{"start": at.Start.Format(time.RFC3339), "end": at.End.Format(time.RFC3339)})
		}
		calendars[id] = Object{"busy": busy}
	}
	return Object{"kind": "calendar#freeBusy", "calendars": calendars, "timeMin": c.body["timeMin"],
		"timeMax": c.body["timeMax"]}, nil
}

func declined(e Object, who string) bool {
	for _, a := range list(e["attendees"]) {
		if guest := a.(Object); guest["email"] == who && guest["responseStatus"] == "declined" {
			return true
		}
	}
	return false
}

// Add puts an event into a calendar past the API.
func (f *Server) Add(owner string, e Object) {
	f.Lock()
	defer f.Unlock()
	for k, v := range (Object{
		"kind": "calendar#event", "id": fmt.Sprintf("planted%d", f.version), "iCalUID": fmt.Sprintf("planted%d@google.com",
			f.version),
		"status": "confirmed", "organizer": Object{"email": owner, "self": true}, "eventType": "default",
	}) {
		if e[k] == nil {
			e[k] = v
		}
	}
	s := &Stored{Event: e}
	f.Stored[owner] = append(f.Stored[owner], s)
	f.touch(s)
}

// Plant is an appointment of the suite; a series becomes its instances, as Google lists them.
func (f *Server) Plant(owner string, p calendartest.Planted) {
	answers := map[calendar.PartStat]string{calendar.Accepted: "accepted", calendar.Declined: "declined",
		calendar.Tentative: "tentative"}
	for week := range max(p.Weeks, 1) {
		start, end := p.Start.AddDate(0, 0, 7*week), p.End.AddDate(0, 0, 7*week)
		e := Object{"summary": p.Title, "start": Object{"dateTime": start.Format(time.RFC3339)},
			"end": Object{"dateTime": end.Format(time.RFC3339)}}
		if p.AllDay {
			e["start"], e["end"] = Object{"date": start.Format(time.DateOnly)}, Object{"date": end.Format(time.DateOnly)}
		}
		if p.Free {
			e["transparency"] = "transparent"
		}
		if p.Cancelled {
			e["status"] = "cancelled"
		}
		if p.Own != "" {
			e["organizer"] = Object{"email": "chair@acme.example"}
			e["attendees"] = []any{Object{"email": owner, "responseStatus": answers[p.Own]}}
		}
		if p.Weeks > 1 {
			e["recurringEventId"] = "series"
		}
		f.Add(owner, e)
	}
}

// Events are the living events with the UID in all calendars, read without the code under test.
func (f *Server) Events(uid string) []calendar.Event {
	f.Lock()
	defer f.Unlock()
	var out []calendar.Event
	for owner, all := range f.Stored {
		for _, s := range all {
			properties, _ := s.Event["extendedProperties"].(Object)
			private, _ := properties["private"].(Object)
			if private["handoffdUID"] != uid || s.Event["status"] == "cancelled" {
				continue
			}
			e := calendar.Event{UID: uid, Organizer: calendar.Attendee{Address: owner}, Start: span(s.Event).Start,
				End: span(s.Event).End}
			e.Summary, _ = s.Event["summary"].(string)
			e.Description, _ = s.Event["description"].(string)
			e.Location, _ = s.Event["location"].(string)
			for _, a := range list(s.Event["attendees"]) {
				guest := a.(Object)
				status := map[any]calendar.PartStat{"accepted": calendar.Accepted, "declined": calendar.Declined,
					"tentative": calendar.Tentative}[guest["responseStatus"]]
				e.Attendees = append(e.Attendees, calendar.Attendee{Address: guest["email"].(string), PartStat: status})
			}
			out = append(out, e)
		}
	}
	return out
}

// Expire makes the server forget all sync tokens.
func (f *Server) Expire() {
	f.Lock()
	defer f.Unlock()
	f.version++
	f.forgot = f.version
}

// Notices counts the mails that went out, by address.
func (f *Server) Notices() map[string]int {
	f.Lock()
	defer f.Unlock()
	return maps.Clone(f.Told)
}

// Answer is a guest who presses a button.
func (f *Server) Answer(uid, guest string, answer calendar.PartStat) {
	f.Lock()
	defer f.Unlock()
	f.AnswerAs(uid, guest, strings.ToLower(string(answer)))
}

// AnswerAs is the same in Google's words, for Interfere, where the server is locked already.
func (f *Server) AnswerAs(uid, guest, answer string) {
	for _, s := range f.Stored[Organizer] {
		properties, _ := s.Event["extendedProperties"].(Object)
		private, _ := properties["private"].(Object)
		if private["handoffdUID"] != uid {
			continue
		}
		for _, a := range list(s.Event["attendees"]) {
			if a.(Object)["email"] == guest {
				a.(Object)["responseStatus"] = answer
			}
		}
		f.touch(s)
	}
}
