package reading

import (
	"slices"
	"strconv"
	"strings"

	"handoffd/handoff/text"
)

// Line is what was said to one number of a list.
type Line struct {
	N    int // from 1 on
	Text string
}

// numberMark is a number at the beginning of what is said to it: "1 held", "2: no-show", "#3 good", "4) moved".
var numberMark = text.Pattern(`(?:^|[,;])\s*(?:#|no\.?\s*)?([0-9]{1,2})` +
	`(?:\s*[.:)=]\s*|\s*[-–—]\s+|\s+)(\pL[^,;]*)`)

// Numbered parts an answer to a list of the given length at its numbers: "1 good, 2 no-show" says something to two of
// them. A line may say several, and what no number stands before is left alone; a comma that no number of the list
// follows belongs to what was said. To a number that comes twice the last word counts.
func Numbered(s string, length int) []Line {
	var out []Line
	for l := range strings.Lines(s) {
		l = strings.TrimSpace(l)
		if l == "" || isQuoted(l) {
			continue
		}
		out = append(out, numberedIn(l, length)...)
	}
	last := map[int]int{}
	for i, l := range out {
		last[l.N] = i
	}
	kept := out[:0]
	for i, l := range out {
		if last[l.N] == i {
			kept = append(kept, l)
		}
	}
	return slices.Clip(kept)
}

func numberedIn(line string, length int) []Line {
	var out []Line
	var from []int // where each begins
	for _, m := range numberMark().FindAllStringSubmatchIndex(line, -1) {
		n, err := strconv.Atoi(line[m[2]:m[3]])
		if err != nil || n < 1 || n > length {
			continue
		}
		if len(out) == 0 && m[0] > 0 {
			return nil // the line begins with something else
		}
		out, from = append(out, Line{N: n}), append(from, m[0])
		out[len(out)-1].Text = line[m[4]:]
	}
	for i := range out {
		end := len(line)
		if i+1 < len(out) {
			end = from[i+1]
		}
		out[i].Text = strings.TrimSpace(out[i].Text[:len(out[i].Text)-(len(line)-end)])
	}
	return out
}

// wentWell are the words for a meeting that took place.
var wentWell = []string{"good", "fine", "ok", "okay", "great", "well", "went well", "it went well", "very good",
	"all good", "yes",
	"done", "took place", "it took place", "happened"}

// WentWell says whether words about a meeting that is over say that it took place, and no more.
func WentWell(s string) bool {
	return slices.Contains(wentWell, strings.Join(text.Plain(text.Words(s)), " "))
}
