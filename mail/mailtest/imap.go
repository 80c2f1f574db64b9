package mailtest

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapserver"
)

// imapSession is one IMAP connection.
type imapSession struct {
	server  *Server
	account *account // nil before login
	view    *view    // nil without a selected folder
}

var _ imapserver.Session = (*imapSession)(nil)

var errNoFolder = &imap.Error{Type: imap.StatusResponseTypeNo, Code: imap.ResponseCodeNonExistent,
	Text: "no such mailbox"}

// Close keeps the view: when the client is gone, IDLE may still be looking at it.
func (s *imapSession) Close() error {
	if s.view != nil {
		s.view.told.Close()
	}
	return nil
}

func (s *imapSession) Login(username, password string) error {
	if _, ordered := s.server.takeFault(StageLogin); ordered {
		return imapserver.ErrAuthFailed
	}
	a := s.server.account(username)
	if a == nil || a.password != password {
		return imapserver.ErrAuthFailed
	}
	s.account = a
	return nil
}

func (s *imapSession) Select(mailbox string, options *imap.SelectOptions) (*imap.SelectData, error) {
	f := s.account.folder(mailbox)
	if f == nil {
		return nil, errNoFolder
	}
	told, data := f.open()
	s.view = &view{folder: f, told: told, readOnly: options.ReadOnly}
	return data, nil
}

func (s *imapSession) Unselect() error {
	if s.view != nil {
		s.view.told.Close()
		s.view = nil
	}
	return nil
}

func (s *imapSession) Create(mailbox string, _ *imap.CreateOptions) error {
	if !s.account.create(mailbox) {
		return &imap.Error{Type: imap.StatusResponseTypeNo, Code: imap.ResponseCodeAlreadyExists, Text: "mailbox exists"}
	}
	return nil
}

func (s *imapSession) Delete(mailbox string) error {
	if !s.account.remove(mailbox) {
		return errNoFolder
	}
	return nil
}

func (s *imapSession) Rename(string, string, *imap.RenameOptions) error {
	return &imap.Error{Type: imap.StatusResponseTypeNo, Code: imap.ResponseCodeCannot, Text: "no renaming here"}
}

func (s *imapSession) Subscribe(string) error { return nil }

func (s *imapSession) Unsubscribe(string) error { return nil }

func (s *imapSession) List(w *imapserver.ListWriter, ref string, patterns []string, _ *imap.ListOptions) error {
	const delimiter = '/'
	if len(patterns) == 0 { // a question for the delimiter (RFC 9051 section 6.3.9)
		return w.WriteList(&imap.ListData{Attrs: []imap.MailboxAttr{imap.MailboxAttrNoSelect}, Delim: delimiter})
	}
	for _, name := range s.account.names() {
		match := func(pattern string) bool { return imapserver.MatchList(name, delimiter, ref, pattern) }
		if !slices.ContainsFunc(patterns, match) {
			continue
		}
		if err := w.WriteList(&imap.ListData{Mailbox: name, Delim: delimiter}); err != nil {
			return err
		}
	}
	return nil
}

func (s *imapSession) Status(mailbox string, _ *imap.StatusOptions) (*imap.StatusData, error) {
	f := s.account.folder(mailbox)
	if f == nil {
		return nil, errNoFolder
	}
	return f.status(), nil
}

func (s *imapSession) Append(mailbox string, r imap.LiteralReader, options *imap.AppendOptions) (*imap.AppendData,
	error) {
	f := s.account.folder(mailbox)
	if f == nil {
		return nil, &imap.Error{Type: imap.StatusResponseTypeNo, Code: imap.ResponseCodeTryCreate, Text: "no such mailbox"}
	}
	if r.Size() > maxMessage {
		return nil, &imap.Error{Type: imap.StatusResponseTypeNo, Code: imap.ResponseCodeTooBig, Text: "message too large"}
	}
	raw, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("read message to append: %w", err)
	}
	arrived := options.Time
	if arrived.IsZero() {
		arrived = s.server.config.Now()
	}
	return f.add(&message{raw: raw, arrived: arrived, flags: newFlags(options.Flags)}), nil
}

func (s *imapSession) Poll(w *imapserver.UpdateWriter, allowExpunge bool) error {
	if s.view == nil {
		return nil
	}
	return s.view.told.Poll(w, allowExpunge)
}

// Idle writes updates until stop is closed (RFC 2177). It looks once before it
// waits: what came between the last command and IDLE must not be missed.
func (s *imapSession) Idle(w *imapserver.UpdateWriter, stop <-chan struct{}) error {
	for {
		changed := s.account.changed.next()
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

func (s *imapSession) Expunge(_ *imapserver.ExpungeWriter, uids *imap.UIDSet) error {
	if s.view.readOnly {
		return errReadOnly
	}
	s.view.expunge(uids) // told by the Poll after the command
	return nil
}

var errReadOnly = &imap.Error{Type: imap.StatusResponseTypeNo, Code: "READ-ONLY", Text: "examined, not selected"}

func (s *imapSession) Search(kind imapserver.NumKind, criteria *imap.SearchCriteria,
	_ *imap.SearchOptions) (*imap.SearchData, error) {
	return s.view.search(kind, criteria), nil
}

func (s *imapSession) Fetch(w *imapserver.FetchWriter, set imap.NumSet, options *imap.FetchOptions) error {
	return s.view.fetch(w, set, options)
}

func (s *imapSession) Store(w *imapserver.FetchWriter, set imap.NumSet, change *imap.StoreFlags,
	_ *imap.StoreOptions) error {
	if s.view.readOnly {
		return errReadOnly
	}
	for _, m := range s.view.pick(set) {
		s.view.change(m, change.Op, change.Flags, s.view.told)
	}
	if change.Silent {
		return nil
	}
	return s.view.fetch(w, set, &imap.FetchOptions{Flags: true})
}

func (s *imapSession) Copy(set imap.NumSet, dest string) (*imap.CopyData, error) {
	to := s.account.folder(dest)
	if to == nil {
		return nil, &imap.Error{Type: imap.StatusResponseTypeNo, Code: imap.ResponseCodeTryCreate, Text: "no such mailbox"}
	}
	data := &imap.CopyData{}
	for _, m := range s.view.pick(set) {
		s.view.mu.Lock()
		list := m.flags.list()
		s.view.mu.Unlock()
		added := to.add(&message{raw: m.raw, arrived: m.arrived, flags: newFlags(list)})
		data.UIDValidity = added.UIDValidity
		data.SourceUIDs.AddNum(m.uid)
		data.DestUIDs.AddNum(added.UID)
	}
	return data, nil
}

// Store puts a message into a folder of a user's mailbox as it is, as IMAP APPEND
// does; arrived becomes its INTERNALDATE.
func (s *Server) Store(address, folder string, raw []byte, arrived time.Time) error {
	f, err := s.folder(address, folder)
	if err != nil {
		return fmt.Errorf("store message: %w", err)
	}
	f.add(&message{raw: slices.Clone(raw), arrived: arrived, flags: flags{}})
	s.accepted.Add(1)
	return nil
}

// RenewUIDs gives a folder a new UIDVALIDITY, as a rebuilt index or a move to
// another host does: the messages stay and are numbered from 1. All IMAP
// connections are closed.
func (s *Server) RenewUIDs(address, folder string) error {
	if _, err := s.folder(address, folder); err != nil {
		return fmt.Errorf("renew uids: %w", err)
	}
	s.account(address).renew(folder)
	s.DisconnectIMAP()
	return nil
}

var errNoMailbox = errors.New("no such mailbox")

func (s *Server) folder(address, name string) (*folder, error) {
	if a := s.account(address); a != nil {
		if f := a.folder(name); f != nil {
			return f, nil
		}
	}
	return nil, fmt.Errorf("folder %s of %s: %w", name, address, errNoMailbox)
}
