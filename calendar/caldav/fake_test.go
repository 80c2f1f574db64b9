package caldav

import (
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"handoffd/calendar"
	"handoffd/calendar/calendartest"
)

// fake is a CalDAV server as small ones are: no sync-collection, and the habits that are switched on.
type fake struct {
	mu    sync.Mutex
	items map[string]*item // by path
	next  int

	silent    bool // PUT tells no ETag
	weak      bool // ETags are weak and unquoted
	ctag      bool // collections have a version
	schedules bool // sends invitations, whatever it is told
	directory bool // calls organizers as it knows them, says PUBLIC, and leaves out what goes without saying
	readOnly  bool
	narrow    bool     // looks for time in the first event of a series alone
	blind     bool     // finds no property
	filters   int      // the status with which it refuses to look for a property; 0: it looks
	calendars []string // paths, with a slash at the end
	home      string   // as calendar-home-set says it
	seen      []string // requests
}

type item struct {
	text string
	etag int
}

var uidLine = regexp.MustCompile(`(?m)^UID:(.*?)\r?$`)

// asSOGo is what SOGo makes of an event of its own user, and some of what others do.
var asSOGo = strings.NewReplacer("ORGANIZER;CN=Acme", "ORGANIZER;CN=Handoff", "END:VEVENT",
	"CLASS:PUBLIC\r\nEND:VEVENT",
	"TRANSP:OPAQUE\r\n", "", "STATUS:CONFIRMED\r\n", "", ";ROLE=REQ-PARTICIPANT", "")

func (f *fake) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	f.mu.Lock()
	defer f.mu.Unlock()
	body, _ := io.ReadAll(req.Body)
	f.seen = append(f.seen, req.Method+" "+req.URL.Path)
	if user, secret, ok := req.BasicAuth(); !ok || user != "handoff" || secret != "secret" {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	switch {
	case req.URL.Path == "/.well-known/caldav":
		http.Redirect(w, req, "/dav/", http.StatusMovedPermanently)
	case req.Method == "PROPFIND":
		f.propfind(w, req.URL.Path, req.Header.Get("Depth"))
	case req.Method == "REPORT":
		f.report(w, req.URL.Path, string(body))
	case req.Method == http.MethodOptions && f.schedules:
		w.Header().Set("DAV", "1, calendar-access, calendar-auto-schedule")
	case req.Method == http.MethodOptions:
		w.Header().Set("DAV", "1, calendar-access")
	default:
		f.object(w, req, string(body))
	}
}

func (f *fake) object(w http.ResponseWriter, req *http.Request, body string) {
	it := f.items[req.URL.Path]
	switch {
	case req.Method != http.MethodPut && it == nil:
		w.WriteHeader(http.StatusNotFound)
	case req.Method == http.MethodGet:
		w.Header().Set("Content-Type", "text/calendar")
		w.Header().Set("ETag", f.tag(it))
		_, _ = io.WriteString(w, it.text)
	case f.readOnly:
		w.WriteHeader(http.StatusForbidden)
	case req.Method == http.MethodDelete:
		delete(f.items, req.URL.Path)
		w.WriteHeader(http.StatusNoContent)
	case req.Header.Get("If-None-Match") == "*" && it != nil, req.Header.Get("If-Match") != "" &&
		(it == nil || req.Header.Get("If-Match") != fmt.Sprintf(`"%d"`, it.etag)):
		w.WriteHeader(http.StatusPreconditionFailed)
	case f.conflict(req.URL.Path, body):
		w.Header().Set("Content-Type", "application/xml")
		w.WriteHeader(http.StatusForbidden)
		_, _ = io.WriteString(w, `<error xmlns="DAV:"><no-uid-conflict xmlns="urn:ietf:params:xml:ns:caldav"/></error>`)
	default:
		if f.schedules {
			body = strings.ReplaceAll(strings.ReplaceAll(body, "\r\n ", ""), "SCHEDULE-AGENT=CLIENT", `SCHEDULE-STATUS="1.2"`)
		}
		if f.directory {
			body = asSOGo.Replace(strings.ReplaceAll(body, "\r\n ", ""))
		}
		f.next++
		f.items[req.URL.Path] = &item{text: body, etag: f.next}
		if !f.silent {
			w.Header().Set("ETag", f.tag(f.items[req.URL.Path]))
		}
		w.WriteHeader(http.StatusCreated)
	}
}

func (f *fake) tag(it *item) string {
	if f.weak {
		return fmt.Sprintf("W/%d", it.etag)
	}
	return fmt.Sprintf(`"%d"`, it.etag)
}

func (f *fake) conflict(at, body string) bool {
	uid := uidLine.FindStringSubmatch(body)
	for other, it := range f.items {
		if other != at && path.Dir(other) == path.Dir(at) && uid != nil &&
			slices.Equal(uidLine.FindStringSubmatch(it.text), uid) {
			return true
		}
	}
	return false
}

func (f *fake) propfind(w http.ResponseWriter, at, depth string) {
	var b strings.Builder
	switch {
	case slices.Contains(f.calendars, at):
		f.describe(&b, at)
		for _, name := range f.members(at) {
			if depth == "1" {
				fmt.Fprintf(&b, "<response><href>%s</href><propstat><prop><getetag>%s</getetag></prop><status>HTTP/1.1 200 "+
					"OK</status></propstat></response>", name, f.tag(f.items[name]))
			}
		}
	case f.items[at] != nil:
		fmt.Fprintf(&b, "<response><href>%s</href><propstat><prop><getetag>%s</getetag></prop><status>HTTP/1.1 200 "+
			"OK</status></propstat></response>", at, f.tag(f.items[at]))
	case at == "/dav/":
		fmt.Fprint(&b, `<response><href>/dav/</href><propstat><prop><current-user-principal><href>/dav/me/</href></current-user-principal></prop><status>HTTP/1.1 200 OK</status></propstat></response>`)
	case at == "/dav/me/":
		fmt.Fprintf(&b, `<response><href>/dav/me/</href><propstat><prop><C:calendar-home-set><href>%s</href></C:calendar-home-set></prop><status>HTTP/1.1 200 OK</status></propstat></response>`, f.home)
	case at == "/dav/home/" && depth == "1":
		for _, c := range f.calendars {
			f.describe(&b, c)
		}
	default:
		w.WriteHeader(http.StatusNotFound)
		return
	}
	f.multistatus(w, b.String())
}

func (f *fake) describe(b *strings.Builder, c string) {
	fmt.Fprintf(b, `<response><href>%s</href><propstat><prop><resourcetype><collection/><C:calendar/></resourcetype><displayname>My %s</displayname>`, c, path.Base(c))
	if f.readOnly {
		b.WriteString("<current-user-privilege-set><privilege><read/></privilege></current-user-privilege-set>")
	}
	if f.ctag {
		fmt.Fprintf(b, `<S:getctag>%d-%d</S:getctag>`, f.next, len(f.items))
	}
	b.WriteString(`</prop><status>HTTP/1.1 200 OK</status></propstat><propstat><prop><sync-token/></prop><status>HTTP/1.1 404 Not Found</status></propstat></response>`)
}

func (f *fake) members(at string) []string {
	var names []string
	for name := range f.items {
		if strings.HasPrefix(name, at) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

var (
	hrefs     = regexp.MustCompile(`<href>(.*?)</href>`)
	property  = regexp.MustCompile(`<C:prop-filter name="(.*?)"/>`)
	timeRange = regexp.MustCompile(`<C:time-range start="(.*?)" end="(.*?)"/>`)
	dtStart   = regexp.MustCompile(`(?m)^DTSTART[^:]*:(\d+)`)
	textMatch = regexp.MustCompile(`<C:text-match[^>]*>(.*?)</C:text-match>`)
)

// report answers calendar-query, not caring about the time asked for unless it is narrow, and calendar-multiget.
func (f *fake) report(w http.ResponseWriter, at, body string) {
	var names []string
	switch {
	case strings.Contains(body, "<C:calendar-query"):
		names = f.members(at)
		if match := property.FindStringSubmatch(body); match != nil {
			if f.filters != 0 {
				w.WriteHeader(f.filters)
				return
			}
			names = slices.DeleteFunc(names, func(name string) bool {
				return f.blind ||
					!strings.Contains(f.items[name].text, "\n"+match[1])
			})
		}
		if match := timeRange.FindStringSubmatch(body); match != nil && f.narrow {
			names = slices.DeleteFunc(names, func(name string) bool {
				start := dtStart.FindStringSubmatch(f.items[name].text)[1]
				return start < match[1] || start > match[2]
			})
		}
		if match := textMatch.FindStringSubmatch(body); match != nil {
			names = slices.DeleteFunc(names, func(name string) bool { return !strings.Contains(f.items[name].text, match[1]) })
		}
	case strings.Contains(body, "<C:calendar-multiget"):
		for _, href := range hrefs.FindAllStringSubmatch(body, -1) {
			names = append(names, href[1])
		}
	default:
		w.WriteHeader(http.StatusNotImplemented)
		return
	}
	var b strings.Builder
	for _, name := range names {
		it := f.items[name]
		if it == nil {
			fmt.Fprintf(&b, "<response><href>%s</href><status>HTTP/1.1 404 Not Found</status></response>", name)
			continue
		}
		fmt.Fprintf(&b, "<response><href>%s</href><propstat><prop><getetag>%s</getetag><C:calendar-data>", name, f.tag(it))
		_ = xml.EscapeText(&b, []byte(it.text))
		b.WriteString("</C:calendar-data></prop><status>HTTP/1.1 200 OK</status></propstat></response>")
	}
	f.multistatus(w, b.String())
}

func (f *fake) multistatus(w http.ResponseWriter, responses string) {
	w.Header().Set("Content-Type", "application/xml")
	w.WriteHeader(http.StatusMultiStatus)
	_, _ = io.WriteString(w, xml.Header+"<multistatus"+namespaces+">"+responses+"</multistatus>")
}

func newFake() *fake {
	return &fake{items: map[string]*item{}, calendars: []string{"/dav/home/meetings/", "/dav/home/rita/"},
		home: "/dav/home/"}
}

func serve(t testing.TB, f http.Handler) string {
	t.Helper()
	s := httptest.NewServer(f)
	t.Cleanup(s.Close)
	return s.URL
}

// TestConformanceWithoutSync holds the provider to the suite on a server that has no sync-collection.
func TestConformanceWithoutSync(t *testing.T) {
	for name, habits := range map[string]func(*fake){
		"plain":  func(*fake) {},
		"modest": func(f *fake) { f.silent, f.weak, f.ctag = true, true, true },
	} {
		t.Run(name, func(t *testing.T) {
			calendartest.Run(t, "no sync, "+name, func(t *testing.T) *calendartest.Rig { return fakeRig(t, habits) })
		})
	}
}

func fakeRig(t *testing.T, habits func(*fake)) *calendartest.Rig {
	f := newFake()
	habits(f)
	base := serve(t, f)
	w := raw{t, base, nil}
	client := func(path, self string) func(http.RoundTripper) *Calendar {
		return func(rt http.RoundTripper) *Calendar {
			return open(t, Options{URL: base + path, Username: "handoff", Password: password, Self: []string{self},
				Client: &http.Client{Transport: rt}})
		}
	}
	provider, reader := client("/dav/home/meetings/", organizer), client("/dav/home/rita/", owner)
	return &calendartest.Rig{
		Provider:  func(rt http.RoundTripper) calendar.Provider { return provider(rt) },
		Reader:    func(rt http.RoundTripper) calendar.Reader { return reader(rt) },
		Organizer: organizer, Owner: owner, OwnerCalendar: base + "/dav/home/rita/", TakesAnswers: true,
		Events: func(uid string) (found []calendar.Event) {
			for _, c := range f.calendars {
				for _, name := range f.members(c) {
					found = append(found, w.events(name, uid)...)
				}
			}
			return found
		},
		Answer: func(uid, guest string, answer calendar.PartStat) {
			w.answer("/dav/home/meetings/"+resourceName(uid), guest, answer)
		},
		Plant: func(list []calendartest.Planted) { w.plant("/dav/home/rita/", list) },
	}
}
