package googletest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// Object is a JSON object, so that the fake knows no more of Google than the document tells.
type Object = map[string]any

// Server is Google Calendar for one organisation, as far as its documents tell. It is a RoundTripper: no socket is
// opened. Every request and every answer is held against the discovery document. Its fields are for the time before
// requests come; Lock takes it for later.
type Server struct {
	t    testing.TB
	docs []*document

	sync.Mutex
	clock     time.Time
	version   int
	forgot    int              // sync tokens below are refused
	Now       func() time.Time // of changes; default: a clock of its own that goes on by a second with each
	Stored    map[string][]*Stored
	Shared    map[string]string // access role of the organizer in other calendars
	Locked    map[string]bool   // by owner
	Plain     bool              // the login is a service account's own: it may not invite
	Told      map[string]int    // mails that Google would have sent, by address
	Vacation  map[string]Object
	Watched   map[string]Object
	Asked     []string // methods, in order
	Interfere func()   // called once before the next change, and forgotten
}

// Stored is one event of a calendar.
type Stored struct {
	Event   Object
	version int // of its last change
}

// Organizer is the account whose calendar it is.
const Organizer = "handoff@acme.example"

// pageLimit is the most that a page holds: less than anybody asks for, as Google may.
const pageLimit = 3

// New is a server with empty calendars.
func New(t testing.TB) *Server {
	docs, err := documents()
	if err != nil {
		t.Fatal(err)
	}
	return &Server{
		t: t, docs: docs, clock: time.Date(2027, 2, 1, 8, 0, 0, 0, time.UTC),
		Stored: map[string][]*Stored{}, Shared: map[string]string{}, Locked: map[string]bool{}, Told: map[string]int{},
		Vacation: map[string]Object{}, Watched: map[string]Object{},
	}
}

// refusal is an error as Google's APIs word it.
type refusal struct {
	status  int
	reason  string
	message string
}

func (r *refusal) body() Object {
	return Object{"error": Object{
		"code": r.status, "message": r.message,
		"errors": []any{Object{"domain": "global", "reason": r.reason, "message": r.message}},
	}}
}

// Refuse is the body of an error, as Google words it.
func Refuse(status int, reason string) string {
	body, _ := json.Marshal((&refusal{status, reason, "refused by the test"}).body())
	return string(body)
}

// RoundTrip implements http.RoundTripper.
func (f *Server) RoundTrip(r *http.Request) (*http.Response, error) {
	var body []byte
	if r.Body != nil {
		body, _ = io.ReadAll(r.Body)
		r.Body.Close()
	}
	rec := httptest.NewRecorder()
	f.Lock()
	defer f.Unlock()
	f.serve(rec, r, body)
	res := rec.Result()
	res.Request = r
	return res, nil
}

func (f *Server) serve(w http.ResponseWriter, r *http.Request, body []byte) {
	d, m, vars, found := match(f.docs, r)
	if !found {
		f.t.Errorf("%s %s is in no document", r.Method, r.URL.Path)
		w.WriteHeader(http.StatusNotFound)
		return
	}
	wrong := append(d.checkQuery(m, r.URL.Query()), d.checkBody(m.ID, m.Request, body)...)
	f.Asked = append(f.Asked, m.ID)
	var in Object
	if len(body) > 0 {
		_ = json.Unmarshal(body, &in)
	}
	out, refused := f.answer(call{method: m.ID, vars: vars, request: r, body: in})
	var buf bytes.Buffer
	switch {
	case refused != nil:
		w.WriteHeader(refused.status)
		_ = json.NewEncoder(&buf).Encode(refused.body())
	case m.Response == nil:
		w.WriteHeader(http.StatusNoContent)
	default:
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(&buf).Encode(out)
		wrong = append(wrong, d.checkBody(m.ID+" answer", m.Response, buf.Bytes())...)
	}
	for _, x := range wrong {
		f.t.Error(x)
	}
	_, _ = w.Write(buf.Bytes())
}

// call is one request, read.
type call struct {
	method  string
	vars    []string
	request *http.Request
	body    Object
	subject string
}

func (c call) query(name string) string { return c.request.URL.Query().Get(name) }

func (f *Server) answer(c call) (Object, *refusal) {
	subject, found := strings.CutPrefix(c.request.Header.Get("Authorization"), "Bearer token-of-")
	if !found {
		return nil, &refusal{401, "authError", "Invalid Credentials"}
	}
	c.subject = subject
	switch c.method {
	case "calendar.freebusy.query":
		return f.freeBusy(c)
	case "gmail.users.settings.getVacation":
		set := f.Vacation[subject]
		if set == nil {
			return nil, &refusal{400, "failedPrecondition", "Mail service not enabled"}
		}
		return set, nil
	case "calendar.channels.stop":
		delete(f.Watched, c.body["id"].(string))
		return nil, nil
	}
	if c.vars[0] == "primary" {
		c.vars[0] = subject
	}
	if no := f.allowed(c); no != nil {
		return nil, no
	}
	switch c.method {
	case "calendar.calendars.get":
		return Object{"kind": "calendar#calendar", "id": c.vars[0], "timeZone": "UTC"}, nil
	case "calendar.events.list":
		return f.list(c)
	case "calendar.events.get":
		return f.get(c)
	case "calendar.events.insert":
		return f.insert(c)
	case "calendar.events.patch":
		return f.patch(c)
	case "calendar.events.delete":
		return nil, f.remove(c)
	case "calendar.events.watch":
		f.Watched[c.body["id"].(string)] = c.body
		return Object{"kind": "api#channel", "id": c.body["id"], "resourceId": "of-" + c.vars[0],
			"expiration": c.body["expiration"]}, nil
	}
	return nil, &refusal{501, "notImplemented", "the fake does not know " + c.method}
}

// allowed: people may do everything in their own calendar, and in others what they were given.
func (f *Server) allowed(c call) *refusal {
	owner, write := c.vars[0], c.request.Method != http.MethodGet
	role := "owner"
	if owner != c.subject {
		role = f.Shared[owner]
	}
	switch {
	case f.Locked[owner] || role == "":
		return &refusal{404, "notFound", "Not Found"}
	case write && role != "owner" && role != "writer":
		return &refusal{403, "requiredAccessLevel", "You need to have writer access to this calendar."}
	case write && f.Plain && len(list(c.body["attendees"])) > 0:
		return &refusal{403, "forbiddenForServiceAccounts",
			"Service accounts cannot invite attendees without Domain-Wide Delegation of Authority."}
	}
	return nil
}

// find gives an event of a calendar, deleted ones too.
func (f *Server) find(owner, id string) *Stored {
	for _, s := range f.Stored[owner] {
		if s.Event["id"] == id {
			return s
		}
	}
	return nil
}

// touch gives an event a new version.
func (f *Server) touch(s *Stored) {
	f.version++
	if f.clock = f.clock.Add(time.Second); f.Now != nil {
		f.clock = f.Now()
	}
	s.version = f.version
	s.Event["etag"] = fmt.Sprintf(`"%d"`, f.version)
	s.Event["updated"] = f.clock.Format(time.RFC3339)
}

func (f *Server) get(c call) (Object, *refusal) {
	s := f.find(c.vars[0], c.vars[1])
	if s == nil {
		return nil, &refusal{404, "notFound", "Not Found"}
	}
	return s.Event, nil
}

func (f *Server) insert(c call) (Object, *refusal) {
	owner, e := c.vars[0], c.body
	id, _ := e["id"].(string)
	if len(id) < 5 || strings.Trim(id, "0123456789abcdefghijklmnopqrstuv") != "" {
		return nil, &refusal{400, "invalid", "Invalid resource id value."}
	}
	if f.find(owner, id) != nil {
		return nil, &refusal{409, "duplicate", "The requested identifier already exists."}
	}
	maps.Copy(e, Object{
		"kind": "calendar#event", "iCalUID": id + "@google.com", "created": f.clock.Format(time.RFC3339), "sequence": 0,
		"organizer": Object{"email": owner, "self": true}, "eventType": "default",
	})
	if e["status"] == nil {
		e["status"] = "confirmed"
	}
	f.confer(c, e)
	s := &Stored{Event: e}
	f.Stored[owner] = append(f.Stored[owner], s)
	f.touch(s)
	f.mark(e)
	f.tell(c, guestsOf(e))
	return e, nil
}

// patch replaces the fields that are named; null takes one away.
func (f *Server) patch(c call) (Object, *refusal) {
	s := f.find(c.vars[0], c.vars[1])
	if s == nil {
		return nil, &refusal{404, "notFound", "Not Found"}
	}
	if f.Interfere != nil {
		interfere := f.Interfere
		f.Interfere = nil
		interfere()
	}
	if match := c.request.Header.Get("If-Match"); match != "" && match != s.Event["etag"] {
		return nil, &refusal{412, "conditionNotMet", "Precondition Failed"}
	}
	before, revived := guestsOf(s.Event), s.Event["status"] == "cancelled"
	said := words(s.Event)
	s.Event = merge(s.Event, c.body)
	f.confer(c, s.Event)
	f.touch(s)
	f.mark(s.Event)
	now := guestsOf(s.Event)
	// Whether Google is silent about a change that no guest sees is in no document: whoever asks for all to be told is
	// taken at his word.
	reworded := said != words(s.Event) || slices.Equal(union(before, nil), union(now, nil))
	var told []string
	for _, who := range union(before, now) {
		stays := slices.Contains(before, who) && slices.Contains(now, who)
		if !stays || revived || reworded {
			told = append(told, who)
		}
	}
	f.tell(c, told)
	return s.Event, nil
}

func (f *Server) remove(c call) *refusal {
	s := f.find(c.vars[0], c.vars[1])
	switch {
	case s == nil:
		return &refusal{404, "notFound", "Not Found"}
	case s.Event["status"] == "cancelled":
		return &refusal{410, "deleted", "Resource has been deleted"}
	}
	s.Event["status"] = "cancelled"
	f.touch(s)
	f.tell(c, guestsOf(s.Event))
	return nil
}
