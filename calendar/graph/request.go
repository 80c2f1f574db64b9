package graph

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"handoffd/calendar"
)

// Bounds of one call. Exchange serves four requests to a mailbox at a time.
const (
	requestTime = 30 * time.Second
	perMailbox  = 4
	maxTries    = 4
	firstWait   = 500 * time.Millisecond
	maxWait     = 20 * time.Second // a longer one is left to the caller
	maxAnswer   = 8 << 20          // bytes
)

// request is one call of Graph.
type request struct {
	op      string // for errors: "put event"
	method  string
	mailbox string     // whose; also in the path
	path    string     // after /users/{mailbox}, escaped
	query   url.Values // none for a link that the server gave
	link    string     // the whole URL instead of mailbox, path and query
	body    any
	match   string // If-Match
	page    int    // how many changes to list at most; 0: no wish
	plain   bool   // bodies as text: they are not looked at
}

// do sends the request until there is an answer that more tries would not change, and reads it into out unless that is
// nil.
//
// All requests of this package may be sent again: what is made carries a transactionId, what is changed an If-Match.
func (p *Provider) do(ctx context.Context, r request, out any) error {
	leave, err := p.enter(ctx, r.mailbox)
	if err != nil {
		return p.fail(r, 0, err)
	}
	defer leave()
	for try := 0; ; try++ {
		err := p.once(ctx, r, out)
		if err == nil {
			return nil
		}
		again := max(err.RetryAfter, backoff(try))
		if err.Kind != calendar.Temporary || codeOf(err) == usedUp || try+1 == maxTries || again > maxWait ||
			ctx.Err() != nil {
			return err
		}
		if p.o.Wait(ctx, again) != nil {
			return err
		}
	}
}

func (p *Provider) once(ctx context.Context, r request, out any) *calendar.Error {
	ctx, cancel := context.WithTimeout(ctx, requestTime)
	defer cancel()
	req, err := p.build(ctx, r)
	if err != nil {
		return p.fail(r, 0, err)
	}
	res, err := p.o.Client.Do(req)
	if err != nil {
		return p.fail(r, 0, plain(err))
	}
	defer res.Body.Close()
	body, err := io.ReadAll(io.LimitReader(res.Body, maxAnswer+1))
	if res.StatusCode >= 300 {
		return p.refused(r, res, body)
	}
	switch {
	case err != nil:
		return p.fail(r, 0, fmt.Errorf("read the answer: %w", plain(err)))
	case len(body) > maxAnswer:
		e := p.fail(r, 0, fmt.Errorf("the answer has more than %d bytes", maxAnswer))
		e.Kind = calendar.Refused
		return e
	case out == nil:
		return nil
	}
	if err := json.Unmarshal(body, out); err != nil {
		return p.fail(r, 0, fmt.Errorf("read the answer: %w", err))
	}
	return nil
}

func (p *Provider) build(ctx context.Context, r request) (*http.Request, error) {
	target := r.link
	if target == "" {
		u := p.endpoint.JoinPath("users", url.PathEscape(r.mailbox)).String() + r.path
		if len(r.query) > 0 {
			u += "?" + encode(r.query)
		}
		target = u
	} else if err := p.own(target); err != nil {
		return nil, err
	}
	var body io.Reader
	if r.body != nil {
		data, err := json.Marshal(r.body)
		if err != nil {
			return nil, fmt.Errorf("write the request: %w", err)
		}
		body = bytes.NewReader(data)
	}
	req, err := http.NewRequestWithContext(ctx, r.method, target, body)
	if err != nil {
		return nil, fmt.Errorf("write the request: %w", plain(err))
	}
	token, err := p.o.Token.Token()
	if err != nil {
		return nil, tokenError(err)
	}
	req.Header.Set("Authorization", "Bearer "+token.AccessToken)
	req.Header.Add("Prefer", `outlook.timezone="UTC"`)
	if r.plain {
		req.Header.Add("Prefer", `outlook.body-content-type="text"`)
	}
	if r.page > 0 {
		req.Header.Add("Prefer", "odata.maxpagesize="+strconv.Itoa(r.page))
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if r.match != "" {
		req.Header.Set("If-Match", r.match)
	}
	return req, nil
}

// encode writes spaces as %20: OData reads a plus sign as one.
func encode(q url.Values) string { return strings.ReplaceAll(q.Encode(), "+", "%20") }

// own refuses a link that leads elsewhere: it would take the token along.
func (p *Provider) own(link string) error {
	u, err := url.Parse(link)
	if err != nil || u.Scheme != p.endpoint.Scheme || u.Host != p.endpoint.Host ||
		!strings.HasPrefix(u.Path, p.endpoint.Path+"/") || u.User != nil {
		return errForeignLink
	}
	return nil
}
