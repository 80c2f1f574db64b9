package check

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"

	"handoffd/cmd/handoffd/app"
	"handoffd/cmd/handoffd/config"
)

// zone is what a DNS server of the tests knows: by type and name, the latter in full. "SERVFAIL" as a value makes it
// fail.
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
		m.Answers = append(m.Answers, dnsmessage.Resource{Header: dnsmessage.ResourceHeader{Name: q.Name,
			Class: dnsmessage.ClassINET, TTL: 60}, Body: body})
	}
	reply, err := m.Pack()
	if err != nil {
		return nil
	}
	return reply
}

// call is a check with its flags.
type call struct {
	Config, Mailbox string
	Send            bool
	Probe           []string
	Wait            time.Duration // default: a minute
	world           world
}

// checked runs the check and gives its findings, in order, and what was told of the probe.
func checked(t *testing.T, c call) (list findings, progress string, err error) {
	t.Helper()
	var told bytes.Buffer
	err = c.run(t.Context(), &told, func(f Finding) error { list = append(list, f); return nil })
	return list, told.String(), err
}

// errFaults ends a check that found faults.
var errFaults = errors.New("checks failed")

func (c call) run(ctx context.Context, progress io.Writer, tell func(Finding) error) error {
	conf, err := config.Load(c.Config)
	if err != nil {
		return err
	}
	o := Options{Boxes: conf.Mailboxes, Send: c.Send, Guests: c.Probe, Wait: cmp.Or(c.Wait, time.Minute),
		Progress: progress, Now: time.Now, world: c.world}
	if o.world.every == 0 {
		o.world.every = 20 * time.Millisecond
	}
	if c.Mailbox != "" {
		m, err := conf.FindMailbox(c.Mailbox)
		if err != nil {
			return err
		}
		o.Boxes = []config.Mailbox{m}
	}
	a, err := app.Open(ctx, conf, app.Checking, app.Options{})
	if err != nil {
		return err
	}
	defer a.Close()
	faults, err := Run(ctx, a, o, tell)
	if err == nil && faults > 0 {
		return errFaults
	}
	return err
}

type findings []Finding

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

func (f Finding) mark() string {
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
	var b strings.Builder
	for _, f := range l {
		b.WriteString(f.String())
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
