package main

import (
	"context"
	"errors"
	"fmt"
	"handoffd/cmd/handoffd/config"
	"log/slog"
	"os"
	"syscall"
	"time"
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
	unlock, err := lockDatabase(conf.Database)
	if err != nil {
		return err
	}
	defer unlock()
	shown := newProgress(s)
	log := slog.New(slog.NewTextHandler(shown, &slog.HandlerOptions{Level: conf.LogLevel}))
	svc, err := openService(ctx, conf, c.Since, log, shown.tellReading)
	if err != nil {
		return err
	}
	defer svc.close()
	log.Info("starting", "address", conf.Domain.Address, "version", buildVersion(), "database", conf.Database, "config", conf.Domain.Hash[:12])
	if len(conf.Domain.Trial) > 0 {
		log.Warn("trial is on: mail to anybody else goes to the admin", "only", conf.Domain.Trial)
	}
	if conf.AuthservID == "" && conf.AuthProfile == "" {
		log.Warn("authserv_id is not set: every mail from a colleague is held, none is obeyed; `handoffd check` says the mend")
	}
	unheard, err := svc.hear(ctx, log)
	if err != nil {
		return err
	}
	life := &lifecycle{path: c.Config, config: conf, service: svc, log: log}
	ready, told := make(chan struct{}), make(chan struct{})
	svc.engine.Ready = func() {
		log.Info("serving: what arrives from now on is read", "address", conf.Domain.Address)
		close(ready)
	}
	go func() {
		defer close(told)
		life.run(ctx, ready)
	}()
	err = svc.engine.Serve(ctx)
	unheard()
	<-told // the service manager hears that it stops before the database is closed
	if errors.Is(err, context.Canceled) {
		log.Info("stopped; what was in hand is finished")
		return nil
	}
	return err
}

// lockDatabase makes sure that one process serves a database: two would send every mail twice.
func lockDatabase(path string) (unlock func(), err error) {
	f, err := os.OpenFile(path+".lock", os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("lock the database: %w", err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		_ = f.Close()
		return nil, fmt.Errorf("another handoffd serves %s already; stop it first", path)
	}
	return func() { _ = f.Close() }, nil
}
