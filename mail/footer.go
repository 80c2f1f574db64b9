package mail

import "strings"

// Marks that htmlText sets around what the sender did not write; normalText removes them from input.
const (
	regionStart = '\ue000'
	regionEnd   = '\ue001'
	cutMark     = '\ue002'
	blockMark   = '\ue003'
)

const marks = "\ue000\ue001\ue002\ue003"

// marked reports whether any of the marks stands in s; all begin with the same two bytes.
func marked(s string) bool { return strings.Contains(s, marks[:2]) && strings.ContainsAny(s, marks) }

// dropRegions drops lines between the marks of htmlText.
func dropRegions(lines []line) {
	depth := 0
	for i := range lines {
		text := lines[i].text
		if !marked(text) {
			lines[i].drop = lines[i].drop || depth > 0
			continue
		}
		var kept strings.Builder
		for _, r := range text {
			switch r {
			case regionStart:
				depth++
			case regionEnd:
				depth = max(depth-1, 0)
			case cutMark:
				lines[i].text = strings.TrimSpace(kept.String())
				dropFrom(lines, i+1)
				return
			case blockMark:
				lines[i].block = true
			default:
				if depth == 0 {
					kept.WriteRune(r)
				}
			}
		}
		lines[i].text = strings.TrimRight(kept.String(), " \t")
		lines[i].quoted = isQuoted(lines[i].text)
	}
}

// withoutMarks removes the marks of htmlText.
func withoutMarks(s string) string {
	if !marked(s) {
		return s
	}
	return markless.Replace(s)
}

var markless = strings.NewReplacer("\ue000", "", "\ue001", "", "\ue002", "", "\ue003", "")

// dropBanners removes what gateways write above a mail: a tag, or a paragraph of warning.
func dropBanners(lines []line) {
	seen := 0
	for i := 0; i < len(lines) && seen < 12; i++ {
		if lines[i].text == "" || lines[i].drop {
			continue
		}
		seen++
		lower := strings.ToLower(strings.TrimLeft(lines[i].text, " *\u26a0\ufe0f!|"))
		if tag := bannerTag(lower); tag > 0 && len(lower) > tag+1 && !containsAny(lower, bannerWords) {
			cut := len(lines[i].text) - len(lower) + tag
			lines[i].text = strings.TrimLeft(lines[i].text[min(cut, len(lines[i].text)):], " ]:-*")
			continue
		}
		if !isBanner(lower) {
			continue
		}
		if i > 0 && isFrame(lines[i-1].text) {
			lines[i-1].drop = true
		}
		for n := 0; i < len(lines) && n < 6; i, n = i+1, n+1 {
			text := lines[i].text
			if text == "" && n > 0 {
				break
			}
			lines[i].drop = true
			if i+1 < len(lines) && isFrame(lines[i+1].text) {
				i++
				lines[i].drop = true
				break
			}
			ends := endsSentence(text) || hasAnySuffix(strings.ToLower(strings.TrimRight(text, " >")), bannerEnds)
			if ends && (i+1 == len(lines) || !isBannerTail(lines[i+1].text)) {
				break
			}
		}
	}
}

// isFrame recognises the upper and lower edge of a box around a banner.
func isFrame(text string) bool {
	text = strings.TrimSpace(text)
	return len(text) >= 4 && strings.Trim(text, "+-=*_#~|") == ""
}

// bannerTag returns the length of a tag such as "[external]" at the start of a line.
func bannerTag(lower string) int {
	for _, tag := range bannerTags {
		if strings.HasPrefix(lower, tag) {
			return len(tag)
		}
	}
	return 0
}

func isBanner(lower string) bool {
	if bannerTag(lower) == len(strings.TrimSpace(lower)) && lower != "" {
		return true
	}
	return bannerSentencesSet.in(lower) ||
		(hasAnyPrefix(lower, bannerStarts) || bannerTag(lower) > 0) && containsAny(lower, bannerWords)
}

func isBannerTail(text string) bool {
	return text != "" && bannerTailsSet.in(strings.ToLower(text))
}

// bannerEnds are the last words of banners that end without a full stop.
var bannerEnds = []string{
	"learn why this is important", "from an external sender", "aka.ms/learnaboutsenderidentification",
}

func hasAnySuffix(s string, suffixes []string) bool {
	for _, suffix := range suffixes {
		if strings.HasSuffix(s, suffix) {
			return true
		}
	}
	return false
}

func endsSentence(text string) bool {
	text = strings.TrimRight(text, " *_")
	return text == "" || strings.ContainsAny(text[len(text)-1:], ".!]") || strings.HasSuffix(text, "。")
}

// dropFooters removes the lines that mail clients add ("Sent from my iPhone") and, at the end, disclaimers.
func dropFooters(lines []line) {
	kept := false // some text stands above
	for i := range lines {
		l := &lines[i]
		if l.drop || l.quoted || l.text == "" {
			continue
		}
		if isTrackingSign(l.text) {
			l.drop = true
			continue
		}
		if isTracking(l.text) && (i == 0 || startsBlock(lines, i)) {
			for k := i; k < len(lines) && k < i+3 && lines[k].text != "" && !lines[k].quoted; k++ {
				lines[k].drop = true
			}
			continue
		}
		lower := strings.ReplaceAll(strings.ToLower(strings.TrimLeft(l.text, " *_-\u2014")), "\u2019", "'")
		if isClientFooter(lower) && lastOfBlock(lines, i) &&
			(strings.HasPrefix(lower, "sent from my") || i == 0 || startsBlock(lines, i)) {
			l.drop = true
			if i+1 < len(lines) && isLink(lines[i+1].text) {
				lines[i+1].drop = true
			}
			continue
		}
		if isDisclaimer(lower) && startsBlock(lines, i) {
			for k := i; k < len(lines) && !lines[k].quoted && (kept || lines[k].text != ""); k++ {
				lines[k].drop = true
			}
		}
		kept = kept || !l.drop
	}
}

func isClientFooter(lower string) bool {
	if open := strings.Index(lower, "<http"); open >= 0 {
		if end := strings.IndexByte(lower[open:], '>'); end >= 0 {
			lower = lower[:open] + lower[open+end+1:]
		}
	}
	if len(lower) > 120 {
		return false
	}
	for _, p := range clientFooters {
		if rest, ok := strings.CutPrefix(lower, p); ok {
			return len(strings.Fields(rest)) <= 9
		}
	}
	return namesClient(lower)
}

// namesClient reports whether a line of at most nine words begins as the footers of clients do and names one: "Sent
// from HEY", "Verzonden vanuit Mail voor Windows", "iPhone készülékről küldve".
func namesClient(lower string) bool {
	begins, ends := hasAnyPrefix(lower, sentStarts), containsAny(lower, sentEnds)
	if !begins && !ends {
		return false
	}
	words := strings.Fields(lower)
	if len(words) < 2 || len(words) > 9 {
		return false
	}
	for i, w := range words {
		bare, _, _ := strings.Cut(strings.Trim(w, ".,;:!()[]*"), "](")
		if clientNames[bare] && (begins && i > 0 || ends) {
			return true
		}
	}
	return containsAny(lower, deviceNames)
}

// isTrackingSign recognises the sign of Streak, which stands on a line of its own wherever the picture was.
func isTrackingSign(text string) bool { return strings.Trim(text, " []()*_") == "\u1427" }

// isTracking recognises what trackers and ticket systems leave in a text as a paragraph: pictures, and references such
// as "ref:_00D20.…:ref".
func isTracking(text string) bool {
	text = strings.Trim(text, " []()*_")
	if ref, ok := strings.CutPrefix(text, "ref:"); ok {
		return len(ref) > 8 && strings.HasSuffix(ref, ":ref") && !strings.Contains(ref, " ")
	}
	return foldPrefix(text, "image: mailtrack") || foldPrefix(text, "sender notified by")
}

// foldPrefix reports whether s begins with an ASCII prefix, whatever the case.
func foldPrefix(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

// isLink reports whether a line is nothing but a link, as below the name of the client.
func isLink(text string) bool {
	text = strings.Trim(strings.TrimSpace(text), "<>()")
	return strings.HasPrefix(text, "http") && !strings.ContainsAny(text, " \t")
}

// lastOfBlock reports whether a line is followed by nothing of its paragraph but another footer.
func lastOfBlock(lines []line, i int) bool {
	if i+1 == len(lines) || lines[i+1].text == "" || lines[i+1].drop || lines[i+1].quoted {
		return true
	}
	return isClientFooter(strings.ToLower(lines[i+1].text)) || strings.HasPrefix(lines[i+1].text, "http") ||
		strings.HasPrefix(lines[i+1].text, "<http")
}

// startsBlock reports whether a line begins a paragraph.
func startsBlock(lines []line, i int) bool {
	if i == 0 {
		return false // a whole mail is never a disclaimer
	}
	prev := lines[i-1]
	return prev.text == "" || prev.drop || prev.quoted || isRule(prev.text) || strings.Trim(prev.text, "-_*= ") == ""
}

// withoutLabel takes off the words of a title that end in a colon, as in "VERTRAULICH: Diese E-Mail …", if what follows
// goes on in the line.
func withoutLabel(lower string) string {
	if label, rest, found := strings.Cut(lower, ": "); found && len(label) <= 40 && len(strings.Fields(label)) <= 4 {
		return strings.TrimSpace(rest)
	}
	return lower
}

func isDisclaimer(lower string) bool {
	if disclaimerSentencesSet.in(lower) {
		return true
	}
	return (hasAnyPrefix(lower, disclaimerStarts) || hasAnyPrefix(withoutLabel(lower), disclaimerStarts)) &&
		containsAny(lower, disclaimerWords)
}
