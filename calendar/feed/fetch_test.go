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
	"testing"
	"text/tabwriter"
	"time"

	"handoffd/calendar"
)

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
	{"login page", text("text/html; charset=utf-8", "<!DOCTYPE html><html><title>Sign in</title>"), calendar.Refused,
		"publish the calendar again"},
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
	inside := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter,
		_ *http.Request) {
		reached = true
		fmt.Fprint(w, oneEvent)
	}))
	inside.Listener = l
	inside.Start()
	defer inside.Close()
	r := newReader(t, Options{Sources: source1(serve(t, func(w http.ResponseWriter,
		r *http.Request) {
		http.Redirect(w, r, inside.URL, http.StatusFound)
	}))})
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
	srv := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter,
		r *http.Request) {
		http.Redirect(w, r, next, http.StatusFound)
	}))
	defer srv.Close()
	r = newReader(t, Options{Private: true, Sources: source1(srv.URL + "/s3cret")})
	r.client.Transport.(*http.Transport).TLSClientConfig = srv.Client().Transport.(*http.Transport).TLSClientConfig
	if _, err := read(r); !errors.Is(err, errDowngrade) {
		t.Errorf("%v", err)
	}
}
