package web

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"handoffd/cmd/handoffd/config"
	"handoffd/handoff"
	"handoffd/handoff/desk"
	"handoffd/handoff/store"
	"handoffd/handoff/store/storetest"
	"handoffd/handoff/vitals"
	"handoffd/templates"
)

// rig serves the pages of a team of the demonstration, on a clock that stands.
type rig struct {
	*Server
	t    testing.TB
	c    *handoff.Config
	now  time.Time
	logs *bytes.Buffer
}

func newRig(t testing.TB, tune func(*Options)) *rig {
	t.Helper()
	return newRigOn(t, storetest.Database(t), tune)
}

// newRigOn is a rig on a database.
func newRigOn(t testing.TB, database string, tune func(*Options)) *rig {
	t.Helper()
	conf, err := config.Load("../../cmd/handoffd/demo/config.toml")
	if err != nil {
		t.Fatal(err)
	}
	conf.Domain.Pages = "http://pages.example"
	set, err := templates.Load("")
	if err != nil {
		t.Fatal(err)
	}
	st, err := store.Open(t.Context(), database)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	r := &rig{t: t, c: conf.Domain, now: time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC), logs: &bytes.Buffer{}}
	now := func() time.Time { return r.now }
	o := Options{Store: st, Set: set, Now: now, Help: manual{}, URL: "http://pages.example", OneClick: true,
		Vitals: vitals.New(vitals.Options{Store: st, Config: func() *handoff.Config { return r.c }, Now: now,
			Folder: t.TempDir()}).Measure,
		Desk: desk.New(conf.Domain, desk.Options{Store: st, Now: now}), Log: slog.New(slog.NewTextHandler(r.logs, nil))}
	if tune != nil {
		tune(&o)
	}
	if r.Server, err = New(o); err != nil {
		t.Fatal(err)
	}
	return r
}

// hand begins a lead of a qualifier.
func (r *rig) hand(qualifier handoff.PersonID, text string) handoff.Handoff {
	r.t.Helper()
	d, err := r.Desk.Hand(r.t.Context(), r.c.Person(qualifier), text)
	if err != nil {
		r.t.Fatal(err)
	}
	return d.Handoff
}

const globex = `Contact: Pat Kim <pat@globex.example>
Company: Globex
Need: quotes in hours
Pain: two lost deals
Timeframe: this quarter
When: Thu 26 Nov 2026, 15:00 Europe/Berlin
Place: https://meet.acme.example/pat
`

// lead reads a handoff.
func (r *rig) lead(id handoff.ID) (h handoff.Handoff) {
	r.t.Helper()
	err := r.Store.View(context.Background(), func(tx *store.Tx) (err error) {
		h, err = tx.Handoff(id)
		return err
	})
	if err != nil {
		r.t.Fatal(err)
	}
	return h
}

// browser keeps the cookies of one visitor.
type browser struct {
	r       *rig
	cookies map[string]string
	from    string // Sec-Fetch-Site of its forms
	address string
}

var addresses atomic.Int32

func (r *rig) browser() *browser {
	n := addresses.Add(1)
	return &browser{r: r, cookies: map[string]string{}, from: "same-origin",
		address: fmt.Sprintf("10.0.%d.%d:1234", n/256, n%256)}
}

// as is the browser of somebody who is signed in.
func (r *rig) as(id handoff.PersonID) *browser {
	r.t.Helper()
	b := r.browser()
	if id == "" {
		return b
	}
	if code, _ := b.post("/signin/as", "person", string(id)); code != http.StatusSeeOther {
		r.t.Fatalf("sign in as %s: %d", id, code)
	}
	return b
}

func (b *browser) do(req *http.Request) *http.Response {
	req.RemoteAddr = b.address
	for k, v := range b.cookies {
		req.AddCookie(&http.Cookie{Name: k, Value: v})
	}
	w := httptest.NewRecorder()
	b.r.ServeHTTP(w, req)
	res := w.Result()
	for _, c := range res.Cookies() {
		if b.cookies[c.Name] = c.Value; c.MaxAge < 0 {
			delete(b.cookies, c.Name)
		}
	}
	return res
}

func (b *browser) get(path string) (int, string) {
	b.r.t.Helper()
	res := b.do(httptest.NewRequest(http.MethodGet, path, nil))
	body, err := io.ReadAll(res.Body)
	if err != nil {
		b.r.t.Fatal(err)
	}
	return res.StatusCode, string(body)
}

func (b *browser) post(path string, form ...string) (int, string) {
	b.r.t.Helper()
	v := url.Values{}
	for i := 0; i+1 < len(form); i += 2 {
		v.Add(form[i], form[i+1])
	}
	req := httptest.NewRequest(http.MethodPost, path, strings.NewReader(v.Encode()))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if b.from != "" {
		req.Header.Set("Sec-Fetch-Site", b.from)
	}
	res := b.do(req)
	body, err := io.ReadAll(res.Body)
	if err != nil {
		b.r.t.Fatal(err)
	}
	return res.StatusCode, string(body) + res.Header.Get("Location")
}
