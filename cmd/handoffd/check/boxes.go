package check

import (
	"context"
	"fmt"
	"strings"
	"time"

	"handoffd/handoff"
	"handoffd/mail"
	"handoffd/mail/imap"
)

// boxes are the watched folders, read from now on, and a connection more that only listens to the first.
type boxes struct {
	open   []*box
	listed *box
}

type box struct {
	*imap.Source
	folder string
	cursor imap.Cursor
	own    []uint32 // mails of this check that were found in it
}

// foundMail is a mail that came into one of them.
type foundMail struct {
	*mail.Message
	folder  string
	arrived time.Time // as the server says
}

func (x *examination) openBoxes(ctx context.Context) (*boxes, error) {
	ctx, cancel := context.WithTimeout(ctx, 2*x.limit)
	defer cancel()
	in, err := x.app.IMAP(x.box.IMAP)
	if err != nil {
		return nil, err
	}
	in.Timeout = x.limit
	b := &boxes{}
	for _, folder := range x.box.IMAP.Folders {
		in.Folder = folder
		b.open = append(b.open, &box{Source: imap.Open(in), folder: folder})
	}
	in.Folder = x.box.IMAP.Folders[0]
	b.listed = &box{Source: imap.Open(in), folder: in.Folder}
	for _, one := range append(b.open, b.listed) {
		if one.cursor, err = one.Start(ctx); err != nil {
			b.close()
			return nil, fmt.Errorf("open %s: %w", one.folder, err)
		}
	}
	return b, nil
}

func (b *boxes) close() {
	for _, one := range b.open {
		_ = one.Close()
	}
	_ = b.listed.Close()
}

// poll reads what has come into all folders since the last time.
func (b *boxes) poll(ctx context.Context) ([]foundMail, error) {
	var out []foundMail
	for _, one := range b.open {
		mails, err := one.poll(ctx)
		out = append(out, mails...)
		if err != nil {
			return out, err
		}
	}
	return out, nil
}

func (b *box) poll(ctx context.Context) ([]foundMail, error) {
	batch, err := b.Poll(ctx, b.cursor)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", b.folder, err)
	}
	b.cursor = batch.Cursor
	var out []foundMail
	for _, m := range batch.Mails {
		found := foundMail{mail.Read(m.Raw), b.folder, m.Arrived}
		if strings.HasPrefix(found.HandoffID, handoff.CheckMark) {
			b.own = append(b.own, m.UID)
		}
		out = append(out, found)
	}
	return out, nil
}

// tidy removes the mails of this check.
func (b *boxes) tidy(ctx context.Context) error {
	var failed error
	for _, one := range b.open {
		if err := one.Remove(ctx, one.own); err != nil {
			failed = fmt.Errorf("%s: %w", one.folder, err)
		}
	}
	return failed
}

// listen waits for the server's own notice of a mail; the zero time if there is none as long as the context lasts.
func (b *boxes) listen(ctx context.Context, mark string, now func() time.Time) time.Time {
	for {
		if b.listed.Wait(ctx) != nil {
			return time.Time{}
		}
		at := now()
		mails, err := b.listed.poll(ctx)
		if err != nil {
			return time.Time{}
		}
		for _, m := range mails {
			if m.HandoffID == mark {
				return at
			}
		}
	}
}
