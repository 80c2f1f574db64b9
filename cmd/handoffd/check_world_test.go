package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"

	"handoffd/mail/mailtest"
)

// zone is what a DNS server of the tests knows: by type and name, the latter in full. "SERVFAIL" as a value makes it fail.
type zone map[string][]string

// resolve starts a DNS server on loopback and gives a resolver that asks only it.
func (z zone) resolve(t *testing.T) *net.Resolver {
	t.Helper()
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	go func() {
		buf := make([]byte, 1<<12)
		for {
			n, from, err := conn.ReadFrom(buf)
			if err != nil {
				return
			}
			if reply := z.answer(buf[:n]); reply != nil {
				_, _ = conn.WriteTo(reply, from)
			}
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "udp", conn.LocalAddr().String())
	}}
}

func (z zone) answer(query []byte) []byte {
	var m dnsmessage.Message
	if m.Unpack(query) != nil || len(m.Questions) != 1 {
		return nil
	}
	q := m.Questions[0]
	m.Response, m.Authoritative, m.RecursionAvailable, m.Additionals = true, true, true, nil
	kind := strings.TrimPrefix(q.Type.String(), "Type")
	values := z[kind+" "+strings.TrimSuffix(strings.ToLower(q.Name.String()), ".")]
	if len(values) == 0 {
		m.RCode = dnsmessage.RCodeNameError
	}
	for _, v := range values {
		var body dnsmessage.ResourceBody
		switch kind {
		case "TXT":
			body = &dnsmessage.TXTResource{TXT: []string{v}}
		case "MX":
			body = &dnsmessage.MXResource{Pref: 10, MX: dnsmessage.MustNewName(v)}
		case "A":
			body = &dnsmessage.AResource{A: [4]byte(net.ParseIP(v).To4())}
		}
		if v == "SERVFAIL" {
			m.RCode = dnsmessage.RCodeServerFailure
			break
		}
		m.Answers = append(m.Answers, dnsmessage.Resource{Header: dnsmessage.ResourceHeader{Name: q.Name, Class: dnsmessage.ClassINET, TTL: 60}, Body: body})
	}
	reply, err := m.Pack()
	if err != nil {
		return nil
	}
	return reply
}

// checked runs the check and gives its findings, in order.
func checked(t *testing.T, c checkCmd) (list findings, progress string, err error) {
	t.Helper()
	c.JSON = true
	if c.Wait == 0 {
		c.Wait = time.Minute
	}
	if c.world.every == 0 {
		c.world.every = 20 * time.Millisecond
	}
	var out, errs bytes.Buffer
	err = c.Run(t.Context(), streams{out: &out, err: &errs, now: time.Now})
	for line := range strings.Lines(out.String()) {
		var f finding
		if err := json.Unmarshal([]byte(line), &f); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		list = append(list, f)
	}
	return list, errs.String(), err
}

type findings []finding

// of are those of one check.
func (l findings) of(check string) findings {
	var out findings
	for _, f := range l {
		if f.Check == check {
			out = append(out, f)
		}
	}
	return out
}

func (f finding) mark() string {
	switch {
	case !f.OK:
		return "FAIL"
	case f.Warn:
		return "warn"
	}
	return "ok"
}

// String shows them as the command does.
func (l findings) String() string {
	var b bytes.Buffer
	for _, f := range l {
		_ = (&checkCmd{}).tell(streams{out: &b}, f)
	}
	return b.String()
}

// wants compares the marks of some checks, written "mark check", and fails on any other that is not ok.
func (l findings) wants(t *testing.T, marks ...string) {
	t.Helper()
	want := map[string]bool{}
	for _, m := range marks {
		want[m] = false
	}
	for _, f := range l {
		key := f.mark() + " " + f.Check
		if _, ok := want[key]; ok {
			want[key] = true
		} else if f.mark() != "ok" {
			t.Errorf("unexpected %s", key)
		}
	}
	for m, seen := range want {
		if !seen {
			t.Errorf("no %s", m)
		}
	}
	if t.Failed() {
		t.Logf("\n%s", l)
	}
}

// localHost is the in-process host on loopback sockets.
type localHost struct {
	*mailtest.Server
	imap, smtp string
}

func startLocal(t *testing.T) localHost {
	t.Helper()
	return startSeparated(t, "+")
}

// startSeparated cuts addresses at a separator of its own.
func startSeparated(t *testing.T, separator string) localHost {
	t.Helper()
	return startWith(t, mailtest.Config{Hostname: demoHost, Domains: []string{"acme.example", "globex.example"}, Separator: separator})
}

func startWith(t *testing.T, c mailtest.Config) localHost {
	t.Helper()
	h := localHost{Server: mailtest.New(c)}
	h.AddUser("handoff@acme.example", "correct horse")
	serve := func(serve func(net.Listener) error) string {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		go func() { _ = serve(l) }()
		return l.Addr().String()
	}
	h.imap, h.smtp = serve(h.ServeIMAP), serve(h.ServeSMTP)
	t.Cleanup(func() { _ = h.Close() })
	t.Setenv("HANDOFFD_PASSWORD", "correct horse")
	return h
}

// config writes the demo's config for the host, with replacements.
func (h localHost) config(t *testing.T, replace ...string) string {
	t.Helper()
	text := strings.NewReplacer("\"127.0.0.1:143\"", fmt.Sprintf("%q\nfolders = [\"INBOX\", \"Junk\"]", h.imap), "127.0.0.1:587", h.smtp).Replace(demoConfig)
	return writeConfig(t, strings.NewReplacer(replace...).Replace(text))
}

func writeConfig(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "config.toml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
