package web

import (
	"errors"
	"net/http"

	"handoffd/handoff/store"
)

// fault is why a request has no page: a status, and the code of its words.
type fault struct {
	status int
	code   string
}

func faultOf(status int, code string) *fault { return &fault{status, code} }

// Error implements error.
func (f *fault) Error() string { return f.code }

// faultPage is the view of it.
type faultPage struct{ Code string }

// fault answers with the page of an error. What is not known to be a fault of the request is logged, without secrets.
func (s *Server) fault(w http.ResponseWriter, r *http.Request, err error) {
	f := &fault{}
	switch {
	case errors.As(err, &f):
	case errors.Is(err, store.ErrNotFound):
		f = faultOf(http.StatusNotFound, "lead")
	default:
		f = faultOf(http.StatusInternalServerError, "broken")
		s.Log.Error("a page could not be served", "route", r.Pattern, "error", err)
	}
	if f.status == http.StatusTooManyRequests {
		w.Header().Set("Retry-After", "10")
	}
	if err := s.write(w, f.status, "fault", frame{Body: faultPage{f.code}}); err != nil {
		s.Log.Error("the page of an error could not be written", "error", err)
	}
}
