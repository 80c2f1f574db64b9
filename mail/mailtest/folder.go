package mailtest

import (
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapserver"
)

// folder is one mailbox in the sense of IMAP. It hands messages out byte by byte as
// they came, which go-imap's own in-memory server does not: there a message with one
// bad header line is empty.
type folder struct {
	name    string
	changed *notice

	mu          sync.Mutex
	uidValidity uint32
	uidNext     imap.UID
	messages    []*message // ascending
	tracker     *imapserver.MailboxTracker
}

type message struct {
	uid     imap.UID
	raw     []byte
	arrived time.Time
	flags   flags
}

// flags maps the lower-case name to the name as it was set.
type flags map[string]imap.Flag

func newFlags(list []imap.Flag) flags {
	f := flags{}
	f.change(imap.StoreFlagsAdd, list)
	return f
}

func (f flags) has(flag imap.Flag) bool {
	_, ok := f[strings.ToLower(string(flag))]
	return ok
}

func (f flags) change(op imap.StoreFlagsOp, list []imap.Flag) {
	if op == imap.StoreFlagsSet {
		clear(f)
	}
	for _, flag := range list {
		key := strings.ToLower(string(flag))
		if op == imap.StoreFlagsDel {
			delete(f, key)
		} else {
			f[key] = flag
		}
	}
}

func (f flags) list() []imap.Flag {
	list := []imap.Flag{}
	for _, flag := range f {
		list = append(list, flag)
	}
	slices.Sort(list)
	return list
}

func newFolder(name string, uidValidity uint32, changed *notice) *folder {
	return &folder{name: name, uidValidity: uidValidity, uidNext: 1, changed: changed,
		tracker: imapserver.NewMailboxTracker(0)}
}

// add appends a message, which it takes over.
func (f *folder) add(m *message) *imap.AppendData {
	f.mu.Lock()
	defer f.mu.Unlock()
	m.uid = f.uidNext
	f.uidNext++
	f.messages = append(f.messages, m)
	f.tracker.QueueNumMessages(uint32(len(f.messages)))
	f.changed.tell()
	return &imap.AppendData{UIDValidity: f.uidValidity, UID: m.uid}
}

// expunge removes the messages marked \Deleted, of a set or all.
func (f *folder) expunge(uids *imap.UIDSet) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for i := len(f.messages) - 1; i >= 0; i-- { // from the end: numbers below stay
		m := f.messages[i]
		if m.flags.has(imap.FlagDeleted) && (uids == nil || uids.Contains(m.uid)) {
			f.messages = slices.Delete(f.messages, i, i+1)
			f.tracker.QueueExpunge(uint32(i + 1))
		}
	}
	f.changed.tell()
}

// renewed is the folder after a rebuild: the same messages, numbered from 1.
func (f *folder) renewed(uidValidity uint32) *folder {
	f.mu.Lock()
	defer f.mu.Unlock()
	fresh := newFolder(f.name, uidValidity, f.changed)
	for _, m := range f.messages {
		fresh.add(&message{raw: m.raw, arrived: m.arrived, flags: newFlags(m.flags.list())})
	}
	return fresh
}

// open begins a session's view of the folder.
func (f *folder) open() (*imapserver.SessionTracker, *imap.SelectData) {
	f.mu.Lock()
	defer f.mu.Unlock()
	system := []imap.Flag{imap.FlagAnswered, imap.FlagFlagged, imap.FlagDeleted, imap.FlagSeen, imap.FlagDraft}
	return f.tracker.NewSession(), &imap.SelectData{
		Flags:          system,
		PermanentFlags: append(slices.Clone(system), imap.FlagWildcard),
		NumMessages:    uint32(len(f.messages)),
		UIDNext:        f.uidNext,
		UIDValidity:    f.uidValidity,
	}
}

func (f *folder) status() *imap.StatusData {
	f.mu.Lock()
	defer f.mu.Unlock()
	var unseen, deleted, recent, total uint32
	var size int64
	for _, m := range f.messages {
		total++
		size += int64(len(m.raw))
		if !m.flags.has(imap.FlagSeen) {
			unseen++
		}
		if m.flags.has(imap.FlagDeleted) {
			deleted++
		}
	}
	return &imap.StatusData{
		Mailbox: f.name, NumMessages: &total, NumRecent: &recent, NumUnseen: &unseen, NumDeleted: &deleted,
		UIDNext: f.uidNext, UIDValidity: f.uidValidity, Size: &size,
	}
}

// notice wakes sessions that idle.
type notice struct {
	mu sync.Mutex
	ch chan struct{}
}

func newNotice() *notice { return &notice{ch: make(chan struct{})} }

func (n *notice) tell() {
	n.mu.Lock()
	defer n.mu.Unlock()
	close(n.ch)
	n.ch = make(chan struct{})
}

// next is closed by the next tell.
func (n *notice) next() <-chan struct{} {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.ch
}
