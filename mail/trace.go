package mail

import (
	"net/netip"
	"strings"
)

// hop is one Received field (RFC 5321 section 4.4).
type hop struct {
	from string // the from clause with its comment, lower case; empty when there is none
	by   string // host, lower case
	rest string // from the by clause on, lower case
	raw  string // all of it, lower case
}

func parseReceived(value string) hop {
	lower := strings.ReplaceAll(strings.ToLower(strings.TrimSpace(value)), "ipv6:", "")
	h := hop{raw: lower}
	rest := lower
	if after, ok := strings.CutPrefix(lower, "from"); ok {
		i := byClause(after)
		if i < 0 {
			return hop{from: after, raw: lower}
		}
		h.from, rest = strings.TrimSpace(after[:i]), after[i:]
	}
	h.rest = strings.TrimSpace(rest)
	if host, ok := strings.CutPrefix(h.rest, "by "); ok {
		if words := strings.Fields(host); len(words) > 0 {
			h.by = strings.TrimSuffix(strings.Trim(words[0], "();"), ".")
		}
	}
	return h
}

// byClause finds " by " outside comments, or -1.
func byClause(s string) int {
	depth := 0
	for i := 0; i+4 <= len(s); i++ {
		switch s[i] {
		case '(':
			depth++
		case ')':
			depth = max(depth-1, 0)
		case ' ':
			if depth == 0 && s[i:i+4] == " by " {
				return i
			}
		}
	}
	return -1
}

var (
	ipLiteral   = lazily(`[0-9]{1,3}(?:\.[0-9]{1,3}){3}|(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}`)
	comment     = lazily(`\([^()]*\)`)
	reverseName = lazily(`^\(\s*([a-z0-9.-]+)`)
)

// internal reports whether a hop stayed within one network: it names no sender, or only private and loopback
// addresses, of which one stands where the receiving server wrote it: in the comment, or with Exim in brackets right
// after "from". Any other name after "from" is the sender's own claim and counts for nothing.
func (h hop) internal() bool {
	if h.from == "" {
		return true
	}
	exim := strings.HasPrefix(h.from, "[") && strings.Contains(h.rest, "(exim ") && h.plain()
	if !exim && !ipLiteral().MatchString(strings.Join(comment().FindAllString(h.from, 4), " ")) {
		return false
	}
	for _, literal := range ipLiteral().FindAllString(h.from, 10) {
		ip, err := netip.ParseAddr(literal)
		if err != nil || !ip.IsLoopback() && !ip.IsPrivate() && !ip.IsLinkLocalUnicast() {
			return false
		}
	}
	return true
}

// fromDomain reports whether the receiving server saw the sender under a name in the domain, by the reverse name
// in its comment.
func (h hop) fromDomain(domain string) bool {
	for _, c := range comment().FindAllString(h.from, 4) {
		if name := reverseName().FindStringSubmatch(c); name != nil && strings.Contains(name[1], ".") &&
			aligned(name[1], domain) {
			return true
		}
	}
	return false
}
