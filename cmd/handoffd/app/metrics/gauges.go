package metrics

import (
	"context"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"handoffd/handoff"
	"handoffd/handoff/store"
)

// described is a gauge, with its labels.
func described(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc("handoffd_"+name, help, labels, nil)
}

// What is measured when somebody asks.
var (
	build      = described("build_info", "The version that serves; always 1.", "version")
	measured   = described("measured", "Whether the figures of the database could be read: 1, or 0.")
	outboxRows = described("outbox_rows", "Rows of the outbox that could go now, or wait for their time.", "state")
	outboxAge  = described("outbox_oldest_ready_age_seconds", "How long the oldest row that could go has waited.")
	open       = described("handoffs_open", "Handoffs that are not converted or closed, by state.", "state")
	heldDay    = described("held_mails_day", "Mails that were held within the last 24 hours.")
	heldBytes  = described("held_mail_bytes", "What held mail takes.")
	heldLimit  = described("held_mail_limit_bytes", "What held mail may take.")
	readAge    = described("source_read_age_seconds", "Since a mailbox or calendar was read without fault.", "kind",
		"source")
	diaries     = described("colleague_calendars", "Calendars of colleagues by how they were read last.", "state")
	outages     = described("outages_open", "Mailboxes, mail servers and calendars out of reach.", "kind")
	troubles    = described("troubles_open", "What an admin has to mend, by kind.", "kind")
	clockOff    = described("clock_offset_seconds", "How far another clock is ahead of this machine's.", "source")
	databaseUse = described("database_bytes", "What the database takes on its disk.", "part")
	diskFree    = described("disk_free_bytes", "What is free on the disk of the database.")
	diskSize    = described("disk_size_bytes", "The size of the disk of the database.")
	backupAge   = described("backup_age_seconds", "The age of the newest backup that is watched.")
)

// gauges measure the service when they are collected.
type gauges struct{ m *Metrics }

// Describe implements prometheus.Collector.
func (gauges) Describe(out chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{build, measured, outboxRows, outboxAge, open, heldDay, heldBytes, heldLimit,
		readAge, diaries, outages, troubles, clockOff, databaseUse, diskFree, diskSize, backupAge} {
		out <- d
	}
}

// measureTime bounds one measuring: a database that hangs must not keep whoever asks.
const measureTime = 10 * time.Second

// counted is what is read of the database beside the vitals.
type counted struct {
	all, ready int
	states     map[handoff.State]int
	open       []store.Outage
	troubles   []handoff.TroubleState
	size       store.Size
}

// Collect implements prometheus.Collector.
func (g gauges) Collect(out chan<- prometheus.Metric) {
	set := func(d *prometheus.Desc, value float64, labels ...string) {
		out <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, value, labels...)
	}
	set(build, 1, g.m.options.Version)
	now := g.m.options.Now()
	for i, r := range g.m.options.Watch.Reads() {
		set(readAge, now.Sub(r.Last()).Seconds(), string(r.Source.Kind), strconv.Itoa(i+1))
	}
	ctx, cancel := context.WithTimeout(context.Background(), measureTime)
	defer cancel()
	v, err := g.m.options.Watch.Measure(ctx)
	var c counted
	if err == nil {
		c, err = g.count(ctx, now)
	}
	if err != nil {
		set(measured, 0)
		return
	}
	set(measured, 1)
	g.vitals(set, v, now)
	set(outboxRows, float64(c.ready), "ready")
	set(outboxRows, float64(c.all-c.ready), "waiting")
	for _, s := range handoff.States {
		if s.Open() {
			set(open, float64(c.states[s]), string(s))
		}
	}
	for _, kind := range []handoff.SourceKind{handoff.SourceMailbox, handoff.SourceMail, handoff.SourceCalendar,
		handoff.SourceEvents} {
		n := 0
		for _, o := range c.open {
			if o.Source.Kind == kind {
				n++
			}
		}
		set(outages, float64(n), string(kind))
	}
	for _, kind := range handoff.TroubleKinds {
		n := 0
		for _, t := range c.troubles {
			if t.Kind == kind && t.Open() {
				n++
			}
		}
		set(troubles, float64(n), string(kind))
	}
	set(databaseUse, float64(c.size.Main), "main")
	set(databaseUse, float64(c.size.Log), "log")
}

func (g gauges) count(ctx context.Context, now time.Time) (c counted, err error) {
	err = g.m.options.Store.View(ctx, func(tx *store.Tx) error {
		if c.all, c.ready, _, err = tx.Backlog(now); err == nil {
			c.states, err = tx.OpenByState()
		}
		if err == nil {
			c.open, err = tx.OpenOutages()
		}
		if err == nil {
			c.troubles, err = tx.Troubles()
		}
		return err
	})
	if err == nil {
		c.size, err = g.m.options.Store.Size(ctx)
	}
	return c, err
}

// vitals are those figures by which troubles are found.
func (g gauges) vitals(set func(*prometheus.Desc, float64, ...string), v handoff.Vitals, now time.Time) {
	age := 0.0
	if !v.Outbox.Oldest.IsZero() {
		age = max(0, now.Sub(v.Outbox.Oldest).Seconds())
	}
	set(outboxAge, age)
	set(heldDay, float64(v.Held.Day))
	set(heldBytes, float64(v.Held.Bytes))
	set(heldLimit, float64(v.Held.Limit))
	states := map[string]int{"read": 0, "failing": 0, "untried": 0}
	for _, d := range v.Diaries {
		switch {
		case !d.Tried:
			states["untried"]++
		case d.Fails.IsZero():
			states["read"]++
		default:
			states["failing"]++
		}
	}
	for state, n := range states {
		set(diaries, float64(n), state)
	}
	for i, c := range v.Clocks {
		if c.Tried {
			set(clockOff, c.Ahead.Seconds(), strconv.Itoa(i+1))
		}
	}
	if d := v.Disk; d != nil {
		set(diskFree, float64(d.Free))
		set(diskSize, float64(d.Size))
	}
	if b := v.Backup; b != nil && !b.Newest.IsZero() {
		set(backupAge, now.Sub(b.Newest).Seconds())
	}
}
