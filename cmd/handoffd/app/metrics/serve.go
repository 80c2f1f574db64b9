package metrics

import (
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus/promhttp"

	"handoffd/handoff/store"
)

// aliveTime bounds the wait for the writer of the database.
const aliveTime = 5 * time.Second

// Handler answers /metrics, /healthz and /readyz. ready says why the service does not serve yet; "" if it does.
func (m *Metrics) Handler(ready func() string) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{Registry: m.registry,
		ErrorHandling: promhttp.ContinueOnError, DisableCompression: true, MaxRequestsInFlight: 2}))
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, r *http.Request) { say(w, m.dead(r.Context())) })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		why := ready()
		if why == "" {
			why = m.dead(r.Context())
		}
		say(w, why)
	})
	return mux
}

// dead says why the service is to be started anew: the writer of the database does not answer, through which all goes.
// It is "" if that does.
func (m *Metrics) dead(ctx context.Context) string {
	ctx, cancel := context.WithTimeout(ctx, aliveTime)
	defer cancel()
	if err := m.options.Store.Update(ctx, func(*store.Tx) error { return nil }); err != nil {
		return "the database does not answer"
	}
	return ""
}

func say(w http.ResponseWriter, why string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	if why != "" {
		w.WriteHeader(http.StatusServiceUnavailable)
		_, _ = io.WriteString(w, why+"\n")
		return
	}
	_, _ = io.WriteString(w, "ok\n")
}

// Serve answers at the listener until the context ends.
func Serve(ctx context.Context, l net.Listener, h http.Handler, log *slog.Logger) {
	s := &http.Server{Handler: h, ReadTimeout: 10 * time.Second, WriteTimeout: 30 * time.Second, MaxHeaderBytes: 16 << 10,
		ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelDebug)}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		if err := s.Serve(l); err != nil && ctx.Err() == nil {
			log.Error("nobody can ask how the service is any more", "error", err)
		}
	}()
	<-ctx.Done()
	_ = s.Close()
	<-ended
}
