package app

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"reflect"
	"syscall"
	"time"

	"github.com/coreos/go-systemd/v22/daemon"
	"golang.org/x/sys/unix"

	"handoffd/cmd/handoffd/config"
	"handoffd/handoff"
	"handoffd/handoff/store"
)

// lifecycle tells the service manager how the service is, and takes a changed config over on SIGHUP.
type lifecycle struct {
	config *config.Config // as it is in force
	app    *App
	log    *slog.Logger
	ready  bool // the service manager was told so
}

// notReady tells the service manager to wait on: a mail server that is out of reach at the first start is no fault of
// the service. systemd gives up after 90 seconds of which it hears nothing.
const (
	notReady      = "EXTEND_TIMEOUT_USEC=90000000\nSTATUS=waiting for the mail server, to learn where reading begins"
	notReadyEvery = 30 * time.Second
)

// run lasts as long as the service, which is ready when that is closed. Without a service manager it only waits for
// SIGHUP.
func (l *lifecycle) run(ctx context.Context, ready <-chan struct{}) {
	hangups := make(chan os.Signal, 1)
	signal.Notify(hangups, syscall.SIGHUP)
	defer signal.Stop(hangups)
	defer l.notify(daemon.SdNotifyStopping)
	waits := time.NewTicker(notReadyEvery)
	defer waits.Stop()
	var watchdog <-chan time.Time
	if interval, err := daemon.SdWatchdogEnabled(false); err == nil && interval > 0 {
		tick := time.NewTicker(interval / 2)
		defer tick.Stop()
		watchdog = tick.C
	}
	days := time.NewTicker(daysEvery)
	defer days.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-days.C:
			l.refreshDays(ctx)
		case <-ready:
			l.ready, ready = true, nil
			waits.Stop()
			l.notify(daemon.SdNotifyReady + "\nSTATUS=serving")
		case <-waits.C:
			l.notify(notReady)
		case <-hangups:
			l.reload(ctx)
		case <-watchdog:
			if l.alive(ctx) {
				l.notify(daemon.SdNotifyWatchdog)
			}
		}
	}
}

// refreshDays reads the addresses that hold days off, and puts what has changed in force.
func (l *lifecycle) refreshDays(ctx context.Context) {
	changed, err := RefreshDays(ctx, l.config)
	if err != nil {
		l.log.Warn("days off stay as they were read last", "error", err)
	}
	if changed {
		l.reload(ctx)
	}
}

// alive says whether the writer of the database answers: everything the service does goes through it.
func (l *lifecycle) alive(ctx context.Context) bool {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	err := l.app.Store.Update(ctx, func(*store.Tx) error { return nil })
	if err != nil {
		l.log.Error("the database does not answer; the service manager is left to restart the service", "error", err)
	}
	return err == nil
}

// reload puts the config file as it is now in force; an invalid one changes nothing.
func (l *lifecycle) reload(ctx context.Context) {
	if l.ready {
		l.notify(fmt.Sprintf("%s\nMONOTONIC_USEC=%d", daemon.SdNotifyReloading, monotonicMicros()))
		defer l.notify(daemon.SdNotifyReady)
	}
	c, err := config.Load(l.config.Path)
	if err != nil {
		l.log.Error("the config has faults, so the old one stays in force", "error", err)
		return
	}
	if !sameAddresses(c.Domain, l.config.Domain) {
		l.log.Error("the handoff addresses changed, which takes a restart: the old config stays in force")
		return
	}
	if !sameWiring(c, l.config) {
		l.log.Warn("mailboxes, mail server, calendars, database, templates, ops and log.addresses " +
			"change only with a restart")
	}
	if err := l.app.Engine.Reload(ctx, c.Domain, c.Trust()); err != nil {
		l.log.Error("reload", "error", err)
		return
	}
	l.config = c
	for _, w := range c.Warnings {
		l.log.Warn(w.Error())
	}
	l.log.Info("the new config is in force", "config", c.Domain.Hash[:12])
}

// sameAddresses says whether two configs serve the same handoff addresses: their mailboxes are opened at the start
// only.
func sameAddresses(a, b *handoff.Config) bool {
	return a.Address == b.Address && reflect.DeepEqual(a.Others, b.Others)
}

// sameWiring says whether two configs connect to the same things.
func sameWiring(a, b *config.Config) bool {
	wiring := func(c *config.Config) config.Config {
		w := *c
		w.Domain, w.AuthservID, w.AuthProfile, w.Border, w.Logins, w.LogLevel, w.Warnings = nil, "", "", "", nil, 0, nil
		w.DaysPages = nil
		return w
	}
	return reflect.DeepEqual(wiring(a), wiring(b))
}

func (l *lifecycle) notify(state string) {
	if _, err := daemon.SdNotify(false, state); err != nil {
		l.log.Warn("the service manager could not be told", "error", err)
	}
}

// monotonicMicros is the clock that systemd compares reloads by.
func monotonicMicros() int64 {
	var t unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_MONOTONIC, &t); err != nil {
		return 0
	}
	return t.Nano() / 1000
}
