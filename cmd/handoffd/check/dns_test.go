package check

import (
	"slices"
	"strings"
	"testing"

	"handoffd/cmd/handoffd/config"
	"handoffd/handoff"
)

// healthy is the zone of a domain whose mail is all right.
func healthyZone() zone {
	return zone{
		"MX acme.com":                       {"mx1.acme.com.", "mx2.acme.com."},
		"TXT acme.com":                      {"some-site-verification=1", "v=spf1 mx -all"},
		"TXT _dmarc.acme.com":               {"v=DMARC1; p=quarantine; rua=mailto:dmarc@acme.com"},
		"TXT selector1._domainkey.acme.com": {"v=DKIM1; k=rsa; p=MIGf"},
	}
}

func with(changes zone) zone {
	z := healthyZone()
	for k, v := range changes {
		z[k] = v
	}
	return z
}

var googleMX = zone{"MX acme.com": {"aspmx.l.google.com.", "alt1.aspmx.l.google.com."}}

func TestCheckNames(t *testing.T) {
	google := "smtp.gmail.com:465"
	for name, c := range map[string]struct {
		zone       zone
		email      string
		imap, smtp string
		want       []string // marks that differ from ok
		text, mend []string
	}{
		"healthy": {zone: healthyZone(), text: []string{"mx1.acme.com, mx2.acme.com", "v=spf1 mx -all",
			"keys under selector1", "p=quarantine"}},
		"below": {zone: zone{"MX lead.acme.com": {"mx1.acme.com."}, "TXT lead.acme.com": {"v=spf1 mx -all"},
			"TXT _dmarc.acme.com": {"v=DMARC1;p=none"}, "TXT mail._domainkey.lead.acme.com": {"p=MIGf"}},
			email: "handoff@lead.acme.com", text: []string{"at _dmarc.acme.com"}},
		"nothing": {zone: zone{}, want: []string{"FAIL mx", "warn spf", "warn dkim", "warn dmarc"},
			text: []string{"nobody can write to handoff@acme.com"}, mend: []string{`acme.com. TXT "v=spf1 mx ~all"`,
				`_dmarc.acme.com. TXT "v=DMARC1; p=none; rua=mailto:mona@acme.com"`}},
		"address only": {zone: with(zone{"MX acme.com": nil, "A acme.com": {"192.0.2.1"}}),
			want: []string{"warn mx"}, text: []string{"192.0.2.1"}},
		"null mx": {zone: with(zone{"MX acme.com": {"."}}), want: []string{"FAIL mx"},
			text: []string{"RFC 7505"}},
		"dns down": {zone: zone{"MX acme.com": {"SERVFAIL"}, "TXT acme.com": {"SERVFAIL"}},
			want: []string{"warn dns"}, mend: []string{"resolver"}},
		"mx down":    {zone: with(zone{"MX acme.com": {"SERVFAIL"}}), want: []string{"warn mx"}},
		"spf down":   {zone: with(zone{"TXT acme.com": {"SERVFAIL"}}), want: []string{"warn spf"}},
		"dmarc down": {zone: with(zone{"TXT _dmarc.acme.com": {"SERVFAIL"}}), want: []string{"warn dmarc"}},
		"two spf": {zone: with(zone{"TXT acme.com": {"v=spf1 mx -all", "v=spf1 a -all"}}),
			want: []string{"warn spf"}, mend: []string{"join them"}},
		"open spf": {zone: with(zone{"TXT acme.com": {"v=spf1 +all"}}), want: []string{"warn spf"},
			text: []string{"lets everybody send"}},
		"other spf": {zone: with(zone{"TXT acme.com": {"v=spf10 mx -all"}}), want: []string{"warn spf"}},
		"two dmarc": {zone: with(zone{"TXT _dmarc.acme.com": {"v=DMARC1; p=none", "v=DMARC1; p=reject"}}),
			want: []string{"warn dmarc"}},
		"dmarc no policy": {zone: with(zone{"TXT _dmarc.acme.com": {"v=DMARC1; sp=none"}}),
			want: []string{"warn dmarc"}},
		"revoked key": {zone: with(zone{"TXT selector1._domainkey.acme.com": {"v=DKIM1; p="}}),
			want: []string{"warn dkim"}},
		"google mx": {zone: with(googleMX), want: []string{"FAIL calendar"},
			text: []string{"the mailbox is Google's", "Google hosts handoff@acme.com"},
			mend: []string{"forbiddenForServiceAccounts", "Domain-wide delegation"}},
		"google behind a filter": {zone: healthyZone(), imap: "imap.gmail.com:993", want: []string{"FAIL calendar"}},
		"google second": {zone: with(zone{"MX acme.com": {"mx1.acme.com.", "aspmx.l.google.com."}}),
			want: []string{"FAIL calendar"}},
		"google spf": {zone: with(zone{"MX acme.com": {"mx1.acme.com."}}), smtp: google,
			want: []string{"warn spf"}, mend: []string{"include:_spf.google.com"}},
		"google keys": {zone: with(zone{"MX acme.com": {"aspmx.l.google.com."},
			"TXT selector1._domainkey.acme.com": nil}), want: []string{"FAIL calendar", "warn dkim"},
			mend: []string{"google._domainkey.acme.com"}},
		"not google": {zone: with(zone{"MX acme.com": {"mx.notgoogle.com."}})},
		"microsoft": {zone: with(zone{"MX acme.com": {"acme-com.mail.protection.outlook.com."},
			"TXT selector1._domainkey.acme.com": nil}), smtp: "smtp.office365.com:587",
			want: []string{"warn calendar", "warn spf", "warn dkim"},
			mend: []string{"Set-CASMailbox -Identity handoff@acme.com -ImapUseProtocolDefaults $false " +
				"-ImapForceICalForCalendarRetrievalOption $true",
				"include:spf.protection.outlook.com", "New-DkimSigningConfig -DomainName acme.com -Enabled $true",
				"Connect-ExchangeOnline"}},
		"reserved": {zone: zone{}, email: "handoff@acme.example", want: []string{"warn dns"}, text: []string{"reserved"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if c.email == "" {
				c.email = "handoff@acme.com"
			}
			if c.imap == "" {
				c.imap = "mail.acme.com:993"
			}
			if c.smtp == "" {
				c.smtp = "mail.acme.com:465"
			}
			box := config.Mailbox{Address: c.email, IMAP: config.Inbox{Account: config.Account{Addr: c.imap}},
				SMTP: config.Account{Addr: c.smtp}}
			conf := &config.Config{Agendas: map[string]config.Agenda{c.email: {Provider: "imip"}},
				Domain: &handoff.Config{Address: c.email, Admin: "mona",
					People: map[handoff.PersonID]handoff.Person{"mona": {ID: "mona", Emails: []string{"mona@acme.com"}}}}}
			x := &examination{world: world{dns: c.zone.resolve(t)}.orReal(), conf: conf, box: box}
			list := findings(slices.Concat(x.names(t.Context()), x.calendar(t.Context())))
			list.wants(t, c.want...)
			shown := list.String()
			for _, want := range slices.Concat(c.text, c.mend) {
				if !strings.Contains(shown, want) {
					t.Errorf("no %q in\n%s", want, shown)
				}
			}
		})
	}
}

// TestLoginMend: each provider in its own words, with the mailbox's values.
func TestLoginMend(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		imap, smtp string
		what       string
		want       []string
	}{
		"google": {"imap.gmail.com:993", "smtp.gmail.com:465", "imap",
			[]string{"https://myaccount.google.com/apppasswords", "user type must be Internal", "--mailbox handoff@acme.com"}},
		"microsoft imap": {"outlook.office365.com:993", "smtp.office365.com:587", "imap",
			[]string{"Set-CASMailbox -Identity handoff@acme.com -ImapEnabled $true",
				"Add-MailboxPermission -Identity handoff@acme.com", "--tenant acme.com"}},
		"microsoft smtp": {"outlook.office365.com:993", "smtp.office365.com:587", "smtp",
			[]string{"Set-CASMailbox -Identity handoff@acme.com -SmtpClientAuthenticationDisabled $false",
				"Set-TransportConfig -SmtpClientAuthenticationDisabled $false"}},
		"other": {"mail.acme.com:993", "mail.acme.com:465", "smtp",
			[]string{"username (out@acme.com) and password of [smtp]"}},
	} {
		x := &examination{conf: &config.Config{Path: "config.toml"},
			box: config.Mailbox{Address: "handoff@acme.com", IMAP: config.Inbox{Account: config.Account{Addr: c.imap,
				Username: "in@acme.com"}}, SMTP: config.Account{Addr: c.smtp, Username: "out@acme.com"}}}
		got := x.loginMend(c.what)
		for _, want := range c.want {
			if !strings.Contains(got, want) {
				t.Errorf("%s: no %q in\n%s", name, want, got)
			}
		}
	}
}
