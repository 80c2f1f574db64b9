package check

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/net/idna"

	"handoffd/cmd/handoffd/app"
	"handoffd/mail"
	"handoffd/mail/imap"
	"handoffd/mail/smtp"
)

// Servers are where the mail of a domain is read and handed over, as far as it can be found.
type Servers struct {
	MX         []string // the likeliest first
	IMAP, SMTP string   // host:port; empty if nobody answers
	Auth       string   // "google" or "microsoft" where a password is not enough
}

// Locate looks for the servers of a domain: those of a hoster that is known by its MX, what the domain names itself
// (RFC 6186, RFC 8314), then the usual names.
func Locate(ctx context.Context, domain string) Servers { return world{}.orReal().locate(ctx, domain) }

// known are the servers of hosters.
var known = map[hoster]Servers{
	hostGoogle:    {IMAP: "imap.gmail.com:993", SMTP: "smtp.gmail.com:465", Auth: "google"},
	hostMicrosoft: {IMAP: "outlook.office365.com:993", SMTP: "smtp.office365.com:587", Auth: "microsoft"},
	hostFastmail:  {IMAP: "imap.fastmail.com:993", SMTP: "smtp.fastmail.com:465"},
}

// AuthAt is how the hoster of both servers is logged in to without a password; empty: they are of no such hoster.
func AuthAt(imap, smtp string) string {
	for _, s := range known {
		if hostName(imap) == hostName(s.IMAP) && hostName(smtp) == hostName(s.SMTP) {
			return s.Auth
		}
	}
	return ""
}

// hostName is that of an address with a port, in small letters.
func hostName(addr string) string {
	host, _, _ := net.SplitHostPort(addr)
	return strings.ToLower(host)
}

func (w world) locate(ctx context.Context, domain string) Servers {
	ctx, cancel := context.WithTimeout(ctx, w.limit)
	defer cancel()
	if ascii, err := idna.Lookup.ToASCII(domain); err == nil {
		domain = ascii
	}
	var out Servers
	mx, _ := w.dns.LookupMX(ctx, domain+".")
	slices.SortStableFunc(mx, func(a, b *net.MX) int { return cmp.Compare(a.Pref, b.Pref) })
	for _, m := range mx {
		if host := strings.TrimSuffix(m.Host, "."); host != "" {
			out.MX = append(out.MX, host)
		}
	}
	for _, host := range out.MX {
		if s, ok := known[hosterOf(host)]; ok {
			s.MX = out.MX
			return s
		}
	}
	out.IMAP = w.answering(ctx, slices.Concat(w.named(ctx, domain, "imaps"),
		hostPorts(out.MX, domain, "imap", "993", "143")))
	out.SMTP = w.answering(ctx, slices.Concat(w.named(ctx, domain, "submissions", "submission"),
		hostPorts(out.MX, domain, "smtp", "465", "587")))
	return out
}

// named are the servers that the domain itself names for the services.
func (w world) named(ctx context.Context, domain string, services ...string) (out []string) {
	dns, ok := w.dns.(interface {
		LookupSRV(ctx context.Context, service, proto, name string) (string, []*net.SRV, error)
	})
	if !ok {
		return nil
	}
	for _, service := range services {
		_, found, _ := dns.LookupSRV(ctx, service, "tcp", domain+".")
		for _, s := range found {
			if host := strings.TrimSuffix(s.Target, "."); host != "" {
				out = append(out, net.JoinHostPort(host, fmt.Sprint(s.Port)))
			}
		}
	}
	return out
}

// hostPorts are the usual names of a server, each with the usual ports.
func hostPorts(mx []string, domain, name string, ports ...string) (out []string) {
	for _, host := range slices.Concat([]string{name + "." + domain, "mail." + domain}, mx) {
		for _, port := range ports {
			out = append(out, net.JoinHostPort(host, port))
		}
	}
	return out
}

// answering is the first of the servers to which a connection can be made; all are tried at once.
func (w world) answering(ctx context.Context, addrs []string) string {
	answers := make([]bool, len(addrs))
	var all sync.WaitGroup
	for i, addr := range addrs {
		all.Go(func() {
			d := net.Dialer{Timeout: min(w.limit, 5*time.Second)}
			conn, err := d.DialContext(ctx, "tcp", addr)
			if answers[i] = err == nil; err == nil {
				_ = conn.Close()
			}
		})
	}
	all.Wait()
	if i := slices.Index(answers, true); i >= 0 {
		return addrs[i]
	}
	return ""
}

// Survey is what a mailbox shows of its server, without being changed.
type Survey struct {
	Junk  string     // the folder of the spam filter; empty if there is none
	Trust mail.Trust // how senders are proved, as far as the mails there show it
	Mails int        // that were looked at
	Sure  bool       // enough of them say so, and nobody else can have written it
}

// Login is a mailbox that is looked into, and where its mail is handed over.
type Login struct {
	IMAP, SMTP         string // host:port
	IMAPTLS, SMTPTLS   string // "tls", "starttls" or "none"
	Username, Password string
	Address            string // that mail comes from
}

// TryHandOver logs in where mail is handed over. noLogin says that the server has none, and takes mail of the address
// without.
func TryHandOver(ctx context.Context, l Login) (noLogin bool, err error) {
	sender := smtp.New(smtp.Config{Addr: l.SMTP, TLS: l.SMTPTLS, Username: l.Username, Password: l.Password})
	defer func() { _ = sender.Close() }()
	if err = sender.Check(ctx); !errors.Is(err, smtp.ErrNoLogin) {
		return false, err
	}
	bare := smtp.New(smtp.Config{Addr: l.SMTP, TLS: l.SMTPTLS})
	defer func() { _ = bare.Close() }()
	if err := bare.Accepts(ctx, l.Address, l.Address); err != nil {
		return false, fmt.Errorf("%w; it offers no login either, as tls = %q: is its certificate trusted?", err, l.SMTPTLS)
	}
	return true, nil
}

// Inspect logs in to a mailbox and looks.
func Inspect(ctx context.Context, to Login) (Survey, error) {
	x := &examination{world: world{}.orReal()}
	in := imap.Config{Addr: to.IMAP, TLS: to.IMAPTLS, Username: to.Username, Password: to.Password}
	x.box.IMAP.Addr = in.Addr
	l := x.lookInto(ctx, in, "INBOX")
	if l.caps == nil {
		if len(l.failed) > 0 {
			return Survey{}, l.failed[0]
		}
		return Survey{}, fmt.Errorf("look into %s: the server says nothing", in.Addr)
	}
	out := Survey{Junk: l.junk(), Mails: len(l.recent)}
	var mails []*mail.Message
	for _, m := range l.recent {
		mails = append(mails, m.Message)
	}
	if mine, ok := x.hoster().profile(); ok {
		out.Trust, out.Sure = mine, true
		return out, nil
	}
	if best := candidates(mails, x.hoster(), false); len(best) > 0 {
		out.Trust, out.Sure = best[0].Trust, !best[0].loose && best[0].judged >= enough && best[0].from >= 2
		if b := withBorder(mails, best[0]); b != "" {
			out.Trust.Border = b
		}
	} else if hosts := borders(mails); len(hosts) > 0 {
		out.Trust.Border = hosts[len(hosts)-1]
	}
	return out, nil
}

// withBorder is the server by which mail comes in, where naming it loses nothing: then nothing below can pretend.
func withBorder(mails []*mail.Message, c candidate) string {
	hosts := borders(mails)
	if c.Border != "" || c.Profile != "" || len(hosts) == 0 {
		return ""
	}
	t := c.Trust
	t.Border = hosts[len(hosts)-1]
	if tally(mails, t).judged < c.judged {
		return ""
	}
	return t.Border
}

// selfPatience is how long a mail to oneself is awaited by Prove.
const selfPatience = 30 * time.Second

// Prove mails the first handoff address itself, and tells how that mail proves its sender; false if nothing in it does,
// or it does not come: then the border alone is told, if it shows. The mail is removed.
func Prove(ctx context.Context, a *app.App) (mail.Trust, bool, error) {
	x := &examination{world: world{patience: selfPatience}.orReal(), Options: Options{Now: time.Now}, conf: a.Config,
		app: a, box: a.Config.Mailboxes[0], inbox: &look{}}
	boxes, err := x.openBoxes(ctx)
	if err != nil {
		return mail.Trust{}, false, err
	}
	defer boxes.close()
	got, _, err := x.mailSelf(ctx, boxes, x.box.Address)
	if err != nil || got == nil {
		return mail.Trust{}, false, err
	}
	if err := boxes.tidy(ctx); err != nil {
		return mail.Trust{}, false, err
	}
	best := candidates([]*mail.Message{got.Message}, x.hoster(), true)
	if len(best) == 0 || best[0].proved == 0 {
		if hosts := borders([]*mail.Message{got.Message}); len(hosts) > 0 {
			return mail.Trust{Border: hosts[len(hosts)-1]}, false, nil
		}
		return mail.Trust{}, false, nil
	}
	return best[0].Trust, true, nil
}
