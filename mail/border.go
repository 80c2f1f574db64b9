package mail

import (
	"slices"
	"strings"
)

func anyHop(hop) bool { return true }

// border is the index of the Received field with which the trusted server took the mail from outside, or the number of
// fields.
func (m *Message) border(t Trust) int {
	switch t.Profile {
	case "", "milter", "gateway":
	default:
		return m.nextReceived(0, func(h hop) bool { return !t.inside(h) })
	}
	if t.Border == "" && t.Profile == "gateway" { // a filter that is known by its name shows a public address
		return m.nextReceived(0, func(h hop) bool { return !t.inside(h) })
	}
	if t.Border == "" {
		return m.nextReceived(0, anyHop)
	}
	first := m.nextReceived(0, anyHop)
	if first == len(m.fields) {
		return first
	}
	top := parseReceived(m.fields[first].value).by
	at := m.nextReceived(0, func(h hop) bool { return h.isBy(t.Border) || !h.ours(top, t.Border) })
	if at == len(m.fields) || !parseReceived(m.fields[at].value).isBy(t.Border) {
		return first // the mail has not come by the border, so nothing below the first hop is its word
	}
	if next := m.nextReceived(at+1, anyHop); parseReceived(m.fields[at].value).local() && next < len(m.fields) &&
		parseReceived(m.fields[next].value).isBy(t.Border) {
		return next // the delivery into the mailbox, on the same machine
	}
	return at
}

// Borders are the hosts that may be the border of this mail: those that wrote the topmost Received fields, as far as
// they are of one organisation, below the deliveries into the mailbox, which bear whatever name the machine has. Deeper
// ones may be the sender's invention; so may names without a dot, but for the first.
func (m *Message) Borders() (hosts []string) {
	top := ""
	for i := m.nextReceived(0, anyHop); i < len(m.fields); i = m.nextReceived(i+1, anyHop) {
		h := parseReceived(m.fields[i].value)
		if h.by == "" || top != "" && !h.ours(top, top) {
			break
		}
		named := strings.Contains(h.by, ".") || top == "" && h.by != "localhost"
		if named && !slices.Contains(hosts, h.by) {
			hosts = append(hosts, h.by)
		}
		if top == "" && !h.local() {
			top = h.by
		}
	}
	return hosts
}

// CameBy reports whether the mail came in by the named border, as far as its own servers say.
func (m *Message) CameBy(border string) bool {
	at := m.border(Trust{Border: border})
	return at < len(m.fields) && parseReceived(m.fields[at].value).isBy(border)
}

// isBy reports whether a hop was written by the host, or may have been: a sender's own words in it, such as "by", never
// hide that.
func (h hop) isBy(host string) bool {
	host = strings.TrimSuffix(strings.ToLower(host), ".")
	words := strings.FieldsFunc(h.raw, func(r rune) bool { return strings.ContainsRune(" \t();", r) })
	for i := 1; i < len(words); i++ {
		if words[i-1] == "by" && strings.TrimSuffix(words[i], ".") == host {
			return true
		}
	}
	return false
}

// ours reports whether a hop above the border may be one of our own hosts: of the organisation of the mailbox or the
// border.
func (h hop) ours(top, border string) bool {
	return h.by == top || h.by != "" && !strings.Contains(h.by, ".") || aligned(h.by, top) || aligned(h.by, border)
}

// local reports whether a hop is the delivery into a mailbox (RFC 2033), which nobody outside can reach; not one in
// which the client's own words may say so.
func (h hop) local() bool { return h.plain() && strings.HasPrefix(h.protocol(), "lmtp") }

// protocol is the word after "with" that the server wrote (RFC 3848), lower case, or empty.
func (h hop) protocol() string {
	words := strings.Fields(comment().ReplaceAllString(h.rest, " "))
	for i := 1; i < len(words); i++ {
		if words[i-1] == "with" {
			return strings.TrimRight(words[i], ";,")
		}
	}
	return ""
}
