package mail

import "strings"

const maxAddresses = 500

// parseAddresses reads an address list (RFC 5322 section 3.4) as people's software writes it: with groups,
// comments, unquoted names, encoded words, semicolons. What is no address is skipped.
func parseAddresses(value string) []Address {
	var list []Address
	for _, item := range splitAddresses(value) {
		if a, ok := parseAddress(item); ok {
			list = append(list, a)
		}
		if len(list) == maxAddresses {
			break
		}
	}
	return list
}

// splitAddresses cuts a list at commas and semicolons outside quotes, comments and angle brackets, and drops the
// names of groups.
func splitAddresses(value string) []string {
	var items []string
	var quoted, angle bool
	comment, start := 0, 0
	for i := 0; i < len(value); i++ {
		switch c := value[i]; {
		case c == '\\' && (quoted || comment > 0):
			i++
		case c == '"' && comment == 0:
			quoted = !quoted
		case quoted:
		case c == '(':
			comment++
		case c == ')' && comment > 0:
			comment--
		case comment > 0:
		case c == '<':
			angle = true
		case c == '>':
			angle = false
		case c == ':' && !angle:
			start = i + 1
		case (c == ',' || c == ';') && !angle:
			items = append(items, value[start:i])
			start = i + 1
		}
	}
	return append(items, value[start:])
}

// parseAddress reads one mailbox.
func parseAddress(item string) (Address, bool) {
	item = strings.TrimSpace(item)
	name, addr := "", item
	if open := lastUnquoted(item, '<'); open >= 0 {
		name = item[:open]
		addr, _, _ = strings.Cut(item[open+1:], ">")
		if i := strings.LastIndexByte(addr, ':'); i >= 0 && strings.HasPrefix(addr, "@") {
			addr = addr[i+1:] // a source route (RFC 5322 section 4.4)
		}
	} else if open := strings.IndexByte(item, '('); open >= 0 {
		addr = item[:open]
		name = strings.TrimSuffix(strings.TrimSpace(item[open+1:]), ")")
	} else if i := strings.LastIndexAny(item, " \t"); i >= 0 && !strings.HasPrefix(item, `"`) {
		name, addr = item[:i], item[i+1:]
	}
	if words := strings.Fields(addr); len(words) > 1 && !strings.HasPrefix(addr, `"`) {
		addr = words[len(words)-1]
	}
	addr = normalAddress(addr)
	if addr == "" {
		return Address{}, false
	}
	return Address{Name: displayName(name), Addr: addr}, true
}

// normalAddress lower-cases the domain; it returns an empty string for what is no address.
func normalAddress(addr string) string {
	addr = strings.Trim(strings.TrimSpace(addr), "<>")
	addr = strings.TrimPrefix(strings.TrimPrefix(addr, "mailto:"), "MAILTO:")
	at := strings.LastIndexByte(addr, '@')
	if at < 1 || at == len(addr)-1 || len(addr) > 320 {
		return ""
	}
	local, domain := addr[:at], strings.TrimRight(addr[at+1:], ".")
	if strings.ContainsAny(domain, " \t<>(),;:\"\\[]@") && !strings.HasPrefix(domain, "[") || domain == "" {
		return ""
	}
	if !strings.HasPrefix(local, `"`) && strings.ContainsAny(local, " \t<>(),;:@\"") {
		return ""
	}
	return local + "@" + strings.ToLower(domain)
}

func displayName(name string) string {
	name = strings.TrimSpace(name)
	if len(name) > 1 && name[0] == '"' && name[len(name)-1] == '"' {
		name = unquote(name)
	}
	return strings.TrimSpace(decodeWords(name))
}

// unquote strips the quotes of a quoted string and the backslashes in it.
func unquote(s string) string {
	if len(s) < 2 || s[0] != '"' || s[len(s)-1] != '"' {
		return s
	}
	s = s[1 : len(s)-1]
	if !strings.Contains(s, `\`) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) {
			i++
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// lastUnquoted is the index of the last c outside double quotes, or -1.
func lastUnquoted(s string, c byte) int {
	quoted, at := false, -1
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && quoted:
			i++
		case s[i] == '"':
			quoted = !quoted
		case s[i] == c && !quoted:
			at = i
		}
	}
	return at
}

// messageIDs reads the ids of Message-ID, In-Reply-To or References, without angle brackets.
func messageIDs(value string) []string {
	var ids []string
	for rest := value; len(ids) < 100; {
		_, after, found := strings.Cut(rest, "<")
		if !found {
			break
		}
		id, next, found := strings.Cut(after, ">")
		if !found {
			break
		}
		if id = strings.Join(strings.Fields(id), ""); id != "" && len(id) < 1000 {
			ids = append(ids, id)
		}
		rest = next
	}
	if len(ids) == 0 && !strings.ContainsAny(value, "<> ") && strings.Contains(value, "@") {
		ids = append(ids, value)
	}
	return ids
}

// Addresses reads the bare addresses of a list, or of the mailto links of a field such as List-Post (RFC 2369).
func Addresses(value string) []string {
	var out []string
	for _, a := range parseAddresses(value) {
		out = append(out, a.Addr)
	}
	return out
}
