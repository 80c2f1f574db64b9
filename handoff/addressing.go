package handoff

import "strings"

// Addressing: how the thread token stands in Reply-To, by what the mail host delivers. Whatever is set, the tokens of
// all forms are read.
const (
	AddressingPlus     = "plus"     // handoff+TOKEN@
	AddressingMinus    = "minus"    // handoff-TOKEN@
	AddressingCatchAll = "catchall" // t-TOKEN@, where the whole domain is delivered to the mailbox
	AddressingNone     = "none"     // no token: References, event UID, then the mark of an internal mail
)

// LearnIDs: which copies of own mail show the Message-ID that the server gave it (Amazon SES and Outlook replace it).
const (
	LearnOff  = "off"
	LearnBcc  = "bcc"  // copies that come in as mail, authenticated
	LearnSent = "sent" // copies in a Sent folder that is watched, which no server has authenticated
)

// WithToken is the handoff address with the thread token in it; the plain address where the host takes none, or none
// can stand in it.
func WithToken(address, token, addressing string) string {
	local, domain, _ := strings.Cut(address, "@")
	if token == "" || strings.ContainsFunc(token, func(c rune) bool {
		return (c < 'a' || c > 'z') &&
			(c < '0' || c > '9')
	}) {
		return address
	}
	switch addressing {
	case AddressingPlus:
		local += "+" + token
	case AddressingMinus:
		local += "-" + token
	case AddressingCatchAll:
		local = "t-" + token
	default:
		return address
	}
	if len(local) > 64 { // RFC 5321 section 4.5.3.1.1
		return address
	}
	return local + "@" + domain
}
