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
	return address[:at+1] + text.ASCIIDomain(address[at+1:])
}

// PlainAddress is FoldAddress without the plus tag: the mailbox, which several people with different tags may share.
func PlainAddress(address string) string {
	address = FoldAddress(address)
	local, domain, ok := strings.Cut(address, "@")
	if !ok {
		return address
	}
	if base, _, tagged := strings.Cut(local, "+"); tagged && base != "" {
		local = base
	}
	return local + "@" + domain
}

// SameAddress is the one rule for whether two addresses are one person's: equal as FoldAddress has them, or the one is
// the other with a plus tag. Two different tags of one mailbox are two people, colleagues and prospects alike: that is
// how one person tries handoffd alone.
func SameAddress(a, b string) bool {
	a, b = FoldAddress(a), FoldAddress(b)
	return a == b || PlainAddress(a) == b || a == PlainAddress(b)
}

// ByEmail finds the colleague who owns the address: as it is, or else by SameAddress if it is one person's only.
func (c *Config) ByEmail(address string) (Person, bool) {
	address = FoldAddress(address)
	if address == "" {
		return Person{}, false
	}
	var similar []Person
	for _, p := range c.People {
		if slices.ContainsFunc(p.Emails, func(e string) bool { return FoldAddress(e) == address }) {
			return p, true
		}
		if slices.ContainsFunc(p.Emails, func(e string) bool { return SameAddress(e, address) }) {
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
