//go:build !cgo

package store

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"
)

func TestNoSQLite(t *testing.T) {
	_, err := Open(context.Background(), filepath.Join(t.TempDir(), "x.db"))
	if !errors.Is(err, ErrNoSQLite) || !strings.Contains(err.Error(), "CGO_ENABLED=1") {
		t.Errorf("the message does not say the mend: %v", err)
	}
}
