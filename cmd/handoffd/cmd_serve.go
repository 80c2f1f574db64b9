package main

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"handoffd/cmd/handoffd/app"
	"handoffd/cmd/handoffd/config"
)

type serveCmd struct {
	Config string    `required:"" help:"Config file." placeholder:"FILE"`
	Since  time.Time `format:"2006-01-02" help:"First run: take the mails that arrived on this day or later, too; else it begins with the next mail." placeholder:"DATE"`
}

// Run serves until it is told to stop. What is in hand then is finished first.
func (c *serveCmd) Run(ctx context.Context, s streams) error {
	conf, err := config.Load(c.Config)
	if err != nil {
		return err
	}
	unlock, err := app.Lock(conf.Database)
	if err != nil {
		return err
	}
	defer unlock()
	shown := newProgress(s)
	log := slog.New(slog.NewTextHandler(shown, &slog.HandlerOptions{Level: conf.LogLevel}))
	svc, err := app.OpenService(ctx, conf, c.Since, log, shown.tellReading)
	if err != nil {
		return err
	}
	defer svc.Close()
	log.Info("starting", "address", conf.Domain.Address, "version", buildVersion(), "database", conf.Database, "config", conf.Domain.Hash[:12])
	if len(conf.Domain.Trial) > 0 {
		log.Warn("trial is on: mail to anybody else goes to the admin", "only", conf.Domain.Trial)
	}
	if conf.AuthservID == "" && conf.AuthProfile == "" {
		log.Warn("authserv_id is not set: every mail from a colleague is held, none is obeyed; `handoffd check` says the mend")
	}
	unheard, err := svc.Hear(ctx, log)
	if err != nil {
		return err
	}
	life := &app.Lifecycle{Path: c.Config, Config: conf, Service: svc, Log: log}
	ready, told := make(chan struct{}), make(chan struct{})
	svc.Engine.Ready = func() {
		log.Info("serving: what arrives from now on is read", "address", conf.Domain.Address)
		close(ready)
	}
	go func() {
		defer close(told)
		life.Run(ctx, ready)
	}()
	err = svc.Engine.Serve(ctx)
	unheard()
	<-told // the service manager hears that it stops before the database is closed
	if errors.Is(err, context.Canceled) {
		log.Info("stopped; what was in hand is finished")
		return nil
	}
	return err
}
