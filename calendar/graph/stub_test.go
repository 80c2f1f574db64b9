package graph_test

import (
	"io"
	"net/http"
	"strings"
)

// stub answers every request by a function.
type stub func(r *http.Request) *http.Response

func (s stub) RoundTrip(r *http.Request) (*http.Response, error) { return s(r), nil }

func answer(status int, body string) *http.Response {
	return &http.Response{StatusCode: status, Header: http.Header{"Content-Type": {"application/json"}},
		Body: io.NopCloser(strings.NewReader(body))}
}
