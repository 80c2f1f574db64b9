// Package graphtest is the calendar part of Microsoft Graph in one process, for tests. It behaves as Microsoft's
// documentation says, and is strict where that helps: unknown query options and fields are refused, more than four
// requests at a time to one mailbox are throttled, times come in another zone unless UTC was preferred.
//
// It keeps count of the mails that Exchange would send, by the rules for updates of an event: a change of the attendees
// alone is told to those added or removed, any other change of what people see to everybody.
package graphtest

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"time"
)

// Config describes the server.
type Config struct {
	Token     string           // the one access token that is good
	Mailboxes []string         // addresses
	Now       func() time.Time // default time.Now
	PageSize  int              // most of a page; default 50
}

// Server is Microsoft Graph. Its methods are safe for concurrent use.
type Server struct {
	c Config

	mu       sync.Mutex
	n        int // for ids, versions and the log
	boxes    map[string]*mailbox
	told     map[string]int
	forgot   int // deltas before this are refused
	requests []string
}

type mailbox struct {
	address  string
	items    []*item
	log      []change
	away     map[string]any
	denied   map[string]bool // "calendar", "settings"
	locked   bool
	under    int // requests under way
	peak     int
	disabled bool // no Exchange mailbox
}

type change struct {
	at int
	it *item
}

// New returns a server with empty calendars.
func New(c Config) *Server {
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.PageSize == 0 {
		c.PageSize = 50
	}
	s := &Server{c: c, n: 1, boxes: map[string]*mailbox{}, told: map[string]int{}}
	for _, a := range c.Mailboxes {
		s.boxes[strings.ToLower(a)] = &mailbox{address: strings.ToLower(a), denied: map[string]bool{}}
	}
	return s
}

// Endpoint is the address that Transport answers for.
const Endpoint = "https://graph.test.example/v1.0"

// Transport leads to the server without a socket.
func (s *Server) Transport() http.RoundTripper { return roundTrip{s} }

type roundTrip struct{ s *Server }

func (t roundTrip) RoundTrip(r *http.Request) (*http.Response, error) {
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	if r.Body == nil {
		r.Body = http.NoBody
	}
	w := httptest.NewRecorder()
	t.s.ServeHTTP(w, r)
	return w.Result(), nil
}

// refusal is an answer that is no success.
type refusal struct {
	status        int
	code, message string
}

// Refuse is the header and body of an error, as Graph has them for a status.
func Refuse(status int) (http.Header, string) {
	code := map[int]string{
		401: "InvalidAuthenticationToken", 403: "ErrorAccessDenied", 404: "ErrorItemNotFound",
		409: "ErrorIrresolvableConflict", 410: "SyncStateNotFound",
		412: "ErrorIrresolvableConflict", 429: "ApplicationThrottled", 503: "ErrorServerBusy",
	}[status]
	h := http.Header{"Content-Type": {"application/json"}}
	return h, fmt.Sprintf(`{"error":{"code":%q,"message":"refused by the test",`+
		`"innerError":{"date":"2027-03-01T09:00:00","request-id":"00000000-0000-0000-0000-000000000001"}}}`, code)
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	box, rest, no := s.enter(r)
	var out any
	status := http.StatusOK
	if no == nil {
		status, out, no = s.route(box, rest, r)
		s.mu.Lock()
		box.under--
		s.mu.Unlock()
	}
	w.Header().Set("Content-Type", "application/json")
	if no != nil {
		if no.status == http.StatusTooManyRequests {
			w.Header().Set("Retry-After", "1")
		}
		w.WriteHeader(no.status)
		_ = json.NewEncoder(w).Encode(map[string]any{"error": map[string]any{"code": no.code, "message": no.message}})
		return
	}
	w.WriteHeader(status)
	if out != nil {
		_ = json.NewEncoder(w).Encode(out)
	}
}

func (s *Server) enter(r *http.Request) (*mailbox, []string, *refusal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests = append(s.requests, r.Method+" "+r.URL.Path)
	if r.Header.Get("Authorization") != "Bearer "+s.c.Token {
		return nil, nil, &refusal{401, "InvalidAuthenticationToken", "Access token is empty or not valid."}
	}
	parts := strings.Split(strings.TrimPrefix(r.URL.EscapedPath(), "/v1.0/users/"), "/")
	for i := range parts {
		parts[i], _ = url.PathUnescape(parts[i])
	}
	box := s.boxes[strings.ToLower(parts[0])]
	switch {
	case !strings.HasPrefix(r.URL.Path, "/v1.0/users/") || len(parts) < 2:
		return nil, nil, &refusal{400, "BadRequest", "Resource not found for the segment."}
	case box == nil:
		return nil, nil, &refusal{404, "ErrorInvalidUser", "The requested user is invalid."}
	case box.disabled:
		return nil, nil, &refusal{404, "MailboxNotEnabledForRESTAPI",
			"The mailbox is either inactive, soft-deleted, or is hosted on-premise."}
	case box.under >= 4:
		return nil, nil, &refusal{429, "ApplicationThrottled", "Application is over its MailboxConcurrency limit."}
	}
	box.under++
	box.peak = max(box.peak, box.under)
	return box, parts[1:], nil
}

func (s *Server) route(box *mailbox, path []string, r *http.Request) (int, any, *refusal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	what := r.Method + " " + strings.Join(path, "/")
	if len(path) >= 2 && path[0] == "events" {
		what = r.Method + " events/{id}"
		if len(path) == 3 {
			what += "/" + path[2]
		}
	}
	known, ok := routes[what]
	if !ok {
		return 0, nil, &refusal{400, "BadRequest", "there is no " + what}
	}
	for option := range r.URL.Query() {
		if !strings.Contains(" "+known.options+" ", " "+option+" ") {
			return 0, nil, &refusal{400, "ErrorInvalidUrlQuery", "query option " + option + " is not supported here"}
		}
	}
	if box.denied[known.right] {
		return 0, nil, &refusal{403, "ErrorAccessDenied", "Access is denied. Check credentials and try again."}
	}
	id := ""
	if len(path) >= 2 && path[0] == "events" {
		id = path[1]
	}
	return known.do(s, box, id, r)
}

type route struct {
	options string
	right   string // what an admin can deny
	do      func(s *Server, b *mailbox, id string, r *http.Request) (int, any, *refusal)
}

var routes = map[string]route{
	"GET calendar":            {"$select", "calendar", (*Server).getCalendar},
	"GET calendar/events":     {"$filter $expand $top", "calendar", (*Server).search},
	"POST calendar/events":    {"", "calendar", (*Server).create},
	"GET events/{id}":         {"$expand", "calendar", (*Server).get},
	"PATCH events/{id}":       {"", "calendar", (*Server).patch},
	"DELETE events/{id}":      {"", "calendar", (*Server).remove},
	"POST events/{id}/cancel": {"", "calendar", (*Server).cancel},
	"GET calendarView": {"startDateTime endDateTime $expand $top $skip", "calendar",
		(*Server).view},
	"GET calendarView/delta": {"startDateTime endDateTime $skiptoken $deltatoken", "calendar",
		(*Server).delta},
	"POST calendar/getSchedule":                   {"", "calendar", (*Server).getSchedule},
	"GET mailboxSettings/automaticRepliesSetting": {"", "settings", (*Server).automaticReplies},
}

func (s *Server) getCalendar(b *mailbox, _ string, _ *http.Request) (int, any, *refusal) {
	return 200, map[string]any{"id": "calendar-" + b.address, "canEdit": !b.denied["write"],
		"allowedOnlineMeetingProviders": []string{"teamsForBusiness"}}, nil
}

func (s *Server) automaticReplies(b *mailbox, _ string, _ *http.Request) (int, any, *refusal) {
	if b.away == nil {
		return 200, map[string]any{"status": "disabled"}, nil
	}
	return 200, b.away, nil
}

// Notices counts the mails that went out, by address.
func (s *Server) Notices() map[string]int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return maps.Clone(s.told)
}

// Requests are the method and path of every request so far.
func (s *Server) Requests() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.requests...)
}

// Peak is how many requests to the mailbox were under way at once, at most.
func (s *Server) Peak(address string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.boxes[address].peak
}

// Expire makes the server forget all deltas.
func (s *Server) Expire() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.n++
	s.forgot = s.n
}

// Deny takes a right to a mailbox from the application: "calendar", "write" or "settings".
func (s *Server) Deny(address, right string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.boxes[address].denied[right] = true
}

// Grant gives all rights to a mailbox back.
func (s *Server) Grant(address string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.boxes[address].denied)
	s.boxes[address].locked = false
}

// Disable takes the license from a mailbox.
func (s *Server) Disable(address string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.boxes[address].disabled = true
}

// Lock makes free/busy of the mailbox an error of that schedule, and its calendar unreadable.
func (s *Server) Lock(address string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.boxes[address].locked, s.boxes[address].denied["calendar"] = true, true
}

// SetAway sets the automatic replies; without times they are always on.
func (s *Server) SetAway(address string, start, end time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	away := map[string]any{"status": "alwaysEnabled", "externalReplyMessage": "I am away."}
	if !start.IsZero() {
		away["status"], away["scheduledStartDateTime"], away["scheduledEndDateTime"] = "scheduled", moment(start, true),
			moment(end, true)
	}
	s.boxes[address].away = away
}
