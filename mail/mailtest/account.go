package mailtest

import (
	"bytes"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapserver/imapmemserver"
)

// Folders of every mailbox.
const (
	Inbox = "INBOX"
	Junk  = "Junk"
)

// account is one mailbox with its login and its addresses.
type account struct {
	address  string // lower case; the login name
	password string
	names    map[string]bool // address and aliases, lower case
	user     *imapmemserver.User

	mu      sync.Mutex
	changed chan struct{} // closed and replaced at every change of a folder
}

// AddUser makes a mailbox with the folders INBOX and Junk. The address is the login
// name; mail to it, to its aliases and to their plus-addresses is delivered there.
// An address given again replaces the earlier user.
func (s *Server) AddUser(address, password string, aliases ...string) {
	address = strings.ToLower(address)
	a := &account{
		address:  address,
		password: password,
		names:    map[string]bool{address: true},
		user:     imapmemserver.NewUser(address, password),
		changed:  make(chan struct{}),
	}
	for _, name := range aliases {
		a.names[strings.ToLower(name)] = true
	}
	for _, folder := range []string{Inbox, Junk} {
		_ = a.user.Create(folder, nil) // fails only for a folder that exists
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for name := range a.names {
		s.accounts[name] = a
	}
}

// account finds the mailbox of an address: as it is, or without its detail.
func (s *Server) account(address string) *account {
	address = strings.ToLower(address)
	s.mu.Lock()
	defer s.mu.Unlock()
	if a := s.accounts[address]; a != nil {
		return a
	}
	local, domain, _ := cutAddress(address)
	if user, _, found := strings.Cut(local, s.config.Separator); found && user != "" {
		return s.accounts[user+"@"+domain]
	}
	return nil
}

// Store puts a message into a folder of a user's mailbox as it is, as IMAP APPEND
// does; arrived becomes its INTERNALDATE.
func (s *Server) Store(address, folder string, raw []byte, arrived time.Time) error {
	a := s.account(address)
	if a == nil {
		return fmt.Errorf("store message: no mailbox %s", address)
	}
	if err := a.store(folder, raw, arrived); err != nil {
		return fmt.Errorf("store message in %s of %s: %w", folder, address, err)
	}
	s.accepted.Add(1)
	return nil
}

func (a *account) store(folder string, raw []byte, arrived time.Time) error {
	_, err := a.user.Append(folder, literal{bytes.NewReader(raw)}, &imap.AppendOptions{Time: arrived})
	a.notify()
	return err
}

// notify wakes all sessions that idle on this mailbox.
func (a *account) notify() {
	a.mu.Lock()
	defer a.mu.Unlock()
	close(a.changed)
	a.changed = make(chan struct{})
}

// nextChange is closed at the next change.
func (a *account) nextChange() <-chan struct{} {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.changed
}

// literal is a reader with a size, as APPEND wants it.
type literal struct{ *bytes.Reader }

func (l literal) Size() int64 { return l.Reader.Size() }

// cutAddress splits at the last @.
func cutAddress(address string) (local, domain string, ok bool) {
	i := strings.LastIndexByte(address, '@')
	if i < 0 {
		return address, "", false
	}
	return address[:i], address[i+1:], true
}
