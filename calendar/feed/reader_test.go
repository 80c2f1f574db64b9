package feed

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
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
	r := newReader(t, Options{Private: true, Sources: source1(serve(t,
		func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, text) }))})
	got, err := read(r)
	if err != nil {
		t.Fatal(err)
	}
	hour := func(h int) calendar.Span {
		at := noon.Truncate(24 * time.Hour).Add(time.Duration(h) * time.Hour)
		return calendar.Span{Start: at, End: at.Add(time.Hour)}
	}
	if diff := cmp.Diff([]calendar.Span{hour(13), hour(17), hour(21)}, got.Busy); diff != "" || len(got.Unknown) != 0 ||
		!got.ReadAt.Equal(noon) {
		t.Errorf("unknown %q, read at %v, busy (-want +got):\n%s", got.Unknown, got.ReadAt, diff)
	}
	own := map[string]calendar.PartStat{}
	for _, e := range got.Entries {
		own[e.UID] = e.Own
	}
	if diff := cmp.Diff(map[string]calendar.PartStat{"busy@x": "", "declined@x": calendar.Declined,
		"accepted@x": calendar.Accepted, "free@x": "", "series@x": ""}, own); diff != "" {
		t.Errorf("entries (-want +got):\n%s", diff)
	}
	if _, err := r.Schedule(context.Background(), "nobody@acme.example", noon,
		noon.Add(time.Hour)); calendar.KindOf(err) != calendar.Gone {
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
	}{{0, oneEvent, 1}, {30 * time.Second, "", 1}, {time.Minute, oneEvent, 1},
		{2 * time.Minute, strings.ReplaceAll(oneEvent, "SUMMARY:Call", "TRANSP:TRANSPARENT"), 0}} {
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
	if diff := cmp.Diff([]string{" ", `"1" Mon, 01 Mar 2027 10:00:00 GMT`, `"1" Mon, 01 Mar 2027 10:00:00 GMT`},
		asked); diff != "" {
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
	}{{0, false, true}, {10 * time.Minute, true, true}, {time.Hour, true, true}, {time.Hour + time.Second, true, false},
		{25 * time.Hour, true, false}, {26 * time.Hour, false, true}} {
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

// TestCopiesAreBounded: beyond the bound a calendar is read anew each time.
func TestCopiesAreBounded(t *testing.T) {
	asked := 0
	r := newReader(t, Options{Private: true, Sources: source1(serve(t,
		func(w http.ResponseWriter, _ *http.Request) { asked++; fmt.Fprint(w, oneEvent) }))})
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
	r := newReader(t, Options{Private: true, Sources: source1(serve(t,
		func(w http.ResponseWriter, _ *http.Request) { asked.Add(1); fmt.Fprint(w, oneEvent) }))})
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
	}{{text("text/calendar", oneEvent), ""}, {status(404), "give the new one"},
		{text("text/calendar", odd), "not all of it is understood"}} {
		r := newReader(t, Options{Private: true, Sources: source1(serve(t, c.does))})
		got := r.Check(context.Background(), []string{"nobody@acme.example", rita})
		if len(got) != 1 || (got[0].Err == nil) != (c.want == "") ||
			c.want != "" && !strings.Contains(got[0].Err.Error(), c.want) {
			t.Errorf("%+v", got)
		}
	}
}

func FuzzAddress(f *testing.F) {
	for _, s := range []string{"https://calendar.example/secret", "webcal://x", "http://[::1]:80/",
		"https://user:pw@h/p?q#f", "://", "https://%zz"} {
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
