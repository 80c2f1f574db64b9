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

	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"

	"handoffd/cmd/handoffd/config"
)

// records is what DNS says about the domain of the handoff address.
type records struct {
	mx            []*net.MX
	hosts         []string // of the domain itself, asked where there is no MX
	txt, dmarc    []string
	dmarcAt       string
	selectors     []string // under which there are DKIM keys
	mxErr, txtErr error
	dmarcErr      error
}

// selectors are where the common hosters keep their DKIM keys.
var selectors = []string{"google", "selector1", "selector2", "default", "dkim", "mail", "fm1", "protonmail", "s1", "k1"}

// reserved are names that no DNS knows (RFC 2606, RFC 6761, RFC 6762, RFC 8375).
var reserved = []string{".example", ".test", ".invalid", ".localhost", ".local", ".internal", ".home.arpa",
	".example.com", ".example.net", ".example.org"}

// names looks at the DNS of the domain of From.
func (x *examination) names(ctx context.Context) []Finding {
	domain, err := idna.Lookup.ToASCII(x.domain())
	if err != nil {
		return []Finding{failed("dns", "correct [address] email", "%s is no domain: %v", x.domain(), err)}
	}
	if slices.ContainsFunc(reserved, func(end string) bool { return strings.HasSuffix("."+domain, end) }) {
		return []Finding{warned("dns", "", "not asked: %s is a name reserved for tests; no mail from elsewhere reaches it",
			domain)}
	}
	ctx, cancel := context.WithTimeout(ctx, x.limit)
	defer cancel()
	x.found = x.ask(ctx, domain)
	if unreachable(x.found.mxErr) && unreachable(x.found.txtErr) {
		return []Finding{warned("dns", "check the resolver of this machine (/etc/resolv.conf), then check again",
			"could not be asked: %v", x.found.mxErr)}
	}
	return []Finding{x.checkMX(domain), x.checkSPF(domain), x.checkDKIM(domain), x.checkDMARC(domain)}
}

// ask sends all questions at once.
func (x *examination) ask(ctx context.Context, domain string) records {
	var r records
	var all sync.WaitGroup
	all.Go(func() {
		if r.mx, r.mxErr = x.dns.LookupMX(ctx, domain+"."); notFound(r.mxErr) {
			r.hosts, _ = x.dns.LookupHost(ctx, domain+".")
		}
	})
	all.Go(func() { r.txt, r.txtErr = x.dns.LookupTXT(ctx, domain+".") })
	all.Go(func() { r.dmarcAt, r.dmarc, r.dmarcErr = x.askDMARC(ctx, domain) })
	keys := make([]bool, len(selectors))
	for i, s := range selectors {
		all.Go(func() {
			txt, err := x.dns.LookupTXT(ctx, s+"._domainkey."+domain+".")
			keys[i] = err == nil && slices.ContainsFunc(txt, func(t string) bool {
				return strings.Contains(t, "p=") && !strings.HasSuffix(strings.TrimRight(t, "; "), "p=")
			})
		})
	}
	all.Wait()
	for i, found := range keys {
		if found {
			r.selectors = append(r.selectors, selectors[i])
		}
	}
	return r
}

// askDMARC asks the domain, then the organisational domain above it (RFC 7489 section 6.6.3).
func (x *examination) askDMARC(ctx context.Context, domain string) (at string, found []string, err error) {
	tries := []string{domain}
	if org, err := publicsuffix.EffectiveTLDPlusOne(domain); err == nil && org != domain {
		tries = append(tries, org)
	}
	for _, at = range tries {
		var txt []string
		txt, err = x.dns.LookupTXT(ctx, "_dmarc."+at+".")
		if found = withVersion(txt, "v=dmarc1"); len(found) > 0 {
			return at, found, nil
		}
		if unreachable(err) {
			return at, nil, err
		}
	}
	return domain, nil, nil
}

// withVersion are the records of a kind.
func withVersion(txt []string, version string) []string {
	var out []string
	for _, t := range txt {
		if rest, ok := strings.CutPrefix(strings.ToLower(t), version); ok && (rest == "" || rest[0] == ' ' ||
			rest[0] == ';') {
			out = append(out, t)
		}
	}
	return out
}

func notFound(err error) bool {
	dns, ok := errors.AsType[*net.DNSError](err)
	return ok && dns.IsNotFound
}

// unreachable is an error that says nothing about the name.
func unreachable(err error) bool { return err != nil && !notFound(err) }

func (x *examination) checkMX(domain string) Finding {
	mend := fmt.Sprintf("set an MX record for %s that names the server which receives its mail", domain)
	switch r := x.found; {
	case unreachable(r.mxErr):
		return warned("mx", "check again later", "could not be asked: %v", r.mxErr)
	case len(r.mx) == 1 && strings.Trim(r.mx[0].Host, ".") == "":
		return failed("mx", mend, "%s says that it takes no mail (null MX, RFC 7505)", domain)
	case len(r.mx) == 0 && len(r.hosts) == 0:
		return failed("mx", mend, "%s has no MX record and no address: nobody can write to %s", domain, x.box.Address)
	case len(r.mx) == 0:
		return warned("mx", mend, "%s has no MX record; mail goes to its address %s", domain, r.hosts[0])
	}
	slices.SortFunc(x.found.mx, func(a, b *net.MX) int {
		return cmp.Or(cmp.Compare(a.Pref, b.Pref),
			cmp.Compare(a.Host, b.Host))
	})
	names := make([]string, len(x.found.mx))
	for i, mx := range x.found.mx {
		names[i] = strings.TrimSuffix(mx.Host, ".")
	}
	if h := x.hoster(); h != hostOther {
		return passed("mx", "%s (the mailbox is %s's)", strings.Join(names, ", "), h)
	}
	return passed("mx", "%s", strings.Join(names, ", "))
}

// spfOf is what a hoster wants in the SPF record of its customers.
var spfOf = map[hoster]string{
	hostGoogle: "include:_spf.google.com", hostMicrosoft: "include:spf.protection.outlook.com",
	hostFastmail: "include:spf.messagingengine.com", hostProton: "include:_spf.protonmail.ch",
}

func (x *examination) checkSPF(domain string) Finding {
	server, _, _ := net.SplitHostPort(x.box.SMTP.Addr)
	h := hosterOf(server)
	want, known := spfOf[h]
	mend := fmt.Sprintf("%s. TXT \"v=spf1 %s ~all\"", domain, want)
	if !known {
		mend = fmt.Sprintf("%s. TXT \"v=spf1 mx ~all\", with what the provider behind %s asks for in place of mx", domain,
			server)
	}
	spf := withVersion(x.found.txt, "v=spf1")
	switch {
	case unreachable(x.found.txtErr):
		return warned("spf", "check again later", "could not be asked: %v", x.found.txtErr)
	case len(spf) == 0:
		return warned("spf", mend, "%s has no SPF record, so mail from it is often taken for spam", domain)
	case len(spf) > 1:
		return warned("spf", "join them into one", "%s has %d SPF records, which counts as an error (RFC 7208 section 4.5)",
			domain, len(spf))
	}
	terms := strings.Fields(strings.ToLower(spf[0]))
	redirected := slices.ContainsFunc(terms, func(t string) bool { return strings.HasPrefix(t, "redirect=") })
	switch {
	case slices.Contains(terms, "+all") || slices.Contains(terms, "all"):
		return warned("spf", "end it with ~all or -all", "%s lets everybody send: %s", domain, spf[0])
	case known && !redirected && !slices.Contains(terms, want):
		return warned("spf", fmt.Sprintf("add %s to it, unless another part of it covers the servers of %s", want, h),
			"%s does not name %s: %s", domain, h, spf[0])
	}
	return passed("spf", "%s", spf[0])
}

func (x *examination) checkDKIM(domain string) Finding {
	if len(x.found.selectors) > 0 {
		return passed("dkim", "keys under %s", strings.Join(x.found.selectors, ", "))
	}
	mend := "let the mail server sign with a key of " + domain +
		"; if it does already, the mail of `check --send` shows it (DKIM-Signature: … d=" + domain + ")"
	switch x.hoster() {
	case hostGoogle:
		mend = fmt.Sprintf("admin console → Apps → Google Workspace → Gmail → Authenticate email → %s: generate the "+
			"record, set it as google._domainkey.%s, then Start authentication", domain, domain)
	case hostMicrosoft:
		mend = inExchange(fmt.Sprintf("New-DkimSigningConfig -DomainName %s -Enabled $true", domain),
			fmt.Sprintf("Get-DkimSigningConfig -Identity %s | Format-List Selector1CNAME,Selector2CNAME   # set both as CNAME "+
				"of selector1._domainkey.%s and selector2._domainkey.%s", domain, domain, domain),
			fmt.Sprintf("Set-DkimSigningConfig -Identity %s -Enabled $true", domain))
	}
	return warned("dkim", mend, "no key of %s under the usual names", domain)
}

func (x *examination) checkDMARC(domain string) Finding {
	r := x.found
	mend := fmt.Sprintf("_dmarc.%s. TXT \"v=DMARC1; p=none; rua=mailto:%s\"", domain,
		x.conf.Domain.Person(x.conf.Domain.Admin).Email())
	switch {
	case unreachable(r.dmarcErr):
		return warned("dmarc", "check again later", "could not be asked: %v", r.dmarcErr)
	case len(r.dmarc) == 0:
		return warned("dmarc", mend, "%s has no DMARC record; Google and Microsoft want one from senders", domain)
	case len(r.dmarc) > 1:
		return warned("dmarc", "keep one of them", "%s has %d DMARC records, so none counts (RFC 7489 section 6.6.3)",
			r.dmarcAt, len(r.dmarc))
	}
	for tag := range strings.SplitSeq(r.dmarc[0], ";") {
		name, value, _ := strings.Cut(tag, "=")
		if strings.EqualFold(strings.TrimSpace(name), "p") && slices.Contains([]string{"none", "quarantine", "reject"},
			strings.ToLower(strings.TrimSpace(value))) {
			return passed("dmarc", "%s (at _dmarc.%s)", r.dmarc[0], r.dmarcAt)
		}
	}
	return warned("dmarc", mend, "%s names no policy: %s", r.dmarcAt, r.dmarc[0])
}

// calendar refuses what cannot work: where Google owns the organizer's mailbox, answers of guests at Google come into
// its calendar and never by mail.
func (x *examination) calendar(context.Context) []Finding {
	google := x.hoster() == hostGoogle || slices.ContainsFunc(x.found.mx,
		func(mx *net.MX) bool { return hosterOf(mx.Host) == hostGoogle })
	switch {
	case x.conf.Agendas[x.box.Address].Provider != config.ProviderIMIP:
		return []Finding{passed("calendar", "events live at %s", x.conf.Agendas[x.box.Address].Provider)}
	case google:
		return []Finding{failed("calendar",
			fmt.Sprintf("use a handoff address whose mail Google does not host, such as one at a subdomain of %s with an MX "+
				"of its own\n", x.domain())+
				"or [calendar] provider = \"google\": its service account needs domain-wide delegation (admin console → Security "+
				"→ API controls → Domain-wide delegation, scope https://www.googleapis.com/auth/calendar), or inviting fails "+
				"with forbiddenForServiceAccounts",
			"provider \"imip\" cannot work: Google hosts %s and keeps the answers of guests at Google in its calendar, no "+
				"mail comes", x.box.Address)}
	case x.hoster() == hostMicrosoft:
		return []Finding{warned("calendar", x.inviteMend()+
			"\nthen: handoffd check --probe with a test mailbox at Microsoft and one elsewhere",
			"provider \"imip\" with a mailbox at Microsoft 365: answers come as links unless the mailbox hands out iCalendar, "+
				"and Exchange removes superseded ones")}
	}
	return []Finding{passed("calendar", "events are mailed (imip)")}
}
