package main

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"handoffd/cmd/handoffd/app"
)

type serveCmd struct {
	Config string    `default:"${config}" help:"${config_help}" placeholder:"FILE"`
	Since  time.Time `format:"2006-01-02" help:"First run: take the mails that arrived on this day or later, too; else it begins with the next mail." placeholder:"DATE"`
}

// Run serves until it is told to stop. What is in hand then is finished first.
func (c *serveCmd) Run(ctx context.Context, s streams) error {
	conf, failed, err := app.LoadWithDays(ctx, c.Config)
	if err != nil {
		return err
	}
	shown := newProgress(s)
	var handler slog.Handler = slog.NewTextHandler(shown, &slog.HandlerOptions{Level: conf.LogLevel})
	if conf.LogHashed {
		handler = hashedLog{handler}
	}
	log := slog.New(handler)
	a, err := app.Open(ctx, conf, app.Serving, app.Options{Log: log, Since: c.Since, Progress: shown.tellReading,
		Version: buildVersion(), Practice: true})
	if err != nil {
		return err
	}
	defer a.Close()
	log.Info("starting", "address", conf.Domain.Address, "version", buildVersion(), "database", conf.Database, "config",
		conf.Domain.Hash[:12])
	if failed != nil {
		log.Warn("days off stay as they were read last", "error", failed)
	}
	for _, w := range conf.Warnings {
		log.Warn(w.Error())
	}
	if err = a.Serve(ctx); errors.Is(err, context.Canceled) {
		log.Info("stopped; what was in hand is finished")
		return nil
	}
	return err
}
