package mail

import "strings"

// result is one resinfo of an Authentication-Results field (RFC 8601 section 2.2).
type result struct {
	method string // lower case, without version
	value  string // lower case
	props  map[string]string
}

const (
	maxAuthres = 64 << 10
	maxResults = 100
	maxComment = 20 // depth
)

// parseAuthres reads an Authentication-Results value. id is empty where the server writes none, as Exchange
// Online does. A value with unbalanced quotes or comments is not readable at all: half of it may be an attacker's.
func parseAuthres(value string) (id string, results []result, ok bool) {
	if len(value) > maxAuthres {
		return "", nil, false
	}
	value, ok = stripComments(value)
	if !ok {
		return "", nil, false
	}
	segments := splitQuoted(value, ';')
	if !strings.Contains(segments[0], "=") {
		words := strings.Fields(segments[0])
		if len(words) == 0 || len(words) > 2 || len(words) == 2 && words[1] != "1" {
			return "", nil, false
		}
		id = strings.ToLower(unquote(words[0]))
		segments = segments[1:]
	}
	for _, segment := range segments {
		if r, ok := parseResult(segment); ok {
			results = append(results, r)
		}
		if len(results) > maxResults {
			return "", nil, false
		}
	}
	return id, results, true
}

// parseResult reads "method/version = value ptype.property = value …".
func parseResult(segment string) (result, bool) {
	pairs := parsePairs(segment)
	if len(pairs) == 0 {
		return result{}, false
	}
	method, _, _ := strings.Cut(pairs[0][0], "/")
	r := result{method: strings.TrimSpace(method), value: strings.ToLower(pairs[0][1]), props: map[string]string{}}
	for _, pair := range pairs[1:] {
		if _, twice := r.props[pair[0]]; twice {
			return result{}, false
		}
		r.props[pair[0]] = pair[1]
	}
	return r, true
}

// parsePairs reads "name = value" pairs; spaces around the sign are allowed, values may be quoted in part.
func parsePairs(segment string) [][2]string {
	var pairs [][2]string
	tokens := quotedFields(segment)
	for i := 0; i < len(tokens); i++ {
		name, value, found := cutUnquoted(tokens[i], '=')
		if !found {
			if i+1 >= len(tokens) || !strings.HasPrefix(tokens[i+1], "=") {
				continue
			}
			i++
			value = tokens[i][1:]
		}
		if value == "" && i+1 < len(tokens) {
			i++
			value = tokens[i]
		}
		pairs = append(pairs, [2]string{strings.ToLower(name), value})
	}
	return pairs
}

// stripComments replaces comments (RFC 5322 section 3.2.2) by spaces; ok is false when quotes or parentheses do
// not match.
func stripComments(s string) (stripped string, ok bool) {
	if !strings.ContainsAny(s, "()\"") {
		return s, true
	}
	var b strings.Builder
	depth, quoted := 0, false
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '\\' && (quoted || depth > 0) && i+1 < len(s):
			if depth == 0 {
				b.WriteByte(c)
				b.WriteByte(s[i+1])
			}
			i++
			continue
		case c == '"' && depth == 0:
			quoted = !quoted
		case c == '(' && !quoted:
			if depth++; depth > maxComment {
				return "", false
			}
			b.WriteByte(' ')
		case c == ')' && !quoted:
			if depth--; depth < 0 {
				return "", false
			}
			continue
		}
		if depth == 0 {
			b.WriteByte(c)
		}
	}
	return b.String(), depth == 0 && !quoted
}

// splitQuoted splits at sep outside double quotes.
func splitQuoted(s string, sep byte) []string {
	var parts []string
	for {
		before, after, found := cutUnquoted(s, sep)
		parts = append(parts, before)
		if !found {
			return parts
		}
		s = after
	}
}

func cutUnquoted(s string, sep byte) (before, after string, found bool) {
	quoted := false
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && quoted:
			i++
		case s[i] == '"':
			quoted = !quoted
		case s[i] == sep && !quoted:
			return s[:i], s[i+1:], true
		}
	}
	return s, "", false
}

// quotedFields splits at white space outside double quotes.
func quotedFields(s string) []string {
	var fields []string
	quoted, start := false, -1
	for i := 0; i < len(s); i++ {
		space := !quoted && (s[i] == ' ' || s[i] == '\t')
		switch {
		case s[i] == '\\' && quoted:
			i++
		case s[i] == '"':
			quoted = !quoted
		}
		if space && start >= 0 {
			fields = append(fields, s[start:i])
			start = -1
		} else if !space && start < 0 {
			start = min(i, len(s)-1)
		}
	}
	if start >= 0 {
		fields = append(fields, s[start:])
	}
	return fields
}
