package app

import (
	"context"
	"sync/atomic"
)

// Serve serves until the context ends; what is in hand then is finished first. The service manager hears of readiness
// and end, a changed config is taken over on SIGHUP, and calendars that call are heard.
func (a *App) Serve(ctx context.Context) error {
	c, log := a.Config, a.options.Log
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	if len(c.Domain.Trial) > 0 {
		log.Warn("trial is on: mail to anybody else goes to the admin", "only", c.Domain.Trial)
	}
	if c.AuthservID == "" && c.AuthProfile == "" {
		log.Warn("authserv_id is not set: every mail from a colleague is held, none is obeyed; `handoffd check` says " +
			"the mend")
	}
	unheard, err := a.hear(ctx, log)
	if err != nil {
		return err
	}
	var serves atomic.Bool
	unobserved, err := a.observe(ctx, log, func() string {
		if !serves.Load() {
			return "waiting for the mail server, to learn where reading begins"
		}
		return ""
	})
	if err != nil {
		stop()
		unheard()
		return err
	}
	unseen, err := a.showPages(ctx, log)
	if err != nil {
		stop()
		unobserved()
		unheard()
		return err
	}
	life := &lifecycle{config: c, app: a, log: log}
	ready, told := make(chan struct{}), make(chan struct{})
	a.Engine.Ready = func() {
		serves.Store(true)
		log.Info("ready: what arrives from now on is read", "addresses", c.Domain.Addresses(), "sources", a.sourceNames())
		close(ready)
	}
	go func() {
		defer close(told)
		life.run(ctx, ready)
	}()
	err = a.Engine.Serve(ctx)
	unheard()
	unobserved()
	unseen()
	<-told // the service manager hears that it stops before the database is closed
	return err
}

// sourceNames are the mailboxes and calendars that are read.
func (a *App) sourceNames() []string {
	var out []string
	for _, r := range a.watch.Reads() {
		out = append(out, r.Source.String())
	}
	return out
}
