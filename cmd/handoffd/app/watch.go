package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"handoffd/cmd/handoffd/app/metrics"
	"handoffd/cmd/handoffd/config"
	"handoffd/handoff"
	"handoffd/handoff/vitals"
	"handoffd/mail/oauth"
	"handoffd/templates"
)

// newWatch watches the service. It is told of the readings of what is opened after it.
func (a *App) newWatch(set *templates.Set) *vitals.Watch {
	o := vitals.Options{Store: a.Store, Config: a.inForce, Now: a.options.Now, Log: a.options.Log,
		Until: a.sendsFrom, Logins: func() []handoff.VitalLogin { return a.Logins.vitals(a.Config.Path) },
		Backup: a.Config.Ops.Backup, Most: a.Config.Ops.Most}
	if set != nil {
		o.Words = logWords(set.Reasons, a.Config.LogHashed)
	}
	if !a.Config.OnServer {
		o.Folder = filepath.Dir(a.Config.Database)
	}
	return vitals.New(o)
}

// inForce is the config in force; before there is an engine, that of the start.
func (a *App) inForce() *handoff.Config {
	if a.Engine == nil {
		return a.Config.Domain
	}
	return a.Engine.Desk().Config()
}

func (a *App) sendsFrom() time.Time {
	if a.Engine == nil {
		return time.Time{}
	}
	return a.Engine.SendsFrom()
}

// vitals say how the logins stand.
func (t *Logins) vitals(conf string) []handoff.VitalLogin {
	t.mu.Lock()
	defer t.mu.Unlock()
	var out []handoff.VitalLogin
	for _, id := range slices.Sorted(maps.Keys(t.sources)) {
		provider, mailbox, _ := strings.Cut(id, " ")
		out = append(out, vitalLogin(t.sources[id].State(), conf, provider, mailbox))
	}
	return out
}

func vitalLogin(s oauth.State, conf, provider, mailbox string) handoff.VitalLogin {
	l := handoff.VitalLogin{Name: mailbox, Tried: s.Asked, Ends: s.Ends,
		Mend: fmt.Sprintf("`handoffd authorize %s --config %s %s` renews it.", provider, conf, authorizes(mailbox))}
	if failed, ok := errors.AsType[*oauth.Error](s.Err); ok && failed.Refused() {
		l.Why = failed.Error()
		if !failed.Revoked() { // else what renews it helps
			l.Mend = OAuthMend(s.Err, conf, mailbox, config.OAuth{Provider: provider})
		}
	}
	return l
}

// observe looks how the service is until the context ends, and answers those who ask. ready says why it does not serve
// yet; "" if it does. The function returned waits for the end.
func (a *App) observe(ctx context.Context, log *slog.Logger, ready func() string) (done func(), err error) {
	ended := make(chan struct{})
	answered := make(chan struct{})
	if a.metrics == nil {
		close(answered)
	} else {
		l, err := net.Listen("tcp", a.Config.Ops.Listen)
		if err != nil {
			return nil, fmt.Errorf("listen for questions at [ops] listen: %w; give an address of this machine that is free",
				err)
		}
		log.Info("metrics can be read", "address", l.Addr().String())
		go func() {
			defer close(answered)
			metrics.Serve(ctx, l, a.metrics.Handler(ready), log)
		}()
	}
	go func() {
		defer close(ended)
		a.watch.Run(ctx, a.options.Wait)
	}()
	return func() { <-ended; <-answered }, nil
}
