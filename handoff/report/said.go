package report

import (
	"regexp"
	"strconv"
	"strings"
)

// Answer is what a reply to the weekly mail says.
type Answer struct {
	Said map[int]Verdict // by number, from 1
	Stop bool            // no more such mails
}

var (
	saidPattern = regexp.MustCompile(`^(ignore|keep)\s+(?:no\.?\s*)?(\d{1,3}(?:(?:\s*,\s*|\s+and\s+|\s+)\d{1,3})*|all|that)$`)
	numbers     = regexp.MustCompile(`\d+`)
	stopPattern = regexp.MustCompile(`^(?:please\s+)?(?:stop|unsubscribe)(?:\s+calendar\s+mails?)?$`)
)

// maxLines bounds what is looked at of a reply.
const maxLines = 50

// ReadAnswer reads the new text of a reply to a mail that lists n entries. "ignore that" is for a list of one. It reports false if
// there is nothing in it that can be obeyed; lines after the last such line do not matter.
func ReadAnswer(text string, n int) (Answer, bool) {
	a := Answer{Said: map[int]Verdict{}}
	for i, line := range strings.Split(text, "\n") {
		line = strings.Trim(strings.ToLower(strings.TrimSpace(line)), ".! `\"")
		if i == maxLines {
			break
		}
		if stopPattern.MatchString(line) {
			a.Stop = true
			continue
		}
		m := saidPattern.FindStringSubmatch(line)
		switch {
		case m == nil:
		case m[2] == "that" && n != 1:
		case m[2] == "that" || m[2] == "all":
			for k := range n {
				a.Said[k+1] = Verdict(m[1])
			}
		default:
			for _, digits := range numbers.FindAllString(m[2], -1) {
				if k, err := strconv.Atoi(digits); err == nil && k >= 1 && k <= n {
					a.Said[k] = Verdict(m[1])
				}
			}
		}
	}
	return a, a.Stop || len(a.Said) > 0
}
