package google_test

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

// object is a JSON object, so that the fake knows no more of Google than the document tells.
type object = map[string]any

// fake is Google Calendar for one organisation, as far as its documents tell. It is a RoundTripper: no socket is opened. Every request and
// every answer is held against the discovery document.
type fake struct {
	t    *testing.T
	docs []*document

	mu       sync.Mutex
	clock    time.Time
	version  int
	forgot   int // sync tokens below are refused
	stored   map[string][]*stored
	shared   map[string]string // access role of the organizer in other calendars
	locked   map[string]bool
	plain    bool // the login is a service account's own: it may not invite
	told     map[string]int
	vacation map[string]object
	watched  map[string]object
	asked    []string // methods, in order
	// interfere, if set, is called once before the next change, and forgotten.
	interfere func()
}

// stored is one event of a calendar.
type stored struct {
	event   object
	version int // of its last change
}

const organizer = "handoff@acme.example"

// pageLimit is the most that a page holds: less than anybody asks for, as Google may.
const pageLimit = 3

func newFake(t *testing.T) *fake {
	docs, err := documents()
	if err != nil {
		t.Fatal(err)
	}
	return &fake{
		t: t, docs: docs, clock: time.Date(2027, 2, 1, 8, 0, 0, 0, time.UTC),
		stored: map[string][]*stored{}, shared: map[string]string{}, locked: map[string]bool{}, told: map[string]int{},
		vacation: map[string]object{}, watched: map[string]object{},
	}
}

// refusal is an error as Google's APIs word it.
type refusal struct {
	status  int
	reason  string
	message string
}

func (r *refusal) body() object {
	return object{"error": object{
		"code": r.status, "message": r.message,
		"errors": []any{object{"domain": "global", "reason": r.reason, "message": r.message}},
	}}
}

func (f *fake) RoundTrip(r *http.Request) (*http.Response, error) {
	var body []byte
	if r.Body != nil {
		body, _ = io.ReadAll(r.Body)
		r.Body.Close()
	}
	rec := httptest.NewRecorder()
	f.mu.Lock()
	defer f.mu.Unlock()
	f.serve(rec, r, body)
	res := rec.Result()
	res.Request = r
	return res, nil
}

func (f *fake) serve(w http.ResponseWriter, r *http.Request, body []byte) {
	d, m, vars, found := match(f.docs, r)
	if !found {
		f.t.Errorf("%s %s is in no document", r.Method, r.URL.Path)
		w.WriteHeader(http.StatusNotFound)
		return
	}
	wrong := append(d.checkQuery(m, r.URL.Query()), d.checkBody(m.ID, m.Request, body)...)
	f.asked = append(f.asked, m.ID)
	var in object
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
	body    object
	subject string
}

func (c call) query(name string) string { return c.request.URL.Query().Get(name) }

func (f *fake) answer(c call) (object, *refusal) {
	subject, found := strings.CutPrefix(c.request.Header.Get("Authorization"), "Bearer token-of-")
	if !found {
		return nil, &refusal{401, "authError", "Invalid Credentials"}
	}
	c.subject = subject
	switch c.method {
	case "calendar.freebusy.query":
		return f.freeBusy(c)
	case "gmail.users.settings.getVacation":
		set := f.vacation[subject]
		if set == nil {
			return nil, &refusal{400, "failedPrecondition", "Mail service not enabled"}
		}
		return set, nil
	case "calendar.channels.stop":
		delete(f.watched, c.body["id"].(string))
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
		return object{"kind": "calendar#calendar", "id": c.vars[0], "timeZone": "UTC"}, nil
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
		f.watched[c.body["id"].(string)] = c.body
		return object{"kind": "api#channel", "id": c.body["id"], "resourceId": "of-" + c.vars[0], "expiration": c.body["expiration"]}, nil
	}
	return nil, &refusal{501, "notImplemented", "the fake does not know " + c.method}
}

// allowed: people may do everything in their own calendar, and in others what they were given.
func (f *fake) allowed(c call) *refusal {
	owner, write := c.vars[0], c.request.Method != http.MethodGet
	role := "owner"
	if owner != c.subject {
		role = f.shared[owner]
	}
	switch {
	case f.locked[owner] || role == "":
		return &refusal{404, "notFound", "Not Found"}
	case write && role != "owner" && role != "writer":
		return &refusal{403, "requiredAccessLevel", "You need to have writer access to this calendar."}
	case write && f.plain && len(list(c.body["attendees"])) > 0:
		return &refusal{403, "forbiddenForServiceAccounts", "Service accounts cannot invite attendees without Domain-Wide Delegation of Authority."}
	}
	return nil
}

// find gives an event of a calendar, deleted ones too.
func (f *fake) find(owner, id string) *stored {
	for _, s := range f.stored[owner] {
		if s.event["id"] == id {
			return s
		}
	}
	return nil
}

// touch gives an event a new version.
func (f *fake) touch(s *stored) {
	f.version++
	f.clock = f.clock.Add(time.Second)
	s.version = f.version
	s.event["etag"] = fmt.Sprintf(`"%d"`, f.version)
	s.event["updated"] = f.clock.Format(time.RFC3339)
}

func (f *fake) get(c call) (object, *refusal) {
	s := f.find(c.vars[0], c.vars[1])
	if s == nil {
		return nil, &refusal{404, "notFound", "Not Found"}
	}
	return s.event, nil
}

func (f *fake) insert(c call) (object, *refusal) {
	owner, e := c.vars[0], c.body
	id, _ := e["id"].(string)
	if len(id) < 5 || strings.Trim(id, "0123456789abcdefghijklmnopqrstuv") != "" {
		return nil, &refusal{400, "invalid", "Invalid resource id value."}
	}
	if f.find(owner, id) != nil {
		return nil, &refusal{409, "duplicate", "The requested identifier already exists."}
	}
	maps.Copy(e, object{
		"kind": "calendar#event", "iCalUID": id + "@google.com", "created": f.clock.Format(time.RFC3339), "sequence": 0,
		"organizer": object{"email": owner, "self": true}, "eventType": "default",
	})
	if e["status"] == nil {
		e["status"] = "confirmed"
	}
	f.confer(c, e)
	s := &stored{event: e}
	f.stored[owner] = append(f.stored[owner], s)
	f.touch(s)
	f.mark(e)
	f.tell(c, guestsOf(e))
	return e, nil
}

// patch replaces the fields that are named; null takes one away.
func (f *fake) patch(c call) (object, *refusal) {
	s := f.find(c.vars[0], c.vars[1])
	if s == nil {
		return nil, &refusal{404, "notFound", "Not Found"}
	}
	if f.interfere != nil {
		interfere := f.interfere
		f.interfere = nil
		interfere()
	}
	if match := c.request.Header.Get("If-Match"); match != "" && match != s.event["etag"] {
		return nil, &refusal{412, "conditionNotMet", "Precondition Failed"}
	}
	before, revived := guestsOf(s.event), s.event["status"] == "cancelled"
	said := words(s.event)
	s.event = merge(s.event, c.body)
	f.confer(c, s.event)
	f.touch(s)
	f.mark(s.event)
	now := guestsOf(s.event)
	// Whether Google is silent about a change that no guest sees is in no document: whoever asks for all to be told is taken at his word.
	reworded := said != words(s.event) || slices.Equal(union(before, nil), union(now, nil))
	var told []string
	for _, who := range union(before, now) {
		stays := slices.Contains(before, who) && slices.Contains(now, who)
		if !stays || revived || reworded {
			told = append(told, who)
		}
	}
	f.tell(c, told)
	return s.event, nil
}

func (f *fake) remove(c call) *refusal {
	s := f.find(c.vars[0], c.vars[1])
	switch {
	case s == nil:
		return &refusal{404, "notFound", "Not Found"}
	case s.event["status"] == "cancelled":
		return &refusal{410, "deleted", "Resource has been deleted"}
	}
	s.event["status"] = "cancelled"
	f.touch(s)
	f.tell(c, guestsOf(s.event))
	return nil
}

// mark completes the list of guests: who is sent without an answer has none.
func (f *fake) mark(e object) {
	for _, a := range list(e["attendees"]) {
		guest := a.(object)
		if guest["responseStatus"] == nil {
			guest["responseStatus"] = "needsAction"
		}
	}
}

// confer makes the conference that is asked for, where the client says that it knows of conferences.
func (f *fake) confer(c call, e object) {
	data, _ := e["conferenceData"].(object)
	if c.query("conferenceDataVersion") != "1" || data == nil || data["entryPoints"] != nil {
		if data != nil && data["entryPoints"] == nil {
			delete(e, "conferenceData")
		}
		return
	}
	request := data["createRequest"].(object)
	link := "https://meet.example/" + request["requestId"].(string)[:8]
	data["entryPoints"] = []any{object{"entryPointType": "video", "uri": link}}
	e["hangoutLink"] = link
}

func (f *fake) tell(c call, who []string) {
	if c.query("sendUpdates") != "all" {
		return
	}
	for _, address := range who {
		f.told[strings.ToLower(address)]++
	}
}

// words are what makes Google tell all guests of a change.
func words(e object) string {
	return fmt.Sprint(e["summary"], e["description"], e["location"], e["start"], e["end"], e["status"])
}

func list(v any) []any {
	l, _ := v.([]any)
	return l
}

func guestsOf(e object) []string {
	var out []string
	for _, a := range list(e["attendees"]) {
		if guest := a.(object); guest["organizer"] != true {
			out = append(out, strings.ToLower(guest["email"].(string)))
		}
	}
	return out
}

func union(a, b []string) []string {
	all := slices.Concat(a, b)
	slices.Sort(all)
	return slices.Compact(all)
}

func merge(old, patch object) object {
	out := maps.Clone(old)
	for k, v := range patch {
		from, was := out[k].(object)
		to, is := v.(object)
		switch {
		case v == nil:
			delete(out, k)
		case was && is:
			out[k] = merge(from, to)
		default:
			out[k] = v
		}
	}
	return out
}
