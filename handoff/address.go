package handoff

import (
	"slices"
	"strings"

	"handoffd/handoff/text"
)

// FoldAddress is the form in which addresses are compared: lower case, the domain in its ASCII form (RFC 5891), so that
// bücher.example and xn--bcher-kva.example are one. A local part in UTF-8 (RFC 6531) stays as it is.
func FoldAddress(address string) string {
	address = strings.ToLower(strings.TrimSpace(address))
	at := strings.LastIndexByte(address, '@')
	if at < 0 {
		return address
	}
	domain := address[at+1:]
	if ascii := text.ASCIIDomain(domain); ascii != domain {
		return address[:at+1] + ascii
	}
	return address
}

// PlainAddress is FoldAddress without the plus tag: the mailbox, which several people with different tags may share.
func PlainAddress(address string) string { return plain(FoldAddress(address)) }

// plain is PlainAddress of an address that is folded already.
func plain(folded string) string {
	local, domain, ok := strings.Cut(folded, "@")
	if !ok {
		return folded
	}
	if base, _, tagged := strings.Cut(local, "+"); tagged && base != "" {
		return base + "@" + domain
	}
	return folded
}

// SameAddress is the one rule for whether two addresses are one person's: equal as FoldAddress has them, or the one is
// the other with a plus tag. Two different tags of one mailbox are two people, colleagues and prospects alike: that is
// how one person tries handoffd alone.
func SameAddress(a, b string) bool { return same(FoldAddress(a), FoldAddress(b)) }

// same is SameAddress for addresses that are folded already.
func same(a, b string) bool {
	return a == b || len(a) > len(b) && plain(a) == b || len(a) < len(b) && a == plain(b)
}

// ByEmail finds the colleague who owns the address: as it is, or else by SameAddress if it is one person's only.
func (c *Config) ByEmail(address string) (Person, bool) {
	address = FoldAddress(address)
	if address == "" {
		return Person{}, false
	}
	var similar []Person
	for _, p := range c.People {
		near := false
		for _, own := range p.Emails {
			own = FoldAddress(own)
			if own == address {
				return p, true
			}
			near = near || same(own, address)
		}
		if near {
			similar = append(similar, p)
		}
	}
	if len(similar) != 1 {
		return Person{}, false
	}
	return similar[0], true
}

// publicHosts give addresses to everybody: who has one there is of no company.
var publicHosts = []string{"gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "msn.com",
	"yahoo.com", "icloud.com", "me.com", "mac.com",
	"aol.com", "gmx.de", "gmx.net", "gmx.com", "web.de", "t-online.de", "orange.fr", "free.fr", "laposte.net", "libero.it",
	"proton.me", "protonmail.com",
	"fastmail.com", "mail.com", "mail.ru", "yandex.ru", "qq.com", "163.com", "naver.com", "zoho.com"}

// SameCompany says whether two addresses are of one company, as far as the domain tells.
func SameCompany(a, b string) bool {
	domain := companyDomain(a)
	return domain != "" && domain == companyDomain(b)
}

// companyDomain is the domain of an address where it names a company.
func companyDomain(address string) string {
	domain := text.Domain(FoldAddress(address))
	if slices.Contains(publicHosts, domain) {
		return ""
	}
	return domain
}
