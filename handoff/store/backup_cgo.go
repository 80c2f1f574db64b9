//go:build cgo

package store

import (
	"context"
	"errors"
	"fmt"
	"math"

	"github.com/mattn/go-sqlite3"
)

// copyPages copies what src sees in its open transaction over the empty database of dst, some pages at a time.
func copyPages(ctx context.Context, dst, src *conn, step int, tell func(done, total int)) error {
	return dst.c.Raw(func(to any) error {
		return src.c.Raw(func(from any) error {
			d, isSQLite := to.(*sqlite3.SQLiteConn)
			s, both := from.(*sqlite3.SQLiteConn)
			if !isSQLite || !both {
				return fmt.Errorf("%T and %T are no connections of SQLite", to, from)
			}
			b, err := d.Backup("main", s, "main")
			if err != nil {
				return err
			}
			err = stepAll(ctx, b, step, tell)
			if closing := b.Close(); err == nil {
				err = closing
			}
			return plainCode(err)
		})
	})
}

func stepAll(ctx context.Context, b *sqlite3.SQLiteBackup, step int, tell func(done, total int)) error {
	for left := math.MaxInt; ; {
		if err := ctx.Err(); err != nil {
			return err
		}
		finished, err := b.Step(step)
		if err != nil {
			return err
		}
		if !finished && b.Remaining() >= left { // the driver says nothing of a lock
			return ErrBusy
		}
		left = b.Remaining()
		tell(b.PageCount()-left, b.PageCount())
		if finished {
			return nil
		}
	}
}

// plainCode takes the extension off a code of the backup interface, so that classify knows it.
func plainCode(err error) error {
	if e := (sqlite3.Error{}); errors.As(err, &e) {
		e.ExtendedCode = sqlite3.ErrNoExtended(e.Code)
		e.Code &= 0xff
		return e
	}
	return err
}
