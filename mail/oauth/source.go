package oauth

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"time"
)

// Options say where the credential of a Source is kept.
type Options struct {
	// Load reads the credential, before each request: one that was authorized anew meanwhile is found.
	Load func(ctx context.Context) (Credential, error)
	// Save writes a credential whose refresh token was rotated. The access token that came with it is not used before
	// Save has returned nil.
	Save func(ctx context.Context, c Credential) error
	HTTP *http.Client     // default: one of its own; redirects are never followed
	Now  func() time.Time // default time.Now
}

// Times of a Source.
const (
	fetchTime = time.Minute // bounds load, request and save together
	// between tries while the old token still lives; a token younger than this is not replaced when refused
	retryTime = time.Minute
)

// Source hands out access tokens for one mailbox. It is safe for concurrent use: however many ask, there is one
// request.
type Source struct {
	options Options

	mu     sync.Mutex
	access access
	flight *flight // the request under way
	state  State

	unsaved *rotated // touched by the flight only
}

// State is how the last request for an access token went.
type State struct {
	Asked bool
	Err   error     // of type *Error; nil: a token was given
	Ends  time.Time // of the consent; zero: nobody said
}

// State is how the login stands. It asks for nothing.
func (s *Source) State() State {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.state
}

// flight is one request that everybody waits for.
type flight struct {
	done  chan struct{}
	token string
	err   error
}

// rotated is a credential that could not be saved yet, and the token that must not be used before it is.
type rotated struct {
	from, to Credential
	access   access
}

// NewSource returns a source. It asks for nothing yet.
func NewSource(o Options) *Source {
	if o.Now == nil {
		o.Now = time.Now
	}
	return &Source{options: o}
}

// Token gives an access token that is not about to end. The mechanism is empty: whichever the server offers. An error
// is of type *Error. When ctx ends the request goes on, since a rotated refresh token must not be lost.
func (s *Source) Token(ctx context.Context) (mechanism, token string, err error) {
	s.mu.Lock()
	if s.access.token != "" && s.options.Now().Before(s.access.renew) {
		defer s.mu.Unlock()
		return "", s.access.token, nil
	}
	f := s.flight
	if f == nil {
		f = &flight{done: make(chan struct{})}
		s.flight = f
		go s.fly(context.WithoutCancel(ctx), f)
	}
	s.mu.Unlock()
	select {
	case <-f.done:
		return "", f.token, f.err
	case <-ctx.Done():
		return "", "", &Error{Op: OpRefresh, Err: context.Cause(ctx)}
	}
}

// Refused says that a mail server did not take the token: the next call of Token asks for another, unless this one is
// so fresh that another would fare no better.
func (s *Source) Refused(token string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.access.token == token && s.options.Now().Sub(s.access.issued) >= retryTime {
		s.access = access{}
	}
}

// fly makes the one request. When it fails while the old token lives, that one is good for a while longer.
func (s *Source) fly(ctx context.Context, f *flight) {
	ctx, cancel := context.WithTimeout(withClient(ctx, s.options.HTTP), fetchTime)
	defer cancel()
	fresh, ends, err := s.fetch(ctx)
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.options.Now()
	s.state = State{Asked: true, Err: err, Ends: ends}
	switch {
	case err == nil:
		s.access = fresh
	case s.access.token != "" && now.Before(s.access.end):
		s.access.renew = now.Add(retryTime)
		if s.access.renew.After(s.access.end) {
			s.access.renew = s.access.end
		}
		err = nil
	default:
		s.access = access{}
	}
	f.token, f.err = s.access.token, err
	s.flight = nil
	close(f.done)
}

// fetch gets an access token, and says when the credential ends.
func (s *Source) fetch(ctx context.Context) (access, time.Time, error) {
	current, err := s.options.Load(ctx)
	if err != nil {
		return access{}, time.Time{}, &Error{Op: OpLoad, Err: err}
	}
	if u := s.unsaved; u != nil && u.from == current {
		if err := s.save(ctx, u); err != nil || s.options.Now().Before(u.access.renew) {
			return u.access, u.to.end(), err
		}
		current = u.to
	}
	s.unsaved = nil // or somebody authorized anew
	fresh, next, err := request(ctx, current, s.options.Now)
	if err != nil {
		return access{}, current.end(), err
	}
	if next == current {
		return fresh, next.end(), nil
	}
	s.unsaved = &rotated{current, next, fresh}
	return fresh, next.end(), s.save(ctx, s.unsaved)
}

func (s *Source) save(ctx context.Context, r *rotated) error {
	if err := s.options.Save(ctx, r.to); err != nil {
		return &Error{Op: OpSave, Err: fmt.Errorf("the new refresh token is not used before it is kept: %w", err)}
	}
	s.unsaved = nil
	return nil
}
