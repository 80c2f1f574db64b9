package feed

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"text/tabwriter"
	"time"

	"github.com/google/go-cmp/cmp"

	"handoffd/calendar"
)

const rita = "rita@acme.example"

var noon = time.Date(2027, 3, 1, 12, 0, 0, 0, time.UTC)

const oneEvent = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\nBEGIN:VEVENT\r\nUID:a@x\r\nDTSTAMP:20270301T000000Z\r\nDTSTART:20270301T121500Z\r\nDTEND:20270301T124500Z\r\nSUMMARY:Call\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"

func source1(address string) map[string]Source {
	return map[string]Source{"Rita@Acme.example": {URL: address, Self: []string{"rr@acme.example"}, Zone: time.UTC}}
}

func newReader(t *testing.T, o Options) *Reader {
	t.Helper()
	if o.Now == nil {
		o.Now = func() time.Time { return noon }
	}
	r, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(r.client.CloseIdleConnections)
	return r
}

func serve(t *testing.T, h http.HandlerFunc) string {
	t.Helper()
	srv := httptest.NewServer(h)
	t.Cleanup(srv.Close)
	return srv.URL
}

func read(r *Reader) (calendar.Schedule, error) {
	return r.Schedule(context.Background(), rita, noon, noon.Add(24*time.Hour))
}

func TestSchedule(t *testing.T) {
	event := func(uid, rest string) string {
		return "BEGIN:VEVENT\r\nUID:" + uid + "\r\nDTSTAMP:20270301T000000Z\r\n" + rest + "\r\nEND:VEVENT\r\n"
	}
	const invited = "\r\nORGANIZER:mailto:lin@elsewhere.example\r\nATTENDEE;PARTSTAT=%s:mailto:RR@acme.example"
	text := "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\n" +
		event("busy@x", "DTSTART:20270301T130000Z\r\nDTEND:20270301T140000Z") +
		event("declined@x", "DTSTART:20270301T150000Z\r\nDTEND:20270301T160000Z"+fmt.Sprintf(invited, "DECLINED")) +
		event("accepted@x", "DTSTART:20270301T170000Z\r\nDTEND:20270301T180000Z"+fmt.Sprintf(invited, "ACCEPTED")) +
		event("free@x", "DTSTART:20270301T190000Z\r\nDTEND:20270301T200000Z\r\nTRANSP:TRANSPARENT") +
		event("series@x", "DTSTART:20270222T210000Z\r\nDTEND:20270222T220000Z\r\nRRULE:FREQ=WEEKLY") + "END:VCALENDAR\r\n"
	r := newReader(t, Options{Private: true, Sources: source1(serve(t, func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, text) }))})
	got, err := read(r)
	if err != nil {
		t.Fatal(err)
	}
	hour := func(h int) calendar.Span {
		at := noon.Truncate(24 * time.Hour).Add(time.Duration(h) * time.Hour)
		return calendar.Span{Start: at, End: at.Add(time.Hour)}
	}
	if diff := cmp.Diff([]calendar.Span{hour(13), hour(17), hour(21)}, got.Busy); diff != "" || len(got.Unknown) != 0 || !got.ReadAt.Equal(noon) {
		t.Errorf("unknown %q, read at %v, busy (-want +got):\n%s", got.Unknown, got.ReadAt, diff)
	}
	own := map[string]calendar.PartStat{}
	for _, e := range got.Entries {
		own[e.UID] = e.Own
	}
	if diff := cmp.Diff(map[string]calendar.PartStat{"busy@x": "", "declined@x": calendar.Declined, "accepted@x": calendar.Accepted, "free@x": "", "series@x": ""}, own); diff != "" {
		t.Errorf("entries (-want +got):\n%s", diff)
	}
	if _, err := r.Schedule(context.Background(), "nobody@acme.example", noon, noon.Add(time.Hour)); calendar.KindOf(err) != calendar.Gone {
		t.Errorf("without a feed: %v", err)
	}
}

// TestUnchanged: what is known is asked for under conditions, and not at all within a minute.
func TestUnchanged(t *testing.T) {
	var asked []string
	text, tag := oneEvent, `"1"`
	address := serve(t, func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.Header.Get("If-None-Match")+" "+r.Header.Get("If-Modified-Since"))
		w.Header().Set("ETag", tag)
		w.Header().Set("Last-Modified", "Mon, 01 Mar 2027 10:00:00 GMT")
		if r.Header.Get("If-None-Match") == tag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprint(w, text)
	})
	now := noon
	r := newReader(t, Options{Private: true, Sources: source1(address), Now: func() time.Time { return now }})
	for i, c := range []struct {
		later time.Duration
		text  string
		busy  int
	}{{0, oneEvent, 1}, {30 * time.Second, "", 1}, {time.Minute, oneEvent, 1}, {2 * time.Minute, strings.ReplaceAll(oneEvent, "SUMMARY:Call", "TRANSP:TRANSPARENT"), 0}} {
		now = now.Add(c.later)
		if c.text != text {
			text, tag = c.text, tag+"x"
			if c.text == "" {
				text, tag = oneEvent, `"1"`
			}
		}
		got, err := read(r)
		if err != nil || len(got.Busy) != c.busy {
			t.Errorf("reading %d: %v, %v", i, got.Busy, err)
		}
	}
	if diff := cmp.Diff([]string{" ", `"1" Mon, 01 Mar 2027 10:00:00 GMT`, `"1" Mon, 01 Mar 2027 10:00:00 GMT`}, asked); diff != "" {
		t.Errorf("asked (-want +got):\n%s", diff)
	}
}

// TestStale: the last reading stands in for an hour; then nothing is known.
func TestStale(t *testing.T) {
	var down atomic.Bool
	address := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		if down.Load() {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		fmt.Fprint(w, oneEvent)
	})
	now := noon
	r := newReader(t, Options{Private: true, Sources: source1(address), Now: func() time.Time { return now }})
	for _, c := range []struct {
		after time.Duration
		down  bool
		ok    bool
	}{{0, false, true}, {10 * time.Minute, true, true}, {time.Hour, true, true}, {time.Hour + time.Second, true, false}, {25 * time.Hour, true, false}, {26 * time.Hour, false, true}} {
		now = noon.Add(c.after)
		down.Store(c.down)
		got, err := read(r)
		if (err == nil) != c.ok || err == nil && len(got.Busy) != 1 {
			t.Errorf("after %v: %+v, %v", c.after, got, err)
		}
		if err == nil && c.down && !got.ReadAt.Equal(noon) {
			t.Errorf("after %v: read at %v", c.after, got.ReadAt)
		}
	}
}

// TestRetryAfter: a server that wants to be left alone is left alone.
func TestRetryAfter(t *testing.T) {
	asked := 0
	address := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		asked++
		w.Header().Set("Retry-After", "600")
		w.WriteHeader(http.StatusTooManyRequests)
	})
	now := noon
	r := newReader(t, Options{Private: true, Sources: source1(address), Now: func() time.Time { return now }})
	for _, c := range []struct {
		after time.Duration
		asked int
	}{{0, 1}, {5 * time.Minute, 1}, {10 * time.Minute, 2}} {
		now = noon.Add(c.after)
		_, err := read(r)
		var e *calendar.Error
		if !errors.As(err, &e) || e.RetryAfter != 10*time.Minute || asked != c.asked {
			t.Errorf("after %v: %v, asked %d times", c.after, err, asked)
		}
	}
}

func packed(text string, times int) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	for range times {
		_, _ = z.Write([]byte(text))
	}
	_ = z.Close()
	return b.Bytes()
}

// fault is what a server may do instead of giving a calendar.
type fault struct {
	name string
	does http.HandlerFunc
	kind calendar.ErrorKind // empty: it is read all the same
	mend string
}

func status(code int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code) }
}

func text(kind, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		fmt.Fprint(w, body)
	}
}

func hops(n int) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		done := 0
		_, _ = fmt.Sscanf(r.URL.Query().Get("hop"), "%d", &done)
		if done == n {
			fmt.Fprint(w, oneEvent)
			return
		}
		http.Redirect(w, r, fmt.Sprintf("/s3cret/%d?hop=%d", done+1, done+1), http.StatusFound)
	}
}

func cutOff(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Length", fmt.Sprint(len(oneEvent)))
	fmt.Fprint(w, oneEvent[:len(oneEvent)/2])
}

var faults = []fault{
	{"a calendar", text("text/calendar", oneEvent), "", ""},
	{"a calendar as HTML", text("text/html", oneEvent), "", ""},
	{"a calendar with BOM", text("text/plain", "\xef\xbb\xbf"+oneEvent), "", ""},
	{"packed", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write(packed(oneEvent, 1))
	}, "", ""},
	{"5 redirects", hops(5), "", ""},
	{"6 redirects", hops(6), calendar.Refused, "give the address that it redirects to"},
	{"redirect to a file", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Location", "file:///etc/passwd")
		w.WriteHeader(302)
	}, calendar.Refused, "give the address"},
	{"redirect to cloud metadata", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Location", "http://169.254.169.254/latest/meta-data/s3cret")
		w.WriteHeader(302)
	}, calendar.Refused, "allow private addresses"},
	{"redirect to nowhere", status(302), calendar.Refused, ""},
	{"redirect to nonsense", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Location", "http://x.example/%zz/s3cret")
		w.WriteHeader(302)
	}, calendar.Temporary, ""},
	{"no HTTP", func(w http.ResponseWriter, _ *http.Request) {
		if c, _, err := w.(http.Hijacker).Hijack(); err == nil {
			fmt.Fprint(c, "s3cret\r\n\r\n")
			_ = c.Close()
		}
	}, calendar.Temporary, ""},
	{"login page", text("text/html; charset=utf-8", "<!DOCTYPE html><html><title>Sign in</title>"), calendar.Refused, "publish the calendar again"},
	{"login page as calendar", text("text/calendar", "\r\n <html>"), calendar.Refused, "publish the calendar again"},
	{"words as HTML", text("text/html", "Please sign in"), calendar.Refused, "publish the calendar again"},
	{"words", text("text/plain", "This calendar is not shared."), calendar.Refused, "without a login"},
	{"nothing", status(200), calendar.Refused, "without a login"},
	{"204", status(204), calendar.Refused, ""},
	{"304 unasked", status(304), calendar.Refused, ""},
	{"400", status(400), calendar.Refused, ""},
	{"401", status(401), calendar.Permission, "no login"},
	{"403", status(403), calendar.Permission, "no login"},
	{"404", status(404), calendar.Gone, "secret address was reset"},
	{"410", status(410), calendar.Gone, "secret address was reset"},
	{"429", status(429), calendar.Temporary, ""},
	{"500", status(500), calendar.Temporary, ""},
	{"503", status(503), calendar.Temporary, ""},
	{"cut off", cutOff, calendar.Temporary, ""},
	{"more than 10 MiB", func(w http.ResponseWriter, _ *http.Request) {
		for range 11 {
			if _, err := w.Write(bytes.Repeat([]byte("X-A:1\r\n"), 150_000)); err != nil {
				return
			}
		}
	}, calendar.Refused, ""},
	{"gzip bomb", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write(packed(strings.Repeat("X-A:1\r\n", 10_000), 400))
	}, calendar.Refused, ""},
	{"broken gzip", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write(packed(oneEvent, 1)[:40])
	}, calendar.Temporary, ""},
	{"packed in another way", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "br")
		fmt.Fprint(w, oneEvent)
	}, calendar.Temporary, ""},
	{"long header", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Long", strings.Repeat("x", 200<<10))
		fmt.Fprint(w, oneEvent)
	}, calendar.Temporary, ""},
	{"hangs up", func(w http.ResponseWriter, _ *http.Request) {
		if c, _, err := w.(http.Hijacker).Hijack(); err == nil {
			_ = c.Close()
		}
	}, calendar.Temporary, ""},
	{"never answers", nil, calendar.Temporary, ""},
}

// TestFaults logs the table fault × outcome. Nothing is ever free, and no error tells the secret address.
func TestFaults(t *testing.T) {
	var b strings.Builder
	table := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "server\toutcome\twhat is said")
	for _, f := range faults {
		ctx, cancel := context.WithCancel(context.Background())
		if f.does == nil { // the caller gives up while the server thinks
			f.does = func(_ http.ResponseWriter, r *http.Request) { cancel(); <-r.Context().Done() }
		}
		address := strings.Replace(serve(t, f.does), "http://", "http://user:passw0rd@", 1) + "/s3cret/basic.ics?key=s3cret"
		r := newReader(t, Options{Private: true, Sources: source1(address)})
		got, err := r.Schedule(ctx, rita, noon, noon.Add(time.Hour))
		cancel()
		if err == nil {
			fmt.Fprintf(table, "%s\tread, %d busy\t\n", f.name, len(got.Busy))
			if f.kind != "" || len(got.Busy) != 1 {
				t.Errorf("%s: %+v, want an error of kind %s", f.name, got, f.kind)
			}
			continue
		}
		said := strings.ReplaceAll(err.Error(), "read the calendar feed of "+rita+" at 127.0.0.1", "…")
		fmt.Fprintf(table, "%s\t%s\t%s\n", f.name, calendar.KindOf(err), said)
		var e *calendar.Error
		if !errors.As(err, &e) || e.Kind != f.kind || !strings.Contains(e.Mend, f.mend) {
			t.Errorf("%s: %v of kind %s, want %s", f.name, err, calendar.KindOf(err), f.kind)
		}
		for _, secret := range []string{"s3cret", "passw0rd", "user:", "basic.ics", "/etc/passwd"} {
			if strings.Contains(err.Error(), secret) {
				t.Errorf("%s: the error tells %q: %v", f.name, secret, err)
			}
		}
	}
	_ = table.Flush()
	t.Logf("\n%s", b.String())
}

// TestBombCosts: what would be 200 MB when unpacked is not unpacked.
func TestBombCosts(t *testing.T) {
	bomb := bytes.Repeat(packed(strings.Repeat("X-A:1\r\n", 15_000), 10), 200)
	r := newReader(t, Options{Private: true, Sources: source1(serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write(bomb)
	}))})
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err := read(r)
	runtime.ReadMemStats(&after)
	if !errors.Is(err, errTooBig) {
		t.Errorf("%v", err)
	}
	if spent := after.TotalAlloc - before.TotalAlloc; spent > 100<<20 {
		t.Errorf("it cost %d MiB", spent>>20)
	}
}

// TestPrivate: a feed on this machine is refused unless it is allowed, whatever its name.
func TestPrivate(t *testing.T) {
	reached := false
	address := serve(t, func(w http.ResponseWriter, _ *http.Request) { reached = true; fmt.Fprint(w, oneEvent) })
	for _, host := range []string{"127.0.0.1", "localhost", "[::ffff:127.0.0.1]"} {
		r := newReader(t, Options{Sources: source1(strings.Replace(address, "127.0.0.1", host, 1))})
		if _, err := read(r); calendar.KindOf(err) != calendar.Refused || !strings.Contains(err.Error(), "private") {
			t.Errorf("%s: %v", host, err)
		}
	}
	if reached {
		t.Error("the server was reached")
	}
}

// TestRedirectInside: what may be read does not lead to what may not.
func TestRedirectInside(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.2:0")
	if err != nil {
		t.Skipf("no second loopback address here: %v", err)
	}
	reached := false
	inside := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { reached = true; fmt.Fprint(w, oneEvent) }))
	inside.Listener = l
	inside.Start()
	defer inside.Close()
	r := newReader(t, Options{Sources: source1(serve(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, inside.URL, http.StatusFound) }))})
	r.permit = func(ip netip.Addr) bool { return ip == netip.MustParseAddr("127.0.0.1") }
	if _, err := read(r); calendar.KindOf(err) != calendar.Refused || reached {
		t.Errorf("reached: %v, %v", reached, err)
	}
}

// TestRedirectKeepsTheSecret: the next server does not hear where we come from, and https is not left.
func TestRedirectKeepsTheSecret(t *testing.T) {
	referer := "none came"
	next := serve(t, func(w http.ResponseWriter, r *http.Request) {
		referer = r.Header.Get("Referer")
		fmt.Fprint(w, oneEvent)
	})
	from := serve(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, next, http.StatusFound) })
	r := newReader(t, Options{Private: true, Sources: source1(from + "/s3cret")})
	if _, err := read(r); err != nil || referer != "" {
		t.Errorf("referer %q, %v", referer, err)
	}
	srv := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, next, http.StatusFound) }))
	defer srv.Close()
	r = newReader(t, Options{Private: true, Sources: source1(srv.URL + "/s3cret")})
	r.client.Transport.(*http.Transport).TLSClientConfig = srv.Client().Transport.(*http.Transport).TLSClientConfig
	if _, err := read(r); !errors.Is(err, errDowngrade) {
		t.Errorf("%v", err)
	}
}

// TestCopiesAreBounded: beyond the bound a calendar is read anew each time.
func TestCopiesAreBounded(t *testing.T) {
	asked := 0
	r := newReader(t, Options{Private: true, Sources: source1(serve(t, func(w http.ResponseWriter, _ *http.Request) { asked++; fmt.Fprint(w, oneEvent) }))})
	r.kept = maxKept
	for range 3 {
		if got, err := read(r); err != nil || len(got.Busy) != 1 {
			t.Errorf("%+v, %v", got, err)
		}
	}
	if asked != 3 || r.kept != maxKept {
		t.Errorf("asked %d times, %d bytes kept", asked, r.kept)
	}
	r.kept = 0
	for range 3 {
		if _, err := read(r); err != nil {
			t.Error(err)
		}
	}
	if asked != 4 || r.kept == 0 {
		t.Errorf("asked %d times, %d bytes kept", asked, r.kept)
	}
}

// TestAtOnce: many who ask for one person ask the server once.
func TestAtOnce(t *testing.T) {
	var asked atomic.Int32
	r := newReader(t, Options{Private: true, Sources: source1(serve(t, func(w http.ResponseWriter, _ *http.Request) { asked.Add(1); fmt.Fprint(w, oneEvent) }))})
	var wg sync.WaitGroup
	for range 10 {
		wg.Go(func() {
			if got, err := read(r); err != nil || len(got.Busy) != 1 {
				t.Errorf("%+v, %v", got, err)
			}
		})
	}
	wg.Wait()
	if asked.Load() != 1 {
		t.Errorf("asked %d times", asked.Load())
	}
}

func TestOptions(t *testing.T) {
	for _, c := range []struct {
		address string
		ok      bool
	}{
		{"https://calendar.example/s3cret.ics", true},
		{" webcal://calendar.example/s3cret.ics ", true},
		{"WEBCALS://calendar.example/s3cret.ics", true},
		{"http://calendar.example/s3cret.ics", true},
		{"ftp://calendar.example/s3cret.ics", false},
		{"file:///s3cret.ics", false},
		{"calendar.example/s3cret.ics", false},
		{"https:///s3cret.ics", false},
		{"https://calendar.example:port/s3cret.ics", false},
		{"https://calendar.example/%zzs3cret.ics", false},
		{"", false},
	} {
		r, err := New(Options{Sources: source1(c.address)})
		if (err == nil) != c.ok || err != nil && (!errors.Is(err, ErrOptions) || strings.Contains(err.Error(), "s3cret")) {
			t.Errorf("%q: %v", c.address, err)
		}
		if err == nil && strings.Contains(strings.ToLower(c.address), "webcal") && r.sources[rita].url.Scheme != "https" {
			t.Errorf("%q is read as %s", c.address, r.sources[rita].url.Scheme)
		}
	}
	if _, err := New(Options{Sources: map[string]Source{rita: {URL: "https://x.example/"}}}); !errors.Is(err, ErrOptions) {
		t.Errorf("without a zone: %v", err)
	}
}

func TestCheck(t *testing.T) {
	odd := strings.Replace(oneEvent, "DTSTART:20270301T121500Z", "DTSTART;TZID=Nowhere/Else:20270301T121500", 1)
	for _, c := range []struct {
		does http.HandlerFunc
		want string
	}{{text("text/calendar", oneEvent), ""}, {status(404), "give the new one"}, {text("text/calendar", odd), "not all of it is understood"}} {
		r := newReader(t, Options{Private: true, Sources: source1(serve(t, c.does))})
		got := r.Check(context.Background(), []string{"nobody@acme.example", rita})
		if len(got) != 1 || (got[0].Err == nil) != (c.want == "") || c.want != "" && !strings.Contains(got[0].Err.Error(), c.want) {
			t.Errorf("%+v", got)
		}
	}
}

func FuzzAddress(f *testing.F) {
	for _, s := range []string{"https://calendar.example/secret", "webcal://x", "http://[::1]:80/", "https://user:pw@h/p?q#f", "://", "https://%zz"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, address string) {
		u, err := parse(address)
		switch {
		case err != nil:
			if len(address) > 12 && strings.Contains(err.Error(), address) {
				t.Errorf("the error tells the address: %v", err)
			}
		case u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "":
			t.Errorf("%q is read as %+v", address, u)
		}
	})
}
