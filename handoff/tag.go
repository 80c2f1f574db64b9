package handoff

import "strings"

// TokenLength is that of a thread token: 80 bits in lower-case base32 (RFC 4648 section 6).
const TokenLength = 16

// CutTag says whether an address is the handoff address of, in any form in which a thread token can stand in it:
// handoff+TAG@, handoff-TAG@ or, where the whole domain is delivered to one mailbox, t-TAG@. The tag is empty if there
// is none. Behind a dash only what looks like a token counts: handoff-team@ may be somebody else.
func CutTag(address, of string) (tag string, ok bool) {
	local, domain, _ := strings.Cut(strings.ToLower(strings.TrimSpace(address)), "@")
	own, ownDomain, _ := strings.Cut(PlainAddress(of), "@")
	if domain == "" || domain != ownDomain {
		return "", false
	}
	if base, tag, _ := strings.Cut(local, "+"); base == own {
		return tag, true
	}
	for _, start := range []string{own + "-", "t-"} {
		if tag, found := strings.CutPrefix(local, start); found && isToken(tag) {
			return tag, true
		}
	}
	return "", false
}

// isToken says whether a text is one that a thread token can be.
func isToken(s string) bool {
	return len(s) == TokenLength && strings.IndexFunc(s, func(r rune) bool {
		return (r < 'a' || r > 'z') &&
			(r < '2' || r > '7')
	}) < 0
}

// Tag is CutTag for all handoff addresses of the config.
func (c *Config) Tag(address string) (tag string, ok bool) {
	if tag, ok = CutTag(address, c.Address); ok {
		return tag, true
	}
	for _, b := range c.Others {
		if tag, ok = CutTag(address, b.Address); ok {
			return tag, true
		}
	}
	return "", false
}
