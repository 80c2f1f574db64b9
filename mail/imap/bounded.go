package imap

import (
	"net"
	"sync/atomic"
)

// boundedConn reads no more than it was allowed to: a server that sends without end
// is cut off. imapclient itself sets no such bound.
type boundedConn struct {
	net.Conn
	left atomic.Int64
}

func (c *boundedConn) allow(n int64) { c.left.Store(n) }

func (c *boundedConn) exceeded() bool { return c.left.Load() < 0 }

func (c *boundedConn) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	if c.left.Add(-int64(n)) < 0 {
		return 0, ErrTooMuch
	}
	return n, err
}
