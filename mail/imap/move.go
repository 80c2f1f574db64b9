package imap

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/emersion/go-imap/v2"
)

// errRenumbered says that UIDs name other mails than they did.
var errRenumbered = errors.New("the folder was renumbered")

// Move takes mails of the last batch out of the folder and puts them into another one of the same mailbox, which is
// made if it is not there (RFC 6851, or COPY and an EXPUNGE of these mails alone; a server that has neither MOVE nor
// UIDPLUS keeps them here too, marked as deleted). A mail that is gone already is no error. The error is ErrReadOnly
// when mails may not be taken out of the folder.
func (s *Source) Move(ctx context.Context, uids []uint32, folder string) error {
	if len(uids) == 0 {
		return nil
	}
	return s.use(ctx, "move", func(ctx context.Context) error {
		if s.polled != 0 && s.polled != s.session.uidValidity {
			return errRenumbered
		}
		return s.session.move(ctx, uids, folder)
	})
}

// Remove deletes mails of the last batch. A server without UIDPLUS keeps them, marked as deleted. A mail that is gone
// already is no error.
func (s *Source) Remove(ctx context.Context, uids []uint32) error {
	if len(uids) == 0 {
		return nil
	}
	return s.use(ctx, "remove", func(ctx context.Context) error {
		if s.polled != 0 && s.polled != s.session.uidValidity {
			return errRenumbered
		}
		return notPermitted(s.session.remove(ctx, uidSet(uids)))
	})
}

// move tries the folder as it is named, then makes it, then does both within INBOX, where some servers keep all
// folders.
func (s *session) move(ctx context.Context, uids []uint32, folder string) error {
	if len(s.flags) > 0 && !slices.Contains(s.flags, imap.FlagDeleted) {
		return ErrReadOnly
	}
	err := s.moveTo(ctx, uids, folder)
	if !noSuchFolder(err) {
		return notPermitted(err)
	}
	names := []string{folder}
	if delimiter, listed := s.delimiter(ctx); listed == nil && delimiter != "" {
		names = append(names, "INBOX"+delimiter+folder)
	}
	for i, name := range names {
		if i > 0 {
			if err = s.moveTo(ctx, uids, name); !noSuchFolder(err) {
				return notPermitted(err)
			}
		}
		if made := s.run(ctx, 0, func() error { return s.client.Create(name, nil).Wait() }); made != nil {
			err = fmt.Errorf("make folder %q: %w", name, made)
			continue
		}
		if err = s.moveTo(ctx, uids, name); !noSuchFolder(err) {
			return notPermitted(err)
		}
	}
	return notPermitted(err)
}

func (s *session) moveTo(ctx context.Context, uids []uint32, folder string) error {
	caps := s.client.Caps()
	set := uidSet(uids)
	if caps.Has(imap.CapMove) || caps.Has(imap.CapIMAP4rev2) {
		err := s.run(ctx, 0, func() error { _, err := s.client.Move(set, folder).Wait(); return err })
		return wrapMove(err, folder)
	}
	if err := s.run(ctx, 0, func() error { _, err := s.client.Copy(set, folder).Wait(); return err }); err != nil {
		return wrapMove(err, folder)
	}
	return wrapMove(s.remove(ctx, set), folder)
}

// remove marks mails as deleted, and expunges these alone where the server can.
func (s *session) remove(ctx context.Context, set imap.UIDSet) error {
	return s.run(ctx, 0, func() error {
		deleted := &imap.StoreFlags{Op: imap.StoreFlagsAdd, Silent: true, Flags: []imap.Flag{imap.FlagDeleted}}
		if err := s.client.Store(set, deleted, nil).Close(); err != nil || !s.client.Caps().Has(imap.CapUIDPlus) {
			return err // an EXPUNGE would take the mails that others have marked along
		}
		return s.client.UIDExpunge(set).Close()
	})
}

func wrapMove(err error, folder string) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("move to %q: %w", folder, err)
}

// delimiter is what stands between the names of folders.
func (s *session) delimiter(ctx context.Context) (string, error) {
	delimiter := ""
	err := s.run(ctx, 0, func() error {
		list, err := s.client.List("", "INBOX", nil).Collect()
		if len(list) > 0 && list[0].Delim != 0 {
			delimiter = string(list[0].Delim)
		}
		return err
	})
	return delimiter, err
}

// noSuchFolder reports a refusal that making the folder may mend. Not all servers give the code for it.
func noSuchFolder(err error) bool {
	no, ok := errors.AsType[*imap.Error](err)
	return ok && no.Type == imap.StatusResponseTypeNo && !readOnlyCode(no)
}

func notPermitted(err error) error {
	if no, ok := errors.AsType[*imap.Error](err); ok && readOnlyCode(no) {
		return fmt.Errorf("%w: %w", ErrReadOnly, err)
	}
	return err
}

func readOnlyCode(no *imap.Error) bool {
	return no.Code == imap.ResponseCodeNoPerm || no.Code == "READ-ONLY"
}
