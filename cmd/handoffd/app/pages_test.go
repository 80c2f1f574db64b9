package app

import (
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"

	"handoffd/cmd/handoffd/config"
	"handoffd/handoff"
)

// TestPagesAreServedBesideMail: from where the config says, until the service ends; an address that is taken is told.
func TestPagesAreServedBesideMail(t *testing.T) {
	t.Setenv("HANDOFFD_PASSWORD", "x")
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	conf, err := config.Load("../demo/config.toml")
	if err != nil {
		t.Fatal(err)
	}
	conf.Database = t.TempDir() + "/x.db"
	conf.Web = config.Web{Listen: l.Addr().String(), URL: "https://handoff.acme.example"}
	a, err := Open(t.Context(), conf, Serving, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	log := slog.New(slog.DiscardHandler)
	if _, err := a.showPages(t.Context(), log); err == nil || !strings.Contains(err.Error(), "web.listen") {
		t.Errorf("an address that is taken: %v", err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	done, err := a.showPages(ctx, log)
	if err != nil {
		t.Fatal(err)
	}
	res, err := http.Get("http://" + conf.Web.Listen + "/signin")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK || !strings.Contains(string(body), "Your mail address") ||
		strings.Contains(string(body), a.Config.Domain.Person(handoff.PersonID("mara")).Name) {
		t.Errorf("%d %v\n%s", res.StatusCode, err, body)
	}
	stop()
	done()
	if _, err := http.Get("http://" + conf.Web.Listen + "/signin"); err == nil {
		t.Error("it is served still")
	}
	conf.Web = config.Web{}
	if done, err = a.showPages(t.Context(), log); err != nil {
		t.Error(err)
	}
	done()
}
