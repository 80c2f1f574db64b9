package google_test

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"handoffd/calendar"
	"handoffd/calendar/calendartest"
)

// list reads a calendar whole, between two times, or since a sync token; a page at a time.
func (f *fake) list(c call) (object, *refusal) {
	owner := c.vars[0]
	since := 0
	if token := c.query("syncToken"); token != "" {
		n, err := strconv.Atoi(strings.TrimPrefix(token, "sync-"))
		if err != nil || n < f.forgot {
			return nil, &refusal{410, "fullSyncRequired", "Sync token is no longer valid, a full sync is required."}
		}
		since = n
	}
	var items []object
	for _, s := range f.stored[owner] {
		if s.version > since && (since > 0 || s.event["status"] != "cancelled") && inside(s.event, c) {
			items = append(items, s.event)
		}
	}
	offset, _ := strconv.Atoi(strings.TrimPrefix(c.query("pageToken"), "page-"))
	end := min(offset+pageLimit, len(items))
	role := f.shared[owner]
	if owner == c.subject {
		role = "owner"
	}
	out := object{
		"kind": "calendar#events", "timeZone": "Europe/Berlin", "accessRole": role, "items": f.views(items[min(offset, end):end], owner),
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
func (f *fake) views(events []object, owner string) []any {
	out := []any{}
	for _, e := range events {
		seen := object{}
		data, _ := json.Marshal(e)
		_ = json.Unmarshal(data, &seen)
		if e["status"] == "cancelled" {
			seen = object{"kind": e["kind"], "id": e["id"], "etag": e["etag"], "status": "cancelled", "updated": e["updated"]}
		}
		for _, a := range list(seen["attendees"]) {
			if guest := a.(object); guest["email"] == owner {
				guest["self"] = true
			}
		}
		out = append(out, seen)
	}
	return out
}

func inside(e object, c call) bool {
	if c.query("timeMin") == "" {
		return true
	}
	from, _ := time.Parse(time.RFC3339, c.query("timeMin"))
	to, _ := time.Parse(time.RFC3339, c.query("timeMax"))
	return span(e).Overlaps(calendar.Span{Start: from, End: to})
}

// span is the time of an event in a calendar whose zone is Berlin.
func span(e object) calendar.Span {
	berlin, _ := time.LoadLocation("Europe/Berlin")
	read := func(field string) time.Time {
		at, _ := e[field].(object)
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
func (f *fake) freeBusy(c call) (object, *refusal) {
	from, _ := time.Parse(time.RFC3339, c.body["timeMin"].(string))
	to, _ := time.Parse(time.RFC3339, c.body["timeMax"].(string))
	if to.Sub(from) > 90*24*time.Hour {
		return nil, &refusal{400, "timeRangeTooLong", "The requested time range is too long."}
	}
	calendars := object{}
	for _, item := range list(c.body["items"]) {
		id := item.(object)["id"].(string)
		if f.locked[id] {
			calendars[id] = object{"errors": []any{object{"domain": "global", "reason": "notFound"}}, "busy": []any{}}
			continue
		}
		busy := []any{}
		for _, s := range f.stored[id] {
			at := span(s.event)
			if s.event["transparency"] == "transparent" || s.event["status"] == "cancelled" || declined(s.event, id) || !at.Overlaps(calendar.Span{Start: from, End: to}) {
				continue
			}
			busy = append(busy, object{"start": at.Start.Format(time.RFC3339), "end": at.End.Format(time.RFC3339)})
		}
		calendars[id] = object{"busy": busy}
	}
	return object{"kind": "calendar#freeBusy", "calendars": calendars, "timeMin": c.body["timeMin"], "timeMax": c.body["timeMax"]}, nil
}

func declined(e object, who string) bool {
	for _, a := range list(e["attendees"]) {
		if guest := a.(object); guest["email"] == who && guest["responseStatus"] == "declined" {
			return true
		}
	}
	return false
}

// add puts an event into a calendar past the API.
func (f *fake) add(owner string, e object) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for k, v := range (object{
		"kind": "calendar#event", "id": fmt.Sprintf("planted%d", f.version), "iCalUID": fmt.Sprintf("planted%d@google.com", f.version),
		"status": "confirmed", "organizer": object{"email": owner, "self": true}, "eventType": "default",
	}) {
		if e[k] == nil {
			e[k] = v
		}
	}
	s := &stored{event: e}
	f.stored[owner] = append(f.stored[owner], s)
	f.touch(s)
}

// plant is an appointment of the suite; a series becomes its instances, as Google lists them.
func (f *fake) plant(owner string, p calendartest.Planted) {
	answers := map[calendar.PartStat]string{calendar.Accepted: "accepted", calendar.Declined: "declined", calendar.Tentative: "tentative"}
	for week := range max(p.Weeks, 1) {
		start, end := p.Start.AddDate(0, 0, 7*week), p.End.AddDate(0, 0, 7*week)
		e := object{"summary": p.Title, "start": object{"dateTime": start.Format(time.RFC3339)}, "end": object{"dateTime": end.Format(time.RFC3339)}}
		if p.AllDay {
			e["start"], e["end"] = object{"date": start.Format(time.DateOnly)}, object{"date": end.Format(time.DateOnly)}
		}
		if p.Free {
			e["transparency"] = "transparent"
		}
		if p.Cancelled {
			e["status"] = "cancelled"
		}
		if p.Own != "" {
			e["organizer"] = object{"email": "chair@acme.example"}
			e["attendees"] = []any{object{"email": owner, "responseStatus": answers[p.Own]}}
		}
		if p.Weeks > 1 {
			e["recurringEventId"] = "series"
		}
		f.add(owner, e)
	}
}
