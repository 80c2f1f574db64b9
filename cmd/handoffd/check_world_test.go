package main

import (
	"bytes"
	"context"
	"encoding/json"
	"net"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"
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
