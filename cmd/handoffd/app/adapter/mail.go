// Package adapter fits what talks to servers to what the service asks for: a folder becomes a mailbox, mail and
// calendar servers become carriers of the outbox. Nothing is decided here; an error of a protocol becomes an outcome.
package adapter

import (
	"context"
	"errors"

	"handoffd/handoff/outbox"
	"handoffd/mail/smtp"
)

// MailCarrier hands mails to a mail server.
type MailCarrier struct {
	sender *smtp.Sender
	mend   Mend
}

// Mail makes a carrier of a sender, which stays with its owner to be closed.
func Mail(s *smtp.Sender) *MailCarrier { return Mended(s, nil) }

// Mended is Mail with what says the mend of errors.
func Mended(s *smtp.Sender, m Mend) *MailCarrier { return &MailCarrier{s, m} }

// Carry implements outbox.Carrier.
func (c *MailCarrier) Carry(ctx context.Context, i outbox.Item) (outbox.Receipt, error) {
	m := i.(*outbox.Mail)
	return outbox.Receipt{}, mailError(ctx, c.mend.said(c.sender.Send(ctx, m.From, m.To, m.Raw)))
}

// Check tries the mail server without a mail.
func (c *MailCarrier) Check(ctx context.Context) error {
	return mailError(ctx, c.mend.said(c.sender.Check(ctx)))
}

// mailError gives an error of the sender its outcome. A stop that ends a hand-over before the server can have taken
// anything is none of the server's.
func mailError(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	out := &outbox.Error{Outcome: outbox.Uncertain, Err: err}
	failed, ok := errors.AsType[*smtp.Error](err)
	switch {
	case !ok || failed.Uncertain:
	case ctx.Err() != nil && failed.Code == 0:
		out.Outcome = outbox.Stopped
	case failed.Stage == smtp.StageDial || failed.Stage == smtp.StageAuth:
		out.Outcome = outbox.Unreachable
	case failed.Temporary:
		out.Outcome = outbox.Temporary
	default:
		out.Outcome = outbox.Refused
	}
	return out
}
