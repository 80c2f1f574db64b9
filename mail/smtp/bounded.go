package smtp

import (
	"errors"
	"net"
	"sync/atomic"
	"time"
)

// maxReply bounds what a server may send in answer to one command, TLS included.
const maxReply = 1 << 20

var errTooMuch = errors.New("server sends too much")

// boundedConn cuts off a server that sends without end.
type boundedConn struct {
	net.Conn
	left atomic.Int64
}

// begin allows one command with its answer.
func (c *boundedConn) begin(timeout time.Duration) error {
	c.left.Store(maxReply)
	return c.extend(timeout)
}

func (c *boundedConn) extend(timeout time.Duration) error {
	return c.SetDeadline(time.Now().Add(timeout))
}

func (c *boundedConn) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	if c.left.Add(-int64(n)) < 0 {
		return 0, errTooMuch
	}
	return n, err
}
