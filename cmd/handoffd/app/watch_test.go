package app

import (
	"context"
	"errors"
	"net"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"handoffd/cmd/handoffd/config"
	"handoffd/mail"
	"handoffd/mail/imap"
	"handoffd/mail/mailtest"
	"handoffd/mail/oauth"
	"handoffd/mail/smtp"
)

// piped are the accounts of a host in the process; its IMAP server can be out of reach.
type piped struct {
	*mailtest.Server
	dead bool
}

func (p *piped) IMAP(in config.Inbox) (imap.Config, error) {
	return imap.Config{Addr: "mx:143", TLS: "none", Username: in.Username, Password: "pw",
		Dial: func(ctx context.Context, network, address string) (net.Conn, error) {
			if p.dead {
				return nil, errors.New("no route to host")
			}
			return p.DialIMAP(ctx, network, address)
		}}, nil
}

func (p *piped) SMTP(a config.Account) (smtp.Config, error) {
	return smtp.Config{Addr: "mx:587", TLS: "none", Username: a.Username, Password: "pw", Dial: p.DialSMTP}, nil
}

// TestOneAlarmForAServerThatIsDown serves three times, hours each, with an IMAP server that is out of reach and no
// backup where the config names one: the admin has one mail about each, from the first process, and knows the mend.
func TestOneAlarmForAServerThatIsDown(t *testing.T) {
	guard := make(chan os.Signal, 1) // the goroutine of signals is not of the bubble
	signal.Notify(guard, syscall.SIGHUP)
	defer signal.Stop(guard)
	dir := t.TempDir()
	text, err := os.ReadFile("../demo/config.toml")
	path := filepath.Join(dir, "config.toml")
	if err = errors.Join(err, os.WriteFile(path, append(text, "\n[ops]\nbackup = \"backups\"\n"...), 0o600)); err != nil {
		t.Fatal(err)
	}
	c, err := config.Load(path)
	if err != nil {
		t.Fatal(err)
	}
	synctest.Test(t, func(t *testing.T) {
		server := mailtest.New(mailtest.Config{Hostname: "mx.acme.example", Domains: []string{"acme.example"}, Now: time.Now})
		defer server.Close()
		for _, user := range []string{"handoff@acme.example", "olga@acme.example"} {
			server.AddUser(user, "pw")
		}
		host := &piped{Server: server}
		serve := func(during time.Duration) {
			a, err := Open(t.Context(), c, Serving, Options{Accounts: host, Now: time.Now, Wait: SleepUntil})
			if err != nil {
				t.Fatal(err)
			}
			defer a.Close()
			ctx, stop := context.WithCancel(t.Context())
			ended := make(chan error, 1)
			go func() { ended <- a.Serve(ctx) }()
			time.Sleep(during)
			stop()
			if err := <-ended; !errors.Is(err, context.Canceled) {
				t.Errorf("serving ended: %v", err)
			}
		}
		serve(time.Minute) // reading begins
		host.dead = true
		for range 3 {
			serve(3 * time.Hour)
		}
		host.dead = false
		serve(time.Hour)
		box := imap.Open(imap.Config{Addr: "mx:143", TLS: "none", Username: "olga@acme.example", Password: "pw",
			Dial: server.DialIMAP})
		defer box.Close()
		batch, err := box.Poll(t.Context(), imap.Cursor{})
		var subjects []string
		for _, m := range batch.Mails {
			subjects = append(subjects, mail.Read(m.Raw).Subject)
		}
		slices.Sort(subjects) // both went in one round, side by side
		want := []string{"handoffd cannot read handoff@acme.example/INBOX", "handoffd: the newest backup is old"}
		if !slices.Equal(subjects, want) || err != nil {
			t.Errorf("the admin has %q, want %q (%v)", subjects, want, err)
		}
	})
}

// TestHowLoginsStand: only what is refused for good is told, with what helps.
func TestHowLoginsStand(t *testing.T) {
	t.Parallel()
	ends := time.Unix(1_800_000_000, 0)
	for _, row := range []struct {
		name    string
		state   oauth.State
		mailbox string
		why     string
		mend    string
	}{
		{"not tried", oauth.State{}, "a@acme.example", "",
			"`handoffd authorize google --config c.toml --mailbox a@acme.example` renews it."},
		{"good", oauth.State{Asked: true, Ends: ends}, CalendarLogin("a@acme.example"), "",
			"`handoffd authorize google --config c.toml --calendar --mailbox a@acme.example` renews it."},
		{"out of reach", oauth.State{Asked: true, Err: &oauth.Error{Op: oauth.OpRefresh, Err: errors.New("no route")}},
			"a@acme.example", "", "`handoffd authorize google --config c.toml --mailbox a@acme.example` renews it."},
		{"withdrawn", oauth.State{Asked: true, Err: &oauth.Error{Op: oauth.OpRefresh, Code: "invalid_grant"}},
			"a@acme.example", "oauth refresh: invalid_grant",
			"`handoffd authorize google --config c.toml --mailbox a@acme.example` renews it."},
		{"secret", oauth.State{Asked: true, Err: &oauth.Error{Op: oauth.OpRefresh, Code: "invalid_client"}},
			"a@acme.example", "oauth refresh: invalid_client", "the client id or secret is wrong or has expired: make a new " +
				"secret, put it in the file of client_secret_file, and authorize again"},
	} {
		l := vitalLogin(row.state, "c.toml", "google", row.mailbox)
		if l.Name != row.mailbox || l.Tried != row.state.Asked || !l.Ends.Equal(row.state.Ends) || l.Why != row.why ||
			l.Mend != row.mend {
			t.Errorf("%s: %+v", row.name, l)
		}
	}
}
