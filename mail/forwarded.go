package mail

import "strings"

// forwardedFrom finds the senders of what was forwarded: those of attached messages, and of the header blocks that clients write above
// forwarded or quoted text. Each once, at most ten.
func forwardedFrom(body string, attached []Address) []Address {
	const most = 10
	var out []Address
	add := func(list []Address) {
		for _, a := range list {
			known := false
			for _, o := range out {
				known = known || o.Key() == a.Key()
			}
			if !known && len(out) < most {
				out = append(out, a)
			}
		}
	}
	add(attached)
	if !strings.ContainsAny(body, ":\uff1a") || !strings.Contains(body, "@") {
		return out
	}
	lines := splitLines(body)
	for i := range lines {
		if headerLabel(lines[i].text) < 0 || headerBlock(lines, i) < 3 {
			continue
		}
		for n := i; n < min(i+8, len(lines)); n++ {
			if headerLabel(lines[n].text) == 0 {
				_, value, _ := strings.Cut(strings.ReplaceAll(lines[n].text, "\uff1a", ":"), ":")
				add(parseAddresses(strings.Trim(strings.ReplaceAll(value, "mailto:", ""), " *[]")))
				break
			}
		}
	}
	return out
}
