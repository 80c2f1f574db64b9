package graph

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestNoTokenSaysWhy: a secret that is not there and a server that cannot be reached are named, and nothing of what was
// sent.
func TestNoTokenSaysWhy(t *testing.T) {
	_, missing := os.Open(filepath.Join(t.TempDir(), "graph.secret"))
	unreached := &url.Error{Op: "Post", URL: "https://login.microsoftonline.com/?client_secret=hush",
		Err: &net.OpError{Op: "dial", Net: "tcp", Err: errors.New("connection refused")}}
	for _, c := range []struct {
		err  error
		says string
	}{
		{fmt.Errorf("read password: %w", missing), "graph.secret: no such file or directory"},
		{unreached, "no access token: dial tcp: connection refused"},
		{errors.New("hush"), "no access token"},
	} {
		if got := tokenError(c.err); !errors.Is(got, errToken) || !strings.Contains(got.Error(), c.says) ||
			strings.Contains(got.Error(), "hush") {
			t.Errorf("%v is told as %v", c.err, got)
		}
	}
}
