package smtp_test

import (
	"context"
	"errors"
	"net"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"handoffd/mail/mailtest"
	"handoffd/mail/smtp"
)

func TestFaults(t *testing.T) {
	for name, tt := range map[string]struct {
		stage string
		code  int
		want  *smtp.Error
	}{
		"sender later": {mailtest.StageMail, 451, &smtp.Error{Stage: "mail", Code: 451, Enhanced: "4.0.0",
			Temporary: true}},
		"sender never": {mailtest.StageMail, 550, &smtp.Error{Stage: "mail", Code: 550, Enhanced: "5.0.0"}},
		"recipient later": {mailtest.StageRcpt, 450, &smtp.Error{Stage: "rcpt", Code: 450, Enhanced: "4.0.0",
			Temporary: true}},
		"message later": {mailtest.StageData, 452, &smtp.Error{Stage: "data", Code: 452, Enhanced: "4.0.0",
			Temporary: true}},
		"message never":    {mailtest.StageData, 554, &smtp.Error{Stage: "data", Code: 554, Enhanced: "5.0.0"}},
		"lost at rcpt":     {mailtest.StageRcpt, 0, &smtp.Error{Stage: "rcpt", Temporary: true}},
		"lost after dot":   {mailtest.StageData, 0, &smtp.Error{Stage: "data", Temporary: true, Uncertain: true}},
		"lost when stored": {mailtest.StageStored, 0, &smtp.Error{Stage: "data", Temporary: true, Uncertain: true}},
		"login": {mailtest.StageAuth, 535, &smtp.Error{Stage: "auth", Code: 535, Enhanced: "5.0.0",
			Temporary: true}},
		"login lost": {mailtest.StageAuth, 0, &smtp.Error{Stage: "auth", Temporary: true}},
		"shutting down": {mailtest.StageRcpt, 421, &smtp.Error{Stage: "rcpt", Code: 421, Enhanced: "4.0.0",
			Temporary: true}},
	} {
		t.Run(name, func(t *testing.T) {
			m := newMemory(t)
			m.FailNext(tt.stage, tt.code, 1)
			out := smtp.New(m.config())
			defer out.Close()
			check(t, out.Send(t.Context(), rep, prospect, plain), tt.want)
			before := m.Accepted()
			if before > 0 != (tt.stage == mailtest.StageStored) {
				t.Errorf("%d mails stored", before)
			}
			must(t, out.Send(t.Context(), rep, prospect, plain))
			if m.Accepted() != before+1 {
				t.Error("the next mail did not arrive")
			}
		})
	}
}

// A server that closes an idle connection, with or without a word, costs nothing.
func TestConnectionGoneWhileIdle(t *testing.T) {
	for _, code := range []int{0, 421} {
		m := newMemory(t)
		out := smtp.New(m.config())
		defer out.Close()
		must(t, out.Send(t.Context(), rep, prospect, plain))
		m.FailNext(mailtest.StageMail, code, 1)
		must(t, out.Send(t.Context(), rep, prospect, plain))
		if m.Accepted() != 2 {
			t.Errorf("code %d: %d mails stored", code, m.Accepted())
		}
	}
}

func TestSilentServer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := newMemory(t)
		out := smtp.New(m.config())
		defer out.Close()
		must(t, out.Send(t.Context(), rep, prospect, plain))
		<-time.After(time.Hour) // of fake time: the connection will be probed
		m.Stall(true)
		began := time.Now()
		check(t, out.Send(t.Context(), rep, prospect, plain), &smtp.Error{Stage: smtp.StageDial, Temporary: true})
		if took := time.Since(began); took > 30*time.Second {
			t.Errorf("took %v", took)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		err := out.Send(ctx, rep, prospect, plain)
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v", err)
		}
		m.Stall(false)
		must(t, out.Send(t.Context(), rep, prospect, plain))
	})
}

func TestClose(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := newMemory(t)
		c := m.config()
		closed := false
		c.Dial = func(ctx context.Context, network, addr string) (net.Conn, error) {
			if closed {
				t.Error("connects after close")
			}
			return m.DialSMTP(ctx, network, addr)
		}
		out := smtp.New(c)
		must(t, out.Send(t.Context(), rep, prospect, plain))
		m.Stall(true)
		ended := make(chan error)
		go func() { ended <- out.Send(t.Context(), rep, prospect, plain) }()
		synctest.Wait()
		must(t, out.Close())
		if err := <-ended; !errors.Is(err, net.ErrClosed) {
			t.Errorf("got %v", err)
		}
		closed = true
		if err := out.Send(t.Context(), rep, prospect, plain); !errors.Is(err, net.ErrClosed) {
			t.Errorf("after close: %v", err)
		}
	})
}

func TestPlaintextIsForLoopback(t *testing.T) {
	out := smtp.New(smtp.Config{Addr: "mail.acme.example:25", TLS: "none"})
	if err := out.Send(t.Context(), rep, prospect, plain); !errors.Is(err, smtp.ErrPlaintext) {
		t.Errorf("got %v", err)
	}
}

func TestAddresses(t *testing.T) {
	m := newMemory(t)
	m.AddUser("jürgen@acme.example", "pw")
	out := smtp.New(m.config())
	defer out.Close()
	must(t, out.Send(t.Context(), "", prospect, plain)) // null sender
	must(t, out.Send(t.Context(), rep, "pat+x_y=z@prospect.example", plain))
	must(t, out.Send(t.Context(), rep, "jürgen@acme.example", plain))
	for _, bad := range []string{
		"", "pat", "@prospect.example", "pat@", "pat@@prospect.example", "pat @prospect.example", "pat@prospect.example>",
		"pat@prospect.example\r\nRSET", "pat@prospect.example> NOTIFY=NEVER", `"a b"@prospect.example`,
		"pat@prospect.example\x00",
		"pat@prospect.example\u0085", "pat\xff@prospect.example", strings.Repeat("x", 65) + "@prospect.example",
		"a@" + strings.Repeat("x", 260),
	} {
		check(t, out.Send(t.Context(), rep, bad, plain), &smtp.Error{Stage: smtp.StageRcpt, Enhanced: "5.1.3"})
		if bad != "" {
			check(t, out.Send(t.Context(), bad, prospect, plain), &smtp.Error{Stage: smtp.StageMail, Enhanced: "5.1.7"})
		}
	}
}

func TestCheck(t *testing.T) {
	m := newMemory(t)
	out := smtp.New(m.config())
	defer out.Close()
	for range 2 {
		must(t, out.Check(t.Context()))
	}
	m.FailNext(mailtest.StageMail, 0, 1) // the connection is lost, which a check finds
	if err := out.Send(t.Context(), rep, "bad address", plain); err == nil {
		t.Error("sent")
	}
	must(t, out.Check(t.Context()))
	if m.Accepted() != 0 {
		t.Error("a check has sent a mail")
	}
	c := m.config()
	c.Password = "wrong"
	check(t, smtp.New(c).Check(t.Context()), &smtp.Error{Stage: smtp.StageAuth, Code: 535, Enhanced: "5.7.8",
		Temporary: true})
}
