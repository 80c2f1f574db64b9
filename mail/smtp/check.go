package smtp

import (
	"context"
	"net"
)

// Check connects and logs in, as the next Send would, and sends nothing. All errors are of type *Error.
func (s *Sender) Check(ctx context.Context) error {
	select {
	case <-s.turn:
	case <-ctx.Done():
		return &Error{Stage: StageDial, Temporary: true, Err: context.Cause(ctx)}
	case <-s.life.Done():
		return &Error{Stage: StageDial, Temporary: true, Err: net.ErrClosed}
	}
	defer func() { s.turn <- struct{}{} }()
	if s.link != nil {
		if s.link.probe(ctx) == nil {
			return nil
		}
		s.drop()
	}
	link, err := connect(ctx, s.config)
	if err != nil {
		return err
	}
	s.link = link
	return nil
}
