package mail

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"
)

// Trust says whose Authentication-Results (RFC 8601) count, and where in the header that server writes them.
type Trust struct {
	// Profile is empty for a server that writes its results above the Received field of its border; or one of
	// google, m365, fastmail, proton (the ids are known), gateway (a filter in front of the own server, known by
	// the name it connects under) and milter (Postfix with milters: the results stand right below the border's
	// Received, and the milters remove forged ones).
	Profile string
	// AuthservID is the id that the server writes. It may be empty for google, m365, fastmail and proton.
	AuthservID string
	// Border is the own server that mail comes in by from outside, all of it: the topmost Received field by that name is
	// where trust ends, whatever address it shows. Without it the topmost Received of all is. It counts where Profile is
	// empty, milter or gateway.
	Border string
	// Logins are the names under which the owner of an address (lower case) logs in to submit mail at the border, where
	// that is another one than the address.
	Logins map[string][]string
}

// Auth is how far the From address is to be believed.
type Auth struct {
	Result string // pass, fail or none
	Method string // dmarc, dkim, spf, internal or submission; empty for none
	Domain string // the domain that was authenticated or failed
	Why    string
}

// Authenticate judges the From address by what the trusted server wrote: pass is dmarc=pass for the domain of From,
// or dkim=pass or spf=pass (smtp.mailfrom) aligned with it, relaxed (RFC 7489 section 3.1). Several From fields
// or addresses always fail. Results elsewhere in the header are ignored, whatever they say.
func (m *Message) Authenticate(t Trust) Auth {
	domain, why := m.fromDomain()
	if domain == "" {
		return Auth{Result: "fail", Why: why}
	}
	if t.Profile == "" && t.AuthservID == "" && t.Border == "" {
		return Auth{Result: "none", Why: "no authserv-id is trusted; seen: " + m.seenIDs()}
	}
	if a := m.submitted(t); a.Result == "pass" {
		return a
	}
	results, why := m.trusted(t)
	if t.Profile == "m365" && m.internalToExchange() {
		return Auth{Result: "pass", Method: "internal", Domain: domain, Why: "X-MS-Exchange-Organization-AuthAs: Internal"}
	}
	if results == nil {
		return Auth{Result: "none", Why: why}
	}
	return judge(results, domain)
}

// Judged reports whether the trusted server has written Authentication-Results into the mail, whatever they say.
func (m *Message) Judged(t Trust) bool {
	results, _ := m.trusted(t)
	return results != nil
}

// fromDomain returns the one domain of From.
func (m *Message) fromDomain() (domain, why string) {
	var from []string
	for _, f := range m.fields {
		if strings.EqualFold(f.name, "From") {
			from = append(from, f.value)
		}
	}
	if len(from) != 1 {
		return "", fmt.Sprintf("there are %d From fields", len(from))
	}
	list := parseAddresses(from[0])
	stripped, ok := stripComments(from[0])
	_, after, _ := cutUnquoted(stripped, '<')
	_, _, second := cutUnquoted(after, '<')
	_, _, several := cutUnquoted(stripped, ',')
	addr, _, _ := strings.Cut(after, ">")
	if len(list) != 1 || !ok || second || several || len(strings.Fields(addr)) > 1 {
		return "", "From does not name exactly one address"
	}
	_, domain, _ = strings.Cut(list[0].Addr[strings.LastIndexByte(list[0].Addr, '@'):], "@")
	if domain = asciiDomain(domain); domain == "" {
		return "", "the domain of From cannot be read"
	}
	return domain, ""
}

// trusted returns the results that count, or nil and the reason.
func (m *Message) trusted(t Trust) (results []result, why string) {
	start, end := m.trustedBlock(t)
	elsewhere := false
	for i, f := range m.fields {
		if !strings.EqualFold(f.name, "Authentication-Results") {
			continue
		}
		id, list, ok := parseAuthres(f.value)
		inside := i >= start && i < end
		if !ok && inside {
			return nil, "an Authentication-Results field of the trusted server cannot be read"
		}
		if !ok || !t.owns(id) {
			continue
		}
		if !inside {
			elsewhere = true
			continue
		}
		results = append(results, list...)
		if t.Profile == "m365" || t.Profile == "google" {
			break // these write one field; a second one came with the mail
		}
	}
	switch {
	case results != nil:
		return results, ""
	case elsewhere && t.Profile == "" && t.Border == "":
		return nil, "Authentication-Results of the trusted server stand only below the topmost Received field, where " +
			"anybody " +
			"may write; if your own server wrote them, name it as the border"
	case elsewhere:
		return nil, "Authentication-Results of the trusted server stand only where anybody may write; ignored"
	}
	return nil, "no Authentication-Results of the trusted server; seen: " + m.seenIDs()
}

// owns reports whether an authserv-id is that of the trusted server.
func (t Trust) owns(id string) bool {
	if t.AuthservID != "" && t.Profile != "m365" {
		return strings.EqualFold(id, t.AuthservID)
	}
	switch t.Profile {
	case "google":
		return id == "mx.google.com"
	case "m365":
		return id == ""
	case "fastmail":
		return strings.HasSuffix(id, ".messagingengine.com")
	case "proton":
		return strings.HasSuffix(id, ".protonmail.ch") || strings.HasSuffix(id, ".proton.me")
	}
	return false
}

// trustedBlock returns the part of the header, as indexes of fields, that only the trusted server can have written:
// from the top to the Received field of the border, where the mail came in from outside. Hosters are known by the
// addresses in their hops. Of everybody else's server those prove nothing: behind NAT a stranger's address is private,
// and the hops below are the stranger's own.
func (m *Message) trustedBlock(t Trust) (start, end int) {
	border := m.border(t)
	switch t.Profile {
	case "google", "milter":
		return 0, m.nextReceived(border+1, anyHop)
	case "gateway":
		if border == len(m.fields) || !parseReceived(m.fields[border].value).fromDomain(t.AuthservID) {
			return 0, 0
		}
		return border + 1, m.nextReceived(border+1, func(h hop) bool { return !h.internal() || !aligned(h.by, t.AuthservID) })
	}
	return 0, border
}

// inside reports whether a hop did not cross the border. Exchange Online names public addresses for its own hops;
// its border is the host that writes itself as mail.protection.outlook.com.
func (t Trust) inside(h hop) bool {
	if t.Profile == "m365" {
		return strings.HasSuffix(h.by, ".outlook.com") && !strings.HasSuffix(h.by, ".mail.protection.outlook.com")
	}
	return h.internal()
}

// nextReceived is the index of the next Received field that stop accepts, or the number of fields.
func (m *Message) nextReceived(from int, stop func(hop) bool) int {
	for i := from; i < len(m.fields); i++ {
		if strings.EqualFold(m.fields[i].name, "Received") && stop(parseReceived(m.fields[i].value)) {
			return i
		}
	}
	return len(m.fields)
}

// internalToExchange recognises mail within one Microsoft 365 organisation. Exchange removes the header from mail
// that comes from outside; a failing check anywhere in the mail is believed more.
func (m *Message) internalToExchange() bool {
	if as := m.Header("X-MS-Exchange-Organization-AuthAs"); len(as) != 1 || !strings.EqualFold(as[0], "Internal") {
		return false
	}
	for _, f := range m.fields {
		if !strings.EqualFold(f.name, "Authentication-Results") {
			continue
		}
		_, results, ok := parseAuthres(f.value)
		failed := slices.ContainsFunc(results, func(r result) bool {
			return (r.method == "spf" || r.method == "dmarc" || r.method == "compauth") && strings.HasSuffix(r.value, "fail")
		})
		if !ok || failed {
			return false
		}
	}
	return true
}

// judge weighs results of the trusted server for a From domain.
func judge(results []result, domain string) Auth {
	var pass, failed Auth
	var dmarc []string
	for _, r := range results {
		var identity string
		switch r.method {
		case "dmarc":
			identity = domainOf(r.props["header.from"])
			dmarc = append(dmarc, r.value)
			if r.value == "pass" && identity == domain {
				pass = Auth{"pass", "dmarc", identity, "dmarc=pass for " + identity}
			}
		case "dkim":
			if identity = domainOf(r.props["header.d"]); identity == "" {
				identity = domainOf(r.props["header.i"])
			}
		case "spf":
			identity = domainOf(r.props["smtp.mailfrom"])
		}
		switch {
		case r.method == "dmarc" || identity == "" || !aligned(identity, domain):
		case r.value == "pass" && pass.Result == "":
			pass = Auth{"pass", r.method, identity, fmt.Sprintf("%s=pass for %s, aligned with From", r.method, identity)}
		case strings.HasSuffix(r.value, "fail") && failed.Result == "":
			failed = Auth{"fail", r.method, identity, fmt.Sprintf("%s=%s for %s", r.method, r.value, identity)}
		}
	}
	switch {
	case slices.Contains(dmarc, "fail"):
		return Auth{"fail", "dmarc", domain, "dmarc=fail"}
	case len(slices.Compact(dmarc)) > 1:
		return Auth{"fail", "dmarc", domain, "the dmarc results contradict each other: " + strings.Join(dmarc, ", ")}
	case pass.Result != "":
		return pass
	case failed.Result != "":
		return failed
	}
	return Auth{Result: "none", Why: "nothing that passed is aligned with " + domain}
}

// domainOf takes the domain of "user@domain", "@domain", "<user@domain>" or "domain".
func domainOf(value string) string {
	value = strings.Trim(value, "<>")
	return asciiDomain(unquote(value[strings.LastIndexByte(value, '@')+1:]))
}

// asciiDomain brings a domain into the form in which domains are compared: lower case, ASCII; empty for none.
func asciiDomain(domain string) string {
	domain = strings.ToLower(strings.TrimSuffix(strings.TrimSpace(domain), "."))
	if !printable(domain) {
		ascii, err := idna.Lookup.ToASCII(domain)
		if err != nil {
			return ""
		}
		return ascii
	}
	if strings.ContainsAny(domain, " \"\\<>()[],;:@") || len(domain) > 253 {
		return ""
	}
	return domain
}

// aligned compares domains relaxed: by the organisational domain.
func aligned(a, b string) bool {
	a, b = asciiDomain(a), asciiDomain(b)
	if a == "" || b == "" {
		return false
	}
	orgA, errA := publicsuffix.EffectiveTLDPlusOne(a)
	orgB, errB := publicsuffix.EffectiveTLDPlusOne(b)
	if errA != nil || errB != nil {
		return a == b
	}
	return orgA == orgB
}

// seenIDs names the authserv-ids in the mail, for the reader of Why.
func (m *Message) seenIDs() string {
	var ids []string
	for _, f := range m.fields {
		if !strings.EqualFold(f.name, "Authentication-Results") || len(ids) == 5 {
			continue
		}
		id, _, ok := parseAuthres(f.value)
		switch {
		case !ok:
			id = "(unreadable)"
		case id == "":
			id = "(no id)"
		}
		if id = clip(clean(id), 60); !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	if len(ids) == 0 {
		return "none"
	}
	return strings.Join(ids, ", ")
}
