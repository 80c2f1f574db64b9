package adapter

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"handoffd/handoff/intake"
	"handoffd/mail/imap"
)

// Mailbox is one folder of an IMAP server. Mails and cursors are named by UIDVALIDITY and UID: "7:2".
type Mailbox struct {
	source *imap.Source
	probe  Probe
	mend   Mend
}

// Probe is told how a mailbox is read. *vitals.Read is one.
type Probe interface {
	Noticed()                              // the server has told of news
	Polled(arrived []time.Time, err error) // what was read, by when it had arrived
	Taken()                                // what was read is decided and on the disk
}

// unwatched is nobody's probe.
type unwatched struct{}

func (unwatched) Noticed()                  {}
func (unwatched) Polled([]time.Time, error) {}
func (unwatched) Taken()                    {}

// IMAP makes a mailbox of a source, which stays with its owner.
func IMAP(s *imap.Source) *Mailbox { return Watched(s, unwatched{}, nil) }

// Watched is IMAP with a probe that is told how it is read, and what says the mend of errors.
func Watched(s *imap.Source, p Probe, m Mend) *Mailbox { return &Mailbox{s, p, m} }

// Start is the cursor after everything there is.
func (m *Mailbox) Start(ctx context.Context) (intake.Cursor, error) {
	c, err := m.source.Start(ctx)
	return place(c.UIDValidity, c.UID), m.mend.said(err)
}

// Since is the cursor before what arrived then or later.
func (m *Mailbox) Since(ctx context.Context, at time.Time) (intake.Cursor, error) {
	c, err := m.source.Since(ctx, at)
	return place(c.UIDValidity, c.UID), m.mend.said(err)
}

// Poll gives what is there after the cursor.
func (m *Mailbox) Poll(ctx context.Context, after intake.Cursor) (intake.Batch, error) {
	at, err := cursor(string(after))
	if err != nil {
		return intake.Batch{}, err
	}
	b, err := m.source.Poll(ctx, at)
	arrived := make([]time.Time, len(b.Mails))
	for i, f := range b.Mails {
		arrived[i] = f.Arrived
	}
	m.probe.Polled(arrived, err)
	if err != nil {
		return intake.Batch{}, m.mend.said(err)
	}
	out := intake.Batch{Cursor: place(b.Cursor.UIDValidity, b.Cursor.UID), More: b.More, Left: b.Left}
	for _, f := range b.Mails {
		at := place(b.Cursor.UIDValidity, f.UID)
		m := intake.Fetched{ID: string(at), After: at, Arrived: f.Arrived, Size: f.Size, Raw: f.Raw}
		out.Mails = append(out.Mails, m)
	}
	return out, nil
}

// Seen marks mails as seen, which are on the disk then.
func (m *Mailbox) Seen(ctx context.Context, ids []string) error {
	m.probe.Taken()
	uids, err := uidsOf(ids)
	if err != nil {
		return err
	}
	return readOnly(m.source.Seen(ctx, uids))
}

// Move moves mails into another folder, which is made if there is none.
func (m *Mailbox) Move(ctx context.Context, ids []string, folder string) error {
	uids, err := uidsOf(ids)
	if err != nil {
		return err
	}
	return readOnly(m.source.Move(ctx, uids, folder))
}

// Wait returns when there may be news.
func (m *Mailbox) Wait(ctx context.Context) error {
	err := m.source.Wait(ctx)
	if err == nil {
		m.probe.Noticed()
	}
	return err
}

// Close ends the connection.
func (m *Mailbox) Close() error { return m.source.Close() }

// readOnly names the one error of IMAP that a caller looks for.
func readOnly(err error) error {
	if errors.Is(err, imap.ErrReadOnly) {
		return fmt.Errorf("%w: %w", intake.ErrReadOnly, err)
	}
	return err
}

func place(validity, uid uint32) intake.Cursor {
	return intake.Cursor(strconv.FormatUint(uint64(validity), 10) + ":" + strconv.FormatUint(uint64(uid), 10))
}

// cursor takes a place apart; the empty one stands before everything.
func cursor(place string) (imap.Cursor, error) {
	if place == "" {
		return imap.Cursor{}, nil
	}
	validity, uid, _ := strings.Cut(place, ":")
	v, err1 := strconv.ParseUint(validity, 10, 32)
	u, err2 := strconv.ParseUint(uid, 10, 32)
	if err := errors.Join(err1, err2); err != nil {
		return imap.Cursor{}, fmt.Errorf("read the place %q in a mailbox: it is none of IMAP: %w", place, err)
	}
	return imap.Cursor{UIDValidity: uint32(v), UID: uint32(u)}, nil
}

func uidsOf(ids []string) ([]uint32, error) {
	out := make([]uint32, len(ids))
	for i, id := range ids {
		c, err := cursor(id)
		if err != nil {
			return nil, err
		}
		out[i] = c.UID
	}
	return out, nil
}
