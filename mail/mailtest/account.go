package mailtest

import (
	"maps"
	"slices"
	"strings"
	"sync"
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
	own      map[string]bool // address and aliases, lower case
	changed  *notice         // of any folder

	mu          sync.Mutex
	folders     map[string]*folder
	uidValidity uint32 // the last one given
}

// AddUser makes a mailbox with the folders INBOX and Junk. The address is the login
// name; mail to it, to its aliases and to their plus-addresses is delivered there.
// An address given again replaces the earlier user.
func (s *Server) AddUser(address, password string, aliases ...string) {
	address = strings.ToLower(address)
	a := &account{
		address:  address,
		password: password,
		own:      map[string]bool{address: true},
		changed:  newNotice(),
		folders:  map[string]*folder{},
	}
	for _, alias := range aliases {
		a.own[strings.ToLower(alias)] = true
	}
	a.create(Inbox)
	a.create(Junk)
	s.mu.Lock()
	defer s.mu.Unlock()
	for name := range a.own {
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

// folder returns nil when there is none of the name.
func (a *account) folder(name string) *folder {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.folders[canonical(name)]
}

// canonical: only INBOX is without case (RFC 9051 section 5.1).
func canonical(name string) string {
	if strings.EqualFold(name, Inbox) {
		return Inbox
	}
	return name
}

func (a *account) create(name string) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	name = canonical(name)
	if a.folders[name] != nil {
		return false
	}
	a.uidValidity++
	a.folders[name] = newFolder(name, a.uidValidity, a.changed)
	return true
}

func (a *account) remove(name string) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	found := a.folders[name] != nil && name != Inbox
	if found {
		delete(a.folders, name)
	}
	return found
}

func (a *account) renew(name string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if f := a.folders[canonical(name)]; f != nil {
		a.uidValidity++
		a.folders[f.name] = f.renewed(a.uidValidity)
	}
}

func (a *account) names() []string {
	a.mu.Lock()
	defer a.mu.Unlock()
	return slices.Sorted(maps.Keys(a.folders))
}

// cutAddress splits at the last @.
func cutAddress(address string) (local, domain string, ok bool) {
	i := strings.LastIndexByte(address, '@')
	if i < 0 {
		return address, "", false
	}
	return address[:i], address[i+1:], true
}
