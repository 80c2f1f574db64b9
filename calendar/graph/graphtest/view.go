package graphtest

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// inView are the entries of a calendar between two times: its own, and the invitations from other mailboxes of the
// server.
func (s *Server) inView(b *mailbox, from, to time.Time) []*item {
	var out []*item
	for _, o := range s.boxes {
		for _, i := range o.items {
			c := i
			if o != b {
				c = i.copyFor(b.address)
			}
			if c != nil && !c.trashed && c.start.Before(to) && from.Before(c.end) {
				out = append(out, c)
			}
		}
	}
	slices.SortFunc(out, func(a, b *item) int {
		if c := a.start.Compare(b.start); c != 0 {
			return c
		}
		return strings.Compare(a.id, b.id)
	})
	return out
}

func stretch(q url.Values) (from, to time.Time, no *refusal) {
	from, err := time.Parse(time.RFC3339, q.Get("startDateTime"))
	to, err2 := time.Parse(time.RFC3339, q.Get("endDateTime"))
	switch {
	case err != nil || err2 != nil || !from.Before(to):
		no = &refusal{400, "ErrorInvalidParameter",
			"This request requires a time window specified by the query string parameters StartDateTime and EndDateTime."}
	case to.Sub(from) > 1825*24*time.Hour:
		no = &refusal{400, "ErrorInvalidParameter", "The requested time window is longer than 1825 days."}
	}
	return from, to, no
}

// pageSize is what the client prefers, within the server's own bound.
func (s *Server) pageSize(r *http.Request) int {
	for _, p := range r.Header.Values("Prefer") {
		if v, ok := strings.CutPrefix(p, "odata.maxpagesize="); ok {
			if n, err := strconv.Atoi(v); err == nil && n > 0 {
				return min(n, s.c.PageSize)
			}
		}
	}
	return min(10, s.c.PageSize)
}

func link(r *http.Request, q url.Values) string {
	return "https://" + r.URL.Host + r.URL.EscapedPath() + "?" + q.Encode()
}

func (s *Server) view(b *mailbox, _ string, r *http.Request) (int, any, *refusal) {
	q := r.URL.Query()
	from, to, no := stretch(q)
	if no != nil {
		return 0, nil, no
	}
	all := s.inView(b, from, to)
	skip, _ := strconv.Atoi(q.Get("$skip"))
	skip = min(max(skip, 0), len(all))
	size, _ := strconv.Atoi(q.Get("$top"))
	if size = min(size, s.c.PageSize); size <= 0 {
		size = min(10, s.c.PageSize)
	}
	list := []any{}
	for _, i := range all[skip:min(skip+size, len(all))] {
		list = append(list, i.render(b, prefersUTC(r), q.Has("$expand")))
	}
	out := map[string]any{"value": list}
	if skip+size < len(all) {
		q.Set("$skip", strconv.Itoa(skip+size))
		out["@odata.nextLink"] = link(r, q)
	}
	return 200, out, nil
}

// delta lists what changed since a token, page by page. Its tokens hold the stretch of time, where it began, and how
// far it has come.
func (s *Server) delta(b *mailbox, _ string, r *http.Request) (int, any, *refusal) {
	q := r.URL.Query()
	var from, to time.Time
	var since, now, skip int
	token := q.Get("$deltatoken") + q.Get("$skiptoken")
	if token == "" {
		var no *refusal
		if from, to, no = stretch(q); no != nil {
			return 0, nil, no
		}
		now = s.n
	} else {
		var a, z int64
		if n, _ := fmt.Sscanf(token, "%d.%d.%d.%d.%d", &a, &z, &since, &now, &skip); n != 5 || now < s.forgot {
			return 0, nil, &refusal{410, "SyncStateNotFound",
				"The sync state generation is not found; continue with a full synchronization."}
		}
		from, to = time.Unix(a, 0), time.Unix(z, 0)
		if q.Has("$deltatoken") {
			since, now = now, s.n
		}
	}
	list := s.changes(b, since, from, to, prefersUTC(r))
	size := s.pageSize(r)
	end := min(skip+size, len(list))
	out := map[string]any{"value": list[min(skip, len(list)):end]}
	next := func(name string, skip int) string {
		return link(r, url.Values{name: {fmt.Sprintf("%d.%d.%d.%d.%d", from.Unix(), to.Unix(), since, now, skip)}})
	}
	if end < len(list) {
		out["@odata.nextLink"] = next("$skiptoken", end)
	} else {
		out["@odata.deltaLink"] = next("$deltatoken", 0)
	}
	return 200, out, nil
}

// changes are the entries changed after a point; those that are not in the stretch of time any more, or never were,
// count as removed.
func (s *Server) changes(b *mailbox, since int, from, to time.Time, utc bool) []any {
	list := []any{}
	seen := map[*item]bool{}
	for _, c := range slices.Backward(b.log) {
		if c.at <= since || seen[c.it] {
			continue
		}
		seen[c.it] = true
		inside := c.it.start.Before(to) && from.Before(c.it.end)
		switch {
		case inside && !c.it.trashed:
			list = append(list, c.it.render(b, utc, false))
		case since > 0:
			list = append(list, map[string]any{"id": c.it.id, "@removed": map[string]any{"reason": "deleted"}})
		}
	}
	slices.Reverse(list)
	return list
}

func (s *Server) getSchedule(_ *mailbox, _ string, r *http.Request) (int, any, *refusal) {
	var w struct {
		Schedules []string `json:"schedules"`
		Start     stamp    `json:"startTime"`
		End       stamp    `json:"endTime"`
		Interval  int      `json:"availabilityViewInterval"`
	}
	if no := read(r, &w); no != nil {
		return 0, nil, no
	}
	from, ok := w.Start.time()
	to, ok2 := w.End.time()
	switch {
	case !ok || !ok2 || !from.Before(to) || w.Interval < 5 || w.Interval > 1440:
		return 0, nil, &refusal{400, "ErrorInvalidParameter", "the request is not readable"}
	case to.Sub(from) >= 62*24*time.Hour:
		return 0, nil, &refusal{400, "ErrorTimeIntervalTooBig",
			"The requested time duration specified for FreeBusyViewOptions.TimeWindow is too long."}
	case len(w.Schedules) > 20:
		return 0, nil, &refusal{400, "ErrorInvalidParameter", "too many schedules"}
	}
	var out []any
	for _, who := range w.Schedules {
		out = append(out, s.scheduleOf(who, from, to, time.Duration(w.Interval)*time.Minute, prefersUTC(r)))
	}
	return 200, map[string]any{"value": out}, nil
}

func (s *Server) scheduleOf(who string, from, to time.Time, slot time.Duration, utc bool) map[string]any {
	b := s.boxes[strings.ToLower(who)]
	switch {
	case b == nil:
		return map[string]any{"scheduleId": who, "error": map[string]any{"responseCode": "ErrorMailRecipientNotFound",
			"message": "Unable to resolve e-mail address to an Active Directory object."}}
	case b.locked:
		return map[string]any{"scheduleId": who, "error": map[string]any{"responseCode": "ErrorNoFreeBusyAccess",
			"message": "The caller has no access to free/busy data."}}
	}
	digits := map[string]byte{"free": '0', "tentative": '1', "busy": '2', "oof": '3', "workingElsewhere": '4'}
	view := []byte(strings.Repeat("0", int((to.Sub(from)+slot-1)/slot)))
	items := []any{}
	for _, i := range s.inView(b, from, to) {
		if i.cancelled {
			continue
		}
		items = append(items, map[string]any{"status": i.showAs, "start": moment(i.start, utc), "end": moment(i.end, utc),
			"isPrivate": i.sensitivity == "private"})
		for n := range view {
			at := from.Add(time.Duration(n) * slot)
			if d := digits[i.showAs]; i.start.Before(at.Add(slot)) && at.Before(i.end) && d > view[n] && d < '4' {
				view[n] = d
			}
		}
	}
	return map[string]any{"scheduleId": who, "availabilityView": string(view), "scheduleItems": items,
		"workingHours": map[string]any{}}
}
