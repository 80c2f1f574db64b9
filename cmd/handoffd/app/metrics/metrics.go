// Package metrics shows how the service is to those who watch machines: figures for Prometheus under /metrics, whether
// the process is alive under /healthz, and whether it serves under /readyz. What was done is counted as it happens;
// what there is, is measured when somebody asks.
//
// It refuses to name anybody: no label holds an address, a name or the id of a lead. Mailboxes and calendars are
// numbered in the order of the config.
package metrics

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"handoffd/handoff"
	"handoffd/handoff/store"
	"handoffd/handoff/vitals"
)

// Options are what Metrics work with.
type Options struct {
	Store   *store.Store
	Watch   *vitals.Watch
	Now     func() time.Time
	Version string
}

// Metrics count what is done; they are the Events of a desk.
type Metrics struct {
	options  Options
	registry *prometheus.Registry

	received  *prometheus.CounterVec
	sent      *prometheus.CounterVec
	refused   *prometheus.CounterVec
	decisions *prometheus.CounterVec
	late      prometheus.Histogram
	notice    prometheus.Histogram
}

// Bounds of the histograms, in seconds.
var (
	lateBounds   = []float64{1, 5, 15, 30, 60, 120, 300, 900, 3600, 14400, 86400}
	noticeBounds = []float64{0.005, 0.01, 0.02, 0.035, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 60}
)

// New makes metrics that have counted nothing yet.
func New(o Options) *Metrics {
	counter := func(name, help string, labels ...string) *prometheus.CounterVec {
		return prometheus.NewCounterVec(prometheus.CounterOpts{Name: name, Help: help}, labels)
	}
	m := &Metrics{options: o, registry: prometheus.NewRegistry(),
		received: counter("handoffd_mails_received_total", "Mails that came in, by what was done with them and what they "+
			"are.", "verdict", "kind"),
		sent: counter("handoffd_mails_sent_total", "Mails and calendar events that went out, by purpose and way.",
			"purpose", "via"),
		refused: counter("handoffd_mails_refused_total", "Mails and events that were refused for good, by purpose.",
			"purpose"),
		decisions: counter("handoffd_decisions_total", "Facts that were decided, by their kind and the state after it.",
			"fact", "state"),
		late: prometheus.NewHistogram(prometheus.HistogramOpts{Name: "handoffd_deadline_lag_seconds",
			Help: "How long after its time a deadline was decided.", Buckets: lateBounds}),
		notice: prometheus.NewHistogram(prometheus.HistogramOpts{Name: "handoffd_notice_decision_seconds",
			Help:    "From the mail server's notice of news until it was decided and on the disk.",
			Buckets: noticeBounds}),
	}
	m.registry.MustRegister(m.received, m.sent, m.refused, m.decisions, m.late, m.notice, gauges{m},
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	for _, r := range o.Watch.Reads() {
		r.Kept = func(since time.Duration) { m.notice.Observe(since.Seconds()) }
	}
	return m
}

// Took implements desk.Events.
func (m *Metrics) Took(verdict, kind string) { m.received.WithLabelValues(verdict, kind).Inc() }

// Decided implements desk.Events.
func (m *Metrics) Decided(kind handoff.Kind, state handoff.State, late time.Duration) {
	m.decisions.WithLabelValues(string(kind), string(state)).Inc()
	if kind == handoff.KindDeadline {
		m.late.Observe(late.Seconds())
	}
}

// Sent implements desk.Events.
func (m *Metrics) Sent(purpose handoff.Purpose, via string) {
	m.sent.WithLabelValues(string(purpose), via).Inc()
}

// Failed implements desk.Events.
func (m *Metrics) Failed(purpose handoff.Purpose) { m.refused.WithLabelValues(string(purpose)).Inc() }
