package web

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/desk"
	"handoffd/handoff/store"
	"handoffd/templates"
)

// Options are what the pages work with. Store, Desk, Set, Now, URL and Vitals are needed.
type Options struct {
	Store *store.Store
	Desk  *desk.Decider
	Set   *templates.Set
	Now   func() time.Time
	URL   string       // as people reach the pages, without a slash at the end
	Log   *slog.Logger // nil: nothing is logged
	// Vitals measures the service: the page that shows how it is tells the same troubles as the mails to the admin.
	Vitals func(context.Context) (handoff.Vitals, error)
	Proxy  bool // a proxy on this machine says whose each request is
	// OneClick signs anybody in as whom they choose: for a demonstration on the own machine.
	OneClick bool
	Outside  []string // contacts of a demonstration, which sends mail to nobody else outside
	Login    *Login   // with which people sign in beside links by mail; nil: none
	Help     Manual   // nil: there is no manual
	Wake     func()   // called after something was decided, so that what follows goes out; may be nil
	Version  string   // of the program; may be empty
}

// Server serves the pages.
type Server struct {
	Options
	pages   map[string]page
	assets  map[string]asset
	crowd   *limits // by address
	each    *limits // by session, and by address of who has none
	hub     *hub
	handler http.Handler

	rehearsing sync.Mutex // held by the one rehearsal that may run
}

// Limits of a request.
const (
	maxHeader   = 16 << 10
	maxForm     = 64 << 10
	headerTime  = 5 * time.Second
	requestTime = 20 * time.Second
	answerTime  = 30 * time.Second
	idleTime    = 2 * time.Minute
)

// New makes a server. The error is that of a page that cannot be parsed.
func New(o Options) (*Server, error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	o.Set = o.Set.OnPages()
	s := &Server{Options: o, crowd: newLimits(perAddress), each: newLimits(perVisitor), assets: loadAssets()}
	var err error
	if s.pages, err = loadPages(s.assets); err != nil {
		return nil, err
	}
	s.hub = newHub(s)
	mux := http.NewServeMux()
	for _, r := range routes {
		mux.Handle(r.pattern, s.guarded(r))
	}
	mux.HandleFunc("GET /assets/{name}", s.asset)
	cross := http.NewCrossOriginProtection()
	cross.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.fault(w, r, faultOf(http.StatusForbidden, "elsewhere"))
	}))
	s.handler = s.framed(cross.Handler(mux))
	return s, nil
}

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// framed gives each answer the headers that all have, and bounds each request.
func (s *Server) framed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "+
			"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("X-Robots-Tag", "noindex")
		if s.secure() {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		if !strings.HasPrefix(r.URL.Path, "/assets/") {
			h.Set("Cache-Control", "no-store")
		}
		if !s.crowd.allow(s.from(r), time.Now()) {
			s.fault(w, r, tooFast)
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, maxForm)
		next.ServeHTTP(w, r)
	})
}

// secure says whether browsers reach the pages by TLS.
func (s *Server) secure() bool { return strings.HasPrefix(s.URL, "https:") }

// from is the address of a request, as a proxy on this machine says it.
func (s *Server) from(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	if said := r.Header.Get("X-Forwarded-For"); s.Proxy && said != "" && net.ParseIP(host).IsLoopback() {
		return strings.TrimSpace(said[strings.LastIndex(said, ",")+1:])
	}
	return host
}

// Serve answers at the listener until the context ends, by TLS if there is a certificate. Streams do not hold the end
// up.
func (s *Server) Serve(ctx context.Context, l net.Listener, cert, key string) error {
	streams, end := context.WithCancel(context.Background())
	server := &http.Server{Handler: s, MaxHeaderBytes: maxHeader, ReadHeaderTimeout: headerTime, ReadTimeout: requestTime,
		WriteTimeout: answerTime, IdleTimeout: idleTime, BaseContext: func(net.Listener) context.Context { return streams },
		ErrorLog:  slog.NewLogLogger(s.Log.Handler(), slog.LevelDebug),
		TLSConfig: &tls.Config{MinVersion: tls.VersionTLS12}}
	var wg sync.WaitGroup
	wg.Go(func() { s.hub.run(streams) })
	wg.Go(func() {
		<-ctx.Done()
		s.hub.close()
		bounded, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		if server.Shutdown(bounded) != nil {
			_ = server.Close()
		}
		end()
	})
	var err error
	if cert != "" {
		err = server.ServeTLS(l, cert, key)
	} else {
		err = server.Serve(l)
	}
	if ctx.Err() == nil {
		end()
		return fmt.Errorf("serve the pages: %w", err)
	}
	wg.Wait()
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}

// config is the one in force.
func (s *Server) config() *handoff.Config { return s.Desk.Config() }
