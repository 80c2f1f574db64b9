package app_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"

	"handoffd/cmd/handoffd/app"
	"handoffd/cmd/handoffd/config"
	"handoffd/cmd/handoffd/demo"
	"handoffd/cmd/handoffd/hosttest"
	"handoffd/handoff/store"
	"handoffd/mail"
	"handoffd/mail/oauth/oauthtest"
	"handoffd/mail/smtp"
)

// TestATokenEndsInTheMidstOfIdle lets the service serve while its access token ends, after two seconds: the host closes
// the connection, the next one has a fresh token, the mail that came meanwhile is taken, and nobody is told of an
// outage.
func TestATokenEndsInTheMidstOfIdle(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("takes a quarter of a minute of real time")
	}
	h := hosttest.StartTokens(t, demo.Config, "google", oauthtest.Config{Lifetime: 2 * time.Second, Rotate: true})
	h.AddUser("quinn@acme.example", "pw")
	c, err := config.Load(h.File)
	if err != nil {
		t.Fatal(err)
	}
	log := &hosttest.Log{}
	s, err := app.Open(t.Context(), c, app.Serving, app.Options{Log: slog.New(slog.NewTextHandler(log, nil))})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	served := make(chan error, 1)
	go func() { served <- s.Engine.Serve(ctx) }()
	hosttest.Until(t, 10*time.Millisecond, "the connection is lost with its token",
		func() bool { return strings.Contains(log.String(), "the connection was lost while waiting for mail") })
	asked := len(h.Asked())
	raw, err := mail.Compose(mail.Draft{From: mail.Address{Addr: "quinn@acme.example"},
		To: []mail.Address{{Addr: hosttest.Box}}, Subject: "Lead", Text: "Company: Globex\n",
		MessageID: "lead@acme.example", Date: time.Now()})
	if err != nil {
		t.Fatal(err)
	}
	out := smtp.New(smtp.Config{Addr: h.SMTP, TLS: "none"})
	defer out.Close()
	if err := out.Send(t.Context(), "quinn@acme.example", hosttest.Box, raw); err != nil {
		t.Fatal(err)
	}
	hosttest.Until(t, 10*time.Millisecond, "a fresh token was asked for and the mail taken", func() bool {
		n, err := countMails(t.Context(), s)
		return err == nil && n == 1 && len(h.Asked()) > asked-1
	})
	stop()
	if err := <-served; !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	s.Close()
	t.Logf("%d access tokens were asked for; the log:\n%s", len(h.Asked())-1, log.String())
	if strings.Contains(log.String(), "level=ERROR") {
		t.Error("a token that ends in its time is taken for trouble")
	}
	for _, secret := range h.Secrets() {
		if secret != "" && bytes.Contains([]byte(log.String()), []byte(secret)) {
			t.Errorf("%s stands in the log", secret)
		}
	}
}

func countMails(ctx context.Context, s *app.App) (n int, err error) {
	err = s.Store.View(ctx, func(tx *store.Tx) error {
		all, err := tx.Mails(store.MailFilter{})
		n = len(all)
		return err
	})
	return n, err
}
