package check

import (
	"context"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handoffd/calendar"
	"handoffd/calendar/ics"
	"handoffd/cmd/handoffd/demo"
	"handoffd/cmd/handoffd/hosttest"
	"handoffd/mail"
	"handoffd/mail/imap"
	"handoffd/mail/mailtest"
	"handoffd/mail/smtp"
)

// calendarUser is a person with a calendar who answers each invitation that asks.
type calendarUser struct {
	address string
	silent  bool
	plain   bool   // answers by a mail without a calendar part
	wraps   bool   // as Exchange does with UIDs of others
	as      string // writes From another address
	status  calendar.PartStat
	first   func() // on the first mail

	mu  sync.Mutex
	got []string // what came, in words
}

// live reads and answers until the test ends.
func (u *calendarUser) live(t *testing.T, in imap.Config, out smtp.Config) {
	ctx, cancel := context.WithCancel(context.Background())
	box, sender := imap.Open(in), smtp.New(out)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for cursor := (imap.Cursor{}); ctx.Err() == nil; {
			batch, err := box.Poll(ctx, cursor)
			if err != nil {
				return
			}
			cursor = batch.Cursor
			for _, m := range batch.Mails {
				if err := u.take(ctx, sender, mail.Read(m.Raw)); err != nil {
					t.Errorf("%s: %v", u.address, err)
				}
			}
			_ = box.Wait(ctx)
		}
	}()
	t.Cleanup(func() { cancel(); <-done; _ = box.Close(); _ = sender.Close() })
}

func (u *calendarUser) take(ctx context.Context, sender *smtp.Sender, m *mail.Message) error {
	if len(m.Calendars) == 0 {
		return nil
	}
	message, _, err := ics.Decode(m.Calendars[0].Data)
	if err != nil || len(message.Events) != 1 {
		return fmt.Errorf("no invitation: %w", err)
	}
	e := message.Events[0]
	own := calendar.PartStat("nobody")
	for _, a := range e.Attendees {
		if a.Address == u.address {
			own = a.PartStat
		}
	}
	u.mu.Lock()
	u.got = append(u.got, strings.TrimSpace(fmt.Sprintf("%s %d %s of %d %s", message.Method, e.Sequence, own,
		len(e.Attendees), e.Status)))
	first := len(u.got) == 1 && u.first != nil
	u.mu.Unlock()
	if first {
		u.first()
	}
	if message.Method != "REQUEST" || own != calendar.NeedsAction || u.silent {
		return nil
	}
	d := mail.Draft{From: mail.Address{Addr: u.address}, To: []mail.Address{m.From}, Subject: "Re: " + m.Subject,
		MessageID: fmt.Sprintf("%d.%s", e.Sequence, u.address), Date: time.Now(), Text: "Yes, fine.\n"}
	if u.as != "" {
		d.From.Addr = u.as
	}
	if !u.plain {
		e.Attendees = []calendar.Attendee{{Address: u.address, PartStat: u.status}}
		data, err := ics.Encode(calendar.Message{Method: "REPLY", Events: []calendar.Event{e}})
		if err != nil {
			return err
		}
		if u.wraps {
			data = []byte(strings.Replace(unfolded(data), e.UID, wrapUID(e.UID), 1))
		}
		d.Calendar = &mail.Calendar{Method: "REPLY", Data: data}
	}
	raw, err := mail.Compose(d)
	if err != nil {
		return err
	}
	return sender.Send(ctx, u.address, m.From.Addr, raw)
}

func unfolded(data []byte) string { return strings.ReplaceAll(string(data), "\r\n ", "") }

// wrapUID is how Exchange writes the UID of somebody else's event ([MS-OXCICAL] section 2.1.3.1.1.20.26).
func wrapUID(uid string) string {
	data := append([]byte("vCal-Uid\x01\x00\x00\x00"), uid...)
	data = append(data, 0)
	raw := append([]byte("\x04\x00\x00\x00\x82\x00\xe0\x00\x74\xc5\xb7\x10\x1a\x82\xe0\x08"), make([]byte, 20)...)
	raw = binary.LittleEndian.AppendUint32(raw, uint32(len(data)))
	return strings.ToUpper(hex.EncodeToString(append(raw, data...)))
}

func (u *calendarUser) seen() []string {
	u.mu.Lock()
	defer u.mu.Unlock()
	return append([]string{}, u.got...)
}

// people put users on the local host.
func people(t *testing.T, h hosttest.Local, users ...*calendarUser) []string {
	t.Helper()
	var out []string
	for _, u := range users {
		if u.status == "" {
			u.status = calendar.Accepted
		}
		h.AddUser(u.address, "pw", u.as)
		u.live(t, imap.Config{Addr: h.IMAP, TLS: "none", Username: u.address, Password: "pw"},
			smtp.Config{Addr: h.SMTP, TLS: "none", Username: u.address, Password: "pw"})
		out = append(out, u.address)
	}
	return out
}

// came compares what a user got in the end; the last mail may still be on its way when the probe is over.
func (u *calendarUser) came(t *testing.T, want ...string) {
	t.Helper()
	deadline := time.Now().Add(20 * time.Second)
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for len(u.seen()) < len(want) && time.Now().Before(deadline) {
		<-tick.C
	}
	if diff := cmp.Diff(want, u.seen()); diff != "" {
		t.Errorf("%s (-want +got):\n%s", u.address, diff)
	}
}

func TestProbe(t *testing.T) {
	t.Parallel()
	h := hosttest.StartLocal(t)
	pat := &calendarUser{address: "pat@globex.example"}
	ann := &calendarUser{address: "ann@globex.example", wraps: true}
	bob := &calendarUser{address: "bob@acme.example"}
	list, progress, err := checked(t, call{Config: h.Config(t, demo.Config), Probe: people(t, h, pat, ann, bob)})
	if err != nil {
		t.Fatalf("%v\n%s%s", err, list, progress)
	}
	list.wants(t, "warn dns", "warn send", "ok probe")
	t.Logf("\n%s%s", progress, list)
	pat.came(t, "REQUEST 0 NEEDS-ACTION of 2 CONFIRMED", "REQUEST 1 NEEDS-ACTION of 2 CONFIRMED",
		"REQUEST 2 ACCEPTED of 2 CONFIRMED", "CANCEL 3 ACCEPTED of 2 CANCELLED")
	ann.came(t, "REQUEST 0 NEEDS-ACTION of 2 CONFIRMED", "REQUEST 1 NEEDS-ACTION of 2 CONFIRMED", "CANCEL 2 ACCEPTED of 1")
	bob.came(t, "REQUEST 2 NEEDS-ACTION of 2 CONFIRMED", "CANCEL 3 ACCEPTED of 2 CANCELLED")
	shown := list.of("probe").String()
	for _, want := range []string{"pat@globex.example: ACCEPTED after the invite: UID unchanged, SEQUENCE 0, From is " +
		"the attendee, dmarc=pass; ACCEPTED after the update",
		"ann@globex.example: ACCEPTED after the invite: UID wrapped, understood",
		"bob@acme.example: ACCEPTED after the swap: UID unchanged, SEQUENCE 2", "5 answers came by mail",
		"an acceptance in the name of bob@acme.example, sent by handoff@acme.example itself, is not credited"} {
		if !strings.Contains(shown, want) {
			t.Errorf("no %q", want)
		}
	}
}

// TestProbeOdd: what does not come back as it should.
func TestProbeOdd(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		users   []*calendarUser
		wait    time.Duration // default: until all have answered
		more    []string
		replace []string
		want    []string
		shown   []string
	}{
		"nobody answers": {users: []*calendarUser{{address: "pat@globex.example", silent: true}},
			wait: 300 * time.Millisecond, want: []string{"warn probe", "FAIL probe"},
			shown: []string{"no answer came back within 300ms"}},
		"without calendar part": {users: []*calendarUser{{address: "pat@globex.example", plain: true}},
			wait: 6 * time.Second, want: []string{"FAIL probe"}, shown: []string{"answered without a calendar part"}},
		"from an alias": {users: []*calendarUser{{address: "pat@globex.example", as: "patricia@globex.example"}},
			want: []string{"warn probe"}, shown: []string{"From is patricia@globex.example"}},
		"declines": {users: []*calendarUser{{address: "pat@globex.example", status: calendar.Declined},
			{address: "ann@globex.example"}}, want: []string{"ok probe"},
			shown: []string{"pat@globex.example: DECLINED after the invite", "ann@globex.example: ACCEPTED after the swap"}},
		"refused": {users: []*calendarUser{{address: "pat@globex.example"}},
			more: []string{"none@globex.example"}, want: []string{"FAIL probe", "ok probe"},
			shown: []string{"no such user here"}},
		"other id": {users: []*calendarUser{{address: "pat@globex.example"}, {address: "bob@acme.example"}},
			replace: []string{`"mx.acme.example"`, `"mx.other.example"`}, want: []string{"warn probe"},
			shown: []string{`authserv_id = "mx.acme.example"`}},
	} {
		t.Run(name, func(t *testing.T) {
			h := hosttest.StartLocal(t)
			before := h.Accepted()
			list, progress, err := checked(t, call{Config: h.Config(t, demo.Config, c.replace...),
				Probe: append(people(t, h, c.users...), c.more...), Wait: c.wait})
			if failed := strings.Contains(strings.Join(c.want, " "), "FAIL"); (err != nil) != failed {
				t.Errorf("ended with %v", err)
			}
			shown := list.of("probe").String()
			for _, want := range append(c.want, c.shown...) {
				if mark, check, ok := strings.Cut(want, " probe"); ok && check == "" {
					want = fmt.Sprintf("%-4s  probe", mark)
				}
				if !strings.Contains(shown, want) {
					t.Errorf("no %q in\n%s%s", want, shown, progress)
				}
			}
			if h.Accepted() == before {
				t.Error("nothing was sent")
			}
		})
	}
}

// TestProbeWithdrawsWhenStopped: nobody keeps an invitation of a probe that was interrupted.
func TestProbeWithdrawsWhenStopped(t *testing.T) {
	t.Parallel()
	h := hosttest.StartLocal(t)
	pat := &calendarUser{address: "pat@globex.example", silent: true}
	guests := people(t, h, pat)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	out := &hosttest.Log{}
	ended := make(chan error, 1)
	go func() {
		c := call{Config: h.Config(t, demo.Config), Probe: guests, Wait: time.Hour}
		ended <- c.run(ctx, out, func(Finding) error { return nil })
	}()
	pat.came(t, "REQUEST 0 NEEDS-ACTION of 1 CONFIRMED")
	cancel()
	if err := <-ended; err == nil {
		t.Errorf("a stopped check ends well:\n%s", out)
	}
	pat.came(t, "REQUEST 0 NEEDS-ACTION of 1 CONFIRMED", "CANCEL 1 NEEDS-ACTION of 1 CANCELLED")
}

// TestProbeWithdrawsFromTheRefused: whoever got the invite gets the cancellation, even if a mail between was refused.
func TestProbeWithdrawsFromTheRefused(t *testing.T) {
	t.Parallel()
	h := hosttest.StartLocal(t)
	pat := &calendarUser{address: "pat@globex.example", silent: true,
		first: func() { h.FailNext(mailtest.StageRcpt, 451, 1) }}
	guests := people(t, h, pat)
	list, progress, _ := checked(t, call{Config: h.Config(t, demo.Config), Probe: guests, Wait: 6 * time.Second})
	if !strings.Contains(list.String(), "pat@globex.example: smtp rcpt") {
		t.Errorf("not refused:\n%s%s", list, progress)
	}
	pat.came(t, "REQUEST 0 NEEDS-ACTION of 1 CONFIRMED", "CANCEL 2 NEEDS-ACTION of 1 CANCELLED")
}

// TestProbeOverDovecotAndPostfix: the same with real servers.
func TestProbeOverDovecotAndPostfix(t *testing.T) {
	t.Parallel()
	p := hosttest.NewProvider(t, demo.Config)
	pat, ann := &calendarUser{address: "pat@globex.example", status: calendar.Accepted},
		&calendarUser{address: "ann@globex.example", status: calendar.Accepted, wraps: true}
	for _, u := range []*calendarUser{pat, ann} {
		in := hosttest.IMAP(p.Real, u.address)
		u.live(t, in, hosttest.SMTP(p.Real))
	}
	list, progress, err := checked(t, call{Config: p.Config, Probe: []string{pat.address, ann.address}})
	if err != nil {
		t.Fatalf("%v\n%s%s", err, list, progress)
	}
	list.wants(t, "warn dns", "warn send", "warn junk", "ok probe")
	pat.came(t, "REQUEST 0 NEEDS-ACTION of 1 CONFIRMED", "REQUEST 1 NEEDS-ACTION of 1 CONFIRMED", "CANCEL 2 ACCEPTED of 1")
	ann.came(t, "REQUEST 2 NEEDS-ACTION of 1 CONFIRMED", "CANCEL 3 ACCEPTED of 1 CANCELLED")
	if shown := list.of("probe").String(); !strings.Contains(shown,
		"an acceptance in the name of ann@globex.example, sent by handoff@acme.example itself, is not credited") {
		t.Errorf("no word of the spoofed answer:\n%s", shown)
	}
	t.Logf("\n%s%s", progress, list.of("probe"))
}

// TestProbeSpoof: the rule of handoffs decides about the spoofed answer. Under the rep's own UID, or one that all
// share, it would count, and the probe says so; that a server vouches for it is told too.
func TestProbeSpoof(t *testing.T) {
	t.Parallel()
	const vouched = "Authentication-Results: mx.acme.com; dmarc=pass header.from=acme.com\r\nReceived: from x by " +
		"mx.acme.com; Mon, 23 Nov 2026 09:00:00 +0000\r\n"
	for name, c := range map[string]struct {
		repUID, header string
		want, shown    string
	}{
		"a UID of their own":      {"rep@acme.com", "", "ok", "is not credited: "},
		"and vouched for":         {"rep@acme.com", vouched, "warn", "reject_sender_login_mismatch"},
		"the same UID":            {"probe@acme.com", "", "FAIL", "would count"},
		"one that all share":      {"", "", "ok", "is not credited: "},
		"shared, and vouched for": {"", vouched, "FAIL", "would count"},
	} {
		p := &probing{examination: checkedConfig(), uid: "probe@acme.com", start: time.Now().Add(24 * time.Hour),
			spoofed: &spoofed{victim: "bob@acme.com", came: mailWith(c.header, "bob@acme.com")}}
		p.conf.Domain.Admin = "olga"
		if f := p.judgeSpoof(c.repUID); f.mark() != c.want || !strings.Contains(findings{f}.String(), c.shown) {
			t.Errorf("%s: %s", name, findings{f})
		}
	}
	p := &probing{examination: checkedConfig(), uid: "probe@acme.com", spoofed: &spoofed{victim: "bob@acme.com"}}
	if f := p.reportSpoof(); f[0].mark() != "ok" || !strings.Contains(f[0].Text, "did not arrive") {
		t.Errorf("not there: %s", findings(f))
	}
}
