package demo

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"handoffd/cmd/handoffd/config"
	"handoffd/handoff"
)

// shout is a writer that tells of the address of the pages.
type shout struct {
	bytes.Buffer
	url chan string
}

var address = regexp.MustCompile(`http://127\.0\.0\.1:\d+`)

func (s *shout) Write(p []byte) (int, error) {
	if at := address.Find(p); at != nil {
		s.url <- string(at)
	}
	return s.Buffer.Write(p)
}

// TestThePagesStayUp: whoever comes signs in by one click, what they say goes out, and the end is clean.
func TestThePagesStayUp(t *testing.T) {
	t.Parallel()
	clock := NewClock(Start())
	server := newServer(clock)
	defer func() { _ = server.Close() }()
	out := &shout{url: make(chan string, 1)}
	s, closeStage, err := newStage(t.Context(), t.TempDir(), clock, pipeHost(server), stageOptions{out: out})
	if err != nil {
		t.Fatal(err)
	}
	defer closeStage()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	ended := make(chan error, 1)
	go func() { ended <- s.keepUp(ctx, clock) }()
	at := <-out.url
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	post := func(path, cookie string, form url.Values) *http.Response {
		t.Helper()
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, at+path, strings.NewReader(form.Encode()))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set("Cookie", cookie)
		res, err := client.Do(req)
		if err != nil || res.StatusCode != http.StatusSeeOther {
			body, _ := io.ReadAll(res.Body)
			t.Fatalf("%s: %v %v\n%s", path, res.Status, err, body)
		}
		return res
	}
	res := post("/signin/as", "", url.Values{"person": {"quinn"}})
	cookie, _, _ := strings.Cut(res.Header.Get("Set-Cookie"), ";")
	post("/new", cookie, url.Values{"do": {"hand"}, "f-contact": {"Pat Kim <pat@globex.example>"}, "f-company": {"Globex"},
		"f-need": {"quotes"}, "f-pain": {"lost deals"}, "f-timeframe": {"Q1"}, "f-when": {"Thu 26 Nov 2026, 15:00"}})
	pat := s.byAddress("pat@globex.example")
	for deadline := time.Now().Add(time.Minute); ; {
		mails, err := s.read(ctx, pat)
		if err != nil || time.Now().After(deadline) {
			t.Fatalf("no introduction: %v\n%s", err, out)
		}
		if len(mails) > 0 {
			break
		}
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// TestTheDemoSaysWhatQualifiedMeans: its criteria are those that are built in, each with a sentence of its own.
func TestTheDemoSaysWhatQualifiedMeans(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "config.toml")
	if err := os.WriteFile(path, []byte(Config), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := config.Load(path)
	if err != nil {
		t.Fatal(err)
	}
	said := map[string]bool{}
	got := slices.Clone(c.Domain.Teams[0].Criteria)
	for i := range got {
		if d := got[i].Definition; d == "" || said[d] {
			t.Errorf("%s is said to be %q", got[i].Name, d)
		}
		said[got[i].Definition], got[i].Definition = true, ""
	}
	if want := handoff.DefaultCriteria(); !reflect.DeepEqual(got, want) {
		t.Errorf("%+v; built in are %+v", got, want)
	}
}
