package mail

import "strings"

// headerBlock counts the different header labels (From, Date, To, Subject …) that begin the lines from i on. It is
// zero without a From label, or when the first line is none.
func headerBlock(lines []line, i int) int {
	var seen [len(headerLabels)]bool
	count, misses := 0, 0
	for n := 0; n < 8 && i+n < len(lines); n++ {
		text := lines[i+n].text
		if lines[i+n].drop || text == "" && n > 0 && lines[i+n-1].text == "" {
			break
		}
		if text == "" {
			continue
		}
		group := headerLabel(text)
		if group < 0 {
			if n == 0 {
				return 0
			}
			if misses++; misses > 2 {
				break
			}
			continue
		}
		if !seen[group] {
			seen[group] = true
			count++
		}
	}
	if !seen[0] {
		return 0
	}
	return count
}

// datedHead reports whether a paragraph begins with a date and an hour in one line and an address in another, as the
// head of a message without labels does: "le 12 mai 2026, 15:40", "de Rob <rob@acme.example>".
func datedHead(lines []line, i int) bool {
	dated, sent := false, false
	for n := i; n < len(lines) && n < i+3 && lines[n].text != "" && !lines[n].quoted; n++ {
		p := partsOf(lines[n].text)
		switch {
		case p.prose:
			return false
		case p.address && p.words <= 8 && !p.year:
			sent = true
		case p.year && p.time && p.names <= 1 && !p.address:
			dated = true
		default:
			return dated && sent
		}
	}
	return dated && sent
}

// headerLabel returns the group of the header label that a line begins with, or -1.
func headerLabel(text string) int {
	text = strings.TrimLeft(text, " \t*>|\u200b")
	colon := strings.IndexAny(text, ":\uff1a")
	if colon < 1 || colon > 40 {
		return -1
	}
	label := strings.ToLower(strings.Trim(text[:colon], " \t*\u00a0"))
	if group, ok := labelGroups[label]; ok {
		return group
	}
	return -1
}

// labelGroups maps each label to its index in headerLabels.
var labelGroups = func() map[string]int {
	groups := map[string]int{}
	for group, labels := range headerLabels {
		for _, label := range labels {
			groups[label] = group
		}
	}
	return groups
}()
