package check

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	goimap "github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"handoffd/handoff/text"
	"handoffd/mail"
	"handoffd/mail/imap"
	"handoffd/mail/oauth"
)

// look is what a mailbox shows without being changed.
type look struct {
	caps    goimap.CapSet
	folders []*goimap.ListData
	quota   []quotaUse
	recent  []recentMail // of the first folder, oldest first
	failed  []error      // what could not be looked at
	alerts  []string     // what the server wants people to see
}

// hearing is what the client passes over.
type hearing struct {
	mu        sync.Mutex // goroutines of the client hear
	alerts    []string
	unlimited bool // a quota without limits was named in a form that the client does not read
}

// quotaUse is in units of the server; limit is never 0.
type quotaUse struct{ used, limit int64 }

// recentMail is the header of a mail in the mailbox.
type recentMail struct {
	*mail.Message
	arrived time.Time
}

// Bounds of the look.
const (
	recentMails = 50
	maxHeader   = 64 << 10
	maxLook     = 16 << 20 // octets that the server may send
	maxFolders  = 500
	maxAlerts   = 5
)

// lookInto logs in and looks; without a folder at the account alone. The service's own client does not ask these
// things, so this is one of its own. What cannot be looked at keeps nothing else from being looked at: a client that
// does not understand an answer is of no more use, and the next one goes on.
func (x *examination) lookInto(ctx context.Context, c imap.Config, folder string) *look {
	l, h := &look{}, &hearing{}
	tries := []try{{"list the folders", l.readFolders}}
	if folder != "" {
		tries = append(tries, try{"read the newest mails of " + folder,
			func(client *imapclient.Client) error { return l.readRecent(client, folder) }})
	}
	tries = append(tries, try{"read the quota",
		func(client *imapclient.Client) error { return l.readQuota(client, cmp.Or(folder, "INBOX"), h) }})
	for len(tries) > 0 {
		left, err := x.lookOnce(ctx, c, l, h, tries)
		if err != nil {
			l.failed = append(l.failed, err)
		}
		if len(left) == len(tries) { // not even a connection
			break
		}
		tries = left
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	l.alerts = h.alerts
	return l
}

// try is one thing to look at.
type try struct {
	what string
	see  func(*imapclient.Client) error
}

// lookOnce looks over one connection, until something fails, and gives what is left.
func (x *examination) lookOnce(ctx context.Context, c imap.Config, l *look, h *hearing, tries []try) (left []try,
	err error) {
	ctx, cancel := context.WithTimeout(ctx, x.limit)
	defer cancel()
	conn, err := x.dialServer(ctx, c.Addr)
	if err != nil {
		return tries, err
	}
	stop := context.AfterFunc(ctx, func() { _ = conn.Close() })
	defer stop()
	client, err := greet(ctx, c, &capped{Conn: conn, left: maxLook}, h.hear)
	if err != nil {
		_ = conn.Close()
		return tries, fmt.Errorf("look into %s: %w", c.Addr, err)
	}
	defer func() { _ = conn.Close(); _ = client.Close() }()
	if err := logIn(ctx, client, c); err != nil {
		return tries, fmt.Errorf("log in to look into %s: %w", c.Addr, err)
	}
	l.caps = client.Caps()
	for i, t := range tries {
		if err := t.see(client); err != nil {
			return tries[i+1:], fmt.Errorf("%s at %s: %w", t.what, c.Addr, err)
		}
	}
	return nil, nil
}

// noLimits is a quota without any limit in the form of some servers: RFC 9208 section 5.1 wants a list behind the
// name of the root.
var noLimits = regexp.MustCompile(`(?i)^\* QUOTA (?:"[^"]*"|[^\s()"]+) *$`)

func (h *hearing) hear(line string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if text, ok := imap.Alert(line); ok && len(h.alerts) < maxAlerts && !slices.Contains(h.alerts, text) {
		h.alerts = append(h.alerts, text)
	}
	h.unlimited = h.unlimited || noLimits.MatchString(line)
}

// capped reads no more than a bound.
type capped struct {
	net.Conn
	left int64
}

func (c *capped) Read(b []byte) (int, error) {
	if c.left <= 0 {
		return 0, io.ErrUnexpectedEOF
	}
	n, err := c.Conn.Read(b[:min(int64(len(b)), c.left)])
	c.left -= int64(n)
	return n, err
}

func greet(ctx context.Context, c imap.Config, conn net.Conn, hear func(string)) (*imapclient.Client, error) {
	options := &imapclient.Options{TLSConfig: &tls.Config{ServerName: hostOf(c.Addr)}, DebugWriter: imap.Lines(hear)}
	switch c.TLS {
	case "starttls":
		return imapclient.NewStartTLS(conn, options)
	case "none":
		client := imapclient.New(conn, options)
		return client, client.WaitGreeting()
	}
	secure := tls.Client(conn, options.TLSConfig)
	if err := secure.HandshakeContext(ctx); err != nil {
		return nil, err
	}
	client := imapclient.New(secure, options)
	return client, client.WaitGreeting()
}

func logIn(ctx context.Context, client *imapclient.Client, c imap.Config) error {
	if c.Token == nil {
		return client.Login(c.Username, c.Password).Wait()
	}
	preferred, token, err := c.Token(ctx)
	if err != nil {
		return err
	}
	login := oauth.NewLogin(oauth.Mechanism(preferred, client.Caps().AuthMechanisms()), c.Username, token, c.Addr)
	return login.Explain(client.Authenticate(login))
}

func (l *look) readFolders(client *imapclient.Client) error {
	list := client.List("", "*", nil)
	for d := list.Next(); d != nil; d = list.Next() {
		if len(l.folders) < maxFolders {
			l.folders = append(l.folders, d)
		}
	}
	return list.Close()
}

// readQuota takes no for an answer: some servers announce QUOTA and have none.
func (l *look) readQuota(client *imapclient.Client, folder string, h *hearing) error {
	if !l.caps.Has(goimap.CapQuota) {
		return nil
	}
	roots, err := client.GetQuotaRoot(folder).Wait()
	_, answered := errors.AsType[*goimap.Error](err)
	if err != nil {
		h.mu.Lock()
		defer h.mu.Unlock()
		if answered || h.unlimited { // nothing is left to ask over a connection that the client broke off
			return nil
		}
		return err
	}
	for _, root := range roots {
		for _, r := range root.Resources {
			if r.Limit > 0 && r.Usage >= 0 && r.Limit < 1<<55 {
				l.quota = append(l.quota, quotaUse{min(r.Usage, r.Limit), r.Limit})
			}
		}
	}
	return nil
}

// readRecent reads the headers of the newest mails.
func (l *look) readRecent(client *imapclient.Client, folder string) error {
	data, err := client.Select(folder, &goimap.SelectOptions{ReadOnly: true}).Wait()
	if err != nil || data.NumMessages == 0 {
		return err
	}
	mails := data.NumMessages
	section := &goimap.FetchItemBodySection{Specifier: goimap.PartSpecifierHeader, Peek: true,
		Partial: &goimap.SectionPartial{Size: maxHeader}}
	set := goimap.SeqSet{{Start: max(mails, recentMails) - recentMails + 1, Stop: mails}}
	fetch := client.Fetch(set, &goimap.FetchOptions{UID: true, InternalDate: true,
		BodySection: []*goimap.FetchItemBodySection{section}})
	found, err := fetch.Collect()
	if err != nil {
		return err
	}
	for _, m := range found {
		if len(m.BodySection) > 0 && len(l.recent) < recentMails {
			l.recent = append(l.recent, recentMail{mail.Read(m.BodySection[0].Bytes), m.InternalDate})
		}
	}
	return nil
}

// names are those of the folders that can be opened.
func (l *look) names() []string {
	var out []string
	for _, f := range l.folders {
		if !slices.Contains(f.Attrs, goimap.MailboxAttrNoSelect) && !slices.Contains(f.Attrs, goimap.MailboxAttrNonExistent) {
			out = append(out, text.Bare(f.Mailbox))
		}
	}
	slices.Sort(out)
	return out
}

// junk is the folder of the spam filter: as the server marks it (RFC 6154), else by its name; "" if there is none.
func (l *look) junk() string {
	for _, f := range l.folders {
		if slices.Contains(f.Attrs, goimap.MailboxAttrJunk) {
			return text.Bare(f.Mailbox)
		}
	}
	usual := []string{"junk", "spam", "junk email", "junk e-mail", "inbox.junk", "inbox.spam", "inbox/junk",
		"[gmail]/spam"}
	for _, f := range l.folders {
		if slices.Contains(usual, strings.ToLower(f.Mailbox)) {
			return text.Bare(f.Mailbox)
		}
	}
	return ""
}

// idle says whether the server tells of new mail by itself (RFC 2177).
func (l *look) idle() bool { return l.caps.Has(goimap.CapIdle) || l.caps.Has(goimap.CapIMAP4rev2) }
