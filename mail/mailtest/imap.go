package mailtest

import (
	"context"
	"fmt"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
	"github.com/emersion/go-imap/v2/imapserver"
	"github.com/emersion/go-imap/v2/imapserver/imapmemserver"
)

// imapSession is an in-memory session that tells the other sessions of the mailbox
// about its changes, which imapmemserver alone does not do before IDLE began.
type imapSession struct {
	*imapmemserver.UserSession // nil before login
	server                     *Server
	account                    *account
}

var _ imapserver.SessionIMAP4rev2 = (*imapSession)(nil)

func (s *imapSession) Login(username, password string) error {
	if _, ordered := s.server.takeFault(StageLogin); ordered {
		return imapserver.ErrAuthFailed
	}
	a := s.server.account(username)
	if a == nil {
		return imapserver.ErrAuthFailed
	}
	if err := a.user.Login(a.address, password); err != nil {
		return err
	}
	s.account, s.UserSession = a, imapmemserver.NewUserSession(a.user)
	return nil
}

// Idle writes updates until stop is closed (RFC 2177). It looks once before it
// waits: what came between the last command and IDLE must not be missed.
func (s *imapSession) Idle(w *imapserver.UpdateWriter, stop <-chan struct{}) error {
	for {
		changed := s.account.nextChange()
		if err := s.Poll(w, true); err != nil {
			return err
		}
		select {
		case <-changed:
		case <-stop:
			return nil
		}
	}
}

func (s *imapSession) Append(mailbox string, r imap.LiteralReader, options *imap.AppendOptions) (*imap.AppendData, error) {
	defer s.account.notify()
	return s.UserSession.Append(mailbox, r, options)
}

func (s *imapSession) Copy(numSet imap.NumSet, dest string) (*imap.CopyData, error) {
	defer s.account.notify()
	return s.UserSession.Copy(numSet, dest)
}

func (s *imapSession) Move(w *imapserver.MoveWriter, numSet imap.NumSet, dest string) error {
	defer s.account.notify()
	return s.UserSession.Move(w, numSet, dest)
}

func (s *imapSession) Expunge(w *imapserver.ExpungeWriter, uids *imap.UIDSet) error {
	defer s.account.notify()
	return s.UserSession.Expunge(w, uids)
}

func (s *imapSession) Store(w *imapserver.FetchWriter, numSet imap.NumSet, flags *imap.StoreFlags, options *imap.StoreOptions) error {
	defer s.account.notify()
	return s.UserSession.Store(w, numSet, flags, options)
}

// RenewUIDs gives a folder a new UIDVALIDITY, as a rebuilt index or a move to
// another host does: the messages stay and are numbered from 1. All IMAP
// connections are closed.
func (s *Server) RenewUIDs(ctx context.Context, address, folder string) error {
	a := s.account(address)
	if a == nil {
		return fmt.Errorf("renew uids: no mailbox %s", address)
	}
	messages, err := s.messages(ctx, a, folder)
	if err != nil {
		return fmt.Errorf("renew uids of %s in %s: %w", folder, address, err)
	}
	s.DisconnectIMAP()
	if err := a.user.Delete(folder); err != nil {
		return fmt.Errorf("renew uids of %s in %s: %w", folder, address, err)
	}
	if err := a.user.Create(folder, nil); err != nil {
		return fmt.Errorf("renew uids of %s in %s: %w", folder, address, err)
	}
	for _, m := range messages {
		if err := a.store(folder, m.BodySection[0].Bytes, m.InternalDate); err != nil {
			return fmt.Errorf("renew uids of %s in %s: %w", folder, address, err)
		}
	}
	return nil
}

func (s *Server) messages(ctx context.Context, a *account, folder string) ([]*imapclient.FetchMessageBuffer, error) {
	conn, err := s.DialIMAP(ctx, "", "")
	if err != nil {
		return nil, err
	}
	client := imapclient.New(conn, nil)
	defer client.Close()
	if err := client.Login(a.address, a.password).Wait(); err != nil {
		return nil, err
	}
	if _, err := client.Select(folder, &imap.SelectOptions{ReadOnly: true}).Wait(); err != nil {
		return nil, err
	}
	if client.Mailbox().NumMessages == 0 {
		return nil, nil
	}
	return client.Fetch(imap.SeqSet{{Start: 1, Stop: 0}}, &imap.FetchOptions{
		InternalDate: true,
		BodySection:  []*imap.FetchItemBodySection{{Peek: true}},
	}).Collect()
}
