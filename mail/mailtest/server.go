// Package mailtest is a mail host in one process: an IMAP and an SMTP server over
// the same in-memory mailboxes. Mail handed in by SMTP is stamped as a real host
// stamps it (Return-Path, Delivered-To, Authentication-Results, Received) and can
// be read by IMAP at once. It serves sockets or, without any, net.Pipe connections,
// so it runs inside testing/synctest. Faults can be ordered, see Server.FailNext.
// StartReal starts Dovecot and Postfix on loopback for the same tests.
// It is for tests and the demo: passwords travel in the clear and nothing is kept.
package mailtest

import (
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapserver"
	"github.com/emersion/go-smtp"
)

// Limits of the in-process servers.
const (
	maxMessage    = 50 << 20 // octets
	maxLine       = 1 << 20  // octets; hostile mails have long ones
	maxRecipients = 100      // per transaction
)

// Config describes the host.
type Config struct {
	Hostname  string           // authserv-id and SMTP greeting; default mx.test.example
	Domains   []string         // local domains; recipients elsewhere get 550 5.1.2
	Now       func() time.Time // INTERNALDATE and Received; default time.Now
	Separator string           // between user and detail of an address; default "+"
	Tokens    *Tokens          // instead of passwords
	Unproved  bool             // no Authentication-Results are written
}

// Server is the host. Its methods are safe for concurrent use.
type Server struct {
	config  Config
	domains map[string]bool

	imap      *imapserver.Server
	smtp      *smtp.Server
	imapPipes *pipeListener
	smtpPipes *pipeListener
	pipesOnce [2]sync.Once

	accepted atomic.Int64
	queued   atomic.Int64 // for Received ids
	stall    gate

	mu       sync.Mutex
	accounts map[string]*account // by address and alias, lower case
	faults   map[string][]int    // reply codes by stage
	conns    map[*conn]struct{}  // IMAP connections
}

// New returns a host without users that listens nowhere yet.
func New(c Config) *Server {
	if c.Hostname == "" {
		c.Hostname = "mx.test.example"
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Separator == "" {
		c.Separator = "+"
	}
	s := &Server{
		config:    c,
		domains:   map[string]bool{},
		imapPipes: newPipeListener(),
		smtpPipes: newPipeListener(),
		accounts:  map[string]*account{},
		faults:    map[string][]int{},
		conns:     map[*conn]struct{}{},
	}
	for _, d := range c.Domains {
		s.domains[strings.ToLower(d)] = true
	}
	quiet := log.New(io.Discard, "", 0)
	s.imap = imapserver.New(&imapserver.Options{
		NewSession: func(conn *imapserver.Conn) (imapserver.Session, *imapserver.GreetingData, error) {
			if s.config.Tokens != nil {
				return &tokenSession{imapSession: &imapSession{server: s}, conn: conn}, nil, nil
			}
			return &imapSession{server: s}, nil, nil
		},
		Caps:         imap.CapSet{imap.CapIMAP4rev1: {}, imap.CapUIDPlus: {}, imap.CapESearch: {}},
		Logger:       quiet,
		InsecureAuth: true,
	})
	s.smtp = smtp.NewServer(smtp.BackendFunc(func(c *smtp.Conn) (smtp.Session, error) {
		return &smtpSession{server: s, conn: c}, nil
	}))
	s.smtp.Domain = c.Hostname
	s.smtp.MaxMessageBytes = maxMessage
	s.smtp.MaxLineLength = maxLine
	s.smtp.MaxRecipients = maxRecipients
	s.smtp.AllowInsecureAuth = true
	s.smtp.EnableSMTPUTF8 = true
	s.smtp.ErrorLog = quiet
	return s
}

// Accepted counts the messages stored so far in all mailboxes: one per recipient.
func (s *Server) Accepted() int { return int(s.accepted.Load()) }

// ServeIMAP serves IMAP on l until Close.
func (s *Server) ServeIMAP(l net.Listener) error {
	if err := s.imap.Serve(&listener{Listener: l, server: s, imap: true}); err != nil {
		return fmt.Errorf("serve imap on %s: %w", l.Addr(), err)
	}
	return nil
}

// ServeSMTP serves SMTP on l until Close.
func (s *Server) ServeSMTP(l net.Listener) error {
	if err := s.smtp.Serve(&listener{Listener: l, server: s}); err != nil {
		return fmt.Errorf("serve smtp on %s: %w", l.Addr(), err)
	}
	return nil
}

// Close ends all listeners and connections.
func (s *Server) Close() error {
	s.stall.open()
	return errors.Join(s.imapPipes.Close(), s.smtpPipes.Close(), s.imap.Close(), s.smtp.Close())
}
