package mail

import (
	"strconv"
	"strings"
)

// hidesText reports whether a style keeps text from being seen. The style has no spaces and is in lower case.
func hidesText(style string) bool {
	clipped := strings.Contains(style, "overflow:hidden")
	for rule := range strings.SplitSeq(style, ";") {
		property, value, _ := strings.Cut(rule, ":")
		value = strings.TrimSuffix(value, "!important")
		switch property {
		case "display":
			if value == "none" {
				return true
			}
		case "visibility", "content-visibility":
			if value == "hidden" || value == "collapse" {
				return true
			}
		case "font-size":
			if size, ok := pixels(value); ok && size <= 2 || isZero(value) {
				return true
			}
		case "max-height", "max-width", "opacity":
			if isZero(value) {
				return true
			}
		case "height", "width":
			if size, ok := pixels(value); clipped && (ok && size <= 1 || isZero(value)) {
				return true
			}
		case "left", "right", "top", "text-indent", "margin-left", "margin-top":
			if size, ok := pixels(value); ok && size <= -500 {
				return true
			}
		case "transform":
			if strings.HasPrefix(value, "scale(0") && !strings.HasPrefix(value, "scale(0.") {
				return true
			}
		case "clip-path", "clip":
			if value == "inset(100%)" || value == "inset(50%)" || value == "circle(0)" || strings.HasPrefix(value, "rect(0") {
				return true
			}
		case "mso-hide":
			if value == "all" {
				return true
			}
		case "color", "-webkit-text-fill-color":
			if value == "transparent" {
				return true
			}
		}
	}
	return false
}

func isZero(value string) bool {
	return strings.HasPrefix(value, "0") && strings.Trim(strings.TrimRight(value, "ptxemrvhw%"), "0.") == ""
}

// pixels reads a length in px or pt.
func pixels(value string) (float64, bool) {
	number, found := strings.CutSuffix(value, "px")
	if !found {
		number, found = strings.CutSuffix(value, "pt")
	}
	n, err := strconv.ParseFloat(number, 64)
	return n, found && err == nil
}

// color is 0xRRGGBB with a bit above it; zero is one that is not known.
type color uint32

const (
	known color = 1 << 24
	white       = known | 0xffffff
	black       = known
)

// paint is in which colour text stands on which ground.
type paint struct {
	ink, ground color
	unsure      bool // a picture or a style sheet may paint the ground
}

// seen reports whether ink and ground differ. Mail that says nothing has black ink on white ground.
func (p paint) seen() bool {
	if p.unsure || p.ink == 0 {
		return true
	}
	ground := p.ground
	if ground == 0 {
		ground = white
	}
	return !near(p.ink, ground)
}

func near(a, b color) bool {
	for shift := 0; shift < 24; shift += 8 {
		x, y := int(a>>shift&0xff), int(b>>shift&0xff)
		if x-y > 12 || y-x > 12 {
			return false
		}
	}
	return true
}

// style notes the colours of a style attribute without spaces and in lower case.
func (p *paint) style(style string) {
	for rule := range strings.SplitSeq(style, ";") {
		property, value, _ := strings.Cut(rule, ":")
		value = strings.TrimSuffix(value, "!important")
		switch property {
		case "color":
			p.ink = parseColor(value)
		case "background", "background-color":
			switch ground := parseColor(value); {
			case ground != 0:
				p.ground, p.unsure = ground, false
			case value != "transparent" && value != "none" && value != "inherit":
				p.unsure = true
			}
		case "background-image":
			p.unsure = p.unsure || value != "none"
		}
	}
}

// parseColor reads #rgb, #rrggbb, rgb(r,g,b) and the two names that hide text; zero stands for all others.
func parseColor(s string) color {
	switch {
	case s == "white":
		return white
	case s == "black":
		return black
	case strings.HasPrefix(s, "#") && len(s) == 4:
		s = "#" + s[1:2] + s[1:2] + s[2:3] + s[2:3] + s[3:4] + s[3:4]
		fallthrough
	case strings.HasPrefix(s, "#") && len(s) == 7:
		n, err := strconv.ParseUint(s[1:], 16, 32)
		if err != nil {
			return 0
		}
		return known | color(n)
	case strings.HasPrefix(s, "rgb(") && strings.HasSuffix(s, ")"):
		c := known
		parts := strings.Split(s[4:len(s)-1], ",")
		for i, part := range parts {
			n, err := strconv.ParseUint(strings.TrimSpace(part), 10, 8)
			if err != nil || len(parts) != 3 {
				return 0
			}
			c |= color(n) << (16 - 8*i)
		}
		return c
	}
	return 0
}

// sheet is what the style sheets of a mail say, as far as it hides text.
type sheet struct {
	hides  map[string]bool // ".class" and "#id"
	paints bool            // some rule sets a background
}

const (
	maxSheet  = 64 << 10
	maxHiding = 200
)

// read takes the rules of a style sheet. Rules in @media are left out: they hide on small screens only, or on paper.
func (s *sheet) read(text string) {
	text = strings.ToValidUTF8(text[:min(len(text), maxSheet)], "")
	for len(text) > 0 {
		selectors, rest, found := strings.Cut(text, "{")
		if !found {
			return
		}
		if i := strings.LastIndexAny(selectors, ";>/"); i >= 0 && !strings.HasPrefix(strings.TrimSpace(selectors), "@media") {
			selectors = selectors[i+1:] // after "@import …;", "<!--" and "*/"
		}
		if strings.HasPrefix(strings.TrimSpace(selectors), "@media") {
			text = skipBlock(rest)
			continue
		}
		body, after, _ := strings.Cut(rest, "}")
		s.rule(selectors, strings.ToLower(strings.Join(strings.Fields(body), "")))
		text = after
	}
}

// skipBlock returns what follows the brace that closes a block.
func skipBlock(text string) string {
	depth := 1
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return text[i+1:]
			}
		}
	}
	return ""
}

func (s *sheet) rule(selectors, style string) {
	s.paints = s.paints || strings.Contains(style, "background")
	if !hidesText(style) {
		return
	}
	for selector := range strings.SplitSeq(selectors, ",") {
		selector = strings.TrimSpace(selector)
		if i := strings.IndexAny(selector, ".#"); i > 0 && !strings.ContainsAny(selector, " >+~:[") {
			selector = selector[i:] // "div.x"
		}
		if len(selector) < 2 || selector[0] != '.' && selector[0] != '#' || strings.ContainsAny(selector[1:], ". >+~:[#") {
			continue
		}
		if s.hides == nil {
			s.hides = map[string]bool{}
		}
		if len(s.hides) < maxHiding {
			s.hides[selector] = true
		}
	}
}
