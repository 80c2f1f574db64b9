//go:build !cgo

package store

import "context"

func copyPages(context.Context, *conn, *conn, int, func(done, total int)) error { return ErrNoSQLite }
