package check

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	goimap "github.com/emersion/go-imap/v2"

	"handoffd/cmd/handoffd/app"
	"handoffd/cmd/handoffd/config"
	"handoffd/handoff"
	"handoffd/mail"
)

func checkedConfig() *examination {
	conf := &config.Config{Path: "config.toml", AuthservID: "mx.acme.com",
		Agendas:    map[string]config.Agenda{"handoff@acme.com": {Provider: "imip"}},
		Addressing: "plus", Domain: &handoff.Config{Name: "Acme", Address: "handoff@acme.com"}}
	opened, err := app.Open(context.Background(), conf, app.Checking, app.Options{})
	if err != nil {
		panic(err) // it opens nothing
	}
	return &examination{world: world{}.orReal(), Options: Options{Now: time.Now},
		inbox: &look{caps: goimap.CapSet{goimap.CapIdle: {}}}, conf: conf, app: opened,
		box: config.Mailbox{Address: "handoff@acme.com",
			IMAP: config.Inbox{Account: config.Account{Addr: "imap.acme.com:993"}, Folders: []string{"INBOX", "Junk"}},
			SMTP: config.Account{Addr: "smtp.acme.com:465", Username: "robot@acme.com"}}}
}

// TestJudge changes on its way what should arrive as it was sent.
func TestJudge(t *testing.T) {
	t.Parallel()
	const trusted = "Authentication-Results: mx.acme.com; dmarc=pass header.from=acme.com\r\nReceived: from " +
		"smtp.acme.com (smtp.acme.com [192.0.2.7]) by mx.acme.com; Mon, 23 Nov 2026 09:00:00 +0000\r\n"
	replace := func(old, new string) func(string) string {
		return func(raw string) string {
			if !strings.Contains(raw, old) {
				t.Fatalf("no %q in\n%s", old, raw)
			}
			return strings.Replace(raw, old, new, 1)
		}
	}
	late := func(d time.Duration) func(*arrival) { return func(a *arrival) { a.arrived = a.arrived.Add(d) } }
	for name, c := range map[string]struct {
		way   func(string) string
		see   func(*arrival)
		plain bool
		imap  string
		want  []string
		shown string
	}{
		"as sent":       {shown: "byte for byte"},
		"no tag wanted": {plain: true},
		"in junk":       {see: func(a *arrival) { a.folder, a.noticed = "Junk", time.Time{} }, want: []string{"warn send"}},
		"tag gone": {way: replace("To: <handoff+tag@acme.com>", "To: <handoff@acme.com>"),
			want: []string{"FAIL addressing"}},
		"tag only delivered": {way: func(raw string) string {
			return "Delivered-To: handoff+tag@acme.com\r\n" + replace("To: <handoff+tag@acme.com>",
				"To: <handoff@acme.com>")(raw)
		}, shown: "its tag stands in Delivered-To"},
		"from changed": {way: replace("<handoff@acme.com>", "<robot@acme.com>"), want: []string{"FAIL from"},
			shown: "the sender of robot@acme.com"},
		"from, google": {way: replace("<handoff@acme.com>", "<robot@acme.com>"), imap: "imap.gmail.com:993",
			want: []string{"FAIL from"}, shown: "as robot@acme.com: Gmail → Settings → Accounts → Send mail as → add " +
				"handoff@acme.com"},
		"from, microsoft": {way: replace("<handoff@acme.com>", "<robot@acme.com>"), imap: "outlook.office365.com:993",
			want: []string{"FAIL from"}, shown: "Add-RecipientPermission -Identity handoff@acme.com -Trustee robot@acme.com " +
				"-AccessRights SendAs"},
		"other message-id": {way: replace("Message-ID: <check-", "Message-ID: <ses-check-"),
			want: []string{"warn message-id"}},
		"no handoff id": {way: replace("X-Handoff-Id:", "X-Gone:"), want: []string{"FAIL message-id"}},
		"calendar stripped": {way: func(raw string) string {
			head, _, _ := strings.Cut(raw, "\r\nContent-Type: multipart")
			return head + "\r\n\r\nhello\r\n"
		}, want: []string{"FAIL invite"}, shown: "the calendar part is gone"},
		"link, microsoft": {way: func(raw string) string {
			head, _, _ := strings.Cut(raw, "\r\nContent-Type: multipart")
			return head + "\r\n\r\nhello\r\n"
		}, imap: "outlook.office365.com:993", want: []string{"FAIL invite"},
			shown: "-ImapForceICalForCalendarRetrievalOption $true"},
		"unproved": {way: replace("Authentication-Results", "X-Results"), want: []string{"warn trust"},
			shown: "let a colleague write"},
		"not believed": {way: replace("dmarc=pass", "dmarc=fail"), want: []string{"FAIL trust"}, shown: "dmarc=fail"},
		"below a delivery": {way: func(raw string) string {
			return "Received: from mx.acme.com ([127.0.0.1]) by store.acme.com with LMTP id 1; Mon, 23 Nov 2026 09:00:01 " +
				"+0000\r\n" + raw
		}, want: []string{"FAIL trust"}, shown: `border = "mx.acme.com"`},
		"logged in": {way: func(raw string) string {
			return "Received: from app (unknown [10.0.0.3]) (Authenticated sender: handoff@acme.com) by mx.acme.com " +
				"(Postfix) with ESMTPSA id 1; Mon, 23 Nov 2026 09:00:01 +0000\r\n" +
				strings.Replace(raw, "Authentication-Results", "X-Results", 1)
		}, want: []string{"FAIL trust"}, shown: `border = "mx.acme.com"`},
		"another id": {way: replace("mx.acme.com;", "filter.acme.com;"), want: []string{"FAIL trust"},
			shown: `authserv_id = "filter.acme.com" in place of "mx.acme.com"`},
		"server ahead":  {see: late(2 * time.Hour), want: []string{"FAIL clock"}, shown: "ahead of ours"},
		"server behind": {see: late(-20 * time.Second), want: []string{"warn clock"}, shown: "behind ours"},
		"no time":       {see: func(a *arrival) { a.arrived = time.Time{} }, want: []string{"warn clock"}},
		"no notice":     {see: func(a *arrival) { a.noticed = time.Time{} }, want: []string{"warn notice"}},
	} {
		t.Run(name, func(t *testing.T) {
			x := checkedConfig()
			if c.imap != "" {
				x.box.IMAP.Addr = c.imap
			}
			to := "handoff+tag@acme.com"
			if c.plain {
				to = "handoff@acme.com"
			}
			l, err := x.letter(to)
			if err != nil {
				t.Fatal(err)
			}
			raw := trusted + string(l.raw)
			if c.way != nil {
				raw = c.way(raw)
			}
			l.sent = time.Now()
			a := &arrival{Message: mail.Read([]byte(raw)), folder: "INBOX", arrived: l.sent.Truncate(time.Second),
				seen: l.sent.Add(time.Second), noticed: l.sent.Add(time.Second)}
			if c.see != nil {
				c.see(a)
			}
			list := findings(x.judge(l, a))
			list.wants(t, c.want...)
			if shown := list.String(); !strings.Contains(shown, c.shown) {
				t.Errorf("no %q in\n%s", c.shown, shown)
			}
		})
	}
}

func mailWith(header, from string) *mail.Message {
	return mail.Read([]byte(header + "From: " + from + "\r\nSubject: Hi\r\n\r\nHi\r\n"))
}

func repeated(m *mail.Message, n int) []*mail.Message { return slices.Repeat([]*mail.Message{m}, n) }

// TestTrustFromMailbox: which id is proposed from mails that anybody may have sent.
func TestTrustFromMailbox(t *testing.T) {
	t.Parallel()
	const border = "Received: from a.globex.com (a.globex.com [192.0.2.1]) by mx.real.com; Mon, 23 Nov 2026 09:00:00 " +
		"+0000\r\n"
	real := "Authentication-Results: mx.real.com; dmarc=pass header.from=globex.com\r\n" + border
	other := "Authentication-Results: mx.real.com; dkim=pass header.d=initech.com\r\n" + border
	forged := border + "Authentication-Results: mx.evil.com; dmarc=pass header.from=globex.com\r\n"
	google := strings.ReplaceAll(real, "mx.real.com", "mx.google.com")
	const lmtp = "Received: from mx.acme.com ([127.0.0.1]) by store.acme.com with LMTP id 1; Mon, 23 Nov 2026 09:00:01 " +
		"+0000\r\n"
	const natted = lmtp + "Received: from x (unknown [172.17.0.1]) by mx.acme.com with ESMTP id 2; Mon, 23 Nov 2026 " +
		"09:00:00 +0000\r\n"
	below := func(h string) string { return lmtp + strings.ReplaceAll(h, "mx.real.com", "mx.acme.com") }
	delivered := append(repeated(mailWith(below(real), "pat@globex.com"), 3), mailWith(below(other), "sam@initech.com"))
	for name, c := range map[string]struct {
		mails  []*mail.Message
		imap   string
		border string
		want   string
		shown  string
	}{
		"empty": {want: "ok trust", shown: "no mail to try it on"},
		"another id": {mails: append(repeated(mailWith(real, "pat@globex.com"), 3),
			mailWith(other, "sam@initech.com")), want: "FAIL trust", shown: `authserv_id = "mx.real.com"`},
		"one sender only": {mails: repeated(mailWith(real, "pat@globex.com"), 5), want: "warn trust",
			shown: "if that is your own server"},
		"forged below border": {mails: repeated(mailWith(forged, "pat@globex.com"), 9), want: "warn trust",
			shown: "nothing else does"},
		"google's": {mails: append(repeated(mailWith(google, "pat@globex.com"), 3),
			mailWith(strings.ReplaceAll(other, "mx.real.com", "mx.google.com"), "sam@initech.com")), imap: "imap.gmail.com:993",
			want: "FAIL trust", shown: `auth_profile = "google"`},
		"hostile id": {mails: repeated(mailWith("Authentication-Results: x\"y.com; dmarc=pass "+
			"header.from=globex.com\r\n"+border, "pat@globex.com"), 5), want: "warn trust", shown: "nothing else does"},
		"below a delivery": {mails: delivered, want: "FAIL trust",
			shown: `config: border = "mx.acme.com"`},
		"border": {mails: delivered, border: "mx.acme.com", want: "ok trust",
			shown: `above border "mx.acme.com" judges 4 of the last 4 mails, 4 proved`},
		"another border": {mails: delivered, border: "mx.hooli.com", want: "FAIL trust",
			shown: `border = "mx.acme.com"`},
		"a name in one mail": {mails: append(delivered,
			mailWith(natted+"Received: from y by mx2.acme.com with ESMTP id 3\r\n"+forged, "eve@globex.com")),
			want: "FAIL trust", shown: `border = "mx.acme.com"`},
		"stand there, not to be believed": {mails: repeated(mailWith(natted+"Authentication-Results: mx.acme.com; "+
			"dmarc=pass header.from=globex.com\r\n", "pat@globex.com"), 9),
			want: "warn trust", shown: "Authentication-Results stand in 9 of them"},
		"right": {mails: append(repeated(mailWith(strings.ReplaceAll(real, "mx.real.com", "mx.acme.com"), "pat@globex.com"),
			2), mailWith(forged, "eve@evil.com")), want: "ok trust", shown: "judges 2 of the last 3 mails, 2 proved"},
	} {
		x := checkedConfig()
		if c.imap != "" {
			x.box.IMAP.Addr = c.imap
		}
		x.conf.Border = c.border
		for _, m := range c.mails {
			x.inbox.recent = append(x.inbox.recent, recentMail{m, time.Now()})
		}
		f := x.trust(t.Context())
		if got := fmt.Sprintf("%s %s", f[0].mark(), f[0].Check); got != c.want ||
			!strings.Contains(findings(f).String(), c.shown) || strings.Contains(findings(f).String(), "evil") {
			t.Errorf("%s: want %s with %q, got\n%s", name, c.want, c.shown, findings(f))
		}
	}
}

// TestEarlierIsProved: anybody can write X-Handoff-Id.
func TestEarlierIsProved(t *testing.T) {
	t.Parallel()
	x := checkedConfig()
	x.inbox.recent = []recentMail{{mailWith("X-Handoff-Id: check-abc\r\n", "handoff@acme.com"), time.Now()}}
	if f := x.earlier(t.Context()); f[0].mark() != "warn" {
		t.Errorf("believed: %s", findings(f))
	}
}

func FuzzCandidates(f *testing.F) {
	f.Add("Authentication-Results: mx.acme.com; dmarc=pass header.from=acme.com\r\n", "a@acme.com")
	f.Add("Authentication-Results: dmarc=pass header.from=acme.com\r\nReceived: from x by y\r\n", "a@acme.com")
	f.Add("Authentication-Results: \"a\n[imap]\"; spf=pass smtp.mailfrom=acme.com\r\n", "a@acme.com")
	f.Fuzz(func(t *testing.T, header, from string) {
		for _, own := range []bool{true, false} {
			for _, c := range candidates([]*mail.Message{mailWith(header, from)}, hostMicrosoft, own) {
				if strings.ContainsAny(c.AuthservID, "\"\\\n\r ;") || c.judged == 0 || c.proved > c.judged {
					t.Errorf("%+v", c)
				}
			}
		}
	})
}

func TestCertificateMend(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		err  error
		want string
	}{
		"expired": {x509.CertificateInvalidError{Cert: &x509.Certificate{}, Reason: x509.Expired}, "renew the certificate"},
		"not yet": {x509.CertificateInvalidError{Cert: &x509.Certificate{}, Reason: x509.NotAuthorizedToSign},
			"another certificate"},
		"name": {x509.HostnameError{Certificate: &x509.Certificate{DNSNames: []string{"mail.acme.com"}},
			Host: "acme.com"}, "mail.acme.com"},
		"no names": {x509.HostnameError{Certificate: &x509.Certificate{}, Host: "acme.com"},
			"the name that the certificate holds"},
		"authority": {x509.UnknownAuthorityError{}, "update-ca-certificates"},
	} {
		if got, ok := certificateMend(fmt.Errorf("tls: %w", c.err), "acme.com:993"); !ok || !strings.Contains(got, c.want) {
			t.Errorf("%s: %q", name, got)
		}
	}
	if got, ok := certificateMend(errors.New("lost"), "acme.com:993"); ok {
		t.Errorf("another error: %q", got)
	}
}

func TestAbilities(t *testing.T) {
	t.Parallel()
	junk := []*goimap.ListData{{Mailbox: "Unerwünscht", Attrs: []goimap.MailboxAttr{goimap.MailboxAttrJunk}},
		{Mailbox: "Spam"}}
	for name, c := range map[string]struct {
		look look
		want []string
	}{
		"no idle": {look{}, []string{"warn idle"}},
		"idle":    {look{caps: goimap.CapSet{goimap.CapIdle: {}}}, nil},
		"junk":    {look{caps: goimap.CapSet{goimap.CapIMAP4rev2: {}}, folders: junk}, []string{"warn junk"}},
		"junk named": {look{caps: goimap.CapSet{goimap.CapIdle: {}}, folders: []*goimap.ListData{{Mailbox: "[Gmail]/Spam"}}},
			[]string{"warn junk"}},
		"room":   {look{caps: goimap.CapSet{goimap.CapIdle: {}}, quota: []quotaUse{{50, 100}}}, nil},
		"nearly": {look{caps: goimap.CapSet{goimap.CapIdle: {}}, quota: []quotaUse{{90, 100}}}, []string{"warn quota"}},
		"full":   {look{caps: goimap.CapSet{goimap.CapIdle: {}}, quota: []quotaUse{{100, 100}}}, []string{"FAIL quota"}},
	} {
		t.Run(name, func(t *testing.T) {
			findings((&examination{conf: &config.Config{}}).abilities(&c.look, []string{"INBOX"})).wants(t, c.want...)
		})
	}
}

// TestTrustOfColleagues: a colleague's newest mail that nothing proves fails the check, whatever other mails show, and
// the mend names no key as it stands already.
func TestTrustOfColleagues(t *testing.T) {
	t.Parallel()
	const hop = "Received: from x (unknown [172.17.0.1]) by box with ESMTP id 2; Mon, 23 Nov 2026 09:00:00 +0000\r\n"
	const lmtp = "Received: from box ([127.0.0.1]) by c0ffee12 with LMTP id 1; Mon, 23 Nov 2026 09:00:01 +0000\r\n"
	const login = "Received: from x (unknown [172.17.0.1]) (Authenticated sender: quinn@acme.com) by box with ESMTPSA id 2; " +
		"Mon, 23 Nov 2026 09:00:00 +0000\r\n"
	results := func(of string) string {
		return "Authentication-Results: box; dmarc=pass header.from=" + of + "\r\n"
	}
	outside := []*mail.Message{mailWith(lmtp+results("globex.com")+hop, "a@globex.com"),
		mailWith(lmtp+results("hooli.com")+hop, "b@hooli.com"), mailWith(lmtp+results("wayne.com")+hop, "c@wayne.com")}
	quinn, rita := mailWith(lmtp+hop, "quinn@acme.com"), mailWith(lmtp+hop, "rita@acme.com")
	for name, c := range map[string]struct {
		id, profile, border string
		mails               []*mail.Message
		want                string
		shown, never        string
	}{
		"no mail, an address as the id": {id: "127.0.0.1", want: "warn", shown: "hardly how your server calls itself"},
		"nothing at all": {id: "127.0.0.1", mails: []*mail.Message{quinn}, want: "FAIL",
			shown: `above the first [table] of the config: border = "box"`},
		"border is right": {id: "box", border: "box", mails: []*mail.Message{quinn}, want: "FAIL",
			shown: "smtpd_sasl_authenticated_header = yes", never: "border = "},
		"a name of the server without a dot": {id: "127.0.0.1", mails: outside, want: "FAIL",
			shown: `authserv_id = "box" in place of "127.0.0.1" and border = "box"`},
		"outsiders are judged": {id: "box", border: "box", mails: append(outside, quinn), want: "ok FAIL",
			shown: "mail of quinn@acme.com would be held"},
		"one of two": {id: "box", border: "box", mails: append(outside, rita,
			mailWith(lmtp+results("acme.com")+hop, "quinn@acme.com")), want: "ok warn", shown: "mail of rita@acme.com would be held"},
		"the newest counts": {id: "box", border: "box", mails: append(outside, quinn,
			mailWith(lmtp+results("acme.com")+hop, "quinn@acme.com")), want: "ok"},
		"forged": {id: "box", border: "box", mails: append(outside,
			mailWith(lmtp+strings.Replace(results("acme.com"), "pass", "fail", 1)+hop, "quinn@acme.com")), want: "ok"},
		"the login shows it": {id: "box", mails: []*mail.Message{mailWith(lmtp+login, "quinn@acme.com")}, want: "FAIL",
			shown: `border = "box"`, never: "authserv_id = "},
		"a milter below the border": {id: "box", border: "box", mails: []*mail.Message{
			mailWith(lmtp+hop+results("acme.com"), "quinn@acme.com")}, want: "FAIL",
			shown: `auth_profile = "milter"; only if that server removes`, never: "border = "},
	} {
		x := checkedConfig()
		x.conf.AuthservID, x.conf.AuthProfile, x.conf.Border = c.id, c.profile, c.border
		x.conf.Domain.People = map[handoff.PersonID]handoff.Person{"quinn": {ID: "quinn", Emails: []string{"quinn@acme.com"}},
			"rita": {ID: "rita", Emails: []string{"rita@acme.com"}}}
		for _, m := range c.mails {
			x.inbox.recent = append(x.inbox.recent, recentMail{m, time.Now()})
		}
		f := findings(x.trust(t.Context()))
		var marks []string
		for _, one := range f {
			marks = append(marks, one.mark())
		}
		if got := strings.Join(marks, " "); got != c.want || !strings.Contains(f.String(), c.shown) ||
			c.never != "" && strings.Contains(f.String(), c.never) {
			t.Errorf("%s: want %s with %q, never %q, got\n%s", name, c.want, c.shown, c.never, f)
		}
	}
}
